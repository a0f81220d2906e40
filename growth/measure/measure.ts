import { spawn, type ChildProcess } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { flagFault, givenTwice } from "../../offline/cli/given-twice.cjs";
import { printHelp } from "../../offline/cli/help.cjs";
import { UsageError } from "../../offline/errors";

const HELP = `Usage: npm run growth -- measure --url http://127.0.0.1:PORT/PATH [options]

Drives an application on this machine until one process is busy, and prints what a request costs it.

  --url URL           page to ask for, on 127.0.0.1, ::1 or localhost; one that is typical of the traffic
  --command COMMAND   start the application by this command, and end it afterwards
  --processes N       processes that answer there (default: 1)
  --seconds N         how long to measure (default: 10)
  --connections N     requests at a time (default: 8 a process)

Run it on a machine with a processor like that of the instances, and with two or more CPUs, so that the load does not take the
application's. It prints --cpu-ms and --idle-ms for npm run growth.`;

const SPEC = {
  url: { type: "string" },
  command: { type: "string" },
  processes: { type: "string" },
  seconds: { type: "string" },
  connections: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

interface MeasureOptions {
  readonly url: string;
  readonly command: string | undefined;
  readonly processes: number;
  readonly seconds: number;
  readonly connections: number;
}

/** What a request costs. */
export interface Cost {
  /** Time on the thread that answers, in milliseconds. */
  readonly cpuMs: number;
  /** Time that it waits for others, in milliseconds. */
  readonly idleMs: number;
  readonly requestsPerSecond: number;
}

/** `npm run growth -- measure`; resolves to the exit code. */
export async function measure(args: readonly string[]): Promise<number> {
  const options = parse(args);
  if (options === undefined) {
    printHelp(HELP);
    return 0;
  }
  const child =
    options.command === undefined
      ? undefined
      : spawn(options.command, { shell: true, stdio: "ignore", detached: true });
  try {
    await answering(options.url, child);
    const { cpuMs, idleMs, requestsPerSecond } = await measured(options);
    process.stdout.write(
      `${requestsPerSecond.toFixed(0)} requests a second from ${options.processes} process${options.processes === 1 ? "" : "es"}\n` +
        `--cpu-ms ${cpuMs.toFixed(1)}${idleMs >= 1 ? ` --idle-ms ${idleMs.toFixed(0)}` : ""}\n`,
    );
    return 0;
  } finally {
    end(child);
  }
}

function parse(args: readonly string[]): MeasureOptions | undefined {
  let values, tokens;
  try {
    ({ values, tokens } = parseArgs({
      args: [...args],
      options: SPEC,
      strict: true,
      allowPositionals: false,
      tokens: true,
    }));
  } catch (error) {
    throw new UsageError(`measure: ${flagFault(error as Error)}`);
  }
  if (values.help === true) return undefined;
  const twice = givenTwice(tokens, SPEC);
  if (twice !== undefined) throw new UsageError(`measure: ${twice}`);
  const faults: string[] = [];
  const whole = (flag: "processes" | "seconds" | "connections", fallback: number, most: number): number => {
    const text = values[flag];
    if (text === undefined) return fallback;
    const value = Number(text);
    if (!Number.isInteger(value) || value < 1 || value > most)
      faults.push(`--${flag} ${text}: must be a whole number from 1 to ${most}`);
    return value;
  };
  const processes = whole("processes", 1, 64);
  const seconds = whole("seconds", 10, 120);
  const connections = whole("connections", 8 * processes, 1000);
  const url = loopback(values.url, faults);
  if (faults.length > 0) throw new UsageError(faults.join("\n"));
  return { url, command: values.command, processes, seconds, connections };
}

/** Load is sent to this machine alone. */
function loopback(text: string | undefined, faults: string[]): string {
  if (text === undefined) {
    faults.push("measure needs --url, such as --url http://127.0.0.1:8080/ (--help says more)");
    return "";
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== "http:") faults.push(`--url ${text}: must be a URL that begins with http://`);
  else if (!["127.0.0.1", "[::1]", "localhost"].includes(url.hostname)) {
    faults.push(
      `--url ${text}: must be on this machine (127.0.0.1, [::1] or localhost): load is not sent elsewhere`,
    );
  }
  return text;
}

async function answering(url: string, child: ChildProcess | undefined): Promise<void> {
  for (let attempt = 0; attempt < 120; attempt++) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
      await response.arrayBuffer();
      if (response.status < 400) return;
      throw new UsageError(`${url} answers ${response.status}; measure a page that answers 200`);
    } catch (error) {
      if (error instanceof UsageError) throw error;
      if (child === undefined || child.exitCode !== null) {
        throw new UsageError(
          `${url} does not answer${child === undefined ? "; start the application, or give --command" : ": the command has ended"}`,
        );
      }
    }
    await wait(500);
  }
  throw new UsageError(`${url} does not answer within a minute`);
}

/** One request at a time shows how long one takes alone; many at a time, how many a process can answer. */
async function measured({ url, processes, seconds, connections }: MeasureOptions): Promise<Cost> {
  const { default: autocannon } = await import("autocannon");
  const run = (many: number, duration: number): ReturnType<typeof autocannon> =>
    autocannon({ url, connections: many, duration, pipelining: 1 });
  await run(connections, 2);
  const alone = await run(1, Math.max(2, Math.round(seconds / 4)));
  const full = await run(connections, seconds);
  const failed = full.errors + full.timeouts + full.non2xx;
  if (full["2xx"] === 0 || failed > full["2xx"] / 100) {
    throw new UsageError(
      `${url}: ${failed} of ${full["2xx"] + failed} requests failed under load; nothing can be said of its cost`,
    );
  }
  const requestsPerSecond = full["2xx"] / full.duration;
  const cpuMs = (processes * 1000) / requestsPerSecond;
  const single = (alone.duration * 1000) / Math.max(1, alone["2xx"]);
  return { cpuMs, idleMs: Math.max(0, single - cpuMs), requestsPerSecond };
}

/** Ends the command with all it has started. */
function end(child: ChildProcess | undefined): void {
  if (child?.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGTERM");
  } catch {
    child.kill();
  }
}
