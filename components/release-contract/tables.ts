/**
 * Tables in a CloudFront KeyValueStore: many paths in few keys, so that a function finds one path by one look-up. A path's key is
 * computed from the path; its value has one line for each path, `path words`.
 */

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-keyvaluestores */
const MAX_VALUE_BYTES = 1000;

export const MAX_PARTS = 8192;

/** Keys and values of the store that a release needs, and what its id says of them. */
export interface StoreTable {
  /** Part of the id. */
  readonly mark: string;
  readonly values: ReadonlyMap<string, string>;
}

export interface Table {
  /** How many keys a path may be in, a power of two. */
  readonly parts: number;
  /** Part → value; a part without a path has none. */
  readonly values: ReadonlyMap<number, string>;
}

/** Which part a path belongs to; the edge function computes the same. */
export function partOf(path: string, parts: number): number {
  let hash = 0;
  for (let index = 0; index < path.length; index++) {
    hash = (hash * 8191 + path.charCodeAt(index)) % 1_000_003;
  }
  return hash % parts;
}

/**
 * @param entries path, encoded as browsers send it, without a final slash → words
 * @param patterns path that they are looked for under → whole lines
 * @throws {Error} where a path and its words are longer than a value may be
 */
export function tableOf(
  entries: ReadonlyMap<string, string>,
  patterns: ReadonlyMap<string, string> = new Map(),
): Table {
  const lines = [
    ...[...entries].map(([path, words]) => ({ path, line: `${path} ${words}` })),
    ...[...patterns].map(([path, line]) => ({ path, line })),
  ];
  const tooLong = lines.find(({ line }) => Buffer.byteLength(line) > MAX_VALUE_BYTES);
  if (tooLong !== undefined) {
    throw new Error(
      `${tooLong.path.slice(0, 80)} and what it leads to are longer than ${MAX_VALUE_BYTES} bytes`,
    );
  }
  for (let parts = 1; parts <= MAX_PARTS; parts *= 2) {
    const values = new Map<number, string>();
    for (const { path, line } of lines) {
      const part = partOf(path, parts);
      const before = values.get(part);
      values.set(part, before === undefined ? line : `${before}\n${line}`);
    }
    if ([...values.values()].every((value) => Buffer.byteLength(value) <= MAX_VALUE_BYTES)) {
      return { parts, values };
    }
  }
  throw new Error(`${lines.length} paths do not fit into the store`);
}
