/** Reads a build and checks it, for every command that releases one. */
import { readFile } from "node:fs/promises";
import { indexOf, redirectTable, type StoreTable } from "../../components/release-contract";
import { checkBuild } from "../build/check";
import { throwFaults } from "../build/faults";
import { readBuild } from "../build/files";
import { notFoundPagesOf } from "../build/not-found-pages";
import { warnOfTooLarge, warnOfUnreachable } from "../build/reachable";
import { parseRedirects, REDIRECTS_FILE } from "../build/redirects-file";
import type { Context } from "../context";
import { plural, reasonOf } from "../log";
import type { Tables } from "../publish/atomic";
import type { BuildFile } from "../records/manifest";

export interface CheckedBuild {
  readonly files: readonly BuildFile[];
  /** Redirects that the build brings, and its pages for missing files. */
  readonly tables: Tables;
}

export async function checkedBuild(context: Context, directory: string): Promise<CheckedBuild> {
  const { settings, log } = context;
  const { files, leftOut } = await readBuild(directory, settings.exclude);
  const [first] = leftOut;
  if (first !== undefined) {
    log.step(`left out: ${plural(leftOut.length, "file")}, e.g. ${first}`);
  }
  await checkBuild(files, {
    index: indexOf(settings),
    externalPaths: [
      ...settings.externalPaths,
      ...(settings.apiRoutes ?? []).flatMap((prefix) => [prefix, `${prefix}/*`]),
    ],
  });
  const tables = {
    redirects: await redirectsOf(context, files),
    notFound: await notFoundPagesOf(context, files),
  };
  warnOfTooLarge(files, log);
  warnOfUnreachable(
    files.filter(({ path }) => path !== REDIRECTS_FILE),
    log,
  );
  return { files, tables };
}

/** The redirects of the build's `_redirects`, ready for the store; what it holds beside redirects is named. */
async function redirectsOf(
  { settings, log }: Context,
  files: readonly BuildFile[],
): Promise<StoreTable | undefined> {
  const file = files.find(({ path }) => path === REDIRECTS_FILE);
  if (file === undefined) {
    return undefined;
  }
  const found = parseRedirects(await readFile(file.source, "utf8"), new URL(settings.url).host);
  throwFaults(found.faults);
  for (const line of found.notMade) {
    log.warn(`${line}; it is left out`);
  }
  if (found.redirects.length === 0) {
    return undefined;
  }
  if (settings.release === "inPlace") {
    log.warn(
      `${plural(found.redirects.length, "redirect")} of ${REDIRECTS_FILE} are not made: they need release: atomic; or set them under redirects of the site in the stack`,
    );
    return undefined;
  }
  log.step(`${plural(found.redirects.length, "redirect")} of ${REDIRECTS_FILE}`);
  try {
    return redirectTable(found.redirects);
  } catch (error) {
    throw new Error(`${REDIRECTS_FILE}: ${reasonOf(error)}: nothing is released`, { cause: error });
  }
}
