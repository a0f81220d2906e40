/** A configuration that the rule cannot work with; ends the preview instead of quietly checking something else. */
export class OptionFault extends Error {
  constructor(rule: string, message: string) {
    super(`${rule}: ${message}`);
    this.name = "OptionFault";
    // Pulumi shows a policy's error with its stack: only the message says anything to the author of the configuration.
    this.stack = this.message;
  }
}

/** @throws {OptionFault} where the pattern is not a regular expression */
export function checkPattern(rule: string, at: string, pattern: string): void {
  try {
    new RegExp(pattern);
  } catch {
    throw new OptionFault(rule, `${at}: ${JSON.stringify(pattern)} is not a regular expression`);
  }
}
