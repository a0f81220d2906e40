import type { Difference } from "../compare/differences";

/** The steps of a rehearsal, in their order. */
export const STEPS = ["preview", "up", "up again", "a changed key", "refresh", "export", "destroy"] as const;
export type StepName = (typeof STEPS)[number];

/** How one step of one stack went. */
export interface StepResult {
  readonly step: StepName;
  /** What happened, in a few words: `132 created`. */
  readonly summary: string;
  readonly differences: readonly Difference[];
  /** Why the step failed; the steps after it are left out. */
  readonly failure?: string;
  readonly seconds: number;
}

/** How a rehearsal of one stack went. */
export interface StackReport {
  readonly stack: string;
  readonly steps: readonly StepResult[];
  /** Types and functions that the simulated provider answered without knowing them. */
  readonly notSimulated: readonly string[];
}

/** True where every step went well and nothing differed. */
export function isClean({ steps }: StackReport): boolean {
  return steps.every(({ differences, failure }) => failure === undefined && differences.length === 0);
}
