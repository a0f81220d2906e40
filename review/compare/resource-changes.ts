import { UNKNOWN, type Resource, type Stack } from "../preview-document";
import { forcesReplacement } from "../replacement/table";
import { isSet } from "../replacement/traits";
import { follow } from "./followers";
import { pairsOf, type Pair } from "./pairs";
import { propertyChanges, type PropertyChange } from "./property-changes";
import { isNamedBy } from "./property-paths";
import { changesByProvider, isFromProvider, providerOf } from "./provider-changes";

/** What happens to a resource; `imported`: it is there already, and becomes the stack's; `renamed`: its URN changes by an alias, and nothing else. */
export type ChangeKind = "created" | "imported" | "deleted" | "replaced" | "updated" | "renamed";

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

/** The resources of a revision, and the providers that make them. */
export type Revision = Pick<Stack, "resources" | "providers">;

/** Compares the resources of two revisions; what a program only looks up is none of them. */
export function compareResources(before: Revision, after: Revision): Comparison {
  const own = ({ resources }: Revision) => resources.filter(({ operation }) => operation !== "read");
  const pairs = pairsOf(own(before), own(after));
  const former = new Map(
    pairs.flatMap(({ before: was, after: is }) => (was && is ? [[was.urn, is.urn]] : [])),
  );
  const drafts = pairs.map((pair) => draft(pair, before, after, former));
  follow(drafts);
  const changes = drafts.filter((each): each is Draft => each !== undefined && kindOf(each) !== undefined);
  return {
    changes: changes.map((each) => ({ ...each, kind: kindOf(each) ?? "updated" })),
    same: pairs.length - changes.length,
    pairs,
  };
}

interface Draft extends Omit<ResourceChange, "kind" | "follows" | "properties"> {
  readonly follows: string[];
  properties: readonly PropertyChange[];
}

function draft(
  { before, after }: Pair,
  was: Revision,
  is: Revision,
  former: ReadonlyMap<string, string>,
): Draft | undefined {
  const resource = after ?? before;
  if (resource === undefined) return undefined;
  const { urn, type, name } = resource;
  const none = { properties: [], forcedBy: [], follows: [], options: [] };
  if (before === undefined || after === undefined) return { urn, type, name, before, after, ...none };
  const byProvider = changesByProvider(after, providerOf(was, before), providerOf(is, after));
  // Physical names that Pulumi makes hang on the URN, and stay what they are when an alias keeps the resource.
  const ignored = (path: string) => after.options.ignoreChanges.some((own) => isNamedBy(path, own));
  const properties = [
    ...propertyChanges(before.inputs, after.inputs, (path) => isSet(type, path)).filter(
      ({ path, before: old, after: now }) =>
        !isOwnRegion(path, before, after, was, is) &&
        !(before.urn !== after.urn && isAutomaticName(old, now, before, after)),
    ),
    ...otherSources(before, after, former),
    ...byProvider,
  ].filter(({ path }) => !ignored(path));
  const forcedBy = after.custom
    ? properties
        .filter(
          (change) =>
            (isFromProvider(change)
              ? change.path.startsWith("region")
              : forcesReplacement(type, change.path)) ||
            after.options.replaceOnChanges.some((own) => isNamedBy(change.path, own)),
        )
        .map(({ path }) => path)
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

/** A region that the program now writes, or no longer writes, while it is where the provider is anyway. */
function isOwnRegion(path: string, before: Resource, after: Resource, was: Revision, is: Revision): boolean {
  if (path !== "region") return false;
  const old = before.inputs["region"] ?? providerOf(was, before)["region"];
  return old !== undefined && old === (after.inputs["region"] ?? providerOf(is, after)["region"]);
}

/** Values that only a deployment knows are equal to look at: where they come from another resource, they are others. */
function otherSources(
  before: Resource,
  after: Resource,
  former: ReadonlyMap<string, string>,
): readonly PropertyChange[] {
  return Object.entries(after.inputs).flatMap(([path, value]): PropertyChange[] => {
    const old = before.inputs[path];
    if (old === undefined || !JSON.stringify(value).includes(UNKNOWN)) return [];
    if (!JSON.stringify(old).includes(UNKNOWN)) return [];
    const sources = before.propertyDependencies[path] ?? [];
    const [was, is] = [
      sources.map((urn) => former.get(urn) ?? urn).sort(),
      [...(after.propertyDependencies[path] ?? [])].sort(),
    ];
    if (was.join() === is.join()) return [];
    const names = (urns: readonly string[]): string =>
      `a value of ${urns.map((urn) => urn.split("::").slice(3).join("::")).join(", ") || "no resource"}`;
    return [{ path, before: names(was), after: names(is) }];
  });
}

function kindOf({ before, after, properties, forcedBy, follows, options }: Draft): ChangeKind | undefined {
  if (before === undefined) return after?.operation === "import" ? "imported" : "created";
  if (after === undefined) return "deleted";
  if (forcedBy.length > 0 || follows.length > 0) return "replaced";
  if (properties.length > 0 || options.length > 0) return "updated";
  return before.urn === after.urn ? undefined : "renamed";
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

/** `www-files-111fe82`: the logical name and seven digits. */
function isAutomaticName(was: unknown, is: unknown, before: Resource, after: Resource): boolean {
  const made = (value: unknown, name: string): boolean =>
    typeof value === "string" &&
    value.toLowerCase().startsWith(`${name.toLowerCase()}-`) &&
    /^-[0-9a-f]{7}(?:\.fifo)?$/.test(value.slice(name.length));
  return made(was, before.name) && made(is, after.name);
}
