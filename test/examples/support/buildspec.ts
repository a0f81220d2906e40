import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { run } from "./example";

/** What these tests read of a CodeBuild buildspec. */
export interface Buildspec {
  readonly env?: { readonly variables?: Record<string, string> };
  readonly phases: Record<string, { readonly commands: string[] }>;
  readonly artifacts: { readonly "base-directory": string; readonly files: string[] };
}

export function readBuildspec(folder: string): Buildspec {
  return parse(readFileSync(join(folder, "buildspec.yml"), "utf8")) as Buildspec;
}

/** Runs the buildspec's commands in their order, as CodeBuild does; resolves with the folder of the artifact. */
export async function runBuildspec(
  folder: string,
  options: { readonly installed: boolean; readonly env?: Record<string, string> },
): Promise<string> {
  const { env, phases, artifacts } = readBuildspec(folder);
  const variables = { ...env?.variables, ...options.env };
  for (const [phase, { commands }] of Object.entries(phases)) {
    for (const command of commands) {
      if (phase === "install" && options.installed) continue;
      await run("bash", ["-c", command], { cwd: folder, env: variables });
    }
  }
  return join(folder, artifacts["base-directory"]);
}
