import { createHash } from "node:crypto";
import { messageOf } from "../errors";
import { diffInputs } from "../simulation/diff";
import { merged, UNKNOWN } from "../provider/properties";
import { blocksOf, type CompleteBlocks } from "./blocks";
import type { Configure, Provider, ResourceRequest } from "../provider/provider";
import { checkedInputs, existingState, newState, plannedState, type Simulated } from "../simulation/simulate";
import { RESOURCES } from "./resources";

/**
 * The provider of any other package. A few types have an entry (`random` …); of all others it is known that they have an id, and what
 * they compute stays unknown.
 */
export const configureOther =
  (packageName: string): Configure =>
  ({ programDirectory }) =>
    providerWith(programDirectory === undefined ? () => ({}) : blocksOf(programDirectory, packageName));

function simulated({ type, name, urn }: ResourceRequest): Simulated | undefined {
  const entry = Object.hasOwn(RESOURCES, type) ? RESOURCES[type] : undefined;
  return entry && { type, name, entry, context: { ...NOWHERE, urn } };
}

/** None of these packages has accounts or regions. */
const NOWHERE = { account: "", region: "", partition: "" } as const;

const providerWith = (complete: CompleteBlocks): Provider => ({
  check: ({ news, ...resource }) => {
    const known = simulated(resource);
    try {
      return { inputs: known ? checkedInputs(known, news) : news, failures: [] };
    } catch (error) {
      return { inputs: news, failures: [{ property: "", reason: messageOf(error) }] };
    }
  },
  /** `keepers` and the like: what random values are made of cannot change in place. */
  diff: (request) => diffInputs(request, () => request.type.startsWith("random:")),
  create: ({ properties: inputs, preview, ...resource }) => {
    const known = simulated(resource);
    const { values, secrets } = inputs;
    const properties = { values: { ...values, ...complete(resource.type, values) }, secrets };
    if (preview) {
      const state = known ? plannedState(known, properties) : properties;
      return { id: UNKNOWN, properties: state, simulated: known !== undefined };
    }
    if (!known) {
      return { id: `${resource.name}-${hex(resource.urn)}`, properties, simulated: false };
    }
    const { id, state } = newState(known, properties);
    return { id, properties: state, simulated: true };
  },
  read: ({ id, properties, preview, ...resource }) => {
    const known = simulated(resource);
    return {
      id,
      properties: known && !preview ? existingState(known, id, properties) : properties,
      simulated: known !== undefined,
    };
  },
  update: ({ olds, news }) => ({ properties: merged(olds, news) }),
  delete: () => undefined,
  invoke: () => undefined,
  construct: () => Promise.resolve(undefined),
  call: () => Promise.resolve(undefined),
});

/** Seven hexadecimal digits that depend on the text alone: enough to tell ids apart, the same at every preview. */
function hex(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 7);
}
