/**
 * Releases that consist of differences. A release of 2,000 pages of which 20 have changed need not write the other 1,980
 * once more: its folder holds what differs, and a value in the KeyValueStore names the release that has the rest (its base) and
 * marks what differs. The edge looks there first, so that pages that did not change also keep their place in its caches.
 *
 * The value is `<base><mark><hash><mark><hash>…`. The mark `.` stands for a path that is to be looked for in the release's own
 * folder, be it there (changed, added) or not (removed); `!` for a file whose name carries a hash, and which all the same is
 * not the one under `shared/`. A hash may be that of another path as well: the release then has its own copy of that too, so
 * what a visitor gets is always right.
 */

/** `delta:<id>` in the KeyValueStore. */
export const DELTA_KEY_PREFIX = "delta:";

/** The end of such a release's id. */
export const DELTA_SUFFIX = "-d";

export const DELTA_MARKS = { plain: ".", hashed: "!" } as const;

/** Base 36, four digits: the largest number below is no multiple of 31. */
const HASHES = 1_679_609;
const DIGITS = 4;

/** A value of CloudFront's KeyValueStore may have 1 KB, key included. */
const MAX_VALUE_BYTES = 960;

/** Whether the release consists of differences, so that the edge must read its value. */
export function isDelta(id: string): boolean {
  return id.endsWith(DELTA_SUFFIX);
}

/** The four digits that stand for a path. The edge function computes the same. */
export function deltaHash(path: string): string {
  let hash = 7;
  for (let i = 0; i < path.length; i += 1) {
    hash = (hash * 31 + path.charCodeAt(i)) % HASHES;
  }
  return hash.toString(36).padStart(DIGITS, "0");
}

/** Paths that differ from the base, by their mark. */
export interface DeltaPaths {
  readonly plain: ReadonlySet<string>;
  readonly hashed: ReadonlySet<string>;
}

/** The value; undefined where more differs than a value can say. */
export function formatDelta(base: string, { plain, hashed }: DeltaPaths): string | undefined {
  const marked = (paths: ReadonlySet<string>, mark: string) =>
    [...new Set([...paths].map((path) => mark + deltaHash(path)))].sort();
  const value = [base, ...marked(plain, DELTA_MARKS.plain), ...marked(hashed, DELTA_MARKS.hashed)].join("");
  return value.length <= MAX_VALUE_BYTES ? value : undefined;
}

/** Whether a value says that a path is to be looked for in the release's own folder. */
export function isInDelta(value: string, path: string, mark: keyof typeof DELTA_MARKS): boolean {
  return value.includes(DELTA_MARKS[mark] + deltaHash(path));
}
