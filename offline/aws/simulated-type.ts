import type { Context } from "../simulation/rules";
import type { Simulated } from "../simulation/simulate";
import { documentsAsText } from "./documents";
import { withComputedMembers } from "./facts/blocks";
import { factsOf } from "./facts/facts";
import { entryOf } from "./resources";
import { fallbackEntry } from "./unknown-type";

/** A resource of AWS's provider, by the entry of its type; a type without one gets an id and an ARN of the common form. */
export function simulatedType(type: string, name: string, context: Context): Simulated {
  const facts = factsOf(type);
  const common = fallbackEntry(type, facts);
  return {
    ...{ type, name, context, facts },
    entry: entryOf(type) ?? common,
    otherwise: common.outputs ?? {},
    documents: documentsAsText,
    blocks: withComputedMembers,
  };
}
