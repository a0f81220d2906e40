import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";

/** One thing wrong with a value: where it stands (the key's path), and what is allowed, with the value that was got. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

/** A value that another resource may supply: an Output is let through, a plain value must satisfy `schema`. */
export function input<T extends z.ZodType>(schema: T) {
  return z.union([z.custom<pulumi.Output<z.output<T>>>((value) => pulumi.Output.isInstance(value)), schema]);
}

/**
 * Every fault of `value` against `schema`, one line each; an empty list means that it is valid.
 *
 * @param at the path of `value` itself, e.g. `web-infra:sites.www`; empty for the arguments of a component
 */
export function faultsOf(schema: z.ZodType, value: unknown, at = ""): Fault[] {
  const result = schema.safeParse(value);
  return result.success ? [] : result.error.issues.flatMap((issue) => toFaults(issue, value, at));
}

/** `path: message`, as it is shown to people. */
export function format(fault: Fault): string {
  return fault.path === "" ? fault.message : `${fault.path}: ${fault.message}`;
}

/**
 * Checks the arguments of a component and returns them with the schema's defaults applied.
 *
 * @throws {pulumi.ResourceError} that lists every fault, one line each, without a stack trace
 */
export function checkArgs<T extends z.ZodType>(
  schema: T,
  args: unknown,
  resource: pulumi.Resource,
  label: string,
): z.output<T> {
  const result = schema.safeParse(args);
  if (result.success) {
    return result.data;
  }
  const faults = result.error.issues.flatMap((issue) => toFaults(issue, args, ""));
  throw new pulumi.ResourceError(
    faults.map((fault) => `${label}: ${format(fault)}`).join("\n"),
    resource,
    true,
  );
}

type Issue = z.core.$ZodIssue;

function toFaults(issue: Issue, root: unknown, at: string): Fault[] {
  const value = valueAt(root, issue.path);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({
        path: join(at, [...issue.path, key]),
        message: "is not a known key; see docs/configuration.md, or remove it",
      }));
    case "invalid_union": {
      // The alternative that came closest: for input(), that is the plain schema, whose faults say what is allowed.
      const closest = issue.errors.filter((issues) => issues.some((each) => each.code !== "custom")).at(-1);
      const inner = closest ?? issue.errors.at(-1) ?? [];
      return inner.length > 0
        ? inner.flatMap((each) => toFaults(each, value, join(at, issue.path)))
        : [{ path: join(at, issue.path), message: withValue(issue.message, value) }];
    }
    case "invalid_key":
    case "invalid_element":
      return issue.issues.map((each) => ({
        path: join(at, issue.path),
        message: withValue(each.message, issue.path.at(-1)),
      }));
    default:
      return [{ path: join(at, issue.path), message: describe(issue, value) }];
  }
}

function describe(issue: Issue, value: unknown): string {
  if (value === undefined) {
    return issue.code === "custom" ? issue.message : `is required: ${expected(issue)}`;
  }
  if (issue.code === "custom" && issue.params?.["secret"] === true) {
    return issue.message;
  }
  const message = issue.code === "custom" ? issue.message : expected(issue);
  return withValue(message, isSensitive(issue) ? "[hidden]" : value);
}

/** Whether a value must not be printed: its key says so, or the check that it failed (`params: { hidden: true }`). */
function isSensitive(issue: Issue): boolean {
  return (
    (issue.code === "custom" && issue.params?.["hidden"] === true) ||
    issue.path.some((key) => SENSITIVE.test(String(key)))
  );
}

/** Keys whose values are never printed, since somebody may have put the secret itself there. */
const SENSITIVE = /password|secret|token|credential|^basicAuth$/i;

function expected(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return `must be ${ARTICLES[issue.expected] ?? issue.expected}`;
    case "invalid_value":
      return issue.values.length === 1
        ? `must be ${print(issue.values[0])}`
        : `must be one of ${issue.values.map(choice).join(", ")}`;
    case "too_small":
      return `must ${bound(issue.origin, issue.inclusive === false ? "more than" : "at least", issue.minimum)}`;
    case "too_big":
      return `must ${bound(issue.origin, issue.inclusive === false ? "less than" : "at most", issue.maximum)}`;
    default:
      // Our own text, given beside the check in the schema.
      return issue.message;
  }
}

/** In quotes where YAML would read a number otherwise. */
function choice(value: unknown): string {
  return typeof value === "string" && /^[\d.]+$/.test(value) ? JSON.stringify(value) : String(value);
}

const ARTICLES: Record<string, string> = {
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

function withValue(message: string, value: unknown): string {
  return value === undefined ? message : `${message}, got ${print(value)}`;
}

const MAX_PRINTED = 80;

function print(value: unknown): string {
  // JSON has no text for a function or a symbol.
  const text = (JSON.stringify(value) as string | undefined) ?? String(value);
  return text.length <= MAX_PRINTED ? text : `${text.slice(0, MAX_PRINTED)}…`;
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    root,
  );
}

function join(at: string, path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") {
      return `${text}[${key}]`;
    }
    return text === "" ? String(key) : `${text}.${String(key)}`;
  }, at);
}
