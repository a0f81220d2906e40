/**
 * What these tests need beyond Node.js. Where it is missing they say what to install: outside CI that is a skip, in CI
 * (CI=true) a failure, since a check that never runs is none.
 */
import { spawnSync } from "node:child_process";

const TOOLS = {
  moto_server: "pip install 'moto[server,s3,cloudfront,cloudwatch,codebuild]'",
  tar: "apt-get install tar",
};

const missing = Object.entries(TOOLS).filter(
  ([tool]) => spawnSync("sh", ["-c", `command -v ${tool}`]).status !== 0,
);

if (missing.length > 0) {
  for (const [tool, how] of missing) {
    process.stderr.write(`test:emulator needs ${tool}: ${how}\n`);
  }
  const inCi = process.env["CI"] === "true";
  process.stdout.write(inCi ? "emulator tests cannot run\n" : "emulator tests skipped\n");
  process.exit(inCi ? 1 : 0);
}
