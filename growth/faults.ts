/** Something in what the user gave that has to be put right: one line a fault, without a stack; the command ends with 2. */
export class InputError extends Error {
  override readonly name = "InputError";
}
