import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ENTRY_RENAMES } from "../../config";

describe("docs/renamed-keys.md", () => {
  it("lists every former name with the present one", () => {
    const page = readFileSync(join(__dirname, "../../docs/renamed-keys.md"), "utf8");
    const rows = [...page.matchAll(/^\| `(\w+)` +\| `([\w.]+)` +\| `([\w.]+)` +\|$/gm)].map((row) =>
      row.slice(1),
    );
    const renames = Object.entries(ENTRY_RENAMES).flatMap(([entry, each]) =>
      each.map(({ from, to }) => [entry, from.join("."), to.join(".")]),
    );
    assert.deepEqual(rows, renames);
  });
});
