import type { Resource } from "../engine/deployment";

/** One line of the tree. */
export interface TreeRow {
  readonly resource: Resource;
  /** The type with the lines of the tree before it. */
  readonly label: string;
}

/** The resources as a tree by their parents, in the order of registration. */
export function treeRows(resources: readonly Resource[]): TreeRow[] {
  const known = new Set(resources.map(({ urn }) => urn));
  const children = new Map<string, Resource[]>();
  for (const resource of resources) {
    const parent = known.has(resource.parent) ? resource.parent : "";
    const siblings = children.get(parent);
    if (siblings) siblings.push(resource);
    else children.set(parent, [resource]);
  }
  const rows: TreeRow[] = [];
  const visit = (resource: Resource, lines: string, own: string): void => {
    rows.push({ resource, label: `${lines}${own}${shortType(resource.type)}` });
    const below = children.get(resource.urn) ?? [];
    const deeper = lines + (own === "" ? "" : own === "└─ " ? "   " : "│  ");
    below.forEach((child, index) => visit(child, deeper, index === below.length - 1 ? "└─ " : "├─ "));
  };
  for (const root of children.get("") ?? []) visit(root, "", "");
  return rows;
}

/** `aws:s3/bucket:Bucket` as the CLI shows it: `aws:s3:Bucket`. */
export function shortType(type: string): string {
  const [name, module, member] = type.split(":");
  if (module === undefined || member === undefined) return type;
  const [folder, file] = module.split("/");
  const sameName = file !== undefined && file.toLowerCase() === member.toLowerCase();
  return sameName ? [name, folder, member].join(":") : type;
}
