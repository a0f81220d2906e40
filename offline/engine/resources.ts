import { sep } from "node:path";
import { UNKNOWN, withSecrets, type Properties } from "../provider/properties";
import type { ResourceRequest } from "../provider/provider";
import { assetFaults } from "./assets";
import type { Deployment, Resource, ResourceOptions, SourcePosition } from "./deployment";
import { EngineFault } from "./faults";
import { needsProvider, NO_OPTIONS, type Providers } from "./providers";
import { readStackReference, STACK_REFERENCE, type StackOutputs } from "./stack-references";
import { isProviderType, makeUrn, packageOf, STACK_TYPE } from "./urn";

/** An alias that says what was other than now; what it leaves empty is as it is. */
export interface FormerPlace {
  readonly name: string;
  readonly type: string;
  readonly stack: string;
  readonly project: string;
  /** URN, "" for none; undefined for the present one. */
  readonly parent: string | undefined;
}

/** A registration after the program's transforms, free of protocol classes. */
export interface Registration {
  readonly type: string;
  readonly name: string;
  readonly parent: string;
  readonly custom: boolean;
  readonly remote: boolean;
  readonly protect: boolean;
  readonly provider: string;
  readonly providers: ReadonlyMap<string, string>;
  readonly version: string;
  readonly downloadUrl: string;
  readonly packageRef: string;
  readonly inputs: Properties;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly importId: string;
  /** Aliases that are no URN yet. */
  readonly formerly?: readonly FormerPlace[];
  readonly options: ResourceOptions;
  /** The places in files through which the program came here, the nearest first. */
  readonly trace?: readonly SourcePosition[];
}

/** A resource that is read, not made (`Vpc.get`, a stack reference). */
export interface Reading {
  readonly type: string;
  readonly name: string;
  readonly parent: string;
  readonly id: string;
  readonly provider: string;
  readonly version: string;
  readonly downloadUrl: string;
  readonly packageRef: string;
  readonly state: Properties;
  readonly dependencies: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
}

/** Whether a file is the program's own, not a package's. */
function isOfProgram(file: string, programDirectory: string): boolean {
  return file.startsWith(programDirectory + sep) && !file.includes(`${sep}node_modules${sep}`);
}

/** A resource after its provider has seen it. */
interface Made {
  readonly inputs: Properties;
  /** "" where only a deployment can know it. */
  readonly id: string;
  readonly outputs: Properties;
}

export interface ResourcesOptions {
  /** Leave what AWS would assign unknown. */
  readonly unknowns: boolean;
  readonly programDirectory: string;
  readonly stackOutputs: StackOutputs;
}

/** Turns what the program registers or reads into resources, by their providers' Check, Create and Read. */
export class Resources {
  constructor(
    private readonly deployment: Deployment,
    private readonly providers: Providers,
    private readonly options: ResourcesOptions,
  ) {}

  /** The resource, in the deployment; the children of a remote component are still to be made. */
  register(request: Registration): Resource {
    const { type, name, custom, remote } = request;
    const parent = this.parentOf(type, request.parent);
    const urn = this.newUrn(type, name, parent);
    const provider =
      (custom && needsProvider(type)) || (remote && request.provider !== "")
        ? this.providers.resolve(request.provider, this.packageOf(request), parent, `${type} '${name}'`)
        : "";
    const faults = assetFaults(request.inputs.values, this.options.programDirectory);
    if (faults.length > 0) throw problem({ urn, type, name }, faults);
    const made = custom ? this.made({ urn, type, name }, provider, request) : withoutProvider(request.inputs);
    const resource: Resource = {
      urn,
      type,
      name,
      parent,
      custom,
      remote,
      provider,
      operation: request.importId === "" ? "create" : "import",
      inputs: made.inputs,
      id: request.importId === "" ? made.id : request.importId,
      outputs: withSecrets(made.outputs, request.options.additionalSecretOutputs),
      protect: request.protect,
      providers: request.providers,
      dependencies: request.dependencies,
      propertyDependencies: request.propertyDependencies,
      options: {
        ...request.options,
        aliases: [
          ...new Set([
            ...request.options.aliases,
            ...(request.formerly ?? []).map((former) => this.formerUrn(former, { type, name, parent })),
          ]),
        ],
      },
      source: request.trace?.find(({ file }) => isOfProgram(file, this.options.programDirectory)),
      isDefaultProvider: false,
    };
    this.deployment.add(resource);
    return resource;
  }

  /** What the provider makes of the inputs. */
  private made(request: ResourceRequest, reference: string, { inputs }: Registration): Made {
    if (isProviderType(request.type) || !needsProvider(request.type)) return withoutProvider(inputs);
    const provider = this.providers.instance(reference, packageOf(request.type));
    const checked = provider.check({ ...request, news: inputs });
    if (checked.failures.length > 0) {
      throw problem(
        request,
        checked.failures.map(({ property, reason }) => (property === "" ? reason : `${property}: ${reason}`)),
      );
    }
    const preview = this.options.unknowns;
    const { id, properties, simulated } = provider.create({
      ...request,
      properties: checked.inputs,
      preview,
    });
    if (!simulated) this.deployment.noteUnknownOutputs(request.type);
    return { inputs: checked.inputs, id: id === UNKNOWN ? "" : id, outputs: properties };
  }

  private packageOf(request: Registration | Reading) {
    return this.providers.request(request.type, request.packageRef, request.version, request.downloadUrl);
  }

  read(request: Reading): Resource {
    const { type, name, id, state } = request;
    const parent = this.parentOf(type, request.parent);
    const urn = this.newUrn(type, name, parent);
    const provider = needsProvider(type)
      ? this.providers.resolve(request.provider, this.packageOf(request), parent, `${type} '${name}'`)
      : request.provider;
    const outputs =
      type === STACK_REFERENCE
        ? readStackReference(id, urn, this.options.stackOutputs, this.deployment)
        : this.readOutputs({ urn, type, name }, provider, id, state);
    const resource: Resource = {
      urn,
      type,
      name,
      parent,
      id,
      provider,
      outputs: withSecrets(outputs, request.additionalSecretOutputs),
      inputs: state,
      operation: "read",
      custom: true,
      remote: false,
      protect: false,
      providers: new Map(),
      propertyDependencies: {},
      dependencies: request.dependencies,
      options: { ...NO_OPTIONS, additionalSecretOutputs: request.additionalSecretOutputs },
      isDefaultProvider: false,
    };
    this.deployment.add(resource);
    return resource;
  }

  private readOutputs(
    request: ResourceRequest,
    reference: string,
    id: string,
    state: Properties,
  ): Properties {
    if (!needsProvider(request.type)) return state;
    const provider = this.providers.instance(reference, packageOf(request.type));
    return provider.read({ ...request, id, properties: state, preview: this.options.unknowns }).properties;
  }

  private parentOf(type: string, parent: string): string {
    if (type === STACK_TYPE) return "";
    if (parent !== "" && !this.deployment.find(parent)) {
      throw new EngineFault(`could not find parent resource ${parent}`, this.deployment.rootUrn);
    }
    return parent === "" ? this.deployment.rootUrn : parent;
  }

  /** The URN that an alias means. @see https://www.pulumi.com/docs/iac/concepts/resources/options/aliases/ */
  private formerUrn(
    former: FormerPlace,
    present: { readonly type: string; readonly name: string; readonly parent: string },
  ): string {
    const { stack, project } = this.deployment;
    return makeUrn(
      former.stack || stack,
      former.project || project,
      former.type || present.type,
      former.name || present.name,
      former.parent ?? present.parent,
    );
  }

  private newUrn(type: string, name: string, parent: string): string {
    const urn = makeUrn(this.deployment.stack, this.deployment.project, type, name, parent);
    if (this.deployment.find(urn)) {
      throw new EngineFault(`Duplicate resource URN '${urn}'; try giving it a unique name`, urn);
    }
    return urn;
  }
}

function withoutProvider(inputs: Properties): Made {
  return { inputs, id: "", outputs: inputs };
}

/** Why a provider, or the engine, refuses a resource. */
export function problem({ type, name, urn }: ResourceRequest, faults: readonly string[]): EngineFault {
  return new EngineFault(`${type} resource '${name}' has a problem: ${faults.join("; ")}`, urn);
}
