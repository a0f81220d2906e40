// Copies of this program to measure, and stacks with many sites and services.
import { cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { root } from "../packs.mjs";

const PROGRAM = [
  ...readdirSync(root).filter((file) => file.endsWith(".ts")),
  "components",
  "config",
  "offline",
  "release",
  "scripts",
  "package.json",
  "tsconfig.json",
  "tsconfig.pulumi.json",
];

/**
 * A copy of the program in `dir`, with a stack `copies<n>` for each count and `prod`. Its Pulumi.yaml keeps our options of
 * the runtime, or leaves them to Pulumi's defaults: type-checking at every start.
 */
export function makeProject(dir, { ours, counts }) {
  for (const entry of PROGRAM) cpSync(join(root, entry), join(dir, entry), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(dir, "node_modules"));
  const settings = parse(readFileSync(join(root, "Pulumi.yaml"), "utf8"));
  if (!ours) settings.runtime = "nodejs";
  writeFileSync(join(dir, "Pulumi.yaml"), stringify(settings));
  const prod = parse(readFileSync(join(root, "Pulumi.prod.yaml"), "utf8"));
  writeFileSync(join(dir, "Pulumi.prod.yaml"), stringify(prod));
  for (const count of counts) {
    writeFileSync(join(dir, `Pulumi.copies${count}.yaml`), stringify(multiply(prod, count)));
  }
  return dir;
}

/** Adds a stack `sites<n>` with that many sites and nothing else. Gives its name. */
export function addSites(dir, count) {
  const { config } = multiply(parse(readFileSync(join(root, "Pulumi.prod.yaml"), "utf8")), count);
  delete config["web-infra:services"];
  const stack = `sites${count}`;
  writeFileSync(join(dir, `Pulumi.${stack}.yaml`), stringify({ config }));
  return stack;
}

/** The stack with `count` sites and services instead of one of each. */
function multiply({ config }, count) {
  const many = (entries, change) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, i) =>
        Object.entries(entries).map(([name, args]) => [`${name}${i}`, { ...args, ...change(`${name}${i}`) }]),
      ).flat(),
    );
  return {
    config: {
      ...config,
      "web-infra:sites": many(config["web-infra:sites"], (name) => ({
        domain: `${name}.example.com`,
        redirectFrom: [`from-${name}.example.com`],
      })),
      "web-infra:services": many(config["web-infra:services"], (name) => ({ domain: `${name}.example.com` })),
    },
  };
}
