/** A flag of one value that stands twice: one line, in the command lines that are not tested so elsewhere. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseCommandLine as growth } from "../../growth/command-line";
import { measure } from "../../growth/measure/measure";
import { UsageError } from "../../offline/errors";
import { parseCommandLine as rehearse } from "../../rehearsal/options";
import { parseCommand as release } from "../../release/command-line";
import { parseCommandLine as review } from "../../review/command-line";

const ROOT = join(__dirname, "..", "..");

describe("a flag of one value that is given twice", function () {
  this.timeout(60_000);

  for (const [what, call, flag] of [
    ["growth", () => growth(["--rate", "1", "--rate=2"]), "--rate"],
    ["growth, by its short name", () => growth(["-s", "1", "--stack", "2"]), "--stack"],
    ["review", () => review(["--base", "1", "--base", "2"]), "--base"],
    ["rehearse", () => rehearse(["--project", "1", "--project", "2"]), "--project"],
    ["release", () => release(["list", "--pipeline", "1", "--pipeline", "2"]), "--pipeline"],
  ] as const) {
    it(`is refused by ${what}`, () => {
      assert.throws(call, { message: `${flag} holds one value, got "1" and "2": give it once` });
    });
  }

  it("is refused by growth's measure", async () => {
    await assert.rejects(
      measure(["--url", "1", "--url", "2"]),
      new UsageError('measure: --url holds one value, got "1" and "2": give it once'),
    );
  });

  for (const [script, flag] of [
    ["pack", "--out"],
    ["bench/bench", "--runs"],
    ["preview", "--html"],
  ] as const) {
    it(`is refused by scripts/${script}.mjs`, () => {
      const file = join(ROOT, "scripts", `${script}.mjs`);
      const { status, stderr } = spawnSync(process.execPath, [file, flag, "1", flag, "2"], {
        encoding: "utf8",
      });
      assert.equal(status, 2);
      assert.match(stderr, new RegExp(`^\\w+: ${flag} holds one value, got "1" and "2": give it once\\n$`));
    });
  }

  it("is fine where it may be repeated", () => {
    assert.deepEqual(review(["--stack", "a", "--stack", "b"]).stacks, ["a", "b"]);
    assert.deepEqual(rehearse(["--stack", "a", "--stack", "b"]).stacks, ["a", "b"]);
  });
});
