/** What only shows when several keys are seen together, as a table of rules. */
import type { z } from "zod";
import type { Fault, Path } from "./fault";

export interface Rule<T> {
  /** The keys that it reads; where one of them has a fault of its own, the rule says nothing. */
  readonly reads: readonly (keyof T)[];
  readonly faults: (value: T) => readonly Fault[];
}

/** A rule that ends in at most one fault, at one place. */
export function rule<T>(
  reads: readonly (keyof T)[],
  path: Path,
  message: string,
  isFault: (value: T) => boolean,
): Rule<T> {
  return { reads, faults: (value) => (isFault(value) ? [{ path, message }] : []) };
}

/**
 * For `superRefine`: applies the rules to whatever is an object, even where keys that a rule does not read have faults,
 * so that one run shows every fault.
 */
export function checkRules<T>(rules: readonly Rule<T>[]) {
  return (value: T, context: z.core.$RefinementCtx): void => {
    const faulty = new Set(context.issues.map((issue) => issue.path?.[0]));
    for (const { reads, faults } of rules) {
      if (reads.some((key) => faulty.has(key))) {
        continue;
      }
      for (const { path, message, hidden = false } of faults(value)) {
        context.addIssue({ code: "custom", path: [...path], message, params: { hidden } });
      }
    }
  };
}

/** Second argument of `superRefine`: rules see every object, also one with faults. */
export const OBJECTS = {
  when: ({ value }: { readonly value: unknown }): boolean =>
    typeof value === "object" && value !== null && !Array.isArray(value),
};
