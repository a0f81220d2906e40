import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { previewDocument } from "../offline/support/document";
import { projectWithExampleStacks } from "../support/example-stacks";

const ROOT = join(__dirname, "..", "..");

/** The policies that the page explains for this project's own stacks: what stands in bold there. */
function explained(): Set<string> {
  const page = readFileSync(join(ROOT, "docs", "policies.md"), "utf8");
  const [, after = ""] = page.split("## What the preview of this project's stacks shows");
  const [section = ""] = after.split("\n## ");
  return new Set([...section.matchAll(/\*\*([a-z0-9-]+)\*\*/g)].map(([, id = ""]) => id));
}

describe("the preview of this project's stacks with both packs", function () {
  this.timeout(180_000);
  let project: string;

  before(() => {
    project = projectWithExampleStacks();
  });
  after(() => rmSync(project, { recursive: true, force: true }));

  it("has no mandatory finding, and docs/policies.md explains exactly its advisory ones", () => {
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [
        "--import",
        "tsx",
        join(ROOT, "offline", "cli", "main.ts"),
        "--stack",
        "dev",
        "--stack",
        "prod",
        "--project",
        project,
        "--json",
      ],
      { cwd: ROOT, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 },
    );
    assert.ok(stdout.startsWith("{"), stderr);
    const { stacks } = previewDocument.parse(JSON.parse(stdout));
    assert.deepEqual(
      stacks.map(({ stack, succeeded }) => [stack, succeeded]),
      [
        ["dev", true],
        ["prod", true],
      ],
    );
    const findings = stacks.flatMap(({ violations }) => violations);
    assert.deepEqual(
      findings.filter(({ enforcement }) => enforcement === "mandatory"),
      [],
    );
    assert.deepEqual([...new Set(findings.map(({ policy }) => policy))].sort(), [...explained()].sort());
  });
});
