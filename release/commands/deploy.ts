/** Releases a build. */
import { notFoundKeysOf, releaseId } from "../../components/release-contract";
import { s3Time } from "../aws/bucket";
import type { Context } from "../context";
import { filesOf, type Manifest } from "../records/manifest";
import { contentOf, type ReleaseRecord, type State } from "../records/state";
import type { ReadState } from "../records/store";
import { type Tables, verifyRelease } from "../publish/atomic";
import { readCurrent } from "../publish/current";
import { probeSite } from "../publish/probe";
import { publish } from "../publish/publish";
import { isSame } from "../publish/verify";
import { checkedBuild } from "./build";
import { locked } from "./locked";

/** Where a build comes from, as far as it is known. */
export interface Origin {
  readonly commit?: string | undefined;
  readonly executionId?: string | undefined;
}

/** Releases the build in a folder. Returns the release's id. */
export async function deploy(context: Context, directory: string, origin: Origin): Promise<string> {
  const { settings } = context;
  const { files: build, tables } = await checkedBuild(context, directory);
  return locked(context, { what: `the deployment of ${origin.commit ?? directory}` }, async (inner) => {
    const found = await readCurrent(inner);
    const { id, now } = newId(found.state, origin.commit, tables);
    const files = filesOf(id, settings.release, build, settings);
    const content = contentOf(files);
    const same = await liveWith(inner, found, content);
    // Other keys of the site may want another table of the same files.
    if (same !== undefined && notFoundKeysOf(same.id) === notFoundKeysOf(id)) {
      inner.log.step(`this build is live already, as release ${same.id}: nothing to upload`);
      await probeSite(inner, same);
      return same.id;
    }
    return publish(inner, { id, files, tables }, recordOf(now, origin, content), found);
  });
}

/** The live release, if it is whole and shows just this. */
async function liveWith(
  context: Context,
  { state, fault }: ReadState,
  content: string,
): Promise<Manifest | undefined> {
  const live = state.releases.find(({ id }) => id === state.active);
  const whole = fault === undefined && state.releases.every(({ underway }) => underway !== true);
  if (live === undefined || live.content !== content || !whole) {
    return undefined;
  }
  const manifest = await context.store.manifest(live.id);
  if (manifest === undefined) {
    return undefined;
  }
  if (manifest.release === "atomic") {
    return verifyRelease(context, manifest).then(
      () => manifest,
      () => undefined,
    );
  }
  const listing = await context.site.list();
  return manifest.files.every((file) => isSame(listing.get(file.key), file)) ? manifest : undefined;
}

/** How a new release is recorded before anything of it is live. */
export function recordOf(now: Date, { commit, executionId }: Origin, content: string) {
  return ({ id, files }: Manifest): ReleaseRecord => {
    const own = files.filter(({ carried }) => carried === undefined);
    return {
      id,
      createdAt: now.toISOString(),
      ...(commit === undefined ? {} : { commit }),
      ...(executionId === undefined ? {} : { executionId }),
      files: own.length,
      bytes: own.reduce((sum, { size }) => sum + size, 0),
      content,
      status: "unfinished",
      underway: true,
    };
  };
}

/** An id that no release has: it holds the second, so the next one is taken where this one is. It says where its tables are. */
export function newId(
  { releases }: State,
  commit: string | undefined,
  { redirects, notFound }: Tables = {},
): { readonly id: string; readonly now: Date } {
  const taken = new Set(releases.map(({ id }) => id.replace(/(?:-[RN]\w+)*(?:-d)?$/, "")));
  for (let time = s3Time().getTime(); ; time += 1000) {
    const now = new Date(time);
    const id = releaseId(now, commit);
    if (!taken.has(id)) {
      return { id: id + (redirects?.mark ?? "") + (notFound?.mark ?? ""), now };
    }
  }
}
