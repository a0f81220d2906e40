import { spawn, type ChildProcess } from "node:child_process";

/** What a command of the CLI said, and how it ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

export interface Command {
  readonly path: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Called with the process once it runs. */
  readonly onStart?: (child: ChildProcess) => void;
}

const running = new Set<ChildProcess>();

/** Runs a command in a process group of its own, which is ended with this process. */
export function runCommand(command: Command): Promise<Ended> {
  installExitHook();
  const started = performance.now();
  const child = spawn(command.path, command.args, {
    cwd: command.cwd,
    env: command.env,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  running.add(child);
  command.onStart?.(child);
  const stdout: string[] = [];
  const stderr: string[] = [];
  child.stdout.setEncoding("utf8").on("data", (text: string) => stdout.push(text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => stderr.push(text));
  return new Promise((settle, fail) => {
    child.on("error", fail);
    child.on("close", (code) => {
      running.delete(child);
      settle({
        code: code ?? 1,
        stdout: stdout.join(""),
        stderr: stderr.join(""),
        seconds: (performance.now() - started) / 1000,
      });
    });
  });
}

let hooked = false;

function installExitHook(): void {
  if (hooked) return;
  hooked = true;
  process.on("exit", () => {
    for (const { pid } of running) {
      try {
        if (pid !== undefined) process.kill(-pid, "SIGKILL");
      } catch {
        // It has ended.
      }
    }
  });
}
