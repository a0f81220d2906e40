/**
 * The workflow files that the repository has or offers, by the schemas that their services publish: check-jsonschema brings them along. It runs
 * the command that CHECK_JSONSCHEMA names.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
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
