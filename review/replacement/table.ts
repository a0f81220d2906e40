import { plain, usual } from "./names";
import table from "./table.json";

const TYPES: Readonly<Record<string, string>> = table.types;

/** Where the table is from, for the report. */
export const TABLE_SOURCE = `AWS provider ${table.provider}, ${table.date}`;

/** True for a type whose replacements the table knows. */
export function isKnownType(type: string): boolean {
  return Object.hasOwn(TYPES, usual(type));
}

const paths = new Map<string, ReadonlySet<string>>();

/**
 * True where a change of this property cannot be made in place.
 *
 * @param type token, such as `aws:s3/bucket:Bucket`
 * @param path of the property, as `ebsBlockDevices[0].volumeSize`
 */
export function forcesReplacement(type: string, path: string): boolean {
  // Since version 7 every regional resource has one.
  if (path === "region") return type.startsWith("aws:");
  const forced = pathsOf(type);
  const parts = path
    .replaceAll(/\[[^\]]*\]/g, "")
    .split(".")
    .map(plain);
  return parts.some((_, at) => forced.has(parts.slice(0, at + 1).join(".")));
}

function pathsOf(type: string): ReadonlySet<string> {
  const known = paths.get(type);
  if (known !== undefined) return known;
  const forced = new Set(
    (TYPES[usual(type)] ?? "")
      .split(" ")
      .filter((path) => path !== "")
      .map((path) => path.split(".").map(plain).join(".")),
  );
  paths.set(type, forced);
  return forced;
}
