/** Turns what zod finds into faults: one line each with what is allowed, the value got, and what to do. */
import type { z } from "zod";
import { type Fault, type Path, pathText } from "./fault";
import { alternatives, entryOf, fewKeys, schemaAt, shapeOf, suggestion, unwrapped } from "./known-keys";
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
  return `is not a known key; ${meant ?? `${known}see docs/configuration.md, or remove it`}`;
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
  return [{ path, message: withValue(message, shownAt(path, value)) }];
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
  return withValue(message, shownAt(path, value, hidden)) + yamlHint(issue, judged, path, value);
}

/**
 * YAML reads a key without indentation as the next key, a key with nothing below it as null, and digits as a number.
 */
function yamlHint(issue: Issue, { schema }: Judged, path: Path, value: unknown): string {
  if (issue.code === "invalid_type" && issue.expected === "string" && isInexact(value)) {
    return ": write it in quotes, since a number may lose what was written";
  }
  if (issue.code === "invalid_type" && issue.expected === "string" && value === null) {
    return ': write "" for an empty text, or remove the key';
  }
  if (issue.code !== "invalid_type" || (issue.expected !== "object" && issue.expected !== "record")) {
    return "";
  }
  const key = String(path.at(-1) ?? "");
  const outer = path.length === 0 ? undefined : schemaAt(schema, path.slice(0, -1));
  const entry = outer === undefined ? undefined : entryOf(outer);
  if (entry !== undefined && Object.hasOwn(shapeOf(entry), key)) {
    return `: ${key} is a key of an entry, so indent it below the entry's name`;
  }
  if (Array.isArray(value) && value.length > 0 && value.every(isObject)) {
    return ": write keys without hyphens before them (a hyphen begins an entry of a list)";
  }
  // Pulumi hands over a key of the stack with nothing below it as an empty text.
  return value === null || value === "" ? ": indent its keys below it" : "";
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `1.10` arrives as 1.1, and a long number without its last digits. */
function isInexact(value: unknown): boolean {
  return typeof value === "number" && !Number.isSafeInteger(value);
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
