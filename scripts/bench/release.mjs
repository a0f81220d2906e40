// A release of 2,000 files beside plain `aws s3 sync`, against an emulator of S3 and CloudFront: time and number of API calls.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { root } from "../packs.mjs";
import { seconds, table } from "./report.mjs";

const FILES = 2000;
const TOOLS = ["moto_server", "aws"];

export async function release() {
  const missing = TOOLS.filter((tool) => spawnSync("sh", ["-c", `command -v ${tool}`]).status !== 0);
  if (missing.length > 0) {
    return `Release of ${FILES} files: skipped, ${missing.join(" and ")} not installed (npm run test:emulator says how).`;
  }
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", join(root, "scripts", "bench", "release-run.ts"), String(FILES)],
    { cwd: root, encoding: "utf8", timeout: 240_000 },
  );
  if (status !== 0) throw new Error(`the releases ended with ${status}:\n${stderr}`);
  const rows = JSON.parse(stdout).map(({ what, ms, calls, byMethod }) => [
    what,
    seconds(ms),
    calls,
    byMethod,
  ]);
  const columns = [" what", "s", "API calls", " of which"];
  return `${FILES} files against an emulator, one run\n\n${table(columns, rows)}`;
}
