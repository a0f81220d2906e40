import { isDeepStrictEqual } from "node:util";
import { isRecord } from "../../growth/stack/document";
import { text, type Value } from "../preview-document";

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

/** What differs between two inputs, in the order of their names; at the deepest property that both have. */
export function propertyChanges(before: Inputs, after: Inputs): readonly PropertyChange[] {
  const changes: PropertyChange[] = [];
  compareRecords(before, after, "", changes);
  return changes;
}

function compare(
  before: Value | undefined,
  after: Value | undefined,
  path: string,
  changes: PropertyChange[],
): void {
  if (isDeepStrictEqual(before, after)) return;
  if (Array.isArray(before) && Array.isArray(after)) {
    compareLists(before as readonly Value[], after as readonly Value[], path, changes);
    return;
  }
  if (isRecord(before) && isRecord(after)) {
    compareRecords(before, after, path, changes);
    return;
  }
  const [was, is] = [documentIn(before), documentIn(after)];
  if (was !== undefined && is !== undefined) compare(was, is, path, changes);
  else changes.push({ path, before, after });
}

function compareRecords(before: Inputs, after: Inputs, path: string, changes: PropertyChange[]): void {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  for (const key of keys) compare(before[key], after[key], path === "" ? key : `${path}.${key}`, changes);
}

function compareLists(
  before: readonly Value[],
  after: readonly Value[],
  path: string,
  changes: PropertyChange[],
): void {
  const [was, is] = [keyed(before), keyed(after)];
  if (was !== undefined && is !== undefined) {
    for (const key of [...new Set([...was.keys(), ...is.keys()])].sort())
      compare(was.get(key), is.get(key), `${path}[${key}]`, changes);
    return;
  }
  if (before.every(isPlain) && after.every(isPlain)) {
    changes.push({ path, before, after });
    return;
  }
  const length = Math.max(before.length, after.length);
  for (let at = 0; at < length; at += 1) compare(before[at], after[at], `${path}[${at}]`, changes);
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
function documentIn(value: Value | undefined): Value | undefined {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return undefined;
  try {
    const document = JSON.parse(value) as Value;
    return typeof document === "object" && document !== null ? document : undefined;
  } catch {
    return undefined;
  }
}
