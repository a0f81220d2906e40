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
