/** Resources that keep what they have under another name, by an alias: what others hold of them has not changed. */
import type { Resource, Stack, Value } from "../preview-document";
import { alignedValue } from "./aligned-value";
import { pairsOf } from "./pairs";

/** The revision after a change with, of renamed resources, the names and ids that they keep; and their former names by the present ones. */
export interface WithoutRenames {
  readonly after: Stack;
  readonly formerNames: ReadonlyMap<string, string>;
}

export function withoutRenames(before: Stack, after: Stack): WithoutRenames {
  const pairs = pairsOf(before.resources, after.resources);
  const former = new Map<string, Resource>();
  for (const { before: was, after: is } of pairs) if (was && is) former.set(is.urn, was);
  const isRenamed = (urn: string): boolean => (former.get(urn)?.urn ?? urn) !== urn;
  const renamed = after.resources.filter(({ urn }) => isRenamed(urn));
  const formerNames = new Map(
    renamed.flatMap(({ urn, name }): [string, string][] => {
      const was = former.get(urn);
      return was === undefined || was.name === name ? [] : [[name, was.name]];
    }),
  );
  if (renamed.length === 0) return { after, formerNames };
  const resources = after.resources.map((resource) => {
    const was = former.get(resource.urn);
    if (was === undefined) return resource;
    const inputs = Object.entries(resource.inputs).map(([key, value]): [string, Value] => {
      const [old, sources] = [was.inputs[key], resource.propertyDependencies[key] ?? []];
      const isKept =
        sources.some(isRenamed) &&
        sameTexts(
          was.propertyDependencies[key] ?? [],
          sources.map((urn) => former.get(urn)?.urn ?? urn),
        );
      const mayBeKept = isKept || was.urn !== resource.urn;
      return [
        key,
        mayBeKept && old !== undefined ? alignedValue(old, value, { derived: isKept, formerNames }) : value,
      ];
    });
    return { ...resource, inputs: Object.fromEntries(inputs) };
  });
  return { after: { ...after, resources }, formerNames };
}

/** A policy's message, which quotes the names of resources, with the former names of renamed ones. */
export function withFormerNames(message: string, formerNames: ReadonlyMap<string, string>): string {
  return message.replace(/"([^"]+)"/g, (quoted, name: string) => {
    const former = formerNames.get(name);
    return former === undefined ? quoted : `"${former}"`;
  });
}

function sameTexts(some: readonly string[], others: readonly string[]): boolean {
  return [...new Set(some)].sort().join("\n") === [...new Set(others)].sort().join("\n");
}
