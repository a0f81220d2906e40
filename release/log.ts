/** What people see: one line for each step, warnings marked. */
export interface Log {
  step(message: string): void;
  warn(message: string): void;
  /** How far something long is. On a terminal it replaces the last such line; elsewhere it is rare. */
  progress(message: string): void;
}

/** How often the log of a build machine gets a line of progress. */
const QUIET_SECONDS = 15;

/** The log of a process; on a terminal a line of progress is overwritten. */
export function consoleLog(terminal = process.stdout.isTTY): Log {
  let shown = false;
  let last = Date.now();
  const clear = () => {
    if (shown) {
      process.stdout.write("\r\u001b[K");
      shown = false;
    }
  };
  return {
    step: (message) => {
      clear();
      process.stdout.write(`${message}\n`);
      last = Date.now();
    },
    warn: (message) => {
      clear();
      process.stderr.write(`warning: ${message}\n`);
    },
    progress: (message) => {
      if (terminal) {
        process.stdout.write(`\r\u001b[K${message.slice(0, process.stdout.columns || 80)}`);
        shown = true;
      } else if (Date.now() - last >= QUIET_SECONDS * 1000) {
        process.stdout.write(`${message}\n`);
        last = Date.now();
      }
    },
  };
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** `1.2 MB`. */
export function bytesText(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  for (; value >= 1000 && unit < units.length - 1; unit += 1) {
    value /= 1000;
  }
  return unit === 0 ? `${value} B` : `${value.toFixed(1)} ${units[unit] ?? ""}`;
}

/** Runs what a release can do without; a failure is a warning, and the next deployment makes up for it. */
export async function orWarn(log: Log, what: string, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    log.warn(`${what}: ${reasonOf(error)}; the next deployment makes up for it`);
  }
}

/** One line of an error, for a message that has its own beginning. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
