/** A build under a host of its own, e.g. of a pull request; what is live is never touched. */
import { NOT_FOUND_DOCUMENT } from "../../components/release-contract";
import type { Context } from "../context";
import { bytesText, plural } from "../log";
import { activeRelease, addRelease, planAtomic } from "../publish/atomic";
import { readCurrent } from "../publish/current";
import { endPreviews, removeReleases } from "../publish/prune";
import { filesOf } from "../records/manifest";
import { omit } from "../records/omit";
import { contentOf, recorded, type ReleaseRecord, type State } from "../records/state";
import { checkedBuild } from "./build";
import { newId, recordOf, type Origin } from "./deploy";
import { locked } from "./locked";

/** One label of a host name. */
const NAME = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const DAY_MS = 24 * 60 * 60 * 1000;

export function previewNameFault(name: string): string | undefined {
  return NAME.test(name)
    ? undefined
    : `--name must be one label of a host name (small letters, digits and hyphens, e.g. pr-12), got ${JSON.stringify(name)}`;
}

/** Shows the build in a folder as preview `name`; a former one of that name gives way. Returns the preview's address. */
export async function showPreview(
  context: Context,
  directory: string,
  { name, days, ...origin }: Origin & { readonly name: string; readonly days: number },
): Promise<string> {
  assertHasPreviews(context);
  const { files: build, tables } = await checkedBuild(context, directory);
  return locked(context, { what: `the preview ${name}` }, async (inner) => {
    const found = await readCurrent(inner);
    const { id, now } = newId(found.state, origin.commit, tables);
    const files = filesOf(id, "atomic", build, inner.settings);
    const plan = await planAtomic(inner, { id, files, tables }, found.state);
    const { manifest } = plan;
    const record: ReleaseRecord = {
      ...recordOf(now, origin, contentOf(files))(manifest),
      status: "preview",
      preview: { name, expiresAt: new Date(now.getTime() + days * DAY_MS).toISOString() },
    };
    await inner.store.writeManifest(manifest);
    const state = recorded(found.state, record);
    const etag = await inner.store.write(state, found.etag);
    await addRelease(inner, plan);
    await inner.checkpoint();
    await activeRelease(inner).showPreview(name, manifest.id);
    const shown = recorded(state, { ...omit(record, "underway"), generation: state.generation });
    const written = await inner.store.write(shown, etag);
    const where = addressOf(inner, name);
    inner.log.step(
      `preview ${name} shows ${manifest.id}${where === undefined ? "" : ` at ${where}`}: ${plural(record.files, "file")}, ${bytesText(record.bytes)}, for ${plural(days, "day")}`,
    );
    if (!manifest.files.some(({ path }) => path === NOT_FOUND_DOCUMENT)) {
      inner.log.step("the preview has no page for missing files of its own: it shows that of the live site");
    }
    await removeOld(
      inner,
      shown,
      written,
      ({ id: other, preview }) => preview?.name === name && other !== manifest.id,
    );
    return where ?? manifest.id;
  });
}

/** Ends a preview and removes its files. */
export async function removePreview(context: Context, name: string): Promise<void> {
  assertHasPreviews(context);
  await locked(context, { what: `the removal of preview ${name}` }, async (inner) => {
    const { state, etag } = await readCurrent(inner);
    await activeRelease(inner).removePreview(name);
    const found = state.releases.some(({ preview }) => preview?.name === name);
    if (!found) {
      inner.log.step(`there is no preview ${name}`);
      return;
    }
    await removeOld(inner, state, etag, ({ preview }) => preview?.name === name);
    inner.log.step(`preview ${name} is removed`);
  });
}

/** Removes previews that a condition names, and those whose lifetime is over. */
async function removeOld(
  context: Context,
  state: State,
  etag: string | undefined,
  condition: (record: ReleaseRecord) => boolean,
): Promise<void> {
  const ended = await endPreviews(context, state);
  const old = state.releases.filter(
    (record) => record.status === "preview" && (condition(record) || ended.has(record.id)),
  );
  if (old.length > 0 && etag !== undefined) {
    await removeReleases(context, state, etag, old);
  }
}

function assertHasPreviews({ settings, active, log }: Context): void {
  if (active === undefined) {
    throw new Error("previews need release: atomic");
  }
  if (settings.previews === undefined) {
    log.warn(
      "the site has no host for previews, so none is reached: set previews (e.g. preview.example.com) in its configuration",
    );
  }
}

function addressOf({ settings }: Context, name: string): string | undefined {
  return settings.previews === undefined ? undefined : `https://${name}.${settings.previews}`;
}
