import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");
const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  scripts: Readonly<Record<string, string>>;
};

/** Commands of people, each a script of its own; tests and checks are commands of other packages. */
const COMMANDS = Object.entries(scripts).flatMap(([name, command]) => {
  const script = /(?:^|&& )node (scripts\/[\w/-]+\.mjs)$/.exec(command)?.[1];
  return script === undefined || name === "prepare" ? [] : [{ name, script }];
});

const longerThan = (columns: number, text: string) =>
  text.split("\n").filter((line) => line.length > columns);

describe("F27: --help", function () {
  this.timeout(60_000);

  it("is of each of these commands", () => {
    assert.deepEqual(COMMANDS.map(({ name }) => name).sort(), [
      ...["bench", "build", "destroy", "exec", "growth", "init", "logs", "open", "pack", "preview"],
      ...["rehearse", "release", "review", "up"],
    ]);
  });

  for (const { name, script } of COMMANDS) {
    it(`npm run ${name} -- --help says how it is used, and does nothing else`, () => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, script), "--help"], {
        encoding: "utf8",
      });
      assert.deepEqual([status, stderr], [0, ""]);
      assert.match(stdout, /^Usage/im);
      if (name === "preview") assert.match(stdout, /^ {2}--html FILE/m);
      assert.deepEqual(longerThan(80, stdout), []);
    });

    it(`npm run ${name} -- --help fits a terminal of 60, 100 and 160 columns`, () => {
      for (const columns of [60, 100, 160]) {
        const { stdout } = spawnSync(process.execPath, [join(ROOT, script), "--help"], {
          encoding: "utf8",
          env: { ...process.env, COLUMNS: String(columns) },
        });
        assert.deepEqual(longerThan(columns, stdout), []);
      }
    });
  }
});
