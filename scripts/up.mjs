// `npm run up -- <stack> [flags of pulumi up]`: pulumi up with every policy pack and its configuration for that stack.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { packs, root } from "./packs.mjs";

const [stack, ...flags] = process.argv.slice(2);
if (stack === undefined || stack.startsWith("-")) {
  fail("name the stack first: npm run up -- dev [flags of pulumi up, such as --yes or --refresh]");
}
const file = `Pulumi.${stack.split("/").at(-1)}.yaml`;
if (!existsSync(join(root, file))) {
  fail(`stack ${stack} has no ${file}: copy Pulumi.dev.yaml to it and fill in your values`);
}
const args = ["up", "--stack", stack];
for (const { dir } of packs) {
  args.push("--policy-pack", dir);
  // The n-th --policy-pack-config belongs to the n-th --policy-pack, so a pack may not go without one.
  const config = join(dir, "config", `${stack.split("/").at(-1)}.json`);
  if (!existsSync(config)) {
    fail(`${config} is missing: copy the file of dev or prod, whichever stack ${stack} is like`);
  }
  args.push("--policy-pack-config", config);
}
const { status, signal, error } = spawnSync("pulumi", [...args, ...flags], { cwd: root, stdio: "inherit" });
if (error !== undefined) {
  fail(
    error.code === "ENOENT"
      ? "the Pulumi CLI is not installed (https://www.pulumi.com/docs/install/); without it, npm run preview works"
      : `pulumi could not be started: ${error.message}`,
  );
}
process.exit(signal === null ? status : 1);

function fail(message) {
  console.error(`up: ${message}`);
  process.exit(2);
}
