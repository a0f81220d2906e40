import type { PlainProperties, RegisteredChild, RemoteChild } from "../contract";
import { messageOf } from "../errors";
import { UNKNOWN } from "../values";
import type { Deployment, Operation, Resource, ResourceOptions } from "./deployment";
import { assetFaults } from "./assets";
import { EngineFault } from "./faults";
import { needsProvider, type Providers } from "./providers";
import type { Tables } from "./tables";
import { resealed } from "./secrets";
import type { Simulation } from "./simulation";
import { makeUrn, STACK_TYPE } from "./urn";
import {
  fromPlain,
  markSecret,
  normalizedMap,
  plainMap,
  referenceWire,
  wireMap,
  type Wire,
  type WireMap,
} from "./wire";

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
    private readonly simulation: Simulation,
    private readonly programDirectory: string,
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
    const provider =
      (custom && needsProvider(type)) || (remote && request.provider !== "")
        ? this.providers.resolve(request.provider, this.packageOf(request), parent, `${type} '${name}'`)
        : "";
    const operation: Operation = request.importId === "" ? "create" : "import";
    const given = normalizedMap(request.inputs);
    const faults = assetFaults(given, this.programDirectory);
    if (faults.length > 0) {
      throw new EngineFault(`${type} resource '${name}' has a problem: ${faults.join("; ")}`, urn);
    }
    const made = custom
      ? this.simulation.make({ type, name, urn, provider, inputs: given })
      : { inputs: given, id: "", outputs: given };
    return {
      ...{ urn, type, name, parent, custom, remote, provider, operation, inputs: made.inputs },
      id: operation === "import" ? request.importId : made.id,
      outputs: markSecret(made.outputs, request.options.additionalSecretOutputs),
      protect: request.protect,
      providers: request.providers,
      dependencies: request.dependencies,
      propertyDependencies: request.propertyDependencies,
      options: request.options,
      isDefaultProvider: false,
    };
  }

  private packageOf(request: Registration | Reading) {
    return this.providers.request(request.type, request.packageRef, request.version, request.downloadUrl);
  }

  /** Lets the table make the children that the provider of a remote component would. */
  private expand(component: Resource): void {
    const { type, name, urn, inputs } = component;
    const plain = plainMap(inputs);
    const context = { ...this.providers.context(this.providers.forChildren(component), plain), urn };
    const children = new Map<unknown, Resource>();
    let expanded;
    try {
      expanded = this.tables.expandRemote(type, name, plain, context, (child) => {
        const resource = this.registerChild(component, child);
        const registered = registeredChild(resource);
        children.set(registered, resource);
        return registered;
      });
    } catch (error) {
      if (error instanceof EngineFault) throw error;
      throw new EngineFault(`${type} resource '${name}' has a problem: ${messageOf(error)}`, urn);
    }
    if (expanded) {
      component.outputs = resealed(inputs, outputsWith(children, expanded.outputs));
      return;
    }
    this.deployment.reportOnce(
      "warning",
      `remote ${component.type}`,
      `${component.type} is a remote component that the offline preview does not know: its children are missing and its outputs unknown`,
      component.urn,
    );
  }

  private registerChild(component: Resource, child: RemoteChild): Resource {
    const propertyDependencies = child.propertyDependencies ?? {};
    const dependencies = [...Object.values(propertyDependencies).flat(), ...(child.dependsOn ?? [])];
    return this.register({
      ...{ type: child.type, name: child.name, parent: child.parent ?? component.urn },
      ...{ custom: child.custom ?? true, remote: false, protect: component.protect },
      ...{ provider: "", providers: new Map(), version: "", downloadUrl: "", packageRef: "", importId: "" },
      inputs: resealed(component.inputs, wireMap(child.inputs)),
      dependencies: [...new Set(dependencies)],
      propertyDependencies,
      options: {
        ...{ ignoreChanges: [], deleteBeforeReplace: undefined, additionalSecretOutputs: [], aliases: [] },
        timeouts: undefined,
      },
    });
  }

  read(request: Reading): Resource {
    const { type, name, id } = request;
    const parent = this.parentOf(type, request.parent);
    const urn = this.newUrn(type, name, parent);
    const state = normalizedMap(request.state);
    const provider = needsProvider(type)
      ? this.providers.resolve(request.provider, this.packageOf(request), parent, `${type} '${name}'`)
      : request.provider;
    const read =
      type === STACK_REFERENCE
        ? wireMap({ name: id, outputs: UNKNOWN, secretOutputNames: UNKNOWN })
        : this.simulation.read({ type, name, urn, provider, inputs: state }, id);
    const outputs = markSecret(read, request.additionalSecretOutputs);
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

/** A child as the table that makes it sees it. */
function registeredChild({ urn, id, outputs }: Resource): RegisteredChild {
  return { urn, id: id === "" ? UNKNOWN : id, outputs: plainMap(outputs) };
}

/** Outputs of a component: where one of its children stands, at any depth, a reference to it goes to the program. */
function outputsWith(children: ReadonlyMap<unknown, Resource>, outputs: PlainProperties): WireMap {
  const convert = (value: unknown): Wire | undefined => {
    const child = children.get(value);
    if (child) return referenceWire(child.urn, child.id);
    if (Array.isArray(value)) return value.map((item) => convert(item) ?? null);
    return typeof value === "object" && value !== null ? convertMap(value) : fromPlain(value);
  };
  const convertMap = (map: object): WireMap => {
    const entries = Object.entries(map).map(([key, value]) => [key, convert(value)] as const);
    return Object.fromEntries(entries.filter((entry): entry is [string, Wire] => entry[1] !== undefined));
  };
  return convertMap(outputs);
}
