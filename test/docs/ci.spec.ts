/** The workflow files that docs/ci.md offers: what they run exists, and actionlint, where it is installed, finds nothing. test/scanners has their schemas. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Context } from "mocha";
import { parse } from "yaml";

const ROOT = resolve(__dirname, "..", "..");
const read = (file: string) => readFileSync(join(ROOT, file), "utf8");
const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
const FILES = [
  "examples/ci/github-actions.yml",
  "examples/ci/gitlab-ci.yml",
  "bitbucket-pipelines.yml",
] as const;

/** What actionlint says of a workflow, a line each; skips a test where it is not installed. */
function linted(test: Context, workflow: string): string[] {
  const { stdout, error } = spawnSync("actionlint", ["-oneline", "-no-color", "-"], {
    encoding: "utf8",
    input: workflow,
  });
  if (error !== undefined) test.skip();
  return stdout.split("\n").filter((line) => line !== "");
}

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
    assert.deepEqual(linted(this, read("examples/ci/github-actions.yml")), []);
  });

  it("steps of GitHub Actions on the pages pass actionlint", function () {
    const snippets = readdirSync(join(ROOT, "docs"))
      .filter((page) => page.endsWith(".md"))
      .flatMap((page) => [...read(`docs/${page}`).matchAll(/^```yaml\n([^]*?)^```$/gm)])
      .map(([, snippet = ""]) => snippet)
      .filter((snippet) => snippet.includes("uses: actions/"));
    assert.ok(snippets.length > 0);
    for (const snippet of snippets) assert.deepEqual(linted(this, job(snippet)), []);
  });

  it("actionlint finds a context that is not there and a step that does nothing", function () {
    const found = linted(this, job("- run: echo ${{ var.AWS_REGION }}\n- name: empty\n"));
    assert.match(found.join("\n"), /undefined variable "var"/);
    assert.match(found.join("\n"), /step must run script with "run" section or run action with "uses"/);
  });
});

/** A workflow of one job with these steps. */
function job(steps: string): string {
  return `on: push\njobs:\n  steps:\n    runs-on: ubuntu-24.04\n    steps:\n${steps.replace(/^/gm, "      ")}`;
}
