/** Reads a build and refuses one that is empty or broken, before anything is uploaded. */
import { createHash } from "node:crypto";
import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { BuildFile } from "./manifest";

/** Longest key that S3 takes, less the longest prefix of ours. */
const MAX_PATH_BYTES = 960;

/**
 * The files of a build, sorted by path.
 *
 * @throws {Error} where the folder is missing, empty, or holds what cannot be uploaded
 */
export async function readBuild(directory: string): Promise<BuildFile[]> {
  const root = await realpath(directory).catch(() => {
    throw new Error(`there is no folder ${directory}: is it the build's output?`);
  });
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files: BuildFile[] = [];
  for (const entry of entries) {
    if (entry.isDirectory()) {
      continue;
    }
    files.push(await readOne(root, join(entry.parentPath, entry.name)));
  }
  const byPath = new Map<string, BuildFile>();
  for (const file of files) {
    const other = byPath.get(file.path);
    if (other !== undefined) {
      throw new Error(`${file.path} is there twice, in two Unicode spellings: rename one`);
    }
    byPath.set(file.path, file);
  }
  return [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function readOne(root: string, source: string): Promise<BuildFile> {
  // Browsers ask for the composed spelling; macOS may have written the decomposed one.
  const path = relative(root, source).split(sep).join("/").normalize("NFC");
  const real = await realpath(source);
  if (relative(root, real).startsWith("..")) {
    throw new Error(`${path} is a link out of the build: copy the file instead`);
  }
  const found = await stat(real);
  if (!found.isFile()) {
    throw new Error(`${path} is no file (a link to a folder?): only files can be uploaded`);
  }
  if (Buffer.byteLength(path) > MAX_PATH_BYTES) {
    throw new Error(`${path.slice(0, 60)}… is too long: at most ${MAX_PATH_BYTES} bytes`);
  }
  const content = await readFile(real);
  return {
    path,
    source: real,
    size: content.byteLength,
    sha256: createHash("sha256").update(content).digest("hex"),
    md5: createHash("md5").update(content).digest("hex"),
  };
}

/**
 * Whether a site can be made of these files: there is an index document, it is a page, and what it loads is there.
 *
 * @param index the file that answers `/`
 * @param externalPaths paths that it may name although the build does not contain them
 * @throws {Error} that says what is wrong and what to do
 */
export async function checkBuild(
  files: readonly BuildFile[],
  index: string,
  externalPaths: readonly string[],
): Promise<void> {
  const page = files.find(({ path }) => path === index);
  if (files.length === 0) {
    throw new Error("the build is empty: nothing is released");
  }
  if (page === undefined) {
    throw new Error(`the build has no ${index}: is this the folder that the build writes?`);
  }
  const html = await readFile(page.source, "utf8");
  if (!/<[a-z!]/i.test(html)) {
    throw new Error(`${index} is empty or no page: nothing is released`);
  }
  const known = new Map(files.map((file) => [file.path, file]));
  for (const path of referencedPaths(html)) {
    if (externalPaths.includes(`/${path}`)) {
      continue;
    }
    const file = known.get(path);
    if (file === undefined) {
      throw new Error(
        `${index} loads /${path}, which the build does not contain: nothing is released (if somebody else uploads it, name it under externalPaths)`,
      );
    }
    if (file.size === 0) {
      throw new Error(`${index} loads /${path}, which is empty: nothing is released`);
    }
  }
}

/** Scripts and style sheets of the site itself that a page loads: paths inside the build. */
function referencedPaths(html: string): string[] {
  const visible = html.replace(/<!--[\s\S]*?-->/g, "");
  const base = attribute(/<base\b[^>]*>/i.exec(visible)?.[0] ?? "", "href") ?? "/";
  const tags = [...visible.matchAll(/<(?:script|link)\b[^>]*>/gi)].map(([tag]) => tag);
  const references = tags.flatMap((tag) => {
    if (/^<script/i.test(tag)) {
      return attribute(tag, "src") ?? [];
    }
    const rel = (attribute(tag, "rel") ?? "").toLowerCase().split(/\s+/);
    return rel.includes("stylesheet") || rel.includes("modulepreload") ? (attribute(tag, "href") ?? []) : [];
  });
  return [...new Set(references.flatMap((reference) => localPath(reference, base) ?? []))];
}

const ORIGIN = "https://site.invalid";

function localPath(reference: string, base: string): string | undefined {
  try {
    const url = new URL(reference.replaceAll("&amp;", "&"), new URL(base, ORIGIN));
    return url.origin === ORIGIN ? decodeURIComponent(url.pathname.slice(1)).normalize("NFC") : undefined;
  } catch {
    return undefined;
  }
}

function attribute(tag: string, name: string): string | undefined {
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, "i").exec(tag);
  return match?.[1] ?? match?.[2] ?? match?.[3];
}
