/**
 * The workflow files that the repository has, offers or prints on its pages, by the schemas that their services publish: check-jsonschema brings them along. It runs
 * the command that CHECK_JSONSCHEMA names.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");
const { CHECK_JSONSCHEMA } = process.env;

const FILES = [
  { file: "examples/ci/github-actions.yml", schema: "vendor.github-workflows", more: [] },
  {
    file: "examples/ci/gitlab-ci.yml",
    schema: "vendor.gitlab-ci",
    more: ["--data-transform", "gitlab-ci"],
  },
  { file: "bitbucket-pipelines.yml", schema: "vendor.bitbucket-pipelines", more: [] },
];

/** Pipelines of Bitbucket that pages print, in a list too, by `ci.md:12`. */
const PRINTED = readdirSync(join(ROOT, "docs"))
  .filter((page) => page.endsWith(".md"))
  .flatMap((page) => {
    const text = readFileSync(join(ROOT, "docs", page), "utf8");
    return [...text.matchAll(/^( *)```yaml\n([^]*?)^ *```$/gm)].map(
      ({ 1: indent = "", 2: yaml = "", index }) => ({
        at: `${page}:${text.slice(0, index).split("\n").length}`,
        yaml: yaml.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
      }),
    );
  })
  .filter(({ yaml }) => /^pipelines:/m.test(yaml));

function checked(schema: string, more: readonly string[], input: string) {
  return spawnSync(
    CHECK_JSONSCHEMA ?? "check-jsonschema",
    ["--default-filetype", "yaml", "--builtin-schema", schema, ...more, "-"],
    {
      encoding: "utf8",
      input,
    },
  );
}

describe("workflow files by their published schemas", () => {
  before(function () {
    if (CHECK_JSONSCHEMA === undefined) this.skip();
  });

  it("pages print two pipelines of Bitbucket, which are valid", () => {
    assert.equal(PRINTED.length, 2);
    for (const { at, yaml } of PRINTED) {
      const { status, stdout, stderr } = checked("vendor.bitbucket-pipelines", [], yaml);
      assert.equal(status, 0, `${at}: ${stdout}${stderr}`);
    }
  });

  for (const { file, schema, more } of FILES) {
    const text = readFileSync(join(ROOT, file), "utf8");

    it(`${file} is valid`, () => {
      const { status, stdout, stderr } = checked(schema, more, text);
      assert.equal(status, 0, stdout + stderr);
    });

    it(`${file} with a step that is no step is not`, () => {
      const { status, stdout } = checked(schema, more, text.replace(/^( *)- (run: )?npm ci$/m, "$1- 7"));
      assert.notEqual(status, 0, stdout);
    });
  }
});
