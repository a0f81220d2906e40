/** What only shows when several keys are seen together, as a table of rules. */
import type { z } from "zod";
import type { Fault, Path } from "./fault";
import { isRecord } from "./record";

/** A key, or a key of an object below it: `headers`, `headers.hstsDays`. */
export type Read<T> =
  | (keyof T & string)
  | { [K in keyof T & string]: `${K}.${keyof Extract<T[K], object> & string}` }[keyof T & string];

export interface Rule<T> {
  /** What it reads; where one of these has a fault of its own, at any depth, the rule says nothing. */
  readonly reads: readonly Read<T>[];
  /**
   * Records and lists that it reads entry by entry; it sees those entries that have no fault of their own. In a list, the place of
   * one that has is empty, so that the others keep theirs: `map`, `flatMap`, `filter`, `some` and `Object.values` pass over it.
   *
   * @default none
   */
  readonly entriesOf?: readonly Read<T>[];
  readonly faults: (value: T) => readonly Fault[];
}

/** A rule that ends in at most one fault, at one place. */
export function rule<T>(
  reads: readonly Read<T>[],
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
    const faulty = context.issues.flatMap(placesOf);
    const isFaultyAt = (path: Path) => faulty.some((each) => beginsWith(path, each));
    for (const { reads, entriesOf = [], faults } of rules) {
      const collections = entriesOf.map((read) => read.split("."));
      const isUnreadable =
        collections.some(isFaultyAt) ||
        reads.map((read) => read.split(".")).some((path) => faulty.some((each) => meet(path, each)));
      if (isUnreadable) {
        continue;
      }
      const seen = collections.reduce<unknown>((rest, path) => withoutFaulty(rest, path, faulty), value) as T;
      for (const { path, message, hidden = false } of faults(seen)) {
        // A key gets no second line of what it should be beside the first.
        if (!isFaultyAt(path)) {
          context.addIssue({ code: "custom", path: [...path], message, params: { hidden } });
        }
      }
    }
  };
}

/** Second argument of `superRefine`: rules see every object, also one with faults. */
export const OBJECTS = {
  when: ({ value }: { readonly value: unknown }): boolean =>
    typeof value === "object" && value !== null && !Array.isArray(value),
};

/** Where a fault is: an unknown key is one of its own, and none of the object that it stands in. */
export function placesOf(issue: z.core.$ZodRawIssue): Path[] {
  const { path = [] } = issue;
  return issue.code === "unrecognized_keys"
    ? (issue["keys"] as readonly string[]).map((key) => [...path, key])
    : [path];
}

/** Whether `path` is `outer` or lies below it. The object as a whole is no place: rules see it with its faults. */
function beginsWith(path: Path, outer: Path): boolean {
  return (
    outer.length > 0 &&
    outer.length <= path.length &&
    outer.every((key, at) => String(path[at]) === String(key))
  );
}

const meet = (path: Path, other: Path): boolean => beginsWith(path, other) || beginsWith(other, path);

/** The value, with the record or list at `path` lacking its faulty entries. */
function withoutFaulty(value: unknown, path: Path, faulty: readonly Path[]): unknown {
  const [key, ...below] = path;
  if (key === undefined) return soundEntries(value, new Set(faulty.map(([first]) => String(first))));
  if (!isRecord(value)) return value;
  const within = faulty.flatMap(([first, ...rest]) => (first === key && rest.length > 0 ? [rest] : []));
  return { ...value, [key]: withoutFaulty(value[String(key)], below, within) };
}

/** A record without the entries of these names, or a list with nothing in these places; anything else as it is. */
export function soundEntries(value: unknown, faulty: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) {
    const sound: unknown[] = [];
    sound.length = value.length;
    value.forEach((entry, at) => {
      if (!faulty.has(String(at))) sound[at] = entry;
    });
    return sound;
  }
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => !faulty.has(name)));
}
