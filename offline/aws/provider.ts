import type {
  CheckRequest,
  CheckResponse,
  Configure,
  CreateRequest,
  CreateResponse,
  DiffRequest,
  DiffResponse,
  InvokeRequest,
  InvokeResponse,
  Provider,
  ReadRequest,
  ReadResponse,
  ResourceRequest,
  UpdateRequest,
  UpdateResponse,
} from "../provider/provider";
import { messageOf } from "../errors";
import { diffInputs } from "../simulation/diff";
import { merged, NOTHING, UNKNOWN, type PlainProperties, type Properties } from "../provider/properties";
import { isAutomaticName, nameProperty } from "../simulation/auto-name";
import { checkedInputs, existingState, newState, plannedState, type Simulated } from "../simulation/simulate";
import { replacingProperties } from "./facts/facts";
import { invoke } from "./functions/invoke";
import { locationOf, placeOf, type Location } from "./location";
import { simulatedType } from "./simulated-type";

/** A provider of @pulumi/aws with these variables. */
export const configureAws: Configure = ({ variables }) => new AwsProvider(locationOf(variables));

/** The automatic name of an existing resource: it stays, whatever a new one would be called. */
function keptName(resource: Simulated, news: Properties, olds: Properties = NOTHING): Properties {
  const property = nameProperty(resource);
  const name = property === undefined ? undefined : olds.values[property];
  return property === undefined || property in news.values || !isAutomaticName(name)
    ? NOTHING
    : { values: { [property]: name }, secrets: NOTHING.secrets };
}

class AwsProvider implements Provider {
  constructor(private readonly location: Location) {}

  check({ news, olds, ...resource }: CheckRequest): CheckResponse {
    try {
      const simulated = this.simulated(resource, news.values);
      const inputs = checkedInputs(simulated, news);
      return { inputs: merged(inputs, keptName(simulated, news, olds)), failures: [] };
    } catch (error) {
      return { inputs: news, failures: [{ property: "", reason: messageOf(error) }] };
    }
  }

  diff(request: DiffRequest): DiffResponse {
    const resource = this.simulated(request, request.news.values);
    const name = nameProperty(resource);
    const replacing = new Set([...replacingProperties(request.type), ...(name === undefined ? [] : [name])]);
    return diffInputs(request, (property) => replacing.has(property), resource);
  }

  create({ properties, preview, ...resource }: CreateRequest): CreateResponse {
    const simulated = this.simulated(resource, properties.values);
    if (preview) return { id: UNKNOWN, properties: plannedState(simulated, properties), simulated: true };
    const { id, state } = newState(simulated, properties);
    return { id, properties: state, simulated: true };
  }

  read({ id, properties, preview, ...resource }: ReadRequest): ReadResponse {
    if (preview) return { id, properties, simulated: true };
    const simulated = this.simulated({ ...resource, name: id }, properties.values);
    return { id, properties: existingState(simulated, id, properties), simulated: true };
  }

  /** What AWS has assigned stays; what follows from the inputs changes with them. */
  update({ olds, news, preview, ...resource }: UpdateRequest): UpdateResponse {
    const simulated = this.simulated(resource, news.values);
    const state = preview ? plannedState(simulated, news) : newState(simulated, news).state;
    return { properties: merged(olds, state) };
  }

  delete(): void {
    // Nothing is kept, so there is nothing to delete.
  }

  invoke(request: InvokeRequest): InvokeResponse | undefined {
    return invoke(request, this.location);
  }

  /** @pulumi/aws has no components. */
  construct(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  call(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  private simulated({ type, name, urn }: ResourceRequest, inputs: PlainProperties): Simulated {
    return simulatedType(type, name, { ...placeOf(this.location, inputs), urn });
  }
}
