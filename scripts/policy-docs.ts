/**
 * Writes what is made from the policy rules: each pack's `config/<environment>.json` and `docs/policies.md`.
 * With `--check` it writes nothing and fails where a file is not current.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { format, resolveConfig } from "prettier";
import { configOf } from "../policies/engine/config-file";
import type { OptionSpec } from "../policies/engine/options";
import { rulesOf } from "../policies/engine/pack";
import type { Environment, PackName, Rule } from "../policies/engine/rule";
import { answersOf, FRAMEWORKS } from "../policies/frameworks/frameworks";
import { RULES } from "../policies/rules";

const ROOT = dirname(__dirname);
const PACKS: readonly PackName[] = ["security", "reliability"];
const ENVIRONMENTS: readonly Environment[] = ["dev", "prod"];

/** By path, the text of every file that is made from the rules. */
export async function generated(): Promise<Map<string, string>> {
  const files = new Map([["docs/policies.md", markdown()]]);
  for (const pack of PACKS) {
    for (const environment of ENVIRONMENTS) {
      const config = configOf(rulesOf(pack, RULES), environment);
      files.set(`policies/${pack}/config/${environment}.json`, JSON.stringify(config));
    }
  }
  for (const [path, text] of files) {
    const file = join(ROOT, path);
    files.set(path, await format(text, { ...(await resolveConfig(file)), filepath: file }));
  }
  return files;
}

function markdown(): string {
  return [
    readFileSync(join(__dirname, "policy-docs.intro.md"), "utf8"),
    frameworkSection(),
    ...PACKS.map(packSection),
  ].join("\n");
}

function packSection(pack: PackName): string {
  const rules = rulesOf(pack, RULES);
  const rows = rules.map(
    (rule) =>
      `| [${rule.id}](#${rule.id}) | ${rule.demands} | ${rule.severity} | ${rule.levels.dev} | ${rule.levels.prod} |`,
  );
  return [
    `## The ${pack} pack: ${rules.length} policies\n`,
    "| policy | demands | severity | dev | prod |",
    "| --- | --- | --- | --- | --- |",
    ...rows,
    "",
    ...rules.map(ruleSection),
  ].join("\n");
}

function ruleSection(rule: Rule): string {
  const where = [
    rule.resource === undefined ? undefined : "each resource, before it changes",
    rule.stack === undefined ? undefined : "the stack as a whole",
  ].filter((each) => each !== undefined);
  return [
    `### ${rule.id}\n`,
    `${rule.demands}\n`,
    `- Why: ${rule.why}`,
    `- Fix: ${rule.fix}`,
    `- Severity ${rule.severity}; dev ${level(rule, "dev")}, prod ${level(rule, "prod")}; looks at ${where.join(" and ")}.`,
    rule.resource?.remediate === undefined ? "" : "- With the level `remediate`, the value is set for you.",
    rule.controls.length === 0 ? "" : `- Answers: ${rule.controls.join(", ")}`,
    ...frameworkLine(rule),
    ...Object.entries(rule.options).map(([name, spec]) => option(name, spec)),
    `- [AWS documentation](${rule.url})\n`,
  ]
    .filter((line) => line !== "")
    .join("\n");
}

/** Not FSBP, whose controls stand under "Answers" already. */
function frameworkLine(rule: Rule): string[] {
  const named = answersOf(rule)
    .filter(({ framework }) => framework.id !== "fsbp")
    .map(({ framework, requirements }) => `${framework.id} ${requirements.join(", ")}`);
  return named.length === 0 ? [] : [`- Requirements: ${named.join("; ")}`];
}

function frameworkSection(): string {
  const rows = FRAMEWORKS.map(({ id, name, version, url, source }) => {
    const policies = RULES.filter((rule) => answersOf(rule).some(({ framework }) => framework.id === id));
    return `| \`${id}\` | [${name}](${url}) ${version} | ${policies.length} | ${source} |`;
  });
  return [
    "## Frameworks\n",
    "`npm run preview -- --framework ID` runs the policies that answer a requirement of one framework, and no others. What each",
    "policy answers stands with it below, in its `tags`, in the JSON document and in SARIF. A policy that no table maps to a",
    "framework claims none. That a preview is clean is no proof that a requirement is met: most of them ask for more than code shows.\n",
    "| ID | framework | policies | mapping from |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}

function level(rule: Rule, environment: Environment): string {
  const options = Object.entries(rule.environments[environment] ?? {});
  const shown = options.map(([name, value]) => `\`${name}\` ${JSON.stringify(value)}`).join(", ");
  return shown === "" ? rule.levels[environment] : `${rule.levels[environment]} with ${shown}`;
}

function option(name: string, spec: OptionSpec): string {
  const allowed = spec.type === "string" && spec.enum !== undefined ? ` (${spec.enum.join(", ")})` : "";
  return `- Option \`${name}\`${allowed}, by default \`${JSON.stringify(spec.default)}\`: ${spec.about}`;
}

async function main(): Promise<void> {
  const check = process.argv.includes("--check");
  for (const [path, text] of await generated()) {
    const file = join(ROOT, path);
    if (existsSync(file) && readFileSync(file, "utf8") === text) {
      continue;
    }
    if (check) {
      console.error(`${path} is not current; run npm run docs`);
      process.exitCode = 1;
      continue;
    }
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    console.log(`wrote ${path}`);
  }
}

if (require.main === module) {
  void main();
}
