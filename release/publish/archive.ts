/**
 * The contents of a release in place, kept so that they can be brought back after a later release has overwritten them. An archive
 * holds only what no earlier archive has.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { link, mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import type { Context } from "../context";
import type { LocalFile, Manifest, ManifestFile } from "../records/manifest";

/** Each file names the archive that has its content: an earlier one, or that of this release. */
export function withArchives(
  id: string,
  files: readonly LocalFile[],
  live: Manifest | undefined,
): LocalFile[] {
  const known = new Map(
    (live?.files ?? []).flatMap(({ sha256, archive }) =>
      archive === undefined ? [] : [[sha256, archive] as const],
    ),
  );
  return files.map((file) => ({ ...file, archive: known.get(file.sha256) ?? id }));
}

/** Streams what this release's archive has to hold into the store; nothing where it holds nothing. */
export async function keepFiles(
  { temp, store }: Context,
  id: string,
  files: readonly LocalFile[],
): Promise<void> {
  const own = new Map(
    files.filter(({ archive }) => archive === id).map((file) => [file.sha256, file.source]),
  );
  if (own.size === 0) {
    return;
  }
  const folder = join(temp, `pack-${id}`);
  await mkdir(folder, { recursive: true });
  for (const [sha256, source] of own) {
    // A hard link where the file systems allow it.
    await link(source, join(folder, sha256)).catch(async () => symlink(source, join(folder, sha256)));
  }
  const tar = spawn("tar", ["-chf", "-", "-C", folder, "."], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = exitOf(tar, "tar");
  const gzip = createGzip({ level: 1 });
  const packed = pipeline(tar.stdout, gzip);
  await Promise.all([ended, packed, store.writeArchive(id, gzip)]);
}

const ENDED_EARLY = new Set(["ERR_STREAM_PREMATURE_CLOSE", "EPIPE", "ECONNRESET"]);

/** Fetches the contents of these files from the archives. */
export async function fetchFiles(
  { temp, store }: Context,
  manifest: Manifest,
  files: readonly ManifestFile[],
): Promise<LocalFile[]> {
  const archives = new Set(files.map(({ archive }) => archive ?? manifest.id));
  const folder = join(temp, `unpack-${manifest.id}`);
  await mkdir(folder, { recursive: true });
  for (const archive of archives) {
    const tar = spawn("tar", ["-xf", "-", "-C", folder], { stdio: ["pipe", "ignore", "inherit"] });
    const ended = exitOf(tar, "tar");
    const unpacked = pipeline(await store.readArchive(archive), createGunzip(), tar.stdin);
    const [, sent] = await Promise.allSettled([ended, unpacked]);
    await ended;
    // tar ends at the end of the archive and does not wait for the padding behind it.
    if (sent.status === "rejected" && !ENDED_EARLY.has((sent.reason as NodeJS.ErrnoException).code ?? "")) {
      throw sent.reason;
    }
  }
  const found: LocalFile[] = [];
  for (const file of files) {
    // Archives of an older version of this program hold files by their path.
    const source = join(folder, file.archive === undefined ? file.path : file.sha256);
    if ((await hashOf(source)) !== file.sha256) {
      throw new Error(`the kept files of release ${manifest.id} are damaged: ${file.path}`);
    }
    found.push({ ...file, source });
  }
  return found;
}

async function hashOf(file: string): Promise<string | undefined> {
  const hash = createHash("sha256");
  try {
    await pipeline(createReadStream(file), hash);
    return hash.digest("hex");
  } catch {
    return undefined;
  }
}

async function exitOf(child: ChildProcess, name: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    child.on("error", () => reject(new Error(`${name} is not installed or not on the PATH`)));
    child.on("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`${name} ended with ${code ?? "a signal"}`)),
    );
  });
}
