import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { previewJson, stackOf } from "../offline/support/preview";

const PROJECTS = resolve(__dirname, "..", "..", "scripts", "bench", "projects.mjs");

describe("npm run bench", function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), "web-infra-bench-spec-"));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("measures copies of the program that are whole", async () => {
    const script = `const { makeProject } = await import(${JSON.stringify(PROJECTS)});
      makeProject(${JSON.stringify(folder)}, { ours: true, counts: [2] });`;
    const { status, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
      encoding: "utf8",
    });
    assert.equal(status, 0, stderr);

    const { document } = await previewJson(["--project", folder, "--stack", "copies2", "--no-policies"]);
    const { succeeded, resources } = stackOf(document);
    assert.equal(succeeded, true);
    const count = (type: string) => resources.filter((resource) => resource.type === type).length;
    assert.equal(count("web-infra:index:StaticSite"), 2);
    assert.equal(count("web-infra:index:SsrService"), 2);
  });
});
