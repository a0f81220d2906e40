// `npm run up -- <stack> [flags of pulumi up]`: pulumi up with every policy pack and its configuration for that stack. The
// offline preview comes first: it knows the values that AWS would assign, so what `pulumi preview` of a new stack can
// judge only half-way is judged before anything is made.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { packs, root } from "./packs.mjs";

const [stack, ...flags] = process.argv.slice(2);
if (stack === undefined || stack.startsWith("-")) {
  fail("name the stack first: npm run up -- dev [flags of pulumi up, such as --yes or --refresh]");
}
const name = stack.split("/").at(-1);
const configFile = valueOf("--config-file");
if (configFile === undefined && !existsSync(join(root, `Pulumi.${name}.yaml`))) {
  fail(`stack ${stack} has no Pulumi.${name}.yaml: copy Pulumi.dev.yaml to it and fill in your values`);
}
const args = ["up", "--stack", stack];
for (const { dir } of packs) {
  args.push("--policy-pack", dir);
  // The n-th --policy-pack-config belongs to the n-th --policy-pack, so a pack may not go without one.
  const config = join(dir, "config", `${name}.json`);
  if (!existsSync(config)) {
    fail(`${config} is missing: copy the file of dev or prod, whichever stack ${stack} is like`);
  }
  args.push("--policy-pack-config", config);
}
if (!isInstalled("pulumi")) {
  fail(
    "the Pulumi CLI is not installed (https://www.pulumi.com/docs/install/); without it, npm run preview works",
  );
}
const preview = run(process.execPath, [
  ...[join(root, "offline", "bin", "main.cjs"), "--project", root, "--stack", name],
  ...(configFile === undefined ? [] : ["--config-file", configFile]),
]);
if (preview !== 0) {
  console.error("up: the offline preview failed, so pulumi up was not started and nothing was changed");
  process.exit(preview);
}
process.exit(run("pulumi", [...args, ...flags]));

function run(command, commandArgs) {
  const { status, signal, error } = spawnSync(command, commandArgs, { cwd: root, stdio: "inherit" });
  if (error !== undefined) fail(`${command} could not be started: ${error.message}`);
  return signal === null ? status : 1;
}

/** The value of a flag, `--flag value` or `--flag=value`. */
function valueOf(flag) {
  const index = flags.indexOf(flag);
  return index < 0
    ? flags.find((each) => each.startsWith(`${flag}=`))?.slice(flag.length + 1)
    : flags[index + 1];
}

function isInstalled(command) {
  const names = process.platform === "win32" ? [`${command}.exe`, `${command}.cmd`] : [command];
  return (process.env.PATH ?? "")
    .split(delimiter)
    .some((folder) => names.some((file) => existsSync(join(folder, file))));
}

function fail(message) {
  console.error(`up: ${message}`);
  process.exit(2);
}
