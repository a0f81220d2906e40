/**
 * Pages for missing files below prefixes, as they stand in the KeyValueStore. CloudFront shows one error page for a whole distribution
 * and calls no function for an error of the origin, so the edge function has to know beforehand that a page is missing: the
 * store has a mark for each page of the release below the prefixes, and the text of the pages to show. The keys are named by the hash of
 * what they hold, which the release's id names, so releases share them and a rollback brings the former ones back.
 */
import { createHash } from "node:crypto";
import { deltaHash } from "./delta";
import { MAX_PARTS, partOf, type StoreTable } from "./tables";

/** `missing:<hash>:<part>` has the marks of pages, `missing:<hash>:<file>/<piece>` the text of a page for missing files. */
export const NOT_FOUND_PAGES_PREFIX = "missing:";

/** A value may have 1 KB; what is left is for a first line and for characters that are not cut. */
const MAX_VALUE_BYTES = 960;

/**
 * The text of a page may have so many values, each of which is a read of the function's: 36 KB. AWS publishes no limit for
 * CloudFront Functions; it is 40 KB for viewer requests of Lambda@Edge.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-lambda-at-edge
 */
const MAX_PIECES = 40;

/** The most bytes of a page for missing files that the edge can answer with. */
export const MAX_NOT_FOUND_PAGE_BYTES = (MAX_PIECES - 1) * MAX_VALUE_BYTES;

const MARK = /-N[0-9]{1,2}x([0-9a-f]{8})/;

/** Whether the edge function asks the store for a path: the file that answers a page. */
export function isNotFoundChecked(path: string): boolean {
  return /\.html?$/.test(path);
}

/**
 * @param pages file of the build → its text, of at most `MAX_NOT_FOUND_PAGE_BYTES` bytes
 * @param paths the build's pages below the prefixes
 * @throws {Error} where they are more than the store can hold
 */
export function notFoundTable(pages: ReadonlyMap<string, string>, paths: ReadonlySet<string>): StoreTable {
  const parts = partsOf(paths);
  const entries = [
    ...parts.map((value, part) => [String(part), value] as const),
    ...[...pages].flatMap(([file, text]) =>
      piecesOf(text).map((value, i) => [`${file}/${i}`, value] as const),
    ),
  ];
  const hash = createHash("sha256").update(JSON.stringify(entries)).digest("hex").slice(0, 8);
  return {
    mark: `-N${Math.log2(parts.length)}x${hash}`,
    values: new Map(entries.map(([key, value]) => [keyPrefix(hash) + key, value])),
  };
}

/** The marks of the paths, in a power of two of values. Each has at least a dot: a value that is missing says nothing. */
function partsOf(paths: ReadonlySet<string>): readonly string[] {
  for (let count = 1; count <= MAX_PARTS; count *= 2) {
    const marks = new Map<number, string>();
    for (const path of [...paths].sort()) {
      const part = partOf(path, count);
      marks.set(part, `${marks.get(part) ?? ""}.${deltaHash(path)}`);
    }
    const parts = Array.from({ length: count }, (_, part) => marks.get(part) ?? ".");
    if (parts.every(({ length }) => length <= MAX_VALUE_BYTES)) {
      return parts;
    }
  }
  throw new Error(`${paths.size} pages do not fit into the store`);
}

/** A text in values, of which the first begins with their number. */
function piecesOf(text: string): readonly string[] {
  const pieces: string[] = [];
  let piece = "";
  let bytes = 0;
  for (const character of text) {
    const size = Buffer.byteLength(character);
    if (bytes + size > MAX_VALUE_BYTES) {
      pieces.push(piece);
      piece = "";
      bytes = 0;
    }
    piece += character;
    bytes += size;
  }
  pieces.push(piece);
  return pieces.map((each, i) => (i === 0 ? `${pieces.length}\n${each}` : each));
}

/** What the keys of a release's pages for missing files begin with; undefined where it has none. */
export function notFoundKeysOf(id: string): string | undefined {
  const hash = MARK.exec(id)?.[1];
  return hash === undefined ? undefined : keyPrefix(hash);
}

function keyPrefix(hash: string): string {
  return `${NOT_FOUND_PAGES_PREFIX}${hash}:`;
}
