/**
 * Our own stacks in trivy's eyes, as in checkov's: TRIVY names the program, CHECKOV_PLANS the folder of the plans. It runs with the checks that it
 * brings along, so that no network is needed.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { holdsTable, STACKS } from "./table";

const { TRIVY = "", CHECKOV_PLANS = "" } = process.env;
const OFFLINE = [
  "--skip-check-update",
  "--offline-scan",
  "--skip-version-check",
  "--disable-telemetry",
  "--quiet",
];

interface Report {
  readonly Results?: readonly {
    readonly MisconfSummary?: { readonly Successes: number };
    readonly Misconfigurations?: readonly {
      readonly ID: string;
      readonly Status: string;
      readonly CauseMetadata?: { readonly Resource?: string };
    }[];
  }[];
}

/**
 * The plan as it would be of a configuration in HCL: of one in JSON, an expression holds its text as a constant beside its references, and
 * trivy takes either of the two by chance.
 */
function withoutTexts(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutTexts);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const entries = Object.entries(value).filter(
    ([key]) => key !== "constant_value" || !("references" in value),
  );
  return Object.fromEntries(entries.map(([key, each]) => [key, withoutTexts(each)]));
}

function scanned(stack: string, folder: string): NonNullable<Report["Results"]> {
  const plan = JSON.parse(readFileSync(join(CHECKOV_PLANS, `${stack}.json`), "utf8")) as Record<
    string,
    unknown
  >;
  const file = join(folder, `${stack}.json`);
  writeFileSync(file, JSON.stringify({ ...plan, configuration: withoutTexts(plan["configuration"]) }));
  const ended = spawnSync(
    TRIVY,
    ["config", file, "--format", "json", "--cache-dir", join(folder, "cache"), ...OFFLINE],
    { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 },
  );
  assert.equal(ended.status, 0, ended.stderr);
  return (JSON.parse(ended.stdout) as Report).Results ?? [];
}

describe("trivy on both stacks", () => {
  const failing = new Map<string, string[]>();

  before(function () {
    if (TRIVY === "" || CHECKOV_PLANS === "") {
      console.log("    not run: TRIVY names no program, or CHECKOV_PLANS no folder of plans");
      this.skip();
      return;
    }
    const folder = mkdtempSync(join(tmpdir(), "trivy-"));
    after(() => {
      rmSync(folder, { recursive: true });
    });
    for (const stack of STACKS) {
      const results = scanned(stack, folder);
      const passed = results.reduce((sum, { MisconfSummary }) => sum + (MisconfSummary?.Successes ?? 0), 0);
      assert.ok(passed > 50, `only ${passed} checks of ${stack} pass: is it the whole plan?`);
      const found = results.flatMap(({ Misconfigurations = [] }) => Misconfigurations);
      for (const { ID: id, CauseMetadata } of found.filter(({ Status }) => Status === "FAIL")) {
        failing.set(id, [...(failing.get(id) ?? []), `${stack} ${CauseMetadata?.Resource ?? ""}`]);
      }
    }
  });

  holdsTable(/^AWS-\d{4}$/, failing);
});
