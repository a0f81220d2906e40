/** What Node's own parser of command lines refuses: one line in our words, the same for every command. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseCommandLine as growth } from "../../growth/command-line";
import { measure } from "../../growth/measure/measure";
import { parseCommandLine as preview } from "../../offline/cli/options";
import { parseCommandLine as rehearse } from "../../rehearsal/options";
import { parseCommand as release } from "../../release/command-line";
import { parseCommandLine as review } from "../../review/command-line";

const ROOT = join(__dirname, "..", "..");

describe("a command line that is wrong", function () {
  this.timeout(60_000);

  for (const [what, call, line] of [
    ["preview", () => preview(["--stack"]), "--stack needs a value"],
    ["growth", () => growth(["--curve"]), "--curve needs a value"],
    ["review", () => review(["--json=yes"]), "--json takes no value"],
    ["rehearse", () => rehearse(["--stak", "dev"]), "unknown flag --stak (--help lists them)"],
    [
      "rehearse, without a flag",
      () => rehearse(["dev"]),
      "unexpected argument dev (--help lists the flags; a stack is named with --stack)",
    ],
    ["release", () => release(["list", "--pipeline"]), "--pipeline needs a value"],
    [
      "release, misspelt",
      () => release(["list", "--pipelin", "x"]),
      "unknown flag --pipelin; did you mean --pipeline?",
    ],
  ] as const) {
    it(`is one line by ${what}`, () => {
      assert.throws(call, { message: line });
    });
  }

  it("is one line by growth's measure", async () => {
    await assert.rejects(measure(["--ur", "x"]), {
      message: "measure: unknown flag --ur (--help lists them)",
    });
  });

  for (const [script, args, line] of [
    ["init", ["--kind"], "--kind needs a value"],
    ["logs", ["dev", "--since"], "--since needs a value: npm run logs"],
    ["open", ["dev", "www", "dashbord"], "dashbord is no page: one name, then one of site, dashboard"],
    ["pack", ["--out"], "--out needs a value"],
    ["pack", ["dir"], "unexpected argument dir (--help lists the flags)"],
    ["pack", ["--out", __filename], `--out ${__filename}: is a file; name a folder`],
    ["bench/bench", ["--only"], "--only needs a value"],
  ] as const) {
    it(`is one line by npm run ${script}: ${args.join(" ")}`, () => {
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [join(ROOT, "scripts", `${script}.mjs`), ...args],
        { cwd: ROOT, encoding: "utf8", timeout: 60_000 },
      );
      assert.deepEqual([status, stdout], [2, ""]);
      assert.ok(stderr.startsWith(`${script.split("/").at(-1) ?? ""}: ${line}`), stderr);
      assert.equal(stderr.trimEnd().split("\n").length, 1, stderr);
    });
  }
});
