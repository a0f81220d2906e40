/** Makes a release live: the same steps for a new one, for one that is chosen again, and for a rollback. */
import { activeKey, addRelease, replaceNotFoundPage, switchTo, verifyRelease } from "./atomic";
import { bakeRelease, canBake } from "./bake";
import type { Context } from "./context";
import { pack, publishInPlace, unpack } from "./in-place";
import { orWarn, plural, reasonOf } from "./log";
import { activated, recorded, undone, type Manifest, type ReleaseRecord, type State } from "./manifest";
import { probeSite } from "./probe";
import { prune } from "./prune";
import type { ReadState } from "./store";
import { Undo } from "./undo";
import type { LocalFile } from "./upload";

/** A new release: its files, and where it comes from. */
export interface NewRelease {
  readonly manifest: Manifest;
  readonly files: readonly LocalFile[];
  readonly record: ReleaseRecord;
}

/** Uploads a new release and makes it live. */
export async function publish(context: Context, next: NewRelease, found: ReadState): Promise<void> {
  const { store, log, settings } = context;
  const inDoubt = underway(found.state);
  // Written before anything is changed: a run that is cut off leaves a trace by which the next one repairs.
  await store.writeManifest(next.manifest);
  if (settings.release === "inPlace") {
    await store.writeArchive(next.manifest.id, await pack(context, next.files, next.manifest.id));
  }
  const state = recorded(found.state, next.record);
  const etag = await store.write(state, found.etag);
  log.step(`release ${next.manifest.id}: ${plural(next.record.files, "file")}, ${next.record.bytes} bytes`);
  if (settings.release === "atomic") {
    await addRelease(context, next.manifest, next.files);
  }
  await makeLive(context, { manifest: next.manifest, files: next.files, inDoubt }, { state, etag });
}

/** Makes a former release live again. */
export async function activate(context: Context, record: ReleaseRecord, found: ReadState): Promise<void> {
  const { store, settings } = context;
  const manifest = await store.manifest(record.id);
  if (manifest === undefined) {
    throw new Error(`release ${record.id} is no longer kept: see "release list"`);
  }
  let files: LocalFile[] = [];
  if (settings.release === "inPlace") {
    files = await unpack(context, manifest);
  } else {
    await verifyRelease(context, manifest);
  }
  // From here on the live files are in doubt until the end, as with a new release.
  const state = recorded(found.state, { ...record, underway: true });
  const etag = await store.write(state, found.etag);
  await makeLive(context, { manifest, files, inDoubt: underway(found.state) }, { state, etag });
}

/** A release that is about to go live. */
interface Candidate {
  readonly manifest: Manifest;
  /** Only with `inPlace`: an atomic release lies in the bucket by now. */
  readonly files: readonly LocalFile[];
  readonly inDoubt: readonly string[];
}

function underway({ releases }: State): string[] {
  return releases.filter((record) => record.underway === true).map(({ id }) => id);
}

async function makeLive(
  context: Context,
  { manifest, files, inDoubt }: Candidate,
  { state, etag }: ReadState,
): Promise<void> {
  const { store, log, settings } = context;
  const undo = new Undo(log);
  const next = activated(state, manifest.id, new Date());
  let committed: string;
  try {
    const bake = await canBake(context);
    if (settings.release === "inPlace") {
      await publishInPlace(context, { files, active: state.active, inDoubt }, undo);
    } else {
      await switchTo(context, manifest, undo);
    }
    await probeSite(context, manifest);
    if (bake) {
      await bakeRelease(context);
    }
    context.checkpoint();
    committed = await store.write(next, etag);
  } catch (error) {
    const clean = await undo.run();
    if (clean) {
      await orWarn(log, "the failure was not recorded", async () => {
        await store.write(undone(state, manifest.id, new Date()), etag);
      });
    }
    const now = clean
      ? `the site shows ${state.active ?? "no release"} as before`
      : "the site may show a mixture";
    throw new Error(`${reasonOf(error)}; ${now}`, { cause: error });
  }
  log.step(`release ${manifest.id} is live at ${settings.url}`);
  if (settings.release === "atomic") {
    await orWarn(log, "the page for missing files was not replaced", async () =>
      replaceNotFoundPage(context, manifest),
    );
  }
  await orWarn(log, "old releases were not removed", async () => prune(context, next, committed));
}

/**
 * The records as they should be. What visitors get decides: somebody may have switched by hand, or a run ended between
 * the switch and its record.
 */
export async function readCurrent(context: Context): Promise<ReadState> {
  const found = await context.store.read();
  const { state } = found;
  if (context.settings.release === "inPlace") {
    return found;
  }
  const active = await activeKey(context).live();
  const known = state.releases.some(({ id }) => id === active);
  return active === undefined || active === state.active || !known
    ? found
    : { ...found, state: activated(state, active, new Date()) };
}
