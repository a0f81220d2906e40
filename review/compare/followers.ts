import type { Resource } from "../preview-document";
import { forcesReplacement } from "../replacement/table";
import type { PropertyChange } from "./property-changes";

/** What is known of a resource of both revisions before it is known what follows from others. */
export interface Follower {
  readonly urn: string;
  readonly type: string;
  readonly before: Resource | undefined;
  readonly after: Resource | undefined;
  readonly forcedBy: readonly string[];
  /** URNs of what it follows; grows. */
  readonly follows: string[];
  /** Grows by what is made of a replaced resource. */
  properties: readonly PropertyChange[];
}

/**
 * A replaced resource has a new id: what holds it in a property that cannot change is replaced, too, and so on; what holds it in
 * another property is updated.
 */
export function follow(drafts: readonly (Follower | undefined)[]): void {
  const kept = drafts.filter(
    (each): each is Follower & { after: Resource } =>
      each?.before !== undefined && each.after?.custom === true,
  );
  const resources = new Map(drafts.flatMap((each) => (each?.after ? [[each.urn, each.after] as const] : [])));
  const replaced = new Set(kept.filter(({ forcedBy }) => forcedBy.length > 0).map(({ urn }) => urn));
  const sources = ({ urn, after }: Follower & { after: Resource }, property: string): readonly string[] => [
    ...new Set(
      (after.propertyDependencies[property] ?? [])
        .flatMap((each) => madeBy(each, property, resources))
        .filter((each) => replaced.has(each) && each !== urn),
    ),
  ];
  const isIgnored = ({ after }: { after: Resource }, property: string): boolean =>
    after.options.ignoreChanges.some((own) => own === property || own === "*");
  for (let grown = true; grown;) {
    grown = false;
    for (const each of kept) {
      const forcing = Object.keys(each.after.propertyDependencies)
        .filter((property) => forcesReplacement(each.type, property) && !isIgnored(each, property))
        .flatMap((property) => sources(each, property));
      for (const source of forcing) {
        if (each.follows.includes(source)) continue;
        each.follows.push(source);
        replaced.add(each.urn);
        grown = true;
      }
    }
  }
  for (const each of kept.filter(({ urn }) => !replaced.has(urn))) {
    for (const property of Object.keys(each.after.propertyDependencies).sort()) {
      const names = sources(each, property).map((urn) => resources.get(urn)?.name ?? urn);
      const isThere = each.properties.some(({ path }) => path.split(/[.[]/)[0] === property);
      if (names.length === 0 || isThere || isIgnored(each, property)) continue;
      const [before, after] = [`made of ${names.join(", ")}`, "made of what replaces it"];
      each.properties = [...each.properties, { path: property, before, after }];
    }
  }
}

/**
 * What the URN that a property is made of stands for: the resource, or where it is a component, the resources inside of it whose type
 * the property's name says (`subnetIds`), else all of them.
 */
function madeBy(urn: string, property: string, byUrn: ReadonlyMap<string, Resource>): readonly string[] {
  if (byUrn.get(urn)?.custom !== false) return [urn];
  const inside = [...byUrn.values()].filter(({ custom, parent }) => {
    for (let above = parent; above !== ""; above = byUrn.get(above)?.parent ?? "")
      if (above === urn) return custom;
    return false;
  });
  const fitting = inside.filter(({ type }) =>
    property.toLowerCase().includes((type.split(":").at(-1) ?? type).toLowerCase()),
  );
  return (fitting.length > 0 ? fitting : inside).map((each) => each.urn);
}
