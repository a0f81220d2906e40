/** Removes what is left of releases that are neither live, nor recent, nor superseded for less than the grace time. */
import { RELEASES_PREFIX } from "../../components/release-contract";
import { s3Time } from "../aws/bucket";
import type { Context } from "../context";
import { plural } from "../log";
import { isKeptForTabs, type Manifest } from "../records/manifest";
import { forgotten, prunable, type ReleaseRecord, type State } from "../records/state";
import { activeRelease } from "./atomic";

/** Manifests in the memory at the same time: one of a large site may have tens of megabytes. */
const PARALLEL_MANIFESTS = 16;
const ORPHAN_AGE_MS = 24 * 60 * 60 * 1000;

/** Removes what is old by the settings. */
export async function prune(context: Context, state: State, etag: string): Promise<void> {
  const { settings, log } = context;
  await removeOrphans(context, state);
  await endPreviews(context, state);
  const old = prunable(state, settings.retention, await shownReleases(context, state), s3Time());
  if (old.length === 0) {
    return;
  }
  const keys = await removeReleases(context, state, etag, old);
  if (keys !== undefined) {
    log.step(`removed ${plural(old.length, "old release")} (${plural(keys, "object")})`);
  }
}

/** Takes previews whose lifetime is over from their hosts. Returns their releases' ids. */
export async function endPreviews(context: Context, { releases }: State): Promise<ReadonlySet<string>> {
  const now = s3Time().getTime();
  const ended = new Set<string>();
  for (const { id, preview } of releases) {
    if (preview !== undefined && now >= Date.parse(preview.expiresAt)) {
      await context.active?.removePreview(preview.name, id);
      context.log.step(`preview ${preview.name} is over its lifetime and is removed`);
      ended.add(id);
    }
  }
  return ended;
}

/**
 * Removes these releases, and of their objects those that no other release needs. Returns how many, undefined where nothing was removed
 * since it is not known what the others need.
 */
export async function removeReleases(
  context: Context,
  state: State,
  etag: string,
  old: readonly ReleaseRecord[],
): Promise<number | undefined> {
  const { store, site, log } = context;
  await context.checkpoint();
  const gone = new Set(old.map(({ id }) => id));
  const kept = state.releases.filter(({ id }) => !gone.has(id));
  const objects = new Set<string>();
  // Records of a release: its manifest at any rate, its archive where no other release needs it.
  const records = new Set(old.flatMap(({ id }) => [`${id}/manifest.json`, `${id}/files.tar.gz`]));
  await eachManifest(context, old, (manifest) => {
    for (const key of removableKeys(manifest)) {
      objects.add(key);
    }
  });
  const unknown: string[] = [];
  const found = await eachManifest(context, kept, ({ id, files }) => {
    for (const { key, archive } of files) {
      objects.delete(key);
      records.delete(`${archive ?? id}/files.tar.gz`);
    }
  });
  unknown.push(...kept.filter(({ id }) => !found.has(id)).map(({ id }) => id));
  if (unknown.length > 0) {
    // What those releases need is not known: removing anything might take it from them.
    log.warn(`old releases stay: the manifest of ${unknown.join(", ")} is gone or damaged`);
    return undefined;
  }
  await site.remove([...objects]);
  await context.active?.forget(
    [...gone],
    kept.map(({ id }) => id),
  );
  await store.remove([...records]);
  await store.write(forgotten(state, gone), etag);
  return objects.size;
}

/**
 * Objects that go with a release unless another one has named them. Of an inPlace site that is what is kept for open tabs: its
 * other objects have been overwritten or removed long since, or are the live ones. Pure.
 */
function removableKeys({ release, files }: Manifest): string[] {
  return files
    .filter((file) =>
      release === "atomic" ? file.hashed || file.key.startsWith(RELEASES_PREFIX) : isKeptForTabs(file),
    )
    .map(({ key }) => key);
}

/** Reads the manifests of these releases, a few at a time. Returns the ids of those that are there. */
async function eachManifest(
  { store }: Context,
  records: readonly ReleaseRecord[],
  use: (manifest: Manifest) => void,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  const queue = records.map(({ id }) => id);
  await Promise.all(
    Array.from({ length: Math.min(PARALLEL_MANIFESTS, queue.length) }, async () => {
      for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
        const manifest = await store.manifest(id);
        if (manifest !== undefined) {
          found.add(id);
          use(manifest);
        }
      }
    }),
  );
  return found;
}

async function shownReleases(context: Context, { active }: State): Promise<ReadonlySet<string>> {
  if (context.settings.release === "atomic") {
    return activeRelease(context).shown();
  }
  return new Set(active === undefined ? [] : [active]);
}

/** Records that a run has written before it was cut off, and that the state does not name. */
async function removeOrphans(context: Context, { releases }: State): Promise<void> {
  const { store } = context;
  const known = new Set(releases.map(({ id }) => id));
  const limit = s3Time().getTime() - ORPHAN_AGE_MS;
  const names = [...(await store.list())]
    .filter(([name, { modified }]) => {
      const [id = "", file] = name.split("/");
      return file !== undefined && !known.has(id) && modified !== undefined && modified.getTime() < limit;
    })
    .map(([name]) => name);
  const archives = new Set(names.filter((name) => name.endsWith("/files.tar.gz")));
  if (archives.size > 0) {
    // A later release may need what the archive of one that is gone holds.
    const found = await eachManifest(context, releases, ({ id, files }) => {
      for (const { archive } of files) {
        archives.delete(`${archive ?? id}/files.tar.gz`);
      }
    });
    if (found.size < releases.length) {
      archives.clear();
    }
  }
  await store.remove([...names.filter((name) => name.endsWith("/manifest.json")), ...archives]);
}
