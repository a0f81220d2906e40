import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { previewJson, stackOf } from "../offline/support/preview";

const PROJECTS = resolve(__dirname, "..", "..", "scripts", "bench", "projects.mjs");

describe("npm run bench", function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), "web-infra-bench-spec-"));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("measures copies of the program that are whole", async () => {
    const script = `const { addSites, makeProject } = await import(${JSON.stringify(PROJECTS)});
      makeProject(${JSON.stringify(folder)}, { ours: true, counts: [2] });
      addSites(${JSON.stringify(folder)}, 3);`;
    const { status, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
      encoding: "utf8",
    });
    assert.equal(status, 0, stderr);

    for (const [stack, sites, services] of [
      ["copies2", 2, 2],
      ["sites3", 3, 0],
    ] as const) {
      const { document } = await previewJson(["--project", folder, "--stack", stack, "--no-policies"]);
      const { succeeded, resources } = stackOf(document);
      assert.equal(succeeded, true);
      const count = (type: string) => resources.filter((resource) => resource.type === type).length;
      assert.equal(count("web-infra:index:StaticSite"), sites);
      assert.equal(count("web-infra:index:SsrService"), services);
    }
  });
});
