/** Reads a build and refuses what cannot or must not be public, before anything is uploaded. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { BuildFile } from "../records/manifest";
import { exclusionOf, isJunk, keyFault, secretFault } from "./exclude";
import { throwFaults } from "./faults";

/** The edge function answers 414 above, slash included. */
const MAX_PATH_BYTES = 899;
/** Files above are hashed as they are read. */
const STREAM_BYTES = 8 * 1024 * 1024;
const PARALLEL = 16;

export interface Build {
  /** Sorted by path. */
  readonly files: readonly BuildFile[];
  /** Paths of what operating systems leave in folders, and of what the configuration excludes. */
  readonly leftOut: readonly string[];
}

/**
 * The files of a build.
 *
 * @param exclude patterns of files to leave out
 * @throws {Error} where the folder is missing, or holds what cannot be uploaded; all faults at once
 */
export async function readBuild(directory: string, exclude: readonly string[] = []): Promise<Build> {
  const root = await realpath(directory).catch(() => {
    throw new Error(`there is no folder ${directory}: is it the build's output?`);
  });
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    throw new Error(`${directory} cannot be read as a folder`, { cause: error });
  });
  const { isExcluded } = exclusionOf(exclude);
  const leftOut: string[] = [];
  const faults: string[] = [];
  const files: BuildFile[] = [];
  const queue: { readonly source: string; readonly path: string }[] = [];
  for (const entry of entries) {
    if (entry.isDirectory()) {
      continue;
    }
    const source = join(entry.parentPath, entry.name);
    // Browsers send the composed spelling; macOS may have written the decomposed one.
    const path = relative(root, source).split(sep).join("/").normalize("NFC");
    if (isJunk(path) || isExcluded(path)) {
      leftOut.push(path);
    } else {
      queue.push({ source, path });
    }
  }
  await Promise.all(
    Array.from({ length: PARALLEL }, async () => {
      for (let each = queue.pop(); each !== undefined; each = queue.pop()) {
        const found = await readOne(root, each.source, each.path);
        if (typeof found === "string") {
          faults.push(found);
        } else {
          files.push(found);
        }
      }
    }),
  );
  faults.push(...twins(files));
  throwFaults(faults.sort());
  return { files: files.sort((a, b) => (a.path < b.path ? -1 : 1)), leftOut: leftOut.sort() };
}

function twins(files: readonly BuildFile[]): string[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { path } of files) {
    (seen.has(path) ? twice : seen).add(path);
  }
  return [...twice].map((path) => `${path} is there twice, in two Unicode spellings: rename one`);
}

/** The file, or what is wrong with it. */
async function readOne(root: string, source: string, path: string): Promise<BuildFile | string> {
  const fault = nameFault(path) ?? secretFault(path);
  if (fault !== undefined) {
    return fault;
  }
  try {
    const real = await realpath(source);
    if (relative(root, real).split(sep)[0] === "..") {
      return `${path} is a link out of the build: copy the file instead`;
    }
    const { size, isFile } = await stat(real).then((found) => ({ size: found.size, isFile: found.isFile() }));
    if (!isFile) {
      return `${path} is no file (a link to a folder?): only files can be uploaded`;
    }
    const hashes = size > STREAM_BYTES ? await hashStream(real) : await hashWhole(real, path);
    return typeof hashes === "string" ? hashes : { path, source: real, size, ...hashes };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    return code === "ENOENT"
      ? `${path} is a link to a file that does not exist`
      : `${path} cannot be read (${code})`;
  }
}

/** Names that no visitor could ask for. */
function nameFault(path: string): string | undefined {
  // A byte that is no UTF-8 has become U+FFFD.
  const odd = Array.from(path).find(
    (character) => character < " " || character === "\u007f" || "\\\ufffd".includes(character),
  );
  if (odd !== undefined) {
    return `${JSON.stringify(path)} has ${odd === "\\" ? "a backslash" : odd === "\ufffd" ? "bytes that are no UTF-8" : "a control character"} in its name: no visitor can ask for it. Rename it, or name it under exclude`;
  }
  return Buffer.byteLength(path) > MAX_PATH_BYTES
    ? `${path.slice(0, 60)}… is too long: at most ${MAX_PATH_BYTES} bytes, got ${Buffer.byteLength(path)}`
    : undefined;
}

interface Hashes {
  readonly sha256: string;
  readonly md5: string;
}

async function hashWhole(file: string, path: string): Promise<Hashes | string> {
  const content = await readFile(file);
  return (
    keyFault(path, content) ?? {
      sha256: createHash("sha256").update(content).digest("hex"),
      md5: createHash("md5").update(content).digest("hex"),
    }
  );
}

async function hashStream(file: string): Promise<Hashes> {
  const sha256 = createHash("sha256");
  const md5 = createHash("md5");
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    sha256.update(chunk);
    md5.update(chunk);
  }
  return { sha256: sha256.digest("hex"), md5: md5.digest("hex") };
}
