/** Makes a release live: the same steps for a new one, for one that is chosen again, and for a rollback. */
import { s3Time } from "../aws/bucket";
import type { Context } from "../context";
import { bytesText, orWarn, plural, reasonOf } from "../log";
import { LockLost } from "../records/lock";
import { withoutSource, type LocalFile, type Manifest } from "../records/manifest";
import { activated, inDoubt, recorded, undone, type ReleaseRecord, type State } from "../records/state";
import type { ReadState } from "../records/store";
import { fetchFiles, keepFiles, withArchives } from "./archive";
import {
  addRelease,
  type NewRelease,
  planAtomic,
  replaceNotFoundPage,
  switchTo,
  verifyRelease,
} from "./atomic";
import { bakeRelease, canBake } from "./bake";
import { assertNamesUnused } from "./collisions";
import { publishInPlace } from "./in-place";
import { probeSite } from "./probe";
import { prune } from "./prune";
import { Undo } from "./undo";

/** A release as it is recorded first; its id may get an ending that says how it is kept. */
export type NewRecord = (manifest: Manifest) => ReleaseRecord;

/** Uploads a new release and makes it live. Returns its id. */
export async function publish(
  context: Context,
  next: NewRelease,
  recordOf: NewRecord,
  found: ReadState,
): Promise<string> {
  return context.settings.release === "atomic"
    ? publishAtomic(context, next, recordOf, found)
    : publishOverwriting(context, next, recordOf, found);
}

async function publishAtomic(
  context: Context,
  next: NewRelease,
  recordOf: NewRecord,
  found: ReadState,
): Promise<string> {
  const plan = await planAtomic(context, next, found.state);
  const { manifest } = plan;
  const written = await begin(context, manifest, recordOf(manifest), found);
  await addRelease(context, plan);
  await makeLive(context, { manifest, files: [], inDoubt: [], bakes: true }, written);
  return manifest.id;
}

async function publishOverwriting(
  context: Context,
  { id, files }: NewRelease,
  recordOf: NewRecord,
  found: ReadState,
): Promise<string> {
  const { store } = context;
  const { state } = found;
  const live = state.active === undefined ? undefined : await store.manifest(state.active);
  await assertNamesUnused(context, files, state);
  const kept = withArchives(id, files, live);
  const manifest: Manifest = { id, release: "inPlace", files: kept.map(withoutSource) };
  await keepFiles(context, id, kept);
  const written = await begin(context, manifest, recordOf(manifest), found);
  await makeLive(context, { manifest, files: kept, inDoubt: inDoubt(state), bakes: true }, written);
  return id;
}

/** Written before anything is changed: a run that is cut off leaves a trace by which the next one repairs. */
async function begin(
  { store, log }: Context,
  manifest: Manifest,
  record: ReleaseRecord,
  found: ReadState,
): Promise<ReadState> {
  await store.writeManifest(manifest);
  const state = recorded(found.state, record);
  const etag = await store.write(state, found.etag);
  log.step(`release ${manifest.id}: ${plural(record.files, "file")}, ${bytesText(record.bytes)}`);
  return { state, etag };
}

/** Makes a former release live again; the live one as well, which repairs it. */
export async function activate(context: Context, record: ReleaseRecord, found: ReadState): Promise<void> {
  const { store, settings } = context;
  const manifest = await store.manifest(record.id);
  if (manifest === undefined) {
    throw new Error(`release ${record.id} is no longer kept: ${store.manifestFault(record.id)}`);
  }
  let files: LocalFile[] = [];
  if (settings.release === "inPlace") {
    files = await fetchFiles(context, manifest, manifest.files);
  } else {
    await verifyRelease(context, manifest);
  }
  // From here on the live files are in doubt until the end, as with a new release.
  const state = recorded(found.state, { ...record, underway: true });
  const etag = await store.write(state, found.etag);
  if (settings.bake !== undefined) {
    context.log.step(
      `alarm ${settings.bake.alarmName} is not watched: it may still ring for what this release takes back`,
    );
  }
  await makeLive(context, { manifest, files, inDoubt: inDoubt(found.state), bakes: false }, { state, etag });
}

/** A release that is about to go live. */
interface Candidate {
  readonly manifest: Manifest;
  /** Only with `inPlace`: an atomic release lies in the bucket by now. */
  readonly files: readonly LocalFile[];
  readonly inDoubt: readonly string[];
  readonly bakes: boolean;
}

async function makeLive(context: Context, candidate: Candidate, { state, etag }: ReadState): Promise<void> {
  const { store, log, settings } = context;
  const { manifest } = candidate;
  const undo = new Undo(log, context.assertHeld);
  const next = activated(state, manifest.id, s3Time());
  let committed: string;
  try {
    const bake = candidate.bakes && (await canBake(context));
    if (settings.release === "inPlace") {
      const { files, inDoubt: doubt } = candidate;
      await publishInPlace(context, { files, active: state.active, inDoubt: doubt }, undo);
    } else {
      await switchTo(context, manifest, undo);
    }
    await probeSite(context, manifest);
    if (bake) {
      await bakeRelease(context);
    }
    await context.checkpoint();
    committed = await store.write(next, etag);
  } catch (error) {
    throw await takenBack(context, undo, manifest.id, { state, etag }, error);
  }
  log.step(`release ${manifest.id} is live at ${settings.url}`);
  await finish(context, manifest, next, committed);
}

async function takenBack(
  { store, log }: Context,
  undo: Undo,
  id: string,
  { state, etag }: ReadState,
  error: unknown,
): Promise<Error> {
  if (error instanceof LockLost) {
    return new Error(`${reasonOf(error)}; "release list" says what the site shows`, { cause: error });
  }
  const clean = await undo.run();
  if (clean) {
    await orWarn(log, "the failure was not recorded", async () => {
      await store.write(undone(state, [id], s3Time()), etag);
    });
  }
  const now = clean
    ? `the site shows ${state.active ?? "no release"} as before`
    : "the site may show a mixture";
  return new Error(`${reasonOf(error)}; ${now}`, { cause: error });
}

/** What a live release can do without. */
async function finish(context: Context, manifest: Manifest, state: State, etag: string): Promise<void> {
  const { log, settings, store } = context;
  await Promise.all([
    settings.release === "atomic"
      ? orWarn(log, "the page for missing files was not replaced", async () =>
          replaceNotFoundPage(context, manifest),
        )
      : undefined,
    orWarn(log, "the copy of the records was not written", async () => store.writeBackup(state)),
    orWarn(log, "old releases were not removed", async () => prune(context, state, etag)),
  ]);
}
