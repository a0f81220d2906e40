import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { isRecord } from "../../growth/stack/document";
import { type Resource, type Stack, type Value } from "../preview-document";

/** More files than these of an archive are not read. */
const MOST_FILES = 5_000;

/**
 * Names files from the project's folder, which is another one for each revision, and files and archives that become resources by
 * their content: what is in them is what changes.
 */
export function withoutPlace(stack: Stack, project: string): Stack {
  return {
    ...stack,
    resources: stack.resources.map((resource) => ({
      ...resource,
      inputs: placed(resource.inputs, project) as Resource["inputs"],
    })),
    findings: stack.findings.map((finding) => ({
      ...finding,
      message: finding.message.replaceAll(`${project}/`, ""),
    })),
  };
}

function placed(value: Value, project: string): Value {
  if (typeof value === "string") return value.replaceAll(`${project}/`, "");
  if (Array.isArray(value)) return (value as readonly Value[]).map((each) => placed(each, project));
  if (!isRecord(value)) return value;
  const { path } = value;
  const entries = Object.entries(value).map(([key, each]) => [key, placed(each, project)] as const);
  if (typeof path !== "string" || Object.keys(value).length > 1) return Object.fromEntries(entries);
  const content = contentOf(resolve(project, path), project);
  return { ...Object.fromEntries(entries), ...(content === undefined ? {} : { content }) };
}

/** A digest of a file, or of all files of a folder with their names; undefined where there is nothing to read. */
function contentOf(path: string, project: string): string | undefined {
  // An object with a path alone need not be an asset: nothing outside the project is read.
  if (!path.startsWith(`${project}${sep}`)) return undefined;
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  const hash = createHash("sha256");
  if (found.isFile()) hash.update(readFileSync(path));
  else {
    const files = readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    for (const file of files.slice(0, MOST_FILES))
      hash.update(`${relative(path, file)}\0`).update(readFileSync(file));
  }
  return `sha256 ${hash.digest("hex").slice(0, 16)}`;
}
