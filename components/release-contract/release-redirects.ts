/**
 * Redirects that a build brings, as they stand in the KeyValueStore: a table (tables.ts) named by the hash of what it holds, so that
 * releases with the same redirects share it. The release's id names the table, so the edge function needs no further look-up to
 * find it, and a rollback brings the former redirects back.
 */
import { createHash } from "node:crypto";
import { type StoreTable, type Table, tableOf } from "./tables";

/** `redirects:<hash>:<part>` in the KeyValueStore. */
export const RELEASE_REDIRECTS_PREFIX = "redirects:";

/** A redirect of a build; paths are encoded as browsers send them. */
export interface BuildRedirect {
  /** Without a final slash. Parts may be `:1:` … `:9:`, which stand for any one part, and the last one may be `*`. */
  readonly from: string;
  /** Path or address, with the same names, and `:splat` for what `*` stands for. */
  readonly to: string;
  readonly status: number;
}

/** `-R<parts as a power of two><w: there are patterns>x<hash>`. */
const MARK = /-R[0-9]{1,2}w?x([0-9a-f]{8})/;

/** Whether a redirect's path stands for several. */
export function isPattern({ from }: Pick<BuildRedirect, "from">): boolean {
  return /\/(?:\*$|:\d:(?:\/|$))/.test(from);
}

/** Where patterns stand: with all that begin with the same part. */
export function patternPlace(from: string): string {
  return `/${from.split("/")[1] ?? ""}/*`;
}

/** @throws {Error} where they are more than values can hold */
export function redirectTable(redirects: readonly BuildRedirect[]): StoreTable {
  const plain = redirects.filter((each) => !isPattern(each));
  const patterns = new Map<string, string>();
  for (const { from, to, status } of redirects.filter(isPattern)) {
    const place = patternPlace(from);
    const before = patterns.get(place);
    patterns.set(place, `${before === undefined ? "" : `${before}\n`}${from} ${status} ${to}`);
  }
  const table: Table = tableOf(
    new Map(plain.map(({ from, to, status }) => [from, `${status} ${to}`])),
    patterns,
  );
  const hash = createHash("sha256")
    .update(JSON.stringify([...table.values]))
    .digest("hex")
    .slice(0, 8);
  return {
    mark: `-R${Math.log2(table.parts)}${patterns.size > 0 ? "w" : ""}x${hash}`,
    values: new Map([...table.values].map(([part, value]) => [keyPrefix(hash) + String(part), value])),
  };
}

/** What the keys of a release's redirects begin with; undefined where it has none. */
export function redirectKeysOf(id: string): string | undefined {
  const hash = MARK.exec(id)?.[1];
  return hash === undefined ? undefined : keyPrefix(hash);
}

function keyPrefix(hash: string): string {
  return `${RELEASE_REDIRECTS_PREFIX}${hash}:`;
}
