import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const ROOT = resolve(__dirname, "..", "..");

/** Files of a project with the same rooms, each with what it imports. */
const FILES: Readonly<Record<string, readonly string[]>> = {
  "components/fields/host-name.ts": [],
  "components/fields/planted.ts": ["../../release/main"],
  "components/aws/bucket.ts": ["./policy"],
  "components/aws/policy.ts": ["./bucket"],
  "components/network/network.ts": ["../fields/host-name", "../aws/bucket"],
  "components/network/planted.ts": ["../ssr-service/service"],
  "components/ssr-service/service.ts": ["../network/network"],
  "components/release-contract/layout.ts": [],
  "components/release-contract/planted.ts": ["../fields/host-name"],
  "release/main.ts": ["../components/release-contract/layout"],
  "release/planted.ts": ["../components/static-site/site"],
  "components/static-site/site.ts": ["../release-contract/layout"],
  "policies/rules/planted.ts": ["../../components/aws/bucket"],
  "offline/planted.ts": ["../components/fields/host-name"],
  "config/stack.ts": ["../components/static-site/site"],
};

/** What must be found: the rule, and the file or folder that breaks it. Planted imports between rooms close circles, too. */
const FOUND = [
  "components-fields-imports components/fields/planted.ts",
  "components-network-imports components/network/planted.ts",
  "components-release-contract-imports components/release-contract/planted.ts",
  "no-circle-of-files components/aws/bucket.ts",
  "no-circle-of-folders components/fields",
  "no-circle-of-folders components/network",
  "no-circle-of-folders components/release-contract",
  "no-circle-of-folders components/ssr-service",
  "no-circle-of-folders components/static-site",
  "offline-imports offline/planted.ts",
  "policies-imports policies/rules/planted.ts",
  "release-imports release/planted.ts",
];

describe("the lint of imports", function () {
  this.timeout(240_000);
  let project: string;
  before(() => {
    project = mkdtempSync(join(tmpdir(), "web-infra-imports-"));
    writeFileSync(join(project, "tsconfig.json"), "{}");
    for (const [file, imports] of Object.entries(FILES)) {
      mkdirSync(dirname(join(project, file)), { recursive: true });
      const lines = imports.map((path) => `import type { A } from "${path}";`);
      writeFileSync(join(project, file), [...lines, "export type A = 1;", ""].join("\n"));
    }
  });
  after(() => rmSync(project, { recursive: true, force: true }));

  it("finds planted circles of files and folders and planted imports of other rooms, and nothing else", () => {
    const depcruise = join(ROOT, "node_modules", "dependency-cruiser", "bin", "dependency-cruise.mjs");
    const config = join(ROOT, ".dependency-cruiser.cjs");
    const args = [
      "--config",
      config,
      "--output-type",
      "json",
      "components",
      "config",
      "release",
      "policies",
      "offline",
    ];
    const { stdout } = spawnSync(process.execPath, [depcruise, ...args], { cwd: project, encoding: "utf8" });
    const { summary } = JSON.parse(stdout) as {
      summary: { violations: { from: string; rule: { name: string } }[] };
    };
    const found = summary.violations.map(({ from, rule }) => `${rule.name} ${from}`);
    assert.deepEqual([...new Set(found)].sort(), FOUND);
  });
});
