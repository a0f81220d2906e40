/** Releases that overwrite: every file lies under its own path. */
import type { Listed } from "../aws/bucket";
import type { Context } from "../context";
import { plural } from "../log";
import {
  isEqual,
  isKeptForTabs,
  type LocalFile,
  type Manifest,
  type ManifestFile,
} from "../records/manifest";
import { fetchFiles } from "./archive";
import { invalidate, waitForInvalidation } from "./invalidation";
import type { Undo } from "./undo";
import { upload } from "./upload";
import { isSame, verify } from "./verify";

/** What a release changes in the bucket, compared with the live one. */
export interface Changes {
  readonly uploads: readonly LocalFile[];
  /** Objects of former releases that are no longer part of the site; what open tabs may ask for is kept. */
  readonly removals: readonly string[];
  /** Objects that are overwritten although no release has them, so that nothing can bring them back. */
  readonly foreign: readonly string[];
}

/** Pure. */
function changesOf(
  next: readonly LocalFile[],
  live: Manifest | undefined,
  unfinished: readonly Manifest[],
  listing: ReadonlyMap<string, Listed>,
): Changes {
  const before = new Map((live?.files ?? []).map((file) => [file.key, file]));
  // A deployment that was cut off may have overwritten any of its files: nothing is known of those.
  const uncertain = new Set(unfinished.flatMap(({ files }) => files.map(({ key }) => key)));
  const keys = new Set(next.map(({ key }) => key));
  const unchanged = (file: ManifestFile) => {
    const old = before.get(file.key);
    return (
      old !== undefined &&
      isEqual(old, file) &&
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
          .filter((file) => !isKeptForTabs(file) && !keys.has(file.key) && listing.has(file.key))
          .map(({ key }) => key),
      ),
    ],
    foreign: uploads
      .filter(
        (file) =>
          listing.has(file.key) &&
          !before.has(file.key) &&
          !uncertain.has(file.key) &&
          !isSame(listing.get(file.key), file),
      )
      .filter((file) => !isKeptForTabs(file))
      .map(({ key }) => key),
  };
}

/** What a release in place goes by. */
export interface InPlace {
  readonly files: readonly LocalFile[];
  /** Id of the live release. */
  readonly active: string | undefined;
  /** Releases of which it is not known how much lies in the bucket. */
  readonly inDoubt: readonly string[];
}

/** Makes the files live; `undo` knows at each moment how to bring the former release back. */
export async function publishInPlace(
  context: Context,
  { files, active, inDoubt }: InPlace,
  undo: Undo,
): Promise<void> {
  const { site, store, log, checkpoint } = context;
  const [live, doubtful, listing] = await Promise.all([
    active === undefined ? undefined : store.manifest(active),
    Promise.all(inDoubt.map(async (id) => store.manifest(id))),
    site.list(),
  ]);
  const unfinished = doubtful.filter((manifest) => manifest !== undefined);
  const changes = changesOf(files, live, unfinished, listing);
  log.step(
    `${plural(changes.uploads.length, "file")} to upload, ${files.length - changes.uploads.length} unchanged, ${changes.removals.length} to remove`,
  );
  if (changes.foreign.length > 0) {
    const [first = ""] = changes.foreign;
    log.warn(
      `${plural(changes.foreign.length, "file")} that no release knows will be overwritten, e.g. ${first}: this cannot be taken back`,
    );
  }
  await checkpoint();
  undo.add("bring the former release's files back", async () => restore(context, live, changes));
  await upload(context, changes.uploads, { ordered: true });
  verify(await site.list(), files);
  await checkpoint();
  // Before the invalidation: the edge must not fetch a removed page again.
  await site.remove(changes.removals);
  await checkpoint();
  await waitForInvalidation(context, await invalidate(context));
}

/** Puts back every file that the release has overwritten or removed, and takes away what it has added. */
async function restore(context: Context, live: Manifest | undefined, changes: Changes): Promise<void> {
  const touched = new Set([...changes.uploads.map(({ key }) => key), ...changes.removals]);
  const kept = (live?.files ?? []).filter(({ key }) => touched.has(key));
  if (live !== undefined && kept.length > 0) {
    const files = await fetchFiles(context, live, kept);
    await upload({ ...context, checkpoint: context.assertHeld }, files, { ordered: true });
  }
  const known = new Set([...kept.map(({ key }) => key), ...changes.foreign]);
  const added = changes.uploads.filter((file) => !known.has(file.key) && !isKeptForTabs(file));
  // Any page is better than none: what was there before stays, though overwritten.
  await context.site.remove(added.map(({ key }) => key));
  await invalidate(context);
  const [first] = changes.foreign;
  if (first !== undefined) {
    throw new Error(`no release has ${first} as it was before`);
  }
}
