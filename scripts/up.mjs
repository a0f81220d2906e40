// `npm run up -- <stack> [flags of pulumi up]`: pulumi up with every policy pack and its configuration for that stack. The
// offline preview comes first: it knows the values that AWS would assign, so what `pulumi preview` of a new stack can
// judge only half-way is judged before anything is made.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { untilEnvironmentsReady } from "./environments-ready.mjs";
import { root } from "./packs.mjs";
import { checkConfirmed, checkFlags } from "./pulumi-flags.mjs";
import { fail, run } from "./ready.mjs";
import { isInstalled, start } from "./tools.mjs";

const HELP = `Usage: npm run up -- STACK [flags of pulumi up, such as --yes or --refresh]

Previews the stack offline, then runs pulumi up with every policy pack of policies/ and the levels that hold for the stack:
those of policies/*/config/STACK.json, else of the stack that its key "like" names, else of prod. While a deployment to an
environment of the stack is under way it waits, as Elastic Beanstalk would refuse the update (with the AWS CLI installed).
Exit code: that of pulumi up; 1 where the preview fails, 2 for wrong usage or an incomplete set-up.`;

await run("up", up, { help: HELP });

async function up([stack, ...flags]) {
  if (stack === undefined || stack.startsWith("-")) {
    fail("up", "name the stack first: npm run up -- dev [flags of pulumi up, such as --yes or --refresh]");
  }
  const name = stack.split("/").at(-1);
  const configFile = valueOf(flags, "--config-file");
  if (configFile === undefined && !existsSync(join(root, `Pulumi.${name}.yaml`))) {
    fail("up", `stack ${stack} has no Pulumi.${name}.yaml: npm run init -- --stack ${name} writes one`);
  }
  checkFlags("up", stack, flags);
  if (!isInstalled("pulumi")) {
    fail(
      "up",
      "the Pulumi CLI is not installed (https://www.pulumi.com/docs/install/); without it, npm run preview works",
    );
  }
  checkConfirmed("up", stack, flags);
  const { build } = await import("./bundles.mjs");
  await build();
  const args = ["up", "--stack", stack];
  for (const { directory, file } of levels(name, configFile)) {
    // The n-th --policy-pack-config belongs to the n-th --policy-pack, so a pack may not go without one.
    if (file === undefined) {
      fail("up", `${join(directory, "config", "prod.json")} is missing: it says how the policies apply`);
    }
    args.push("--policy-pack", directory, "--policy-pack-config", file);
  }
  const preview = start("up", process.execPath, [
    ...[join(root, "offline", "bin", "main.cjs"), "--project", root, "--stack", name],
    ...(configFile === undefined ? [] : ["--config-file", configFile]),
  ]);
  if (preview !== 0) {
    console.error("up: the offline preview failed, so pulumi up was not started and nothing was changed");
    process.exit(preview);
  }
  await untilEnvironmentsReady(stack);
  process.exit(start("up", "pulumi", [...args, ...flags]));
}

/** The packs and their levels, as the offline preview takes them. */
function levels(name, configFile) {
  try {
    return createRequire(import.meta.url)("../offline/bin/levels.cjs").levelsOfStack(root, name, configFile);
  } catch (error) {
    return fail("up", error.message);
  }
}

/** The value of a flag, `--flag value` or `--flag=value`. */
function valueOf(flags, flag) {
  const index = flags.indexOf(flag);
  return index < 0
    ? flags.find((each) => each.startsWith(`${flag}=`))?.slice(flag.length + 1)
    : flags[index + 1];
}
