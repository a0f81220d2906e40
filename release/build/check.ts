/** Whether a site can be made of a build: there is an index document, and what its pages load is there. */
import { readFile } from "node:fs/promises";
import type { BuildFile } from "../records/manifest";
import { throwFaults } from "./faults";
import { likelyReferences, referencesOf } from "./references";

export interface CheckOptions {
  /** The file that answers `/`. */
  readonly index: string;
  /** Paths that pages may name although the build does not contain them; `/x/*` is everything below. */
  readonly externalPaths: readonly string[];
}

const ORIGIN = "https://site.invalid";
const PAGE = /\.html?$/i;
/** Larger files are no pages that people write, and are not searched. */
const MAX_PAGE_BYTES = 4 * 1024 * 1024;
const PARALLEL = 8;

/** @throws {Error} that names each page and what it cannot load */
export async function checkBuild(
  files: readonly BuildFile[],
  { index, externalPaths }: CheckOptions,
): Promise<void> {
  if (files.length === 0) {
    throw new Error("the build is empty: nothing is released");
  }
  const known = new Set(files.map(({ path }) => path));
  if (!known.has(index)) {
    throw new Error(`the build has no ${index}: is this the folder that the build writes?`);
  }
  const pages = files.filter(({ path, size }) => PAGE.test(path) && size <= MAX_PAGE_BYTES);
  const faults: string[] = [];
  await Promise.all(
    Array.from({ length: PARALLEL }, async () => {
      for (let page = pages.pop(); page !== undefined; page = pages.pop()) {
        faults.push(
          ...pageFaults(page.path, await readFile(page.source, "utf8"), known, { index, externalPaths }),
        );
      }
    }),
  );
  throwFaults([...new Set(faults)].sort());
}

/** What is wrong with a page. Pure. */
function pageFaults(
  path: string,
  html: string,
  known: ReadonlySet<string>,
  { index, externalPaths }: CheckOptions,
): string[] {
  const isHere = (reference: string, base: string | undefined) => {
    const paths = localPaths(reference, base, path);
    return (
      paths.length === 0 || paths.some((each) => known.has(each) || isExternal(`/${each}`, externalPaths))
    );
  };
  const isIndex = path === index;
  // A base changes what every address means; else the parser is needed only where an address leads nowhere.
  const doubtful = /<base\b/i.test(html) || likelyReferences(html).some((each) => !isHere(each, undefined));
  if (!isIndex && !doubtful) {
    return [];
  }
  const page = referencesOf(html);
  if (isIndex && !page.isPage) {
    return [`${path} is empty or no page`];
  }
  return page.references
    .filter(({ text }) => !isHere(text, page.base))
    .map(({ text }) => {
      const where = `/${localPaths(text, page.base, path)[0] ?? ""}`;
      const written = text === where ? "" : ` (written as ${text})`;
      return `${path} loads ${where}${written}, which the build does not contain; if another program puts it there, name it under externalPaths`;
    });
}

/**
 * The files of the site that an address in a page may mean; none where it is another site's. A page has the address of its file, or
 * that of its folder without the final slash, so a relative address may mean one of two.
 */
function localPaths(reference: string, base: string | undefined, page: string): string[] {
  const folder = page.replace(/[^/]*$/, "");
  const places = page.endsWith("/index.html") ? [folder, folder.replace(/[^/]+\/$/, "")] : [folder];
  const found = places.flatMap((place) => {
    try {
      const address = new URL(base ?? "", `${ORIGIN}/${encodeURI(place)}`);
      const url = new URL(reference, address);
      return url.origin === ORIGIN ? [decodeURIComponent(url.pathname.slice(1)).normalize("NFC")] : [];
    } catch {
      return [];
    }
  });
  return [...new Set(found)];
}

function isExternal(path: string, externalPaths: readonly string[]): boolean {
  return externalPaths.some((each) =>
    each.endsWith("/*") ? path.startsWith(each.slice(0, -1)) : each === path,
  );
}
