/** What to do about a value of another kind than its key takes: YAML has its own ideas of texts, numbers and lists. */
import { z } from "zod";
import type { Path } from "./fault";
import { entryOf, schemaAt, shapeOf } from "./known-keys";
import { shown } from "./mask";

type Issue = z.core.$ZodIssue;
type Schema = z.core.$ZodType;

/** With a colon before it; empty where the message says all. */
export function hint(issue: Issue, schema: Schema, path: Path, value: unknown): string {
  if (issue.code !== "invalid_type" && issue.code !== "invalid_value") {
    return "";
  }
  if (value === null && !takesKeys(issue)) {
    return `: ${nullHint(schema, path)}`;
  }
  if (issue.code === "invalid_value") {
    return "";
  }
  // A value that is not shown is not repeated either.
  const isShown = shown(path, value) === JSON.stringify(value);
  switch (issue.expected) {
    case "string":
      return textHint(value, isShown);
    case "number":
    case "int":
      return numberHint(value);
    case "boolean":
      return switchHint(value);
    case "array":
      return listHint(value, isShown);
    case "object":
    case "record":
      return objectHint(schema, path, value);
    default:
      return "";
  }
}

function takesKeys(issue: Issue): boolean {
  return issue.code === "invalid_type" && (issue.expected === "object" || issue.expected === "record");
}

/** A key with nothing after its colon. What is said of it must be allowed there. */
function nullHint(schema: Schema, path: Path): string {
  const here = schemaAt(schema, path);
  const takes = (value: unknown) => here !== undefined && z.core.safeParse(here, value).success;
  const removal = takes(undefined) || !isKeyOfObject(schema, path) ? ", or remove the key" : "";
  return `${takes("") ? 'write "" for an empty text' : "give it a value"}${removal}`;
}

/** Entries of a record can always be taken away. */
function isKeyOfObject(schema: Schema, path: Path): boolean {
  const outer = schemaAt(schema, path.slice(0, -1));
  return outer !== undefined && Object.hasOwn(shapeOf(outer), String(path.at(-1)));
}

function textHint(value: unknown, isShown: boolean): string {
  // `1.10` arrives as 1.1, and a long number without its last digits.
  if (typeof value === "number" && !Number.isSafeInteger(value)) {
    return ": write it in quotes, since a number may lose what was written";
  }
  const [only, ...more] = Array.isArray(value) ? (value as unknown[]) : [];
  return isShown && typeof only === "string" && more.length === 0 ? `: write ${only}, without brackets` : "";
}

function numberHint(value: unknown): string {
  const [, digits, unit] =
    typeof value === "string" ? (/^\s*(-?\d+(?:\.\d+)?)\s*(%|\p{L}*)\s*$/u.exec(value) ?? []) : [];
  if (digits === undefined) {
    return "";
  }
  return unit === ""
    ? `: write ${digits} without quotes`
    : ": write the number alone, in the unit that docs/configuration.md names";
}

const WORDS: Readonly<Record<string, boolean>> = {
  ...{ true: true, yes: true, on: true, y: true },
  ...{ false: false, no: false, off: false, n: false },
};

/** About a word in the place of true or false. */
export function switchHint(value: unknown): string {
  const word = typeof value === "string" ? value.trim().toLowerCase() : "";
  const meant = String(WORDS[word]);
  return Object.hasOwn(WORDS, word) ? `: write ${meant}${meant === word ? " without quotes" : ""}` : "";
}

function listHint(value: unknown, isShown: boolean): string {
  if (typeof value !== "string" || value.trim() === "") {
    return isObject(value) ? ": begin each entry with a hyphen and a blank" : "";
  }
  const entries = value.split(value.includes(",") ? "," : ";").map((each) => each.trim());
  const isPlain = entries.every((each) => /^[\w./@+-]+$/.test(each) && Number.isNaN(Number(each)));
  return isShown && isPlain ? `: write [${entries.join(", ")}]` : ": write it in brackets, [ ]";
}

/** YAML reads a key without indentation as the next key, and a key with nothing below it as null. */
function objectHint(schema: Schema, path: Path, value: unknown): string {
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
  if (value === null || value === "") {
    return ": indent its keys below it";
  }
  const here = schemaAt(schema, path);
  const keys = here === undefined ? [] : Object.keys(shapeOf(here));
  const [, begun] = typeof value === "string" ? (/^(\w+)\s*[:=]/.exec(value) ?? []) : [];
  if (begun !== undefined && keys.includes(begun)) {
    return `: a colon and a blank stand between a key and its value (${begun}: …)`;
  }
  return keys.length === 0
    ? ": write a name, a colon, a blank and a value for each entry"
    : `: its keys are ${keys.slice(0, MAX_KEYS).join(", ")}${keys.length > MAX_KEYS ? ", …" : ""}`;
}

const MAX_KEYS = 6;

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
