import type { Finding, Resource } from "../preview-document";
import { shortType } from "../report/words";
import { attribute, escaped } from "./escape";

/** Indentation of a level, in rem. */
const LEVEL = 1.1;

/** The resources as a tree that a search field narrows; each unfolds to its inputs. */
export function resourceTree(
  id: string,
  resources: readonly Resource[],
  findings: readonly Finding[],
): string {
  const children = new Map<string, Resource[]>();
  const known = new Set(resources.map(({ urn }) => urn));
  for (const resource of resources) {
    const parent = known.has(resource.parent) ? resource.parent : "";
    const own = children.get(parent);
    if (own) own.push(resource);
    else children.set(parent, [resource]);
  }
  const byUrn = new Map<string, number>();
  for (const { urn } of findings) byUrn.set(urn, (byUrn.get(urn) ?? 0) + 1);
  const items: string[] = [];
  const add = (parent: string, depth: number): void => {
    for (const resource of children.get(parent) ?? []) {
      items.push(resourceItem(resource, depth, byUrn.get(resource.urn) ?? 0));
      if (resource.urn !== parent) add(resource.urn, depth + 1);
    }
  };
  add("", 0);
  return (
    `<p class="search"><label>Search <input type="search" data-list=${attribute(id)} placeholder="type or name"></label> <span id="${id}-count" role="status">${items.length} of ${items.length}</span></p>` +
    `<ul class="resources" id="${id}">${items.join("")}</ul>`
  );
}

function resourceItem(
  { type, name, urn, inputs, protect }: Resource,
  depth: number,
  findings: number,
): string {
  const words = `${type} ${name}`.toLowerCase();
  const marks = [...(protect ? ["protected"] : []), ...(findings > 0 ? [`${findings} findings`] : [])];
  const shown = `<code>${escaped(shortType(type))}</code> ${escaped(name)}${marks.length > 0 ? ` <span class="badge">${marks.join(", ")}</span>` : ""}`;
  const body =
    Object.keys(inputs).length === 0 ? "" : `<pre>${escaped(JSON.stringify(inputs, null, 1))}</pre>`;
  return `<li class="resource" data-words=${attribute(words)} style="margin-left:${(depth * LEVEL).toFixed(1)}rem"><details><summary>${shown}</summary><p><code>${escaped(urn)}</code></p>${body}</details></li>`;
}
