import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { previewJson, stackOf } from "../offline/support/preview";

const ROOT = resolve(__dirname, "..", "..");
const page = readFileSync(join(ROOT, "docs", "own-resources.md"), "utf8");

describe("docs/own-resources.md", function () {
  this.timeout(120_000);

  it("shows the program of examples/own-resources as it is", () => {
    const shown = /```ts\n([\s\S]*?)```/.exec(page)?.[1];
    assert.equal(shown, readFileSync(join(ROOT, "examples", "own-resources", "index.ts"), "utf8"));
  });

  it("previews as the page says: no mandatory finding at prod's levels, everything simulated", async () => {
    const command = /npm run preview -- ([\s\S]*?)\n {3}```/.exec(page)?.[1] ?? "";
    const args = command.replaceAll("\\\n", " ").trim().split(/\s+/);
    const { document, code } = await previewJson(args);
    const { resources, violations, diagnostics, notSimulated } = stackOf(document);
    assert.equal(code, 0);
    assert.deepEqual(
      violations.filter(({ enforcement }) => enforcement === "mandatory"),
      [],
    );
    assert.deepEqual([diagnostics, notSimulated], [[], []]);
    const only = (type: string) => resources.find((each) => each.type === type)?.inputs ?? {};
    // Only the service's instances reach the database, and its password is in no input.
    const rule = only("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
    assert.equal(rule["referencedSecurityGroupId"], "sg-0123456789abcdef0");
    assert.equal(rule["fromPort"], 5432);
    const cluster = only("aws:rds/cluster:Cluster");
    assert.equal(cluster["manageMasterUserPassword"], true);
    assert.equal("masterPassword" in cluster, false);
    assert.equal(only("aws:iam/rolePolicy:RolePolicy")["role"], "app-instance-1a2b3c4");
    // Pages of the service, and no other's, may send files to the bucket.
    assert.deepEqual(only("aws:s3/bucketCorsConfiguration:BucketCorsConfiguration")["corsRules"], [
      {
        allowedMethods: ["POST"],
        allowedOrigins: ["https://app.example.com"],
        allowedHeaders: ["*"],
        maxAgeSeconds: 3600,
      },
    ]);
    assert.equal(
      resources.filter(({ type }) => type === "aws:rds/clusterInstance:ClusterInstance").length,
      2,
    );
  });
});
