import type { Resource } from "../preview-document";
import { forcesReplacement } from "../replacement/table";
import { pairsOf, type Pair } from "./pairs";
import { propertyChanges, type PropertyChange } from "./property-changes";

/** What happens to a resource; `renamed`: its URN changes by an alias, and nothing else. */
export type ChangeKind = "created" | "deleted" | "replaced" | "updated" | "renamed";

/** A resource that a change touches. */
export interface ResourceChange {
  readonly kind: ChangeKind;
  /** URN after the change; of one that is gone, before it. */
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly before: Resource | undefined;
  readonly after: Resource | undefined;
  readonly properties: readonly PropertyChange[];
  /** Paths of the properties that force the replacement. */
  readonly forcedBy: readonly string[];
  /** URNs of the resources whose replacement forces this one's: their ids are new. */
  readonly follows: readonly string[];
  /** Its options that changed, `protect: true → false`. */
  readonly options: readonly string[];
}

/** The two revisions of a stack, resource by resource. */
export interface Comparison {
  /** Those that a change touches, in the order of the program; those that are gone last. */
  readonly changes: readonly ResourceChange[];
  /** How many stay as they are. */
  readonly same: number;
  readonly pairs: readonly Pair[];
}

/** Compares the resources of two revisions. */
export function compareResources(before: readonly Resource[], after: readonly Resource[]): Comparison {
  const pairs = pairsOf(before, after);
  const drafts = pairs.map((pair) => draft(pair));
  follow(drafts);
  const changes = drafts.filter((each): each is Draft => each !== undefined && kindOf(each) !== undefined);
  return {
    changes: changes.map((each) => ({ ...each, kind: kindOf(each) ?? "updated" })),
    same: pairs.length - changes.length,
    pairs,
  };
}

interface Draft extends Omit<ResourceChange, "kind" | "follows"> {
  follows: string[];
}

function draft({ before, after }: Pair): Draft | undefined {
  const resource = after ?? before;
  if (resource === undefined) return undefined;
  const { urn, type, name } = resource;
  const none = { properties: [], forcedBy: [], follows: [], options: [] };
  if (before === undefined || after === undefined) return { urn, type, name, before, after, ...none };
  // Physical names that Pulumi makes hang on the URN, and stay what they are when an alias keeps the resource.
  const ignored = (path: string) => after.options.ignoreChanges.some((own) => isBelow(path, own));
  const properties = propertyChanges(before.inputs, after.inputs).filter(
    ({ path, before: was, after: is }) =>
      !ignored(path) && !(before.urn !== after.urn && isAutomaticName(was, is, before, after)),
  );
  const forcedBy = after.custom
    ? properties
        .map(({ path }) => path)
        .filter(
          (path) =>
            forcesReplacement(type, path) ||
            after.options.replaceOnChanges.some((own) => own === "*" || isBelow(path, own)),
        )
    : [];
  return {
    urn,
    type,
    name,
    before,
    after,
    properties,
    forcedBy,
    follows: [],
    options: optionsOf(before, after),
  };
}

function kindOf({ before, after, properties, forcedBy, follows, options }: Draft): ChangeKind | undefined {
  if (before === undefined) return "created";
  if (after === undefined) return "deleted";
  if (forcedBy.length > 0 || follows.length > 0) return "replaced";
  if (properties.length > 0 || options.length > 0) return "updated";
  return before.urn === after.urn ? undefined : "renamed";
}

/** A replaced resource has a new id: what holds it in a property that cannot change is replaced, too, and so on. */
function follow(drafts: readonly (Draft | undefined)[]): void {
  const replaced = new Set(
    drafts.flatMap((each) => (each !== undefined && kindOf(each) === "replaced" ? [each.urn] : [])),
  );
  for (let grown = true; grown;) {
    grown = false;
    for (const each of drafts) {
      if (each?.after === undefined || each.before === undefined || !each.after.custom) continue;
      const sources = Object.entries(each.after.propertyDependencies)
        .filter(([property]) => forcesReplacement(each.type, property))
        .flatMap(([, urns]) => urns.filter((urn) => replaced.has(urn) && urn !== each.urn));
      for (const source of new Set(sources)) {
        if (each.follows.includes(source)) continue;
        each.follows.push(source);
        replaced.add(each.urn);
        grown = true;
      }
    }
  }
}

function optionsOf(before: Resource, after: Resource): string[] {
  const changed: string[] = [];
  const add = (name: string, was: unknown, is: unknown): void => {
    if (String(was) !== String(is)) changed.push(`${name}: ${String(was)} → ${String(is)}`);
  };
  add("protect", before.protect, after.protect);
  add("retainOnDelete", before.options.retainOnDelete, after.options.retainOnDelete);
  return changed;
}

function isBelow(path: string, own: string): boolean {
  return path === own || path.startsWith(`${own}.`) || path.startsWith(`${own}[`);
}

/** `www-files-111fe82`: the logical name and seven digits. */
function isAutomaticName(was: unknown, is: unknown, before: Resource, after: Resource): boolean {
  const made = (value: unknown, name: string): boolean =>
    typeof value === "string" &&
    value.toLowerCase().startsWith(`${name.toLowerCase()}-`) &&
    /^-[0-9a-f]{7}(?:\.fifo)?$/.test(value.slice(name.length));
  return made(was, before.name) && made(is, after.name);
}
