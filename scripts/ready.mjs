// What every script of this project does first: say in one line what the set-up lacks, and end with 2. Written so that an
// old Node.js can run it too; imports nothing that has to be installed.
//
// `node scripts/ready.mjs [--dev]` checks alone, for the npm scripts that start a program of another package.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { printHelp } from "../offline/cli/help.cjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** What the set-up lacks, in one line; undefined where it lacks nothing. `dev`: what is for working on the project counts, too. */
export function whatIsMissing({ dev = false, folder = root, version = process.versions.node } = {}) {
  const { engines, dependencies, devDependencies } = JSON.parse(
    readFileSync(join(folder, "package.json"), "utf8"),
  );
  const needed = engines.node.replace(">=", "");
  if (isOlder(version, needed)) return `Node.js ${version} is too old: install ${needed} or newer`;
  const modules = join(folder, "node_modules");
  if (!existsSync(modules)) return "the dependencies are not installed: run npm ci";
  const wanted = Object.entries({ ...dependencies, ...(dev ? devDependencies : {}) });
  const lacking = wanted.filter(([name, pinned]) => installed(modules, name) !== pinned);
  if (lacking.length === 0) return undefined;
  const [[name, pinned]] = lacking;
  const found = installed(modules, name);
  const what = found === undefined ? `${name} is missing` : `${name} is ${found}, not ${pinned}`;
  const more = lacking.length === 1 ? "" : ` and ${lacking.length - 1} more`;
  const command = dev && whatIsMissing({ folder, version }) === undefined ? "npm ci --include=dev" : "npm ci";
  return `the dependencies are not all installed (${what}${more}): run ${command}`;
}

function installed(modules, name) {
  try {
    return JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8")).version.replace(/^v/, "");
  } catch {
    return undefined;
  }
}

function isOlder(version, needed) {
  const [have, want] = [version, needed].map((text) => text.split(".").map(Number));
  const index = want.findIndex((part, at) => part !== (have[at] ?? 0));
  return index >= 0 && (have[index] ?? 0) < want[index];
}

/** One line for what the machine refused, be it Node.js or esbuild that says so; undefined for anything else. */
export function refusal(error) {
  const text = [error?.code, error?.message, ...(error?.errors ?? []).map((each) => each.text)].join(" ");
  const path = error?.path ?? /(?:open|mkdir|unlink) '?([^\s':]+)/.exec(text)?.[1];
  const at = path === undefined ? "" : ` (${path})`;
  if (/EROFS|read-only file system/i.test(text))
    return `the folder is read-only${at}: use a checkout that can be written`;
  if (/EACCES|EPERM|permission denied/i.test(text))
    return `no permission to write${at}: check the owner of the checkout`;
  if (/ENOSPC|no space left/i.test(text)) return `the disk is full${at}: make room and run it again`;
  if (/EMFILE|too many open files/i.test(text)) return "too many open files: raise the limit (ulimit -n)";
  return undefined;
}

/** Ends with one line on standard error and 2. */
export function fail(script, message) {
  console.error(`${script}: ${message}`);
  process.exit(2);
}

/** Runs a script: its help where it is wanted, one line where the set-up lacks something, then itself. */
export async function run(script, main, { help, dev = false } = {}) {
  const args = process.argv.slice(2);
  if (help !== undefined && (args[0] === "--help" || args[0] === "-h")) {
    printHelp(help);
    return;
  }
  const missing = whatIsMissing({ dev });
  if (missing !== undefined) fail(script, missing);
  try {
    await main(args);
  } catch (error) {
    const line = refusal(error);
    if (line === undefined) throw error;
    fail(script, line);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const missing = whatIsMissing({ dev: process.argv.includes("--dev") });
  if (missing !== undefined) fail("web-infra", missing);
}
