// A release of 2,000 files beside `aws s3 sync` and s5cmd, against one stand-in of S3 in one run: time, its ratio, number of API calls.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { root } from "../packs.mjs";
import { seconds, table } from "./report.mjs";

const FILES = 2000;
const ROUNDS = 3;
const HINTS = {
  aws: "pip install awscli",
  s5cmd: "go install github.com/peak/s5cmd/v2@v2.3.0",
};

/** What a release may take of `aws s3 sync`'s time for the same. */
const LIMITS = [
  ["files", "atomic", 1 / 3],
  ["files", "in place", 1 / 3],
  ["changed", "atomic", 1.5],
  ["changed", "in place", 1.5],
];

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

export async function release() {
  const missing = Object.keys(HINTS).filter(
    (tool) => spawnSync("sh", ["-c", `command -v ${tool}`]).status !== 0,
  );
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      ...["--import", "tsx", join(root, "scripts", "bench", "release-run.ts")],
      ...[String(FILES), "stand-in", String(ROUNDS)],
    ],
    { cwd: root, encoding: "utf8", timeout: 900_000, maxBuffer: 1e8 },
  );
  if (status !== 0) throw new Error(`the releases ended with ${status}:\n${stderr}`);
  const taken = JSON.parse(stdout).map(({ what, ms, calls }) => ({ what, ms: median(ms), calls }));
  const timeOf = (tool, what) =>
    taken.find((row) => row.what.startsWith(`${tool}: `) && row.what.endsWith(what))?.ms;
  const rows = taken.map(({ what, ms, calls }) => {
    const sync = timeOf("aws s3 sync", what.split(" ").at(-1));
    return [what, seconds(ms), sync === undefined ? "" : (ms / sync).toFixed(2), calls];
  });
  const missed = LIMITS.filter(([what, tool, limit]) => {
    const sync = timeOf("aws s3 sync", what);
    return sync !== undefined && timeOf(tool, what) > limit * sync;
  }).map(([what, tool, limit]) => `${tool}, ${what}: more than ${limit.toFixed(2)} of aws s3 sync`);
  const left = missing.map((tool) => `\n\nWithout ${tool}: ${HINTS[tool]}`).join("");
  if (missed.length > 0) process.exitCode = 1;
  const columns = [" what", "s", "of aws s3 sync", "API calls"];
  const target = missed.length > 0 ? `\n\nMISSED: ${missed.join("; ")}` : "";
  return `${FILES} files against a stand-in of S3, medians of ${ROUNDS} runs that take turns\n\n${table(columns, rows)}${target}${left}`;
}
