import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";

const EXAMPLES = join(__dirname, "..", "..", "..", "examples");

/** An application under examples/, built by its own commands as CodeBuild would. */
export class Example {
  readonly folder: string;

  constructor(readonly name: string) {
    this.folder = join(EXAMPLES, name);
  }

  path(...parts: string[]): string {
    return join(this.folder, ...parts);
  }

  /** `npm ci`, unless what is installed is newer than the lock file. */
  async install(): Promise<void> {
    const installed = this.path("node_modules", ".package-lock.json");
    if (
      existsSync(installed) &&
      statSync(installed).mtimeMs >= statSync(this.path("package-lock.json")).mtimeMs
    )
      return;
    await this.run("npm", ["ci", "--no-audit", "--no-fund"]);
  }

  /** Runs one of the example's own scripts. */
  async script(name: string, env: Record<string, string> = {}): Promise<void> {
    await this.run("npm", ["run", name], env);
  }

  async run(command: string, args: readonly string[], env: Record<string, string> = {}): Promise<string> {
    return await run(command, args, {
      cwd: this.folder,
      env: { NEXT_TELEMETRY_DISABLED: "1", CI: "true", ...env },
    });
  }
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
  if (code !== 0)
    throw new Error(`${command} ${args.join(" ")} in ${options.cwd} ended with ${String(code)}:\n${output}`);
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
