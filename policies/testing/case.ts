import type { Change } from "./changes";

/** What one rule must say of changes to the compliant program. */
export interface RuleCase {
  /** Faults, by what they are: this rule must find each, and no other rule may, except those in `also`. */
  readonly faulty: Readonly<Record<string, Change>>;
  /** Rules that rightly find some of these faults too. */
  readonly also?: readonly string[];
  /** What the rule reads is not there at all. */
  readonly absent: Expectation;
  /** What the rule reads is known only after the update. */
  readonly unknown: { readonly change: Change; readonly expect: "fine" | "undetermined" };
  /** Other ways to write the same, which are fine: other styles, aliases of types, texts for numbers. */
  readonly fine?: Readonly<Record<string, Change>>;
}

export interface Expectation {
  readonly change: Change;
  readonly expect: "fine" | "faulty";
}

export type Cases = Readonly<Record<string, RuleCase>>;

export const faulty = (change: Change): Expectation => ({ change, expect: "faulty" });
export const fine = (change: Change): Expectation => ({ change, expect: "fine" });
export const undetermined = (change: Change) => ({ change, expect: "undetermined" as const });
export const unknownIsFine = (change: Change) => ({ change, expect: "fine" as const });
