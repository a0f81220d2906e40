/** Releases that overwrite: every file lies under its own path. */
import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { readBuild } from "./build-files";
import type { Context } from "./context";
import { invalidate, waitForInvalidation } from "./edge";
import { plural } from "./log";
import type { Manifest, ManifestFile } from "./manifest";
import type { Undo } from "./undo";
import { place, upload, type LocalFile } from "./upload";
import { isSame, verify } from "./verify";

const run = promisify(execFile);

/** Packs a release's files, so that it can be restored after they have been overwritten. */
export async function pack({ temp }: Context, files: readonly LocalFile[], id: string): Promise<string> {
  const folder = join(temp, `pack-${id}`);
  await mkdir(folder, { recursive: true });
  for (const file of files) {
    await place(file.source, join(folder, file.path));
  }
  const archive = join(temp, `${id}.tar.gz`);
  await run("tar", ["-czf", archive, "-C", folder, "."]);
  return archive;
}

/** Fetches a release's files and unpacks them. */
export async function unpack({ temp, store }: Context, manifest: Manifest): Promise<LocalFile[]> {
  const archive = join(temp, `${manifest.id}-kept.tar.gz`);
  const folder = join(temp, `unpack-${manifest.id}`);
  await store.readArchive(manifest.id, archive);
  await mkdir(folder, { recursive: true });
  await run("tar", ["-xzf", archive, "-C", folder]);
  const sources = new Map((await readBuild(folder)).map((file) => [file.path, file]));
  return manifest.files.map((file) => {
    const source = sources.get(file.path);
    if (source?.sha256 !== file.sha256) {
      throw new Error(`the kept files of release ${manifest.id} are damaged: ${file.path}`);
    }
    return { ...file, source: source.source };
  });
}

/** What a release changes in the bucket, compared with the live one. Pure. */
export interface Changes {
  readonly uploads: readonly LocalFile[];
  /** Objects of former releases that are no longer part of the site; files with a hash in their name are kept for open tabs. */
  readonly removals: readonly string[];
  /** Objects that are overwritten although no release has them, so that nothing can bring them back. */
  readonly foreign: readonly string[];
}

export function changesOf(
  next: readonly LocalFile[],
  live: Manifest | undefined,
  unfinished: readonly Manifest[],
  listing: Parameters<typeof verify>[0],
): Changes {
  const before = new Map((live?.files ?? []).map((file) => [file.key, file]));
  // A deployment that was cut off may have overwritten any of its files: nothing is known of those.
  const uncertain = new Set(unfinished.flatMap(({ files }) => files.map(({ key }) => key)));
  const keys = new Set(next.map(({ key }) => key));
  const unchanged = (file: ManifestFile) => {
    const old = before.get(file.key);
    return (
      old?.sha256 === file.sha256 &&
      old.cacheControl === file.cacheControl &&
      old.contentType === file.contentType &&
      !uncertain.has(file.key) &&
      isSame(listing.get(file.key), file)
    );
  };
  const uploads = next.filter((file) => !unchanged(file));
  const former = [live, ...unfinished].flatMap((manifest) => manifest?.files ?? []);
  return {
    uploads,
    removals: [
      ...new Set(
        former
          .filter(({ hashed, key }) => !hashed && !keys.has(key) && listing.has(key))
          .map(({ key }) => key),
      ),
    ],
    foreign: uploads
      .filter(({ hashed, key }) => !hashed && listing.has(key) && !before.has(key) && !uncertain.has(key))
      .map(({ key }) => key),
  };
}

/** What a release in place goes by. */
export interface InPlace {
  readonly files: readonly LocalFile[];
  /** Id of the live release. */
  readonly active: string | undefined;
  /** Releases of which nobody knows how much lies in the bucket. */
  readonly inDoubt: readonly string[];
}

/** Makes the files live; `undo` knows at each moment how to bring the former release back. */
export async function publishInPlace(
  context: Context,
  { files, active, inDoubt }: InPlace,
  undo: Undo,
): Promise<void> {
  const { site, store, log, checkpoint } = context;
  const live = active === undefined ? undefined : await store.manifest(active);
  const doubtful = await Promise.all(inDoubt.map(async (id) => store.manifest(id)));
  const unfinished = doubtful.filter((manifest) => manifest !== undefined);
  const changes = changesOf(files, live, unfinished, await site.list());
  log.step(
    `${plural(changes.uploads.length, "file")} to upload, ${files.length - changes.uploads.length} unchanged, ${changes.removals.length} to remove`,
  );
  if (changes.foreign.length > 0) {
    const [first = ""] = changes.foreign;
    log.warn(
      `${plural(changes.foreign.length, "file")} that no release knows will be overwritten, e.g. ${first}: this cannot be taken back`,
    );
  }
  undo.add("bring the former release's files back", async () => restore(context, live, changes));
  await upload(context, changes.uploads);
  verify(await site.list(), files);
  checkpoint();
  // Before the invalidation: the edge must not fetch a removed page again.
  await site.remove(changes.removals);
  await waitForInvalidation(context, await invalidate(context));
}

/** Puts back every file that the release has overwritten or removed, and takes away what it has added. */
async function restore(context: Context, live: Manifest | undefined, changes: Changes): Promise<void> {
  const touched = new Set([
    ...changes.uploads.filter(({ hashed }) => !hashed).map(({ key }) => key),
    ...changes.removals,
  ]);
  const kept = new Set(live?.files.map(({ key }) => key));
  if (live !== undefined && live.files.some(({ key }) => touched.has(key))) {
    const files = await unpack(context, live);
    await upload(
      { ...context, checkpoint: () => undefined },
      files.filter(({ key }) => touched.has(key)),
    );
  }
  const foreign = new Set(changes.foreign);
  // Any page is better than none: what was there before stays, though overwritten.
  await context.site.remove([...touched].filter((key) => !kept.has(key) && !foreign.has(key)));
  await invalidate(context);
  const [first] = changes.foreign;
  if (first !== undefined) {
    throw new Error(`no release has ${first} as it was before`);
  }
}
