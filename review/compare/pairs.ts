import type { Resource } from "../preview-document";

/** A resource before and after; one of them is missing where it is new or gone. */
export interface Pair {
  readonly before: Resource | undefined;
  readonly after: Resource | undefined;
}

/**
 * Pairs the resources of two revisions as Pulumi's engine does: by URN, by the aliases of the new one, and by those that a child
 * has from its parent.
 *
 * @returns the new ones in their order, then those that are gone
 * @see https://www.pulumi.com/docs/iac/concepts/resources/options/aliases/
 */
export function pairsOf(before: readonly Resource[], after: readonly Resource[]): readonly Pair[] {
  const old = new Map(before.map((resource) => [resource.urn, resource]));
  const taken = new Set<string>();
  const pairs = new Map<string, Resource | undefined>();
  const take = (resource: Resource, urn: string | undefined): boolean => {
    const found = urn === undefined || taken.has(urn) ? undefined : old.get(urn);
    if (found === undefined) return false;
    taken.add(found.urn);
    pairs.set(resource.urn, found);
    return true;
  };
  // Who has kept its URN goes first: an alias may name a URN that is in use again.
  for (const resource of after) take(resource, resource.urn);
  const byUrn = new Map(after.map((resource) => [resource.urn, resource]));
  const seen = new Set<string>();
  const pair = (resource: Resource): void => {
    if (seen.has(resource.urn)) return;
    seen.add(resource.urn);
    const parent = byUrn.get(resource.parent);
    // What a parent was decides what its children were.
    if (parent !== undefined) pair(parent);
    const { aliases } = resource.options;
    if (pairs.has(resource.urn) || aliases.some((alias) => take(resource, alias))) return;
    const formerParent = pairs.get(resource.parent);
    if (parent === undefined || formerParent === undefined || parent.urn === formerParent.urn) return;
    [resource.urn, ...aliases].some((urn) => take(resource, inherited(urn, parent, formerParent)));
  };
  for (const resource of after) pair(resource);
  return [
    ...after.map((resource) => ({ before: pairs.get(resource.urn), after: resource })),
    ...before
      .filter(({ urn }) => !taken.has(urn))
      .map((resource) => ({ before: resource, after: undefined })),
  ];
}

/** The URN that a child had under the former parent; a child whose name starts with the parent's had that one's name. */
function inherited(child: string, parent: Resource, former: Resource): string {
  const types = (urn: string) => urn.split("::")[2] ?? "";
  const head = former.urn.split("::").slice(0, 2).join("::");
  const chain = types(child).startsWith(`${types(parent.urn)}$`)
    ? `${types(former.urn)}${types(child).slice(types(parent.urn).length)}`
    : types(child);
  const own = child.split("::").slice(3).join("::");
  const name = own.startsWith(parent.name) ? `${former.name}${own.slice(parent.name.length)}` : own;
  return `${head}::${chain}::${name}`;
}
