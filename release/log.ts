/** What people see: one line a step, warnings marked. CodeBuild's log has no terminal, so nothing is overwritten. */
export interface Log {
  step(message: string): void;
  warn(message: string): void;
}

export const consoleLog: Log = {
  step: (message) => process.stdout.write(`${message}\n`),
  warn: (message) => process.stderr.write(`warning: ${message}\n`),
};

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
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

export async function sleep(seconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}
