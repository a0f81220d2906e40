import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { deployPipelineConfigSchema } from "../../components/deploy-pipeline";
import { networkConfigSchema } from "../../components/network";
import { ssrServiceConfigSchema } from "../../components/ssr-service";
import { staticSiteConfigSchema } from "../../components/static-site";

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
