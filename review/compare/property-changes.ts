import { isDeepStrictEqual } from "node:util";
import { isRecord } from "../../growth/stack/document";
import { SECRET, text, type Value } from "../preview-document";
import { isPolicy, usualPolicy } from "./policy-documents";

/** One property that is not the same in two inputs of a resource. */
export interface PropertyChange {
  /** `scaling.max`, `settings[aws:autoscaling:asg MaxSize].value`; parts of a JSON document after its property: `policy.Statement[0].Action`. */
  readonly path: string;
  /** Undefined where the property is new. */
  readonly before: Value | undefined;
  /** Undefined where the property is gone. */
  readonly after: Value | undefined;
}

type Inputs = Readonly<Record<string, Value>>;

/** True for the path of a list whose order says nothing. */
export type IsSet = (path: string) => boolean;

/** What differs between two inputs, in the order of their names; at the deepest property that both have. */
export function propertyChanges(
  before: Inputs,
  after: Inputs,
  isSet: IsSet = () => false,
): readonly PropertyChange[] {
  const comparing = new Comparing(isSet);
  comparing.records(before, after, "");
  return comparing.changes;
}

class Comparing {
  readonly changes: PropertyChange[] = [];

  constructor(private readonly isSet: IsSet) {}

  values(before: Value | undefined, after: Value | undefined, path: string): void {
    if (isDeepStrictEqual(before, after)) return;
    if (Array.isArray(before) && Array.isArray(after)) {
      this.lists(before as readonly Value[], after as readonly Value[], path);
      return;
    }
    if (isRecord(before) && isRecord(after)) {
      this.records(before, after, path);
      return;
    }
    const [was, is] = [documentIn(before), documentIn(after)];
    if (was !== undefined && is !== undefined) this.documents(was, is, path);
    else this.changes.push({ path, ...withoutSecret(before, after) });
  }

  /** JSON in a text; of a policy the order of what it names says nothing. */
  private documents(was: Value, is: Value, path: string): void {
    if (isPolicy(was) && isPolicy(is)) {
      const inner = new Comparing(() => true);
      inner.values(usualPolicy(was), usualPolicy(is), path);
      this.changes.push(...inner.changes);
    } else this.values(was, is, path);
  }

  records(before: Inputs, after: Inputs, path: string): void {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    for (const key of keys) this.values(before[key], after[key], path === "" ? key : `${path}.${key}`);
  }

  private lists(before: readonly Value[], after: readonly Value[], path: string): void {
    const unordered = this.isSet(path);
    const [was, is] = [keyed(before), keyed(after)];
    if (was !== undefined && is !== undefined) {
      for (const key of [...new Set([...was.keys(), ...is.keys()])].sort())
        this.values(was.get(key), is.get(key), `${path}[${key}]`);
      if (!unordered) this.order([...was.keys()], [...is.keys()], path);
      return;
    }
    if (unordered) {
      const [gone, added] = [without(before, after), without(after, before)];
      if (gone.length === 0 && added.length === 0) return;
      if ([...gone, ...added].every(isPlain)) this.changes.push({ path, before, after });
      else this.pairwise(gone, added, path);
      return;
    }
    if (before.every(isPlain) && after.every(isPlain)) this.changes.push({ path, before, after });
    else this.pairwise(before, after, path);
  }

  private pairwise(before: readonly Value[], after: readonly Value[], path: string): void {
    const length = Math.max(before.length, after.length);
    for (let at = 0; at < length; at += 1) this.values(before[at], after[at], `${path}[${at}]`);
  }

  /** Which of two rules comes first decides: another order of what both have is a change. */
  private order(before: readonly string[], after: readonly string[], path: string): void {
    const [was, is] = [
      before.filter((key) => after.includes(key)),
      after.filter((key) => before.includes(key)),
    ];
    if (!isDeepStrictEqual(was, is))
      this.changes.push({ path: `${path} in this order`, before: was, after: is });
  }
}

/** What another list does not have as often. */
function without(list: readonly Value[], other: readonly Value[]): readonly Value[] {
  const left = [...other];
  return list.filter((value) => {
    const at = left.findIndex((each) => isDeepStrictEqual(each, value));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** What one revision keeps secret, the report of the other does not show. */
function withoutSecret(
  before: Value | undefined,
  after: Value | undefined,
): Pick<PropertyChange, "before" | "after"> {
  const hidden = (value: Value | undefined): Value | undefined =>
    value === undefined || value === SECRET ? value : "[plain text]";
  return before === SECRET || after === SECRET
    ? { before: hidden(before), after: hidden(after) }
    : { before, after };
}

/** What tells the elements of a list apart, best first. */
const KEYS: readonly (readonly string[])[] = [
  ["namespace", "name"],
  ["Sid"],
  ["sid"],
  ["id"],
  ["originId"],
  ["pathPattern"],
  ["key"],
  ["name"],
  ["Id"],
];

/** Elements by their key, so that one more of them does not shift the others; undefined where they have none. */
function keyed(values: readonly Value[]): Map<string, Value> | undefined {
  const records = values.filter((value) => isRecord(value)) as Record<string, Value>[];
  if (records.length !== values.length) return undefined;
  for (const names of KEYS) {
    const entries = records.map((record): [string, Value] => [
      names.map((name) => (record[name] === undefined ? "\0" : text(record[name]))).join(" "),
      record,
    ]);
    const keys = new Map(entries);
    if (keys.size === entries.length && entries.every(([key]) => !key.includes("\0"))) return keys;
  }
  return values.length === 0 ? new Map() : undefined;
}

const isPlain = (value: Value): boolean => typeof value !== "object" || value === null;

/** A JSON document inside a text: a policy, a dashboard. */
/** A JSON document in a text; undefined where the text holds none. */
export function documentIn(value: Value | undefined): Value | undefined {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return undefined;
  try {
    const document = JSON.parse(value) as Value;
    return typeof document === "object" && document !== null ? document : undefined;
  } catch {
    return undefined;
  }
}
