/** Removes what is left of releases that are neither live, nor recent, nor superseded for less than the grace time. */
import { releasePrefix } from "../components/release-contract";
import { activeKey } from "./atomic";
import type { Context } from "./context";
import { plural } from "./log";
import { prunable, type Manifest, type ReleaseRecord, type State } from "./manifest";

export async function prune(context: Context, state: State, etag: string): Promise<void> {
  const { settings, store, site, log } = context;
  const old = prunable(state, settings.retention, await liveReleases(context, state), new Date());
  if (old.length === 0) {
    return;
  }
  context.checkpoint();
  const gone = new Set(old.map(({ id }) => id));
  const kept = state.releases.filter(({ id }) => !gone.has(id));
  const needed = await manifests(context, kept);
  const unknown = kept.filter(({ id }) => !needed.some((manifest) => manifest.id === id));
  if (unknown.length > 0) {
    // What those releases need is not known: removing anything might take it from them.
    log.warn(`old releases stay: the manifest of ${unknown.map(({ id }) => id).join(", ")} is gone`);
    return;
  }
  const keys = removableKeys(await manifests(context, old), needed);
  await site.remove(keys);
  await store.forget([...gone]);
  await store.write({ ...state, generation: state.generation + 1, releases: kept }, etag);
  log.step(`removed ${plural(old.length, "old release")} (${plural(keys.length, "object")})`);
}

/**
 * Objects that only releases that go have named. Of an inPlace site that is what carries a hash: its other objects have
 * been overwritten or removed long since, or are the live ones. Pure.
 */
function removableKeys(gone: readonly Manifest[], kept: readonly Manifest[]): string[] {
  const needed = new Set(kept.flatMap(({ files }) => files.map(({ key }) => key)));
  const candidates = gone.flatMap(({ id, release, files }) =>
    files
      .filter(({ hashed, key }) => hashed || (release === "atomic" && key.startsWith(releasePrefix(id))))
      .map(({ key }) => key),
  );
  return [...new Set(candidates)].filter((key) => !needed.has(key)).sort();
}

async function manifests({ store }: Context, records: readonly ReleaseRecord[]): Promise<Manifest[]> {
  const found: (Manifest | undefined)[] = [];
  for (const { id } of records) {
    found.push(await store.manifest(id));
  }
  return found.filter((manifest) => manifest !== undefined);
}

async function liveReleases(context: Context, { active }: State): Promise<ReadonlySet<string>> {
  if (context.settings.release === "atomic") {
    return activeKey(context).shown();
  }
  return new Set(active === undefined ? [] : [active]);
}
