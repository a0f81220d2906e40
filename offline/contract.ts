/**
 * What the engine of the offline preview (`engine/`) asks of the tables that know AWS (`simulate/`, `invokes/`,
 * `remote/`). Types only: the tables need no gRPC and no Pulumi, so tests with mocks may use them as well.
 *
 * Plain values: strings, numbers, booleans, null, arrays and objects of them. Secrets arrive unwrapped (what a table
 * returns for a secret input, the engine wraps again as a whole), Pulumi outputs as their value, a reference to another resource as
 * its id, an asset or archive as an opaque object. A value that is not known is the symbol {@link UNKNOWN}, at any depth.
 */
import type { UNKNOWN } from "./values";

/** A plain value as the tables see it; `UNKNOWN` may stand anywhere. */
export type PlainValue =
  | string
  | number
  | boolean
  | null
  | typeof UNKNOWN
  | readonly PlainValue[]
  | { readonly [key: string]: PlainValue };

/** Inputs of a resource or arguments of a function; typed `unknown` because the wire promises nothing. */
export type PlainProperties = Readonly<Record<string, unknown>>;

/** Where a resource would be made, as far as its configuration says. */
export interface SimulationContext {
  /** Simulated account id, `000000000000` unless the provider's configuration names one. */
  readonly account: string;
  /** The resource's `region` argument, else its provider's, else `aws:region`, else `us-east-1`. */
  readonly region: string;
  /** `aws`, `aws-cn` or `aws-us-gov`, by the region. */
  readonly partition: string;
  /** Name of the stack. */
  readonly stack: string;
  /** Name of the project. */
  readonly project: string;
  /** URN of the resource: what is made up is hashed from it, so that equal names under different parents differ. @default type and name */
  readonly urn?: string;
  /** The provider's `defaultTags.tags`, for `tagsAll`. */
  readonly defaultTags?: Readonly<Record<string, unknown>>;
}

/** What AWS would assign to a new resource. */
export interface Simulated {
  /** The id the provider would return; unknown where it is made of an input that is not known. */
  readonly id: string | typeof UNKNOWN;
  /** Computed properties only (`arn`, `domainName` …): inputs are outputs anyway, and a key given here wins over them. */
  readonly outputs: PlainProperties;
}

/**
 * `offline/simulate`: placeholders for the values that AWS would assign to a resource of this type, or undefined for a type the
 * table does not know (the engine then invents an id and leaves the rest unknown). Never throws; equal arguments give equal results.
 * Not called for components, providers, nor with `--unknowns`.
 */
export type Simulate = (
  type: string,
  name: string,
  inputs: PlainProperties,
  context: SimulationContext,
) => Simulated | undefined;

/**
 * `offline/simulate`: what the provider's Check adds to a resource's inputs before anything else sees them: the physical name
 * (`<logical name>-<7 hex>`) and the bridge's default values. Only the additions. The CLI's preview has them too, so this is called with
 * `--unknowns` as well; policies see them as inputs, the program as outputs.
 */
export type CheckInputs = (
  type: string,
  name: string,
  inputs: PlainProperties,
  context: SimulationContext,
) => PlainProperties;

/** Values that a resource already there (`Vpc.get`) has; the id is the one the program asked for. */
export type SimulateRead = (
  type: string,
  id: string,
  state: PlainProperties,
  context: SimulationContext,
) => { readonly outputs: PlainProperties } | undefined;

/** An answered provider function: what it returns (`UNKNOWN` allowed at any depth), or why AWS would refuse the call. */
export type InvokeAnswer = { readonly known: PlainProperties } | { readonly failure: string };

/**
 * `offline/invokes`: the answer of a provider function (`aws:iam/getPolicyDocument:getPolicyDocument`), or undefined
 * for one the table does not know (the engine then answers with unknown values and warns once). Called with `--unknowns` too:
 * the CLI's preview also calls functions.
 */
export type Invoke = (
  token: string,
  args: PlainProperties,
  context: SimulationContext,
) => InvokeAnswer | undefined;

/** A child that a remote component would make. */
export interface RemoteChild {
  /** Type token, `aws:ec2/subnet:Subnet`. */
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  /** Inputs; `UNKNOWN` allowed at any depth. */
  readonly inputs: PlainProperties;
  /** False for a component nested in the remote one. @default true */
  readonly custom?: boolean;
  /** URN of another child. @default the remote component itself */
  readonly parent?: string;
  /** URNs of the children that each input was made from. */
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
  /** URNs of further dependencies. */
  readonly dependsOn?: readonly string[];
}

/** A child as registered: the ids and outputs that `simulate` gave it, `UNKNOWN` with `--unknowns`. */
export interface RegisteredChild {
  readonly urn: string;
  readonly id: string | typeof UNKNOWN;
  /** Inputs and computed outputs together. A key that is missing is unknown. */
  readonly outputs: PlainProperties;
}

/**
 * `offline/remote`: makes the children of a remote component (`awsx:ec2:Vpc` …) by `register`, in the order in which its provider
 * would, and returns the component's outputs; undefined for a type the table does not know (the engine then leaves the
 * component without children, its outputs unknown, and warns once). A thrown Error is the provider's refusal of the inputs.
 *
 * Among the outputs, at any depth, an object that `register` returned stands for a reference to that child (`vpc.vpc`, `vpc.subnets`).
 */
export type ExpandRemote = (
  type: string,
  name: string,
  inputs: PlainProperties,
  context: SimulationContext,
  register: (child: RemoteChild) => RegisteredChild,
) => { readonly outputs: PlainProperties } | undefined;

/**
 * `offline/remote`: a method of a remote component or of a provider (`call`), likewise.
 */
export type CallMethod = (
  token: string,
  args: PlainProperties,
  context: SimulationContext,
) => InvokeAnswer | undefined;
