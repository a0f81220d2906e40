/** What the program can be asked for. */
import { releaseId } from "../components/release-contract";
import { checkBuild, readBuild } from "./build-files";
import type { Context } from "./context";
import { Lock } from "./lock";
import { makeManifest, rollbackTarget, type ReleaseRecord, type State } from "./manifest";
import { activate, publish, readCurrent } from "./publish";
import { indexOf } from "../components/release-contract";
import type { LocalFile } from "./upload";

/** Where a build comes from, as far as it is known. */
export interface Origin {
  readonly commit?: string | undefined;
  readonly executionId?: string | undefined;
}

/** Releases the build in a folder. Returns the release's id. */
export async function deploy(context: Context, directory: string, origin: Origin): Promise<string> {
  const { settings } = context;
  const build = await readBuild(directory);
  await checkBuild(build, indexOf(settings), settings.externalPaths);
  return locked(context, `the deployment of ${origin.commit ?? directory}`, async (inner) => {
    const found = await readCurrent(inner);
    const { id, now } = newId(found.state, origin.commit);
    const manifest = makeManifest(id, settings.release, build);
    const sources = new Map(build.map((file) => [file.path, file.source]));
    const files: LocalFile[] = manifest.files.map((file) => ({
      ...file,
      source: sources.get(file.path) ?? "",
    }));
    const record: ReleaseRecord = {
      id,
      createdAt: now.toISOString(),
      ...(origin.commit === undefined ? {} : { commit: origin.commit }),
      ...(origin.executionId === undefined ? {} : { executionId: origin.executionId }),
      files: files.length,
      bytes: files.reduce((sum, { size }) => sum + size, 0),
      status: "unfinished",
      underway: true,
    };
    await publish(inner, { manifest, files, record }, found);
    return id;
  });
}

/** An id that no release has: it holds the second, so the next one is taken where this one is. */
function newId({ releases }: State, commit: string | undefined): { readonly id: string; readonly now: Date } {
  const taken = new Set(releases.map(({ id }) => id));
  for (let time = Date.now(); ; time += 1000) {
    const now = new Date(time);
    const id = releaseId(now, commit);
    if (!taken.has(id)) {
      return { id, now };
    }
  }
}

/** Makes the release with this id live again. */
export async function activateRelease(context: Context, id: string): Promise<string> {
  return locked(context, `the activation of ${id}`, async (inner) => {
    const found = await readCurrent(inner);
    const record = found.state.releases.find((each) => each.id === id);
    if (record === undefined || record.status !== "complete") {
      throw new Error(
        record === undefined
          ? `there is no release ${id}: see "release list"`
          : `release ${id} was never live: deploy it again`,
      );
    }
    if (id === found.state.active) {
      throw new Error(`release ${id} is live already`);
    }
    await activate(inner, record, found);
    return id;
  });
}

/** Goes back to the release that was live before. */
export async function rollback(context: Context): Promise<string> {
  return locked(context, "a rollback", async (inner) => {
    const found = await readCurrent(inner);
    const target = rollbackTarget(found.state);
    if (target === undefined) {
      throw new Error("there is no former release to go back to");
    }
    await activate(inner, target, found);
    return target.id;
  });
}

/** The releases, newest first, one line each. */
export async function list(context: Context): Promise<string[]> {
  const { state } = await readCurrent(context);
  const rows = [...state.releases]
    .sort((a, b) => (a.id < b.id ? 1 : -1))
    .map((record) => [
      record.id,
      describe(record, state.active),
      `${record.files} files`,
      `${(record.bytes / 1e6).toFixed(1)} MB`,
      record.commit ?? "",
    ]);
  return rows.length === 0
    ? ["no releases yet"]
    : table([["release", "state", "files", "size", "commit"], ...rows]);
}

function describe({ id, status, supersededAt }: ReleaseRecord, live: string | undefined): string {
  if (id === live) {
    return "live";
  }
  return status === "complete"
    ? `until ${supersededAt === undefined ? "unknown" : `${supersededAt.slice(0, 16)}Z`}`
    : status;
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

/** Runs while no other deployment does. */
async function locked<T>(context: Context, what: string, run: (context: Context) => Promise<T>): Promise<T> {
  const { store, lockSeconds, log } = context;
  const lock = await Lock.acquire(store.bucket, store.key("lock.json"), what, lockSeconds, log);
  try {
    return await run({
      ...context,
      checkpoint: () => {
        context.checkpoint();
        lock.assertHeld();
      },
    });
  } finally {
    await lock.release();
  }
}
