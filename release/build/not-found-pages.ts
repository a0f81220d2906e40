/** The build's pages for missing files below prefixes, ready for the store. */
import { isUtf8 } from "node:buffer";
import { readFile } from "node:fs/promises";
import {
  isNotFoundChecked,
  MAX_NOT_FOUND_PAGE_BYTES,
  NOT_FOUND_DOCUMENT,
  notFoundTable,
  type StoreTable,
} from "../../components/release-contract";
import type { Context } from "../context";
import { plural } from "../log";
import type { BuildFile } from "../records/manifest";
import { throwFaults } from "./faults";

type Needs = Pick<Context, "settings" | "log">;

/** Undefined where the site's configuration names none. @throws {Error} where a page is not in the build */
export async function notFoundPagesOf(
  { settings, log }: Needs,
  files: readonly BuildFile[],
): Promise<StoreTable | undefined> {
  const wanted = Object.entries(settings.notFoundPages ?? {});
  if (wanted.length === 0) {
    warnOfOthers({ settings, log }, files);
    return undefined;
  }
  const byPath = new Map(files.map((file) => [file.path, file]));
  throwFaults(
    wanted
      .filter(([, file]) => !byPath.has(file))
      .map(([prefix, file]) => `notFoundPages names ${file} for ${prefix}, which the build does not contain`),
  );
  const pages = new Map<string, string>();
  for (const file of new Set(wanted.map(([, each]) => each))) {
    const { size = 0, source = "" } = byPath.get(file) ?? {};
    if (size > MAX_NOT_FOUND_PAGE_BYTES) {
      log.warn(
        `${file} has ${size} bytes, and the edge can answer with ${MAX_NOT_FOUND_PAGE_BYTES}: below its prefix, ${NOT_FOUND_DOCUMENT} is shown for missing pages. Make it smaller, e.g. with scripts and styles in files of their own`,
      );
      continue;
    }
    const content = await readFile(source);
    if (isUtf8(content)) {
      pages.set(file, content.toString());
    } else {
      log.warn(`${file} is not in UTF-8: below its prefix, ${NOT_FOUND_DOCUMENT} is shown for missing pages`);
    }
  }
  const prefixes = wanted.map(([prefix]) => (prefix === "/" ? "" : prefix.slice(1) + "/"));
  const paths = [...byPath.keys()].filter(
    (path) => isNotFoundChecked(path) && prefixes.some((prefix) => path.startsWith(prefix)),
  );
  return notFoundTable(pages, new Set(paths));
}

/** A page for missing files that frameworks write for a language, and that no one would ever see. */
function warnOfOthers({ settings, log }: Needs, files: readonly BuildFile[]): void {
  const mode = settings.mode ?? settings.probe?.mode;
  if (settings.release === "inPlace" || mode !== "static") {
    return;
  }
  const others = files.flatMap(({ path }) => {
    const folder = /^(.+)\/404(?:\/index)?\.html$/.exec(path)?.[1];
    return folder === undefined ? [] : [`/${folder}: ${path}`];
  });
  if (others.length > 0) {
    log.step(
      `${plural(others.length, "page")} for missing files below a folder ${others.length === 1 ? "is" : "are"} not shown there: the site's key notFoundPages does it: { ${others.slice(0, 4).join(", ")} }`,
    );
  }
}
