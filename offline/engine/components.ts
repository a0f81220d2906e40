import { messageOf } from "../errors";
import { UNKNOWN } from "../provider/properties";
import type { ChildResource, RegisteredResource, ResourceMonitor } from "../provider/provider";
import type { Deployment, Resource } from "./deployment";
import { EngineFault } from "./faults";
import type { Invokes } from "./invoke";
import { NO_OPTIONS, type Providers } from "./providers";
import { problem, type Registration } from "./resources";
import { packageOf } from "./urn";

/** Registers a child as if the program had: with the transforms of the stack and of its parents. */
export type RegisterChild = (registration: Registration) => Promise<Resource>;

/** Has the providers of remote components make their children. */
export class Components {
  constructor(
    private readonly deployment: Deployment,
    private readonly providers: Providers,
    private readonly invokes: Invokes,
    private readonly unknowns: boolean,
  ) {}

  async construct(component: Resource, register: RegisterChild): Promise<void> {
    const { type, name, urn, inputs } = component;
    const provider = this.providers.instance(component.provider, packageOf(type));
    let constructed;
    try {
      constructed = await provider.construct(
        { ...{ type, name, urn, inputs }, preview: this.unknowns },
        this.monitorFor(component, register),
      );
    } catch (error) {
      throw error instanceof EngineFault ? error : problem(component, [messageOf(error)]);
    }
    if (constructed) {
      component.outputs = constructed.state;
      return;
    }
    this.deployment.reportNotSimulated(
      type,
      `${type} is a remote component that the offline preview does not know: its children are missing, so that no policy has judged them, and its outputs are unknown`,
      urn,
    );
  }

  /** The engine as the component's provider sees it. */
  private monitorFor(component: Resource, register: RegisterChild): ResourceMonitor {
    return {
      registerResource: async (child) => registered(await register(registrationOf(component, child))),
      invoke: (request) => this.invokes.forComponent(component, request),
    };
  }
}

function registrationOf(component: Resource, child: ChildResource): Registration {
  const { type, name, parent, custom, inputs, dependencies, propertyDependencies, provider } = child;
  return {
    ...{ type, name, parent, custom, inputs, dependencies, propertyDependencies },
    remote: false,
    protect: component.protect,
    provider: provider === undefined ? "" : `${provider}::`,
    providers: new Map(),
    version: "",
    downloadUrl: "",
    packageRef: "",
    importId: "",
    options: NO_OPTIONS,
  };
}

function registered({ urn, id, custom, outputs }: Resource): RegisteredResource {
  return { urn, id: custom ? (id === "" ? UNKNOWN : id) : undefined, outputs };
}
