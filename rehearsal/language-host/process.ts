import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { shellWords } from "../../offline/project/project";

/** What the engine says about a program or plugin: where it lies and how Pulumi.yaml wants it to be run. */
export interface ProgramInfo {
  readonly rootDirectory: string;
  readonly programDirectory: string;
  readonly entryPoint: string;
  /** `runtime.options` of Pulumi.yaml. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** The SDK's own runner (`run`, `run-policy-pack`, `run-plugin`) as Node.js finds it from this folder. */
export function runnerOf(directory: string, runner: string): string {
  const { resolve: search } = createRequire(join(directory, "noop.js"));
  const folder = (search.paths("@pulumi/pulumi") ?? [])
    .map((path) => join(path, "@pulumi", "pulumi", "cmd", runner))
    .find((path) => existsSync(path));
  if (folder === undefined) {
    throw new Error(
      `It looks like the Pulumi SDK has not been installed: no @pulumi/pulumi in ${directory} or above. Have you run npm install?`,
    );
  }
  return folder;
}

/** Arguments of node before the runner. */
export function nodeArgs(info: ProgramInfo): string[] {
  const { nodeargs } = info.options;
  return typeof nodeargs === "string" ? shellWords(nodeargs) : [];
}

/** How the SDK is to load TypeScript. */
export function typescriptEnv(info: ProgramInfo): Record<string, string> {
  const { typescript, tsconfig } = info.options;
  const env: Record<string, string> = typescript === false ? {} : { PULUMI_NODEJS_TYPESCRIPT: "true" };
  if (typeof tsconfig !== "string") return env;
  // The path is the project's; a program in a folder of its own (`main`) runs elsewhere.
  const path = resolve(info.rootDirectory, tsconfig);
  return { ...env, PULUMI_NODEJS_TSCONFIG_PATH: existsSync(path) ? path : tsconfig };
}

export interface Running {
  readonly child: ChildProcess;
  /** Exit code; 1 for a process that a signal has ended. */
  readonly ended: Promise<number>;
}

const running = new Set<ChildProcess>();

/** Starts node; `output` says where its lines go: to our own standard output, or to the caller. */
export function startNode(
  args: readonly string[],
  options: {
    readonly cwd: string;
    readonly env: NodeJS.ProcessEnv;
    readonly output: "inherit" | "pipe";
  },
): Running {
  const { cwd, env, output } = options;
  const child = spawn(process.execPath, args, { cwd, env, stdio: ["ignore", output, output] });
  running.add(child);
  const ended = new Promise<number>((settle, fail) => {
    child.on("error", fail);
    child.on("close", (code) => {
      running.delete(child);
      settle(code ?? 1);
    });
  });
  return { child, ended };
}

/** Ends what is still running: when the engine is gone, so is the reason for it. */
export function killAll(): void {
  for (const child of running) child.kill("SIGKILL");
}
