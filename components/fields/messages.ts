/** Turns what zod finds into faults: one line each with what is allowed, the value got, and what to do. */
import type { z } from "zod";
import { type Fault, type Path, pathText } from "./fault";
import { hint, switchHint } from "./hints";
import { alternatives, fewKeys, schemaAt, shapeOf, suggestion, unwrapped } from "./known-keys";
import { foreignLetter } from "./look-alikes";
import { shown } from "./mask";

type Issue = z.core.$ZodIssue;
type Schema = z.core.$ZodType;

/** What the faults of a value are judged by: the whole schema and the whole value that was given. */
interface Judged {
  readonly schema: Schema;
  readonly value: unknown;
}

/** Every fault that zod has found in `value`. */
export function faultsOfIssues(schema: Schema, value: unknown, issues: readonly Issue[]): Fault[] {
  // zod goes on to count the entries of a text that stands where a list belongs.
  const ofWrongType = new Set(
    issues.flatMap(({ code, path }) => (code === "invalid_type" ? [pathText(path)] : [])),
  );
  return issues
    .filter(({ code, path }) => code === "invalid_type" || !ofWrongType.has(pathText(path)))
    .flatMap((issue) => toFaults(issue, { schema, value }, []));
}

function toFaults(issue: Issue, judged: Judged, at: Path): Fault[] {
  const path = [...at, ...issue.path];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({ path: [...path, key], message: unknownKey(judged, path, key) }));
    case "invalid_union":
      return unionFaults(issue, judged, path);
    case "invalid_key":
    case "invalid_element":
      return issue.issues.map((each) => ({
        path,
        message: withValue(each.message, shown([], path.at(-1))),
      }));
    default:
      return [{ path, message: describe(issue, judged, path) }];
  }
}

function unknownKey({ schema }: Judged, at: Path, key: string): string {
  const meant = suggestion(schema, at, key);
  const few = fewKeys(schema, at);
  const known = few === undefined ? "" : `there are ${few.join(", ")}: `;
  const foreign = foreignLetter(key);
  const reason = foreign === undefined ? "" : `, as it holds ${foreign}`;
  return `is not a known key${reason}; ${meant ?? `${known}see docs/configuration.md, or remove it`}`;
}

/** A union is described by all that it accepts, unless the value comes near one of its alternatives. */
function unionFaults(issue: z.core.$ZodIssueInvalidUnion, judged: Judged, path: Path): Fault[] {
  const value = valueAt(judged.value, path);
  const plain = issue.errors.filter((issues) => !issues.some(isOutputCheck));
  const near = plain.filter((issues) => issues.length > 0 && issues.every((each) => !isOtherKind(each)));
  const [closest = plain.length === 1 ? plain[0] : undefined] = near;
  if (closest !== undefined) {
    return closest.flatMap((each) => toFaults(each, judged, path));
  }
  const schema = schemaAt(judged.schema, path);
  const accepted = schema === undefined ? [] : alternatives(schema).flatMap(accepts);
  const message = accepted.length === 0 ? issue.message : `must be ${orList(accepted)}`;
  const advice = accepted.includes("true") ? switchHint(value) : "";
  return [{ path, message: withValue(message, shownAt(path, value)) + advice }];
}

/** The alternative of `input()` that takes an Output of another resource. */
function isOutputCheck(issue: Issue): boolean {
  return issue.code === "custom" && issue.params?.["output"] === true;
}

/** Whether the value is of another kind than the alternative asks for, so that its own rules do not matter. */
function isOtherKind({ code, path }: Issue): boolean {
  return path.length === 0 && (code === "invalid_type" || code === "invalid_value");
}

/** What an alternative of a union accepts, in a few words each. */
function accepts(schema: Schema): string[] {
  const { def } = (unwrapped(schema) as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case "boolean":
      return ["true", "false"];
    case "literal":
      return def.values.map((value) => choice(value));
    case "enum":
      return Object.values(def.entries).map((value) => choice(value));
    case "object":
      return [keysOf(schema)];
    case "custom":
      return [];
    default:
      return [ARTICLES[def.type] ?? def.type];
  }
}

const MAX_KEYS = 6;

function keysOf(schema: Schema): string {
  const keys = Object.keys(shapeOf(schema));
  const named = keys.slice(0, MAX_KEYS).join(", ");
  return `{ ${named}${keys.length > MAX_KEYS ? ", …" : ""} }`;
}

function orList(entries: readonly string[]): string {
  const all = [...new Set(entries)];
  return all.length < 2 ? all.join("") : `${all.slice(0, -1).join(", ")} or ${all.at(-1) ?? ""}`;
}

function describe(issue: Issue, judged: Judged, path: Path): string {
  const value = valueAt(judged.value, path);
  const message = issue.code === "custom" ? issue.message : expected(issue);
  if (value === undefined) {
    return issue.code === "custom" ? message : `is required: ${message}`;
  }
  const hidden = issue.code === "custom" && issue.params?.["hidden"] === true;
  return withValue(message, shownAt(path, value, hidden)) + hint(issue, judged.schema, path, value);
}

function expected(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return `must be ${ARTICLES[issue.expected] ?? issue.expected}`;
    case "invalid_value":
      return issue.values.length === 1
        ? `must be ${choice(issue.values[0])}`
        : `must be one of ${issue.values.map(choice).join(", ")}`;
    case "too_small":
      return `must ${bound(issue.origin, issue.inclusive === false ? "more than" : "at least", issue.minimum)}`;
    case "too_big":
      return `must ${bound(issue.origin, issue.inclusive === false ? "less than" : "at most", issue.maximum)}`;
    default:
      // The text that stands beside the check in the schema.
      return issue.message;
  }
}

/** In quotes where YAML would read a number otherwise. */
function choice(value: unknown): string {
  return typeof value === "string" && /^[\d.]+$/.test(value) ? JSON.stringify(value) : String(value);
}

const ARTICLES: Readonly<Record<string, string>> = {
  string: "a string",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  object: "an object with keys",
  record: "an object with keys",
  array: "a list",
};

function bound(origin: string, how: string, limit: number | bigint): string {
  switch (origin) {
    case "string":
      return `have ${how} ${limit} characters`;
    case "array":
    case "set":
      return `have ${how} ${limit} entries`;
    default:
      return `be ${how} ${limit}`;
  }
}

function withValue(message: string, value: string | undefined): string {
  return value === undefined ? message : `${message}, got ${value}`;
}

function shownAt(path: Path, value: unknown, hidden = false): string | undefined {
  return value === undefined ? undefined : shown(path, value, hidden);
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    root,
  );
}
