import type { Change } from "../fixtures/program";

/** One of a rule's faulty cases, and what the rule's `fix` says to do about it, done word for word and nothing else. */
export interface Remedy {
  /** Name of the faulty case. */
  readonly of: string;
  readonly does: Change;
  /** Advisory findings that the remedy rightly brings, such as that a new firewall has no log. */
  readonly brings?: readonly string[];
}

/** By rule, then by what is done in words: one for each way that the `fix` offers. */
export type Remedies = Readonly<Record<string, Readonly<Record<string, Remedy>>>>;

export function to(of: string, does: Change, ...brings: readonly string[]): Remedy {
  return { of, does, brings };
}
