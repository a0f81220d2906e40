/** The tables of docs/scanners.md: which checks of other scanners may fail on our own stacks. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

export const STACKS = ["dev", "prod"];

/** The ids of a table's rows, their first cells; each row has a reason in its last cell. */
export function declared(id: RegExp): string[] {
  const page = readFileSync(join(__dirname, "..", "..", "docs", "scanners.md"), "utf8");
  return [...page.matchAll(/^\| (\S+) +\| .* \| \S.* \|$/gm)]
    .map(([, found = ""]) => found)
    .filter((found) => id.test(found));
}

/**
 * That the failing checks are those of the table.
 *
 * @param failing by check, where it fails; filled before the tests run
 */
export function holdsTable(id: RegExp, failing: ReadonlyMap<string, readonly string[]>): void {
  it("fails no check that the table of docs/scanners.md has not", () => {
    const known = new Set(declared(id));
    assert.deepEqual(
      [...failing].filter(([each]) => !known.has(each)),
      [],
    );
  });

  it("still fails each check of the table: a row that is mended goes", () => {
    assert.deepEqual(
      declared(id).filter((each) => !failing.has(each)),
      [],
    );
  });

  it("has a row for each check once", () => {
    const ids = declared(id);
    assert.deepEqual(ids, [...new Set(ids)].sort());
  });
}
