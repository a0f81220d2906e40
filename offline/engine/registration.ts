import type { RegisteredChild, RemoteChild } from "../contract";
import { UNKNOWN } from "../values";
import type { Deployment, Operation, Resource, ResourceOptions } from "./deployment";
import { EngineFault } from "./faults";
import { needsProvider, type Providers } from "./providers";
import type { Tables } from "./tables";
import { isProviderType, makeUrn, STACK_TYPE } from "./urn";
import { fromPlain, markSecret, normalizedMap, plainMap, wireMap, type Wire, type WireMap } from "./wire";

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
  readonly inputs: WireMap;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly importId: string;
  readonly options: ResourceOptions;
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
  readonly state: WireMap;
  readonly dependencies: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
}

const STACK_REFERENCE = "pulumi:pulumi:StackReference";

/** Turns what the program registers into resources, with the ids and outputs that the preview can give. */
export class Registrar {
  constructor(
    private readonly deployment: Deployment,
    private readonly providers: Providers,
    private readonly tables: Tables,
    private readonly unknowns: boolean,
  ) {}

  register(request: Registration): Resource {
    const resource = this.prepare(request);
    this.deployment.add(resource);
    if (request.remote) this.expand(resource);
    return resource;
  }

  private prepare(request: Registration): Resource {
    const { type, name, custom, remote } = request;
    const parent = this.parentOf(type, request.parent);
    const urn = this.newUrn(type, name, parent);
    const inputs = normalizedMap(request.inputs);
    const packageRequest = this.providers.request(
      type,
      request.packageRef,
      request.version,
      request.downloadUrl,
    );
    const provider =
      (custom && needsProvider(type)) || (remote && request.provider !== "")
        ? this.providers.resolve(request.provider, packageRequest, parent, `${type} '${name}'`)
        : "";
    const operation: Operation = request.importId === "" ? "create" : "import";
    const given = custom ? this.simulated(type, name, inputs, provider) : { id: "", outputs: inputs };
    const id = operation === "import" ? request.importId : given.id;
    const outputs = markSecret(given.outputs, request.options.additionalSecretOutputs);
    return {
      ...{ urn, type, name, parent, custom, remote, inputs, outputs, id, provider, operation },
      protect: request.protect,
      providers: request.providers,
      dependencies: request.dependencies,
      propertyDependencies: request.propertyDependencies,
      options: request.options,
      isDefaultProvider: false,
    };
  }

  private simulated(type: string, name: string, inputs: WireMap, provider: string) {
    if (this.unknowns || isProviderType(type)) return { id: "", outputs: inputs };
    const plain = plainMap(inputs);
    const simulated = this.tables.simulate(type, name, plain, this.providers.context(provider, plain));
    const id = simulated?.id ?? `${name}-${stableHex(`${type}::${name}`)}`;
    return { id, outputs: simulated ? merged(inputs, simulated.outputs) : inputs };
  }

  /** Lets the table make the children that the provider of a remote component would. */
  private expand(component: Resource): void {
    const plain = plainMap(component.inputs);
    const context = this.providers.context(component.provider, plain);
    const expanded = this.tables.expandRemote(component.type, component.name, plain, context, (child) =>
      this.registerChild(component, child),
    );
    if (expanded) {
      component.outputs = wireMap(expanded.outputs);
      return;
    }
    this.deployment.reportOnce(
      "warning",
      `remote ${component.type}`,
      `${component.type} is a remote component that the offline preview does not know: its children are missing and its outputs unknown`,
      component.urn,
    );
  }

  private registerChild(component: Resource, child: RemoteChild): RegisteredChild {
    const propertyDependencies = child.propertyDependencies ?? {};
    const dependencies = [...Object.values(propertyDependencies).flat(), ...(child.dependsOn ?? [])];
    const resource = this.register({
      ...{ type: child.type, name: child.name, parent: child.parent ?? component.urn },
      ...{ custom: child.custom ?? true, remote: false, protect: component.protect },
      ...{ provider: "", providers: new Map(), version: "", downloadUrl: "", packageRef: "", importId: "" },
      inputs: wireMap(child.inputs),
      dependencies: [...new Set(dependencies)],
      propertyDependencies,
      options: {
        ...{ ignoreChanges: [], deleteBeforeReplace: undefined, additionalSecretOutputs: [], aliases: [] },
        timeouts: undefined,
      },
    });
    return {
      urn: resource.urn,
      id: resource.id === "" ? UNKNOWN : resource.id,
      outputs: plainMap(resource.outputs),
    };
  }

  read(request: Reading): Resource {
    const { type, name, id } = request;
    const parent = this.parentOf(type, request.parent);
    const urn = this.newUrn(type, name, parent);
    const state = normalizedMap(request.state);
    const packageRequest = this.providers.request(
      type,
      request.packageRef,
      request.version,
      request.downloadUrl,
    );
    const provider = needsProvider(type)
      ? this.providers.resolve(request.provider, packageRequest, parent, `${type} '${name}'`)
      : request.provider;
    const outputs = markSecret(this.readOutputs(type, id, state, provider), request.additionalSecretOutputs);
    const resource: Resource = {
      ...{ urn, type, name, parent, id, provider, outputs, inputs: state, operation: "read" },
      ...{ custom: true, remote: false, protect: false, providers: new Map(), propertyDependencies: {} },
      dependencies: request.dependencies,
      options: {
        ...{ ignoreChanges: [], deleteBeforeReplace: undefined, aliases: [], timeouts: undefined },
        additionalSecretOutputs: request.additionalSecretOutputs,
      },
      isDefaultProvider: false,
    };
    this.deployment.add(resource);
    if (type === STACK_REFERENCE) {
      this.deployment.reportOnce(
        "warning",
        `stack ${id}`,
        `the outputs of stack ${id} are unknown: the offline preview reads no other stack's state`,
        urn,
      );
    }
    return resource;
  }

  private readOutputs(type: string, id: string, state: WireMap, provider: string): WireMap {
    if (type === STACK_REFERENCE) return wireMap({ name: id, outputs: UNKNOWN, secretOutputNames: UNKNOWN });
    if (this.unknowns) return state;
    const plain = plainMap(state);
    const read = this.tables.simulateRead(type, id, plain, this.providers.context(provider, plain));
    return read ? merged(state, read.outputs) : state;
  }

  private parentOf(type: string, parent: string): string {
    if (type === STACK_TYPE) return "";
    const urn = parent === "" ? this.deployment.rootUrn : parent;
    if (parent !== "" && !this.deployment.find(parent)) {
      throw new EngineFault(`could not find parent resource ${parent}`, this.deployment.rootUrn);
    }
    return urn;
  }

  private newUrn(type: string, name: string, parent: string): string {
    const urn = makeUrn(this.deployment.stack, this.deployment.project, type, name, parent);
    if (this.deployment.find(urn)) {
      throw new EngineFault(`Duplicate resource URN '${urn}'; try giving it a unique name`, urn);
    }
    return urn;
  }
}

/** Inputs are outputs as well; where a computed value has the key of an input, it wins. */
function merged(inputs: WireMap, computed: Readonly<Record<string, unknown>>): WireMap {
  const outputs: Record<string, Wire> = { ...inputs };
  for (const [key, value] of Object.entries(computed)) {
    const wire = fromPlain(value);
    if (wire !== undefined) outputs[key] = wire;
  }
  return outputs;
}

/** Seven hexadecimal digits that depend on the text alone (FNV-1a): enough to tell ids apart, the same at every preview. */
function stableHex(text: string): string {
  let hash = 0x811c9dc5;
  for (const character of text) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash.toString(16).padStart(8, "0").slice(0, 7);
}
