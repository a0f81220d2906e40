import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Batch, stackOf, temporaryFolder } from "../offline/support/preview";

const PACKS = ["security", "reliability"].flatMap((name) => [
  ...["--policy-pack", join("policies", name)],
  ...["--policy-pack-config", join("policies", name, "config", "prod.json")],
]);

describe("the packs in a preview", function () {
  this.timeout(120_000);
  const batch = new Batch();
  const reads = batch.json(["--project", join(__dirname, "programs", "reads"), ...PACKS]);

  const config = join(temporaryFolder(), "exempting.json");
  const exemption = { name: "open", reason: "a page for everybody, (until the move)", expires: "2999-12-31" };
  writeFileSync(
    config,
    JSON.stringify({ "s3-no-public-acl": { exemptions: [exemption] }, "sqs-encryption": "advisory" }),
  );
  const faulty = ["--project", join(__dirname, "programs", "faulty")];
  const security = ["--policy-pack", join("policies", "security"), "--policy-pack-config", config];
  const exempting = batch.json([...faulty, ...security]);
  const listed = batch.text([...faulty, ...security]);

  it("list what the configuration excuses, with its reason and its end", async () => {
    const { code, document } = await exempting();
    const { exempted, violations } = stackOf(document);
    assert.equal(code, 0);
    assert.ok(!violations.some(({ policy }) => policy === "s3-no-public-acl"));
    assert.deepEqual(exempted, [
      {
        pack: "web-infra-security",
        policy: "s3-no-public-acl",
        urn: "urn:pulumi:dev::policies-faulty::aws:s3/bucketAcl:BucketAcl::open",
        reason: "a page for everybody, (until the move)",
        expires: "2999-12-31",
      },
    ]);
    const { stdout } = await listed();
    assert.match(
      stdout,
      /Exempt: 1 finding\n {4}- s3-no-public-acl of aws:s3:BucketAcl \(open\), until 2999-12-31: a page for everybody, \(until the move\)/,
    );
  });

  it("say nothing of resources that a program only reads, as under the CLI", async () => {
    const { code, document } = await reads();
    const { resources, violations } = stackOf(document);
    assert.ok(resources.length > 9);
    assert.deepEqual(violations, []);
    assert.equal(code, 0);
  });
});
