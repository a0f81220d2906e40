/**
 * Wrong usage, project, configuration or policy pack: something to put right before anything is worth running. The
 * message stands alone, one line (or a few), without a stack; the command ends with exit code 2.
 */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "no such file",
  ENOTDIR: "no such file",
  EISDIR: "is a folder; name a file",
  EACCES: "may not be read",
  EPERM: "may not be read",
};

/** Why a file cannot be read, in words. @param error of the file system */
export function unreadable(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  return REASONS[String(code)] ?? `cannot be read (${String(code)})`;
}

/** Does it for each item, and reports the faults of all of them at once, each one time. */
export function allFaults<Item>(items: readonly Item[], each: (item: Item) => void): void {
  const faults: string[] = [];
  for (const item of items) {
    try {
      each(item);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      faults.push(error.message);
    }
  }
  if (faults.length > 0) throw new UsageError([...new Set(faults)].join("\n"));
}
