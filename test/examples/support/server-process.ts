import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ownEnvironment } from "./example";

/** One line of the application's log. */
export type LogLine = Readonly<Record<string, unknown>>;

/** A process as Procfile's `web` line starts it, in a process group of its own, as systemd has it in a control group. */
export class ServerProcess {
  output = "";

  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
  ) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => (this.output += text));
    }
  }

  /**
   * Resolves when `/health` answers; `folder` is the unpacked bundle.
   *
   * @param user id of the user and group that it runs as
   */
  static async start(
    folder: string,
    env: Record<string, string> = {},
    user?: number,
  ): Promise<ServerProcess> {
    const procfile = join(folder, "Procfile");
    const web = existsSync(procfile)
      ? /^web:\s*(.+)$/m.exec(readFileSync(procfile, "utf8"))?.[1]
      : "npm start"; // as Elastic Beanstalk does
    if (web === undefined) throw new Error(`no web line in ${folder}/Procfile`);
    const port = await freePort();
    // Amazon Linux's /bin/sh is bash, which replaces itself by the command; Debian's dash would stay before it.
    const child = spawn("bash", ["-c", web], {
      cwd: folder,
      env: { ...ownEnvironment(), PORT: String(port), NEXT_TELEMETRY_DISABLED: "1", ...env },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
      ...(user === undefined ? {} : { uid: user, gid: user }),
    });
    const started = new ServerProcess(child, port);
    await started.untilHealthy();
    return started;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** The processes that serve: the workers, or this one where it has none. */
  get serving(): number[] {
    const workers = readdirSync("/proc")
      .filter((each) => /^\d+$/.test(each) && parentOf(each) === this.pid)
      .map(Number);
    return workers.length === 0 ? [this.pid] : workers;
  }

  get running(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** The application's own lines; Next.js prints a few of its own that are not JSON. */
  get log(): LogLine[] {
    // What follows the last line feed may be half a line.
    return this.output
      .split("\n")
      .slice(0, -1)
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line) as LogLine);
  }

  /** The first line of the log that satisfies `wanted`; a line may be written after its answer has arrived. */
  async line(wanted: (line: LogLine) => boolean): Promise<LogLine> {
    for (let tries = 0; tries < 100; tries++) {
      const found = this.log.find(wanted);
      if (found !== undefined) return found;
      await sleep(50);
    }
    throw new Error(`no such line in the log:\n${this.output}`);
  }

  /** Sends the signal to the whole group; resolves with how it ended and after how long. */
  async end(signal: "SIGTERM" | "SIGKILL"): Promise<{ code: number | null; ms: number }> {
    const started = performance.now();
    if (!this.running) return { code: this.child.exitCode, ms: 0 };
    const exit = once(this.child, "close") as Promise<[number | null]>;
    if (this.child.pid !== undefined) process.kill(-this.child.pid, signal);
    const [code] = await exit;
    return { code, ms: performance.now() - started };
  }

  private async untilHealthy(): Promise<void> {
    for (let tries = 0; tries < 150 && this.running; tries++) {
      const answer = await fetch(`${this.url}/health`).catch(() => undefined);
      if (answer?.ok === true) return;
      await sleep(100);
    }
    await this.end("SIGKILL");
    throw new Error(`the application did not come up:\n${this.output}`);
  }
}

/** Parent of a process; undefined where it has ended meanwhile. */
function parentOf(pid: string): number | undefined {
  try {
    // After the name in parentheses: state, parent.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return undefined;
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
