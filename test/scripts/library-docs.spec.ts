import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as components from "../../components";

const root = join(__dirname, "..", "..");
const page = readFileSync(join(root, "docs", "library.md"), "utf8");

describe("docs/library.md", function () {
  this.timeout(60_000);

  it("is what the doc comments in the code say", () => {
    const script = join(root, "scripts", "library-docs.mjs");
    const { status, stderr } = spawnSync(process.execPath, [script, "--check"], { encoding: "utf8" });
    assert.equal(status, 0, stderr);
  });

  it("has every component, and the program that the test of the packages previews", () => {
    for (const name of Object.keys(components)) {
      assert.ok(page.includes(`\n## ${name}\n`), name);
    }
    const program = readFileSync(join(root, "test", "packages", "programs", "shop.ts"), "utf8");
    assert.ok(page.includes(program.trim()));
  });
});
