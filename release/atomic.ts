/** Releases that are added beside the others; one key of the edge's KeyValueStore says which of them visitors get. */
import {
  NO_RELEASE,
  NOT_FOUND_CACHE_CONTROL,
  NOT_FOUND_DOCUMENT,
  NOT_FOUND_KEY,
  releasePrefix,
  SHARED_PREFIX,
} from "../components/release-contract";
import type { Context } from "./context";
import { ActiveKey } from "./edge";
import { plural } from "./log";
import type { Manifest } from "./manifest";
import type { Undo } from "./undo";
import { upload, type LocalFile } from "./upload";
import { isSame, verify } from "./verify";

export function activeKey({ settings }: Context): ActiveKey {
  if (settings.keyValueStoreArn === undefined) {
    throw new Error("the settings name no key value store: this site's releases are not atomic");
  }
  return new ActiveKey(settings.keyValueStoreArn);
}

/** Uploads a release beside the live one. Nobody sees it yet. */
export async function addRelease(
  context: Context,
  next: Manifest,
  files: readonly LocalFile[],
): Promise<void> {
  const { site, log } = context;
  const shared = await site.list(SHARED_PREFIX);
  const missing = files.filter((file) => !file.hashed || !isSame(shared.get(file.key), file));
  log.step(
    `${plural(missing.length, "file")} to upload, ${files.length - missing.length} shared with former releases`,
  );
  await upload(context, missing);
  await verifyRelease(context, next);
}

export async function verifyRelease({ site }: Context, { id, files }: Manifest): Promise<void> {
  const own = await site.list(releasePrefix(id));
  const shared = files.some(({ hashed }) => hashed)
    ? await site.list(SHARED_PREFIX)
    : new Map<string, never>();
  verify(new Map([...own, ...shared]), files);
}

/** Switches visitors to a release. */
export async function switchTo(context: Context, next: Manifest, undo: Undo): Promise<void> {
  const key = activeKey(context);
  const before = await key.read();
  context.checkpoint();
  undo.add(`switch back to ${before}`, async () => {
    // A switch that failed may still have happened: what counts is what stands there now.
    if ((await key.read()) !== before) {
      await key.write(before);
    }
  });
  await key.activate(next.id);
  context.log.step(`switched from ${before === NO_RELEASE ? "no release" : before} to ${next.id}`);
}

/** Shows a release's own page for missing files, where it has one. */
export async function replaceNotFoundPage({ site }: Context, { files }: Manifest): Promise<void> {
  const page = files.find(({ path }) => path === NOT_FOUND_DOCUMENT);
  if (page !== undefined) {
    await site.copy(page.key, NOT_FOUND_KEY, {
      "content-type": page.contentType,
      "cache-control": NOT_FOUND_CACHE_CONTROL,
    });
  }
}
