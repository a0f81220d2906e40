/** The workflow files that docs/ci.md offers: what they run exists, and where actionlint is on the PATH, it finds nothing. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";

const ROOT = resolve(__dirname, "..", "..");
const read = (file: string) => readFileSync(join(ROOT, file), "utf8");
const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
const FILES = [
  "examples/ci/github-actions.yml",
  "examples/ci/gitlab-ci.yml",
  "bitbucket-pipelines.yml",
] as const;

describe("workflow files", () => {
  for (const file of FILES) {
    it(`${file} is YAML and runs scripts that there are, after npm ci`, () => {
      assert.ok(parse(read(file)));
      const named = [...read(file).matchAll(/\bnpm (?:run )?([a-z:]+)/g)].map(([, name = ""]) => name);
      assert.deepEqual(
        named.filter((name) => name !== "ci" && scripts[name] === undefined),
        [],
      );
      assert.ok(named.indexOf("ci") < named.indexOf("up"));
    });

    it(`${file} stores no key of AWS`, () => {
      assert.doesNotMatch(read(file), /AWS_SECRET_ACCESS_KEY|AKIA/);
    });
  }

  it("examples/ci/github-actions.yml passes actionlint", function () {
    const { status, stdout, error } = spawnSync(
      "actionlint",
      [join(ROOT, "examples/ci/github-actions.yml")],
      { encoding: "utf8" },
    );
    if (error !== undefined) this.skip();
    assert.equal(stdout, "");
    assert.equal(status, 0);
  });
});
