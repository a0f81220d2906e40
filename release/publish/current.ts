/** The records as they should be, whatever has happened to them. */
import { s3Time } from "../aws/bucket";
import type { Context } from "../context";
import type { Manifest } from "../records/manifest";
import { activated, byAge, contentOf, EMPTY_STATE, type ReleaseRecord, type State } from "../records/state";
import type { ReadState } from "../records/store";
import { activeRelease } from "./atomic";
import { isSame } from "./verify";

/**
 * Reads the records. What visitors get decides: a person may have switched by hand, or a run ended between the switch and its record.
 * Records that are damaged or gone are made anew, of their copy and of the releases' manifests.
 */
export async function readCurrent(context: Context): Promise<ReadState> {
  const read = await context.store.read();
  const found = read.etag === undefined || read.fault !== undefined ? await restored(context, read) : read;
  const { state } = found;
  if (context.settings.release === "inPlace") {
    return found;
  }
  const active = await activeRelease(context).live();
  const known = state.releases.some(({ id }) => id === active);
  return active === undefined || active === state.active || !known
    ? found
    : { ...found, state: activated(state, active, s3Time()) };
}

async function restored(context: Context, found: ReadState): Promise<ReadState> {
  const { store, log } = context;
  const ids = [...(await store.list()).keys()].flatMap(
    (name) => /^([^/]+)\/manifest\.json$/.exec(name)?.[1] ?? [],
  );
  const backup = await store.readBackup();
  if (found.fault === undefined && ids.length === 0 && backup === undefined) {
    return found;
  }
  const known = new Set(backup?.releases.map(({ id }) => id));
  const manifests: Manifest[] = [];
  for (const id of ids.filter((each) => !known.has(each))) {
    const manifest = await store.manifest(id);
    if (manifest !== undefined) {
      manifests.push(manifest);
    }
  }
  const state = await rebuilt(context, backup, manifests);
  log.warn(
    `${found.fault ?? "the records of releases are gone"}: they are made anew, of ${backup === undefined ? "" : "their copy and "}the manifests of ${ids.length} releases`,
  );
  return { ...found, state };
}

/** Releases that are not in the copy came after it, or there is no copy: whether they were live is not known. */
async function rebuilt(
  context: Context,
  backup: State | undefined,
  manifests: readonly Manifest[],
): Promise<State> {
  const base = backup ?? EMPTY_STATE;
  const status = backup === undefined ? "complete" : "unfinished";
  const found = [...manifests].sort((a, b) => (a.id < b.id ? -1 : 1));
  const records = found.map(({ id, files }, index): ReleaseRecord => ({
    id,
    createdAt: timeOf(id),
    files: files.length,
    bytes: files.reduce((sum, { size }) => sum + size, 0),
    content: contentOf(files),
    generation: base.generation + index + 1,
    ...(status === "complete"
      ? { status, supersededAt: timeOf(id), liveGeneration: base.generation + index + 1 }
      : { status, underway: true }),
  }));
  const state: State = {
    ...base,
    generation: base.generation + records.length + 1,
    releases: [...base.releases, ...records],
  };
  const active = context.settings.release === "inPlace" ? await shownInPlace(context, state) : undefined;
  return active === undefined ? state : activated(state, active, s3Time());
}

/** The release of which every object lies in the bucket; undefined where it is none, or a mixture. */
async function shownInPlace({ site, store }: Context, { releases }: State): Promise<string | undefined> {
  const listing = await site.list();
  for (const { id } of [...releases].sort(byAge)) {
    const manifest = await store.manifest(id);
    if (manifest?.files.every((file) => isSame(listing.get(file.key), file)) === true) {
      return id;
    }
  }
  return undefined;
}

/** `20261122T093005Z-1a2b3c4` as a time. */
function timeOf(id: string): string {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/.exec(id);
  const [, year, month, day, hours, minutes, seconds] = match ?? [];
  return match === null
    ? new Date(0).toISOString()
    : `${year}-${month}-${day}T${hours}:${minutes}:${seconds}.000Z`;
}
