import type { Change } from "../fixtures/program";

/** That a rule answers a control of another catalogue: its own failing example is found, its passing one is not. */
export interface Claim {
  readonly rule: string;
  /** What the catalogue fails on, in a few words: a fact of its documentation or source. */
  readonly about: string;
  /** The failing example: a faulty case of the rule by its name, or a program of its own. */
  readonly fails: string | Change;
  /** The passing one: a remedy (test/policies/remedies) or a fine case by its name, or a program; by default the first remedy of the case. */
  readonly passes?: string | Change;
  /** Options of the rule with which it answers; the rule's documentation says so. */
  readonly options?: Readonly<Record<string, unknown>>;
}

/** By the name that stands in a rule's `controls`. */
export type Claims = Readonly<Record<string, readonly Claim[]>>;

export function by(
  rule: string,
  about: string,
  fails: string | Change,
  passes?: string | Change,
  options?: Readonly<Record<string, unknown>>,
): Claim {
  return {
    rule,
    about,
    fails,
    ...(passes === undefined ? {} : { passes }),
    ...(options === undefined ? {} : { options }),
  };
}
