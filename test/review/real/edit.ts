/** An edit of a stack's file of this project, with what a review must say of it: written by hand, from what the edit means. */

/** What a review says: `kind type name`, findings, permissions, what is lost. */
export interface Expected {
  readonly changes: readonly string[];
  readonly introduced?: readonly string[];
  readonly fixed?: readonly string[];
  readonly lost?: readonly string[];
  /** Permissions that reach beyond the stack. */
  readonly gained?: readonly string[];
  readonly verdict?: RegExp;
}

export interface StackEdit extends Expected {
  readonly title: string;
  readonly stack: "site" | "service";
  /** Lines of the file, and what stands there afterwards. */
  readonly replace: readonly (readonly [before: string, after: string])[];
}
