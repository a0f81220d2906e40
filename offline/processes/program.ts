import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Project } from "../project/project";
import type { StackConfig } from "../project/stack-config";
import { Lines } from "./lines";
import { PRELOAD_ARGS, startNode, type Running } from "./node";
import type { Sdk } from "./sdk";

/** Exit code of the SDK's runner after it has reported to the engine what went wrong. */
export const LOGGED_FAILURE = 32;

export interface ProgramRun {
  readonly project: Project;
  readonly stack: string;
  readonly config: StackConfig;
  readonly sdk: Sdk;
  /** Whether the SDK sends where the program makes each resource, which takes it time. */
  readonly sources: boolean;
  /** Where monitor and engine listen. */
  readonly address: string;
  readonly onLine: (line: string, stream: "stdout" | "stderr") => void;
}

/** Starts the program as the CLI's language host does: the SDK's own runner, in dry-run, in a process of its own. */
export function startProgram(run: ProgramRun): Running {
  const { project, config, sdk } = run;
  const stdout = new Lines((line) => run.onLine(line, "stdout"));
  const stderr = new Lines((line) => run.onLine(line, "stderr"));
  const program = startNode({
    args: [
      ...project.runtime.nodeargs,
      ...PRELOAD_ARGS,
      join(sdk.directory, "cmd", "run"),
      ...["--monitor", run.address, "--engine", run.address],
      ...["--organization", "organization", "--project", project.name, "--stack", run.stack],
      ...["--root-directory", project.root, "--pwd", project.programDirectory],
      ...["--dry-run", "--parallel", "32"],
      project.entryPoint,
    ],
    cwd: project.programDirectory,
    env: {
      ...process.env,
      ...sdk.env,
      ...typescriptEnv(project),
      PULUMI_CONFIG: JSON.stringify(config.values),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(config.secretKeys),
      ...(run.sources ? { WEB_INFRA_PREVIEW_SOURCES: "1" } : {}),
      ...(sdk.prepared ? { WEB_INFRA_PREVIEW_SDK: sdk.directory } : {}),
      WEB_INFRA_PREVIEW_ENCRYPTED: JSON.stringify(config.encryptedKeys),
    },
    onStdout: stdout.push,
    onStderr: stderr.push,
  });
  const ended = program.ended.then((code) => {
    stdout.flush();
    stderr.flush();
    return code;
  });
  return { ...program, ended };
}

function typescriptEnv(project: Project): Record<string, string> {
  if (!project.runtime.typescript) return {};
  const { tsconfig } = project.runtime;
  if (tsconfig === undefined) return { PULUMI_NODEJS_TYPESCRIPT: "true" };
  // The path is the project's; a program in a folder of its own (`main`) runs elsewhere.
  const path = resolve(project.root, tsconfig);
  return {
    PULUMI_NODEJS_TYPESCRIPT: "true",
    PULUMI_NODEJS_TSCONFIG_PATH: existsSync(path) ? path : tsconfig,
  };
}
