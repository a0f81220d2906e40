import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";

/** A process of ours that is running. */
export interface Running {
  readonly pid: number;
  /** Resolves when it has ended, with its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  /** Ends it and whatever it started. */
  readonly kill: () => void;
}

export interface Command {
  /** Arguments of node. */
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly onStdout: (text: string) => void;
  readonly onStderr: (text: string) => void;
}

const running = new Set<ChildProcess>();
const PRELOAD = join(__dirname, "preload.cjs");

/** Arguments of node that load what every process of ours carries. */
export const PRELOAD_ARGS: readonly string[] = ["-r", PRELOAD];

/**
 * Starts node in a process group of its own. The group is ended with the process, and when the preview ends, by its own
 * exit, a signal or (through the pipe that preload.cjs watches) a kill.
 */
export function startNode(command: Command): Running {
  installExitHooks();
  const child = spawn(process.execPath, command.args, {
    cwd: command.cwd,
    env: { ...command.env, WEB_INFRA_PREVIEW_LEASH: "1" },
    detached: true,
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  running.add(child);
  child.stdout?.setEncoding("utf8").on("data", command.onStdout);
  child.stderr?.setEncoding("utf8").on("data", command.onStderr);
  const ended = new Promise<number | NodeJS.Signals>((resolve) => {
    child.on("error", (error) => {
      command.onStderr(`${error.message}\n`);
      running.delete(child);
      resolve(1);
    });
    child.on("exit", () => killGroup(child));
    child.on("close", (code, signal) => {
      running.delete(child);
      resolve(code ?? signal ?? 1);
    });
  });
  return { pid: child.pid ?? 0, ended, kill: () => killGroup(child) };
}

/** Ends every process that is still running, with its group. */
export function killAll(): void {
  for (const child of running) killGroup(child);
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // The whole group has ended.
  }
}

let hooked = false;

function installExitHooks(): void {
  if (hooked) return;
  hooked = true;
  process.on("exit", killAll);
  const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
  for (const [signal, code] of Object.entries(signals)) {
    process.on(signal, () => {
      killAll();
      process.exit(code);
    });
  }
}
