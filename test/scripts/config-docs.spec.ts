import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { deployPipelineConfigSchema } from "../../components/deploy-pipeline";
import { networkConfigSchema } from "../../components/network";
import { ssrServiceConfigSchema } from "../../components/ssr-service";
import { staticSiteConfigSchema } from "../../components/static-site";
import { checkRaw } from "../../config";

const root = join(__dirname, "..", "..");
const page = readFileSync(join(root, "docs", "configuration.md"), "utf8");

describe("docs/configuration.md", function () {
  this.timeout(60_000);

  it("is what the interfaces in the code say", () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(root, "scripts", "config-docs.mjs"), "--check"],
      {
        encoding: "utf8",
      },
    );
    assert.equal(status, 0, stderr);
  });

  it("F12: says of no object that it is none unless nothing is made without it", () => {
    const none = [...page.matchAll(/^\| `([^`]+)` \| ([^|]*\bobject\b[^|]*) \| none \|/gm)].map(
      ([, key]) => key,
    );
    assert.deepEqual(none, ["pipelines.slack", "sites", "services", "pipeline.build.testReports"]);
  });

  it("F13: has the rule for the names of sites and services that the check has", () => {
    const rule = "1 to 20 lower-case letters, digits and single hyphens, beginning with a letter";
    assert.match(page, new RegExp(`^\\| \`sites\` \\|.*${rule}`, "m"));
    const { faults } = checkRaw({
      texts: { "web-infra:sites": '{"A b":{}}' },
      project: "web-infra",
      stack: "dev",
    });
    assert.ok(
      faults.some((line) => line.includes(rule)),
      faults.join("\n"),
    );
  });

  for (const [at, schema] of [
    ["network", networkConfigSchema],
    ["sites.<name>", staticSiteConfigSchema],
    ["services.<name>", ssrServiceConfigSchema],
    ["pipeline", deployPipelineConfigSchema],
  ] as [string, z.ZodObject][]) {
    it(`has every key that the schema of ${at} takes, and no other`, () => {
      const documented = [...page.matchAll(/^\| `([^`]+)`/gm)]
        .map(([, key]) => key ?? "")
        .filter((key) => key.startsWith(`${at}.`))
        .map((key) => key.slice(at.length + 1))
        .filter((key) => !/[.[]/.test(key));
      assert.deepEqual(documented.sort(), Object.keys(schema.shape).sort());
    });
  }
});
