/** New resources that have the identity of one which the same update deletes: Pulumi makes the new before it deletes the old. */
import { placeOf } from "../compare/provider-changes";
import type { ResourceChange } from "../compare/resource-changes";
import { UNKNOWN, type Resource, type Stack } from "../preview-document";
import type { Consequence } from "./consequences";
import { identityOf, keyOf, type Identity } from "./identities";

/** What such a creation means, by the URN of the new resource. */
export function clashesOf(
  changes: readonly ResourceChange[],
  stackBefore: Stack | undefined,
  stackAfter: Stack | undefined,
): ReadonlyMap<string, Consequence> {
  const going = changes.flatMap(({ kind, before }) => (kind === "deleted" && before?.custom ? [before] : []));
  return new Map(
    changes.flatMap(({ kind, urn, after }): [string, Consequence][] => {
      const identity = kind === "created" && after?.custom ? identityOf(after.type, after.inputs) : undefined;
      if (identity === undefined || after === undefined) return [];
      const former = going.find(
        (before) =>
          keyOf(before.type) === keyOf(after.type) &&
          placeOf(stackBefore, before) === placeOf(stackAfter, after) &&
          isSame(identity, before, after),
      );
      return former === undefined ? [] : [[urn, consequence(identity, former, after)]];
    }),
  );
}

function isSame({ inputs, each }: Identity, before: Resource, after: Resource): boolean {
  if (each !== undefined) return shareOne(before.inputs[each], after.inputs[each]);
  const [first] = inputs;
  // What is left to Pulumi or AWS is made anew.
  if (first !== undefined && after.inputs[first] === undefined) return false;
  return inputs.every((name) => valueOf(before, name) === valueOf(after, name));
}

/** An input as text; one that only a deployment knows, by the resources that it comes from. */
function valueOf({ inputs, propertyDependencies }: Resource, name: string): string {
  const text = JSON.stringify(inputs[name] ?? null);
  return text.includes(UNKNOWN) ? [text, ...(propertyDependencies[name] ?? [])].join() : text;
}

function shareOne(before: unknown, after: unknown): boolean {
  return Array.isArray(before) && Array.isArray(after) && after.some((entry) => before.includes(entry));
}

function consequence({ inputs, each, second }: Identity, former: Resource, { urn, inputs: given }: Resource) {
  const named = (each === undefined ? inputs : [each]).filter((name) => given[name] !== undefined);
  const has = `has the ${named.join(", ") || "place"} of ${former.name}, which this update deletes after it`;
  const remedy = `give it an alias of ${former.name}, so that Pulumi keeps the resource`;
  const kept = former.options.retainOnDelete || former.protect;
  const isLost = second === "overwrites" && !kept;
  return {
    ...{ urn, downMinutes: [0, 0] as const, refused: second === "refused" },
    dataLost: isLost ? "what it sets" : "",
    text:
      second === "refused"
        ? `${has}: AWS refuses the second; ${remedy}`
        : isLost
          ? `${has}, so that the deletion takes the new one away; ${remedy}`
          : `${has.replace(", which this update deletes after it", "")}, and takes its place`,
  };
}
