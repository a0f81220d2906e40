import { statSync, type Stats } from "node:fs";
import { resolve } from "node:path";
import { Asset, UNKNOWN, type PlainProperties } from "../provider/properties";

/**
 * Faults of the assets and archives in a resource's inputs: files that are not there. The engine of the CLI reads them for their hash when
 * a resource is registered, so a preview fails on them; here it is enough that they exist. What lies behind a URL is not fetched.
 */
export function assetFaults(inputs: PlainProperties, directory: string): string[] {
  const faults: string[] = [];
  for (const [key, value] of Object.entries(inputs)) visit(value, key, directory, faults);
  return faults;
}

function visit(value: unknown, at: string, directory: string, faults: string[]): void {
  if (value instanceof Asset) {
    visitAsset(value, at, directory, faults);
  } else if (Array.isArray(value)) {
    value.forEach((item: unknown, index) => {
      visit(item, `${at}[${index}]`, directory, faults);
    });
  } else if (typeof value === "object" && value !== null) {
    for (const [key, item] of Object.entries(value)) visit(item, `${at}.${key}`, directory, faults);
  }
}

function visitAsset({ kind, content }: Asset, at: string, directory: string, faults: string[]): void {
  const { path, assets } = content;
  if (typeof path === "string") {
    const fault = pathFault(path, kind, directory);
    if (fault !== undefined) faults.push(`${at}: ${fault}`);
  } else if (path !== UNKNOWN && typeof assets === "object" && assets !== null) {
    // The parts of an archive, by their names in it.
    for (const [name, part] of Object.entries(assets)) {
      visit(part, `${at}[${JSON.stringify(name)}]`, directory, faults);
    }
  }
}

function pathFault(path: string, kind: "asset" | "archive", directory: string): string | undefined {
  const full = resolve(directory, path);
  let found: Stats;
  try {
    found = statSync(full);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const reason =
      code === "ENOENT" || code === "ENOTDIR" ? "does not exist" : `cannot be read (${String(code)})`;
    return `${kind === "asset" ? "file" : "file or folder"} ${full} ${reason}`;
  }
  return kind === "asset" && found.isDirectory()
    ? `${full} is a folder: a folder needs a FileArchive`
    : undefined;
}
