import type { Entry, Rule, Table } from "./rules";

/** An entry: the id, the values that AWS assigns, and what else there is to say. */
export function of(
  id: Rule,
  outputs: Readonly<Record<string, Rule>> = {},
  more: Omit<Entry, "id" | "outputs"> = {},
): Entry {
  return { id, outputs, ...more };
}

/** Full type tokens for the entries of one module of @pulumi/aws: `Bucket` of `s3` is `aws:s3/bucket:Bucket`. */
export function moduleTable(module: string, entries: Readonly<Record<string, Entry>>): Table {
  return Object.fromEntries(
    Object.entries(entries).map(([type, entry]) => [
      `aws:${module}/${type.charAt(0).toLowerCase()}${type.slice(1)}:${type}`,
      entry,
    ]),
  );
}
