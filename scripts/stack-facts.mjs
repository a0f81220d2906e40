// What everyday commands know of a stack: its region, by its file, and its outputs, by the Pulumi CLI.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./packs.mjs";
import { fail } from "./ready.mjs";
import { isInstalled, output } from "./tools.mjs";

const WHERE = {
  aws: "the AWS CLI is not installed (https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html)",
  pulumi: "the Pulumi CLI is not installed (https://www.pulumi.com/docs/install/)",
  "session-manager-plugin":
    "the AWS CLI's plugin for sessions is not installed (https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-install-plugin.html)",
};

/** Ends where a program is missing. */
export function needs(script, ...programs) {
  for (const program of programs) if (!isInstalled(program)) fail(script, WHERE[program]);
}

/** Ends where no stack of that name has a file; returns the last part of its name, which its file has. */
export function stackName(script, stack, usage) {
  if (stack === undefined || stack.startsWith("-")) fail(script, `name the stack first: ${usage}`);
  const name = stack.split("/").at(-1);
  if (!existsSync(join(root, `Pulumi.${name}.yaml`))) {
    const there = readdirSync(root).flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? []);
    const advice = there.length === 0 ? "" : `; there are ${there.join(", ")}`;
    fail(script, `stack ${stack} has no Pulumi.${name}.yaml${advice}`);
  }
  return name;
}

/** The region of a stack: that of its file, else of the environment. */
export async function regionOf(script, name) {
  const { parse } = await import("yaml");
  const file = parse(readFileSync(join(root, `Pulumi.${name}.yaml`), "utf8"));
  const region = file?.config?.["aws:region"] ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION;
  return region ?? fail(script, `Pulumi.${name}.yaml has no aws:region, and AWS_REGION is not set`);
}

/** The outputs of a stack that has been brought up. */
export function outputsOf(script, stack) {
  const { text, fault } = output(script, "pulumi", ["stack", "output", "--json", "--stack", stack]);
  if (fault !== undefined) fail(script, `the outputs of stack ${stack} cannot be read: ${fault}`);
  const outputs = JSON.parse(text);
  if (outputs.sites === undefined)
    fail(script, `stack ${stack} has no outputs yet: npm run up -- ${stack} makes them`);
  return outputs;
}

/** A site or a service of the outputs, by its name; where none is given, the only one. */
export function entryOf(script, { sites, services }, given, kinds = { site: sites, service: services }) {
  const entries = Object.entries(kinds).flatMap(([kind, all]) =>
    Object.entries(all).map(([name, outputs]) => ({ kind, name, outputs })),
  );
  const names = entries.map(({ name }) => name).join(", ");
  const what = Object.keys(kinds).join(" or ");
  if (entries.length === 0) fail(script, `the stack has no ${what}`);
  const found =
    given === undefined && entries.length === 1 ? entries[0] : entries.find(({ name }) => name === given);
  if (found !== undefined) return found;
  return fail(
    script,
    given === undefined
      ? `name a ${what}: ${names}`
      : `${given} is no ${what} of the stack: there are ${names}`,
  );
}
