// 50 static sites with both packs beside as many in AWS CDK with cdk-nag, in one run: time of the processes from start to end, and of each
// resource and site.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../packs.mjs";
import { inTurns, wholePreview } from "./measure.mjs";
import { addSites } from "./projects.mjs";
import { ratio, seconds, table } from "./report.mjs";

const SITES = 50;
const PACKAGES = { "aws-cdk-lib": "2.276.0", "cdk-nag": "2.38.2", constructs: "10.8.1" };

export async function cdk({ ours, work, runs, targets }) {
  const stack = addSites(ours, SITES);
  const app = installed(join(work, "cdk"));
  const cases = [
    { name: "preview", once: () => wholePreview(ours, stack) },
    { name: "cdk", once: () => synthesized(app) },
  ];
  const { rounds, medians } = await inTurns(cases, { runs: Math.min(runs, 3), minutes: 5 });
  const [here, there] = [medians.get("preview"), medians.get("cdk")];
  const each = ({ ms, resources }) => ms / resources;
  targets.atMost(`${SITES} sites with both packs, per resource`, each(here), 5, " ms");
  targets.atMost(`a resource of ${SITES} sites, of one in CDK with cdk-nag`, each(here) / each(there), 1);
  const row = (what, result) => [
    what,
    seconds(result.ms),
    result.resources,
    each(result).toFixed(2),
    ratio(each(result), each(there)),
    (result.ms / SITES).toFixed(0),
    ratio(result.ms, there.ms),
  ];
  const versions = Object.entries(PACKAGES).map(([name, version]) => `${name} ${version}`);
  const columns = [" what", "s", "resources", "ms per resource", "of CDK", "ms per site", "of CDK "];
  const rows = [row("whole preview, both packs", here), row("CDK app with cdk-nag's AWS Solutions", there)];
  return `${SITES} static sites (${versions.join(", ")}), medians of ${rounds} runs in turns\n\n${table(columns, rows)}`;
}

function installed(dir) {
  mkdirSync(dir);
  writeFileSync(join(dir, "package.json"), JSON.stringify({ private: true, dependencies: PACKAGES }));
  copyFileSync(join(root, "scripts", "bench", "cdk-app.cjs"), join(dir, "cdk-app.cjs"));
  const { status, stderr } = spawnSync("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts"], {
    cwd: dir,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`npm install of AWS CDK ended with ${status}:\n${stderr}`);
  return dir;
}

/** The app's own process, without the CLI of CDK, which would add its start and what it prints. */
function synthesized(dir) {
  const started = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync(process.execPath, ["cdk-app.cjs", String(SITES)], {
    cwd: dir,
    encoding: "utf8",
  });
  const ms = Number(process.hrtime.bigint() - started) / 1e6;
  if (status !== 0) throw new Error(`the CDK app ended with ${status}:\n${stderr}`);
  return { ms, resources: Number(stdout) };
}
