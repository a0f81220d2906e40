/** Workflow files, and those that pages print: linted, and what they run exists. actionlint, where it is installed, finds nothing either; test/scanners has the services' own schemas. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Context } from "mocha";
import { parse } from "yaml";
import { lintBitbucket, lintGitHub, lintGitLab, lintWorkflow, serviceOf } from "../support/workflows";

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

/** The workflows that pages print, by `docs/ci.md:12`. */
const SNIPPETS = [
  "README.md",
  ...readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => join("docs", file)),
].flatMap((page) => {
  const text = read(page);
  return [...text.matchAll(/^( *)```ya?ml\n([\s\S]*?)^ *```$/gm)]
    .map(({ 1: indent = "", 2: yaml = "", index }) => ({
      at: `${page}:${text.slice(0, index).split("\n").length}`,
      yaml: yaml.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
    }))
    .filter(({ yaml }) => serviceOf(yaml) !== undefined);
});

describe("workflow files", function () {
  this.timeout(60_000);

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

  for (const { at, yaml } of [...FILES.map((file) => ({ at: file, yaml: read(file) })), ...SNIPPETS]) {
    it(`${at} passes its service's linter`, async () => {
      assert.deepEqual(await lintWorkflow(yaml), []);
    });
  }

  it("of pages are found: two of Bitbucket", () => {
    assert.ok(SNIPPETS.length >= 2, JSON.stringify(SNIPPETS));
  });

  it("a fault in each is found: an unknown key, a context and a need that there is not, a cache that nothing defines", async () => {
    const github = read("examples/ci/github-actions.yml");
    assert.match(
      (await lintGitHub(github.replace("needs: check", "needs: chek"))).join("\n"),
      /^\d+: .*chek/m,
    );
    assert.match((await lintGitHub(github.replace("vars.AWS", "var.AWS"))).join("\n"), /'var'/);
    assert.match((await lintGitHub(github.replace("runs-on:", "run-on:"))).join("\n"), /'run-on'/);
    const gitlab = read("examples/ci/gitlab-ci.yml");
    assert.match(
      (await lintGitLab(gitlab.replace("resource_group", "resorce_group"))).join("\n"),
      /resorce_group/,
    );
    const bitbucket = read("bitbucket-pipelines.yml");
    assert.match(lintBitbucket(bitbucket.replaceAll("oidc:", "odic:")).join("\n"), /odic/);
    assert.match(lintBitbucket(bitbucket.replaceAll("[npm]", "[nmp]")).join("\n"), /nmp is not defined/);
  });

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
