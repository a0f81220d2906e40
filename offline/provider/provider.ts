import type { PlainProperties, Properties, Unknown } from "./properties";

/**
 * A provider in Pulumi's own terms, https://www.pulumi.com/docs/iac/concepts/resources/providers/ and `proto/pulumi/provider.proto` of
 * pulumi/pulumi: what an engine calls to have resources checked, made and read, functions answered and components constructed. The
 * offline preview calls it in process; the same object can be served over gRPC to the engine of the Pulumi CLI.
 *
 * A provider keeps no state: equal requests get equal responses, so a second `up` finds nothing to change.
 */
export interface Provider {
  /** Adds what the provider itself puts into a resource's inputs: the automatic name, default values, documents as text. */
  check(request: CheckRequest): CheckResponse;
  /** Compares what a resource is with what the program wants. */
  diff(request: DiffRequest): DiffResponse;
  create(request: CreateRequest): CreateResponse;
  /** The state of a resource that is there already: one that the program gets by its id, an import, a refresh. */
  read(request: ReadRequest): ReadResponse;
  update(request: UpdateRequest): UpdateResponse;
  delete(request: DeleteRequest): void;
  /** Answers a function (`aws.getRegion`); undefined for one that is not simulated. */
  invoke(request: InvokeRequest): InvokeResponse | undefined;
  /**
   * Makes the children of a component (`awsx.ec2.Vpc`); undefined for one that is not simulated. Rejects with an Error where the
   * provider would refuse the inputs.
   */
  construct(request: ConstructRequest, monitor: ResourceMonitor): Promise<ConstructResponse | undefined>;
  /** Calls a method of a component or provider; undefined for one that is not simulated. */
  call(request: CallRequest, monitor: ResourceMonitor): Promise<InvokeResponse | undefined>;
}

/** Makes a provider of a package with its configuration: `Configure` of the protocol. */
export type Configure = (request: ConfigureRequest) => Provider;

/** The inputs of a provider resource, `new aws.Provider("east", { region: "us-east-1" })`, or the configuration of a default provider. */
export interface ConfigureRequest {
  /** Values as the SDK sends them: texts, numbers and objects, the latter also as JSON text. */
  readonly variables: PlainProperties;
  /** Where the program is, whose SDKs say what their providers compute. @default their types are not known */
  readonly programDirectory?: string | undefined;
}

/** What every request about one resource says. */
export interface ResourceRequest {
  readonly urn: string;
  /** Type token, `aws:s3/bucket:Bucket`. */
  readonly type: string;
  /** Logical name. */
  readonly name: string;
}

/** A property that the provider refuses. */
export interface CheckFailure {
  /** "" where the fault is not one of a single property. */
  readonly property: string;
  readonly reason: string;
}

export interface CheckRequest extends ResourceRequest {
  /** The inputs of the last deployment: an automatic name is kept. @default none, the resource is new */
  readonly olds?: Properties;
  readonly news: Properties;
}

export interface CheckResponse {
  readonly inputs: Properties;
  readonly failures: readonly CheckFailure[];
}

export interface DiffRequest extends ResourceRequest {
  readonly id: string;
  /** State of the last deployment. */
  readonly olds: Properties;
  readonly oldInputs: Properties;
  /** Checked inputs. */
  readonly news: Properties;
  /** Properties whose changes do not count. */
  readonly ignoreChanges: readonly string[];
}

export interface DiffResponse {
  /** Names of the inputs that differ. */
  readonly diffs: readonly string[];
  /** Those of them that the resource has to be replaced for. */
  readonly replaces: readonly string[];
  /** True where the new resource would have the name of the old one, which therefore goes first. */
  readonly deleteBeforeReplace: boolean;
}

export interface CreateRequest extends ResourceRequest {
  /** Checked inputs. */
  readonly properties: Properties;
  /** In a preview, everything that AWS would assign is unknown. */
  readonly preview: boolean;
}

export interface CreateResponse {
  readonly id: string | Unknown;
  /** Inputs and what AWS assigns. */
  readonly properties: Properties;
  /** False for a type that no table knows: it has an id, and what it would compute is missing. */
  readonly simulated: boolean;
}

export interface ReadRequest extends ResourceRequest {
  readonly id: string;
  /** What is known of the resource: arguments of `get`, or the state before a refresh. */
  readonly properties: Properties;
  readonly preview: boolean;
}

export interface ReadResponse {
  readonly id: string;
  readonly properties: Properties;
  readonly simulated: boolean;
}

export interface UpdateRequest extends ResourceRequest {
  readonly id: string;
  readonly olds: Properties;
  readonly news: Properties;
  readonly preview: boolean;
}

export interface UpdateResponse {
  readonly properties: Properties;
}

export interface DeleteRequest extends ResourceRequest {
  readonly id: string;
  readonly properties: Properties;
}

export interface InvokeRequest {
  /** Function token, `aws:iam/getPolicyDocument:getPolicyDocument`. */
  readonly token: string;
  readonly args: Properties;
}

/** The result, or why AWS would refuse the call. */
export type InvokeResponse = { readonly result: Properties } | { readonly failures: readonly CheckFailure[] };

export interface ConstructRequest extends ResourceRequest {
  readonly inputs: Properties;
  /** True in a preview. Ids of the children come from the monitor, whether known or not. */
  readonly preview: boolean;
}

export interface ConstructResponse {
  /** Outputs of the component; a child that {@link ResourceMonitor.registerResource} made is a {@link ResourceReference}. */
  readonly state: Properties;
}

export interface CallRequest {
  /** Token of the method. */
  readonly token: string;
  readonly args: Properties;
}

/** The engine as a component's provider sees it. */
export interface ResourceMonitor {
  /** Registers a child, as the engine would one of the program. */
  registerResource(child: ChildResource): Promise<RegisteredResource>;
  /** Calls a function of the provider that the component's children have, or one of the engine (`pulumi:pulumi:getResource`). */
  invoke(request: InvokeRequest): Promise<InvokeResponse | undefined>;
}

/** A child that a component makes. */
export interface ChildResource {
  readonly type: string;
  readonly name: string;
  /** URN of the component or of another child; "" for a provider resource, which stands at the top of the stack. */
  readonly parent: string;
  readonly inputs: Properties;
  /** False for a component inside of the component. */
  readonly custom: boolean;
  /** URNs of the resources that each input was made from. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  /** URNs of all that the child depends on. */
  readonly dependencies: readonly string[];
  /** URN of the provider resource, one of the component's children. @default the provider that the component's children have */
  readonly provider?: string;
}

/** A child as the engine has registered it. */
export interface RegisteredResource {
  readonly urn: string;
  /** Undefined for a component. */
  readonly id: string | Unknown | undefined;
  /** Inputs and outputs together. A key that is missing is unknown. */
  readonly outputs: Properties;
}
