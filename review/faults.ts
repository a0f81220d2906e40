/** Something that has to be put right before a review is worth making: one line a fault; the command ends with 2. */
export class InputError extends Error {
  override readonly name = "InputError";
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
