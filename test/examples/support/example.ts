import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";

const EXAMPLES = join(__dirname, "..", "..", "..", "examples");

/** The folder of an application under examples/. */
export function exampleFolder(name: string): string {
  return join(EXAMPLES, name);
}

/** Whether `npm ci` has run since the lock file was last written. */
export function isInstalled(folder: string): boolean {
  const installed = join(folder, "node_modules", ".package-lock.json");
  return (
    existsSync(installed) &&
    statSync(installed).mtimeMs >= statSync(join(folder, "package-lock.json")).mtimeMs
  );
}

/** What a command printed; rejects with all of it where it fails. */
export async function run(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env?: Record<string, string> },
): Promise<string> {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...ownEnvironment(), ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) {
    throw new Error(`${command} ${args.join(" ")} in ${options.cwd} ended with ${String(code)}:\n${output}`);
  }
  return output;
}

/** This process's environment without what npm and mocha put there for themselves (NODE_ENV, npm_config_*). */
export function ownEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined &&
      entry[0] !== "NODE_ENV" &&
      entry[0] !== "NODE_OPTIONS" &&
      !entry[0].startsWith("npm_"),
  );
  return Object.fromEntries(kept);
}
