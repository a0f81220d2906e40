import assert from "node:assert/strict";
import { join } from "node:path";
import { Batch, stackOf } from "../offline/support/preview";

const PACKS = ["security", "reliability"].flatMap((name) => [
  ...["--policy-pack", join("policies", name)],
  ...["--policy-pack-config", join("policies", name, "config", "prod.json")],
]);

describe("the packs in a preview", function () {
  this.timeout(120_000);
  const batch = new Batch();
  const reads = batch.json(["--project", join(__dirname, "programs", "reads"), ...PACKS]);

  it("say nothing of resources that a program only reads, as under the CLI", async () => {
    const { code, document } = await reads();
    const { resources, violations } = stackOf(document);
    assert.ok(resources.length > 9);
    assert.deepEqual(violations, []);
    assert.equal(code, 0);
  });
});
