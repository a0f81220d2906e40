import { statSync, type Stats } from "node:fs";
import { resolve } from "node:path";
import { assetOf, UNKNOWN_WIRE, type Wire, type WireMap } from "./wire";

/**
 * Faults of the assets and archives in a resource's inputs: files that are not there. The engine of the CLI reads them for their hash when
 * a resource is registered, so a preview fails on them; here it is enough that they exist. What lies behind a URL is not fetched.
 */
export function assetFaults(inputs: WireMap, directory: string): string[] {
  const faults: string[] = [];
  visit(inputs, "", directory, faults);
  return faults;
}

function visit(value: Wire, at: string, directory: string, faults: string[]): void {
  if (typeof value !== "object" || value === null) return;
  const asset = assetOf(value);
  const path = asset?.content["path"];
  if (asset && typeof path === "string") {
    const fault = pathFault(path, asset.kind, directory);
    if (fault !== undefined) faults.push(`${at}: ${fault}`);
    return;
  }
  if (Array.isArray(value)) {
    value.forEach((item: Wire, index) => {
      visit(item, `${at}[${index}]`, directory, faults);
    });
    return;
  }
  // The parts of an archive stand under `assets`, a secret under `value`: both are the SDK's own keys, not the program's.
  for (const [key, item] of Object.entries(asset ? partsOf(asset.content) : (value as WireMap))) {
    visit(
      item,
      at === "" ? key : asset ? `${at}[${JSON.stringify(key)}]` : `${at}.${key}`,
      directory,
      faults,
    );
  }
}

function partsOf(archive: WireMap): WireMap {
  const parts = archive["assets"];
  return typeof parts === "object" && parts !== null && !Array.isArray(parts) ? (parts as WireMap) : {};
}

function pathFault(path: string, kind: "asset" | "archive", directory: string): string | undefined {
  if (path === UNKNOWN_WIRE) return undefined;
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
