/**
 * Our own stacks in checkov's eyes: a check that fails stands in the table of docs/scanners.md, and each row of the table still fails. It reads
 * plans of Terraform in JSON, `<stack>.json` in the folder that CHECKOV_PLANS names, and runs the checkov that CHECKOV names.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { holdsTable, STACKS } from "./table";

const { CHECKOV, CHECKOV_PLANS } = process.env;

interface Report {
  readonly summary: { readonly passed: number; readonly checkov_version: string };
  readonly results: {
    readonly failed_checks: readonly { readonly check_id: string; readonly resource: string }[];
  };
}

function scanned(stack: string): Report {
  const plan = join(CHECKOV_PLANS ?? "", `${stack}.json`);
  const ended = spawnSync(
    CHECKOV ?? "checkov",
    ["-f", plan, "--framework", "terraform_plan", "-o", "json", "--compact", "--quiet", "--skip-download"],
    { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 },
  );
  assert.ok(ended.stdout !== "", ended.stderr);
  return JSON.parse(ended.stdout) as Report;
}

describe("checkov on both stacks", () => {
  const failing = new Map<string, string[]>();

  before(function () {
    if (CHECKOV_PLANS === undefined) {
      this.skip();
      return;
    }
    const wanted = /^checkov==(.*)$/m.exec(readFileSync(join(__dirname, "requirements.txt"), "utf8"))?.[1];
    for (const stack of STACKS) {
      const { summary, results } = scanned(stack);
      assert.equal(summary.checkov_version, wanted);
      assert.ok(
        summary.passed > 200,
        `only ${summary.passed} checks of ${stack} pass: is it the whole plan?`,
      );
      for (const { check_id: id, resource } of results.failed_checks) {
        failing.set(id, [...(failing.get(id) ?? []), `${stack} ${resource}`]);
      }
    }
  });

  holdsTable(/^CKV2?_AWS_\d+$/, failing);
});
