/** Releases that are added beside the others; one key of the edge's KeyValueStore says which of them visitors get. */
import {
  NOT_FOUND_CACHE_CONTROL,
  NOT_FOUND_DOCUMENT,
  NOT_FOUND_KEY,
  releasePrefix,
  SHARED_PREFIX,
  type StoreTable,
} from "../../components/release-contract";
import type { Listed } from "../aws/bucket";
import type { Context } from "../context";
import { plural } from "../log";
import type { LocalFile, Manifest } from "../records/manifest";
import type { State } from "../records/state";
import { ActiveRelease } from "./active-release";
import { planRelease, type Plan } from "./plan";
import type { Undo } from "./undo";
import { inParallel, upload } from "./upload";
import { verify } from "./verify";

const PARALLEL_COPIES = 64;

export function activeRelease({ active }: Pick<Context, "active">): ActiveRelease {
  if (active === undefined) {
    throw new Error("the settings name no key value store: this site's releases are not atomic");
  }
  return active;
}

/** What is to be released. */
export interface NewRelease {
  readonly id: string;
  readonly files: readonly LocalFile[];
  /** What the store must hold for it; only with `atomic`. */
  readonly tables?: Tables;
}

export interface Tables {
  /** Of the build's `_redirects`. */
  readonly redirects?: StoreTable | undefined;
  /** Of the pages for missing files. */
  readonly notFound?: StoreTable | undefined;
}

/** Compares a build with what lies in the bucket. */
export async function planAtomic(
  { site, store, settings }: Context,
  { id, files, tables: { redirects, notFound } = {} }: NewRelease,
  state: State,
): Promise<Plan> {
  const shared = files.some(({ hashed }) => hashed) ? site.list(SHARED_PREFIX) : new Map<string, Listed>();
  const live = state.active === undefined ? undefined : await store.manifest(state.active);
  const base = live?.base === undefined ? live : await store.manifest(live.base);
  const baseObjects =
    base === undefined ? new Map<string, Listed>() : await site.list(releasePrefix(base.id));
  const plan = planRelease(id, files, {
    shared: await shared,
    live: live?.release === "atomic" ? live : undefined,
    base: base?.release === "atomic" ? base : undefined,
    baseObjects,
    keep: settings.retention.releases,
  });
  return {
    ...plan,
    manifest: {
      ...plan.manifest,
      ...(redirects === undefined ? {} : { redirects: Object.fromEntries(redirects.values) }),
      ...(notFound === undefined ? {} : { notFound: Object.fromEntries(notFound.values) }),
    },
  };
}

/** Uploads a release beside the live one. No visitor gets it yet. */
export async function addRelease(context: Context, plan: Plan): Promise<void> {
  const { site, log } = context;
  const { manifest, uploads, copies, collisions } = plan;
  const own = manifest.files.filter(({ carried }) => carried === undefined).length;
  log.step(
    `${plural(uploads.length, "file")} to upload, ${own - uploads.length} shared with former releases`,
  );
  const [first] = collisions;
  if (first !== undefined) {
    log.warn(
      `${plural(collisions.length, "file")} with a hashed name of a former release have other content, e.g. ${first}: both are kept, and the new content is not cached for a year. A browser that has the former one may go on to use it: the build should not reuse names`,
    );
  }
  await upload(context, uploads, { ordered: false, onlyNewUnder: SHARED_PREFIX });
  await inParallel(context, copies, PARALLEL_COPIES, async ({ from, to }) => site.copy(from, to));
  await verifyRelease(context, manifest);
  await activeRelease(context).describe(manifest);
}

/** @throws {Error} where an object of the release is not there */
export async function verifyRelease({ site }: Context, { id, base, files }: Manifest): Promise<void> {
  const prefixes = new Set([releasePrefix(id), ...(base === undefined ? [] : [releasePrefix(base)])]);
  if (files.some(({ key }) => key.startsWith(SHARED_PREFIX))) {
    prefixes.add(SHARED_PREFIX);
  }
  const listings = await Promise.all([...prefixes].map(async (prefix) => site.list(prefix)));
  verify(new Map(listings.flatMap((listing) => [...listing])), files);
}

/** Switches visitors to a release. */
export async function switchTo(context: Context, next: Manifest, undo: Undo): Promise<void> {
  const { log } = context;
  const active = activeRelease(context);
  await active.describe(next);
  const before = await active.read();
  await context.checkpoint();
  undo.add(`switch back to ${before}`, async () => {
    // A switch that failed may still have happened: what counts is what stands there now.
    if ((await active.switchBack(next.id, before)) === "switched elsewhere") {
      log.warn(`another program has switched to ${await active.read()} meanwhile: it is left as it is`);
    }
  });
  await active.switch(before, next.id);
  log.step(`switched from ${before === ActiveRelease.NONE ? "no release" : before} to ${next.id}`);
}

/** Shows a release's own page for missing files, where it has one; otherwise the one that the site brings is not known here. */
export async function replaceNotFoundPage({ site }: Context, { files }: Manifest): Promise<void> {
  const page = files.find(({ path }) => path === NOT_FOUND_DOCUMENT);
  if (page !== undefined) {
    await site.copy(page.key, NOT_FOUND_KEY, { ...page, cacheControl: NOT_FOUND_CACHE_CONTROL });
  }
}
