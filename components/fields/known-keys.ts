/** What a schema says of its keys: which there are at a path, and which of them an unknown key was meant to be. */
import type { z } from "zod";
import { type Path, pathText } from "./fault";
import { asTyped } from "./look-alikes";
import { nearest } from "./nearest";
import { plainName, presentNames } from "./other-names";

type Schema = z.core.$ZodType;
type Shape = Readonly<Record<string, Schema>>;

/** The schema without what only wraps it: optional, default, readonly, preprocess, transform. */
export function unwrapped(schema: Schema): Schema {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case "optional":
    case "nullable":
    case "nonoptional":
    case "default":
    case "prefault":
    case "catch":
    case "readonly":
      return unwrapped(def.innerType);
    case "pipe":
      return unwrapped(kindOf(def.in) === "transform" ? def.out : def.in);
    default:
      return schema;
  }
}

function kindOf(schema: Schema): string {
  return schema._zod.def.type;
}

/** The alternatives of a schema: those of a union, or itself. */
export function alternatives(schema: Schema): Schema[] {
  const { def } = (unwrapped(schema) as z.core.$ZodTypes)._zod;
  return def.type === "union" ? def.options.flatMap((each) => alternatives(each)) : [unwrapped(schema)];
}

/** The keys of an object, with their schemas; of a union, those of all its objects. */
export function shapeOf(schema: Schema): Shape {
  const shapes = alternatives(schema).map((each): Shape => {
    const { def } = (each as z.core.$ZodTypes)._zod;
    return def.type === "object" ? def.shape : {};
  });
  return Object.assign({}, ...shapes) as Shape;
}

/** As many keys as a line can name. */
const FEW = 10;

/** The keys of the object at a path, where they are few enough to be named; undefined otherwise. */
export function fewKeys(schema: Schema, at: Path): readonly string[] | undefined {
  const here = schemaAt(schema, at);
  const keys = here === undefined ? [] : Object.keys(shapeOf(here));
  return keys.length === 0 || keys.length > FEW ? undefined : keys;
}

/** The schema of the entries of a record; undefined for anything else. */
export function entryOf(schema: Schema): Schema | undefined {
  for (const each of alternatives(schema)) {
    const { def } = (each as z.core.$ZodTypes)._zod;
    if (def.type === "record") {
      return def.valueType;
    }
  }
  return undefined;
}

/** The schema of what stands at a path; undefined where the schema has no such place. */
export function schemaAt(schema: Schema, path: Path): Schema | undefined {
  const [key, ...rest] = path;
  if (key === undefined) {
    return schema;
  }
  for (const each of alternatives(schema)) {
    const next = childOf(each, key);
    const found = next === undefined ? undefined : schemaAt(next, rest);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

function childOf(schema: Schema, key: PropertyKey): Schema | undefined {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case "object":
      return typeof key === "string" && Object.hasOwn(def.shape, key) ? def.shape[key] : undefined;
    case "record":
      return def.valueType;
    case "array":
      return def.element;
    default:
      return undefined;
  }
}

/**
 * What an unknown key was most likely meant to be: a misspelt one, or one that stands a level too high or too low.
 * undefined where nothing is near.
 *
 * @param at the path of the object that holds the key
 */
export function suggestion(schema: Schema, at: Path, key: string): string | undefined {
  const here = schemaAt(schema, at);
  const known = here === undefined ? [] : Object.keys(shapeOf(here));
  const typed = asTyped(key);
  const misspelt =
    nearest(typed, known) ??
    sameLetters(typed, known) ??
    sameLetters(typed.split(/[./]/).at(-1) ?? "", known);
  if (misspelt !== undefined) {
    return `did you mean ${misspelt}?`;
  }
  const inside = here === undefined ? [] : holdersOf(here, key);
  if (inside.length > 0) {
    return `it is a key of ${inside.map((each) => pathText([...at, ...each])).join(" or ")}: indent it below that key`;
  }
  const outside = above(schema, at, key);
  if (outside !== undefined) {
    return outside;
  }
  const others = [...elsewhere(here, key), ...abbreviated(key, known)];
  return others.length === 0 ? undefined : `did you mean ${[...new Set(others)].join(" or ")}?`;
}

/** How far down a key is looked for; further down, the same names mean other things. */
const DEPTH = 2;

/** The objects below that have such a key, the nearest ones alone. */
function holdersOf(here: Schema, key: string, depth = DEPTH): Path[] {
  const children = Object.entries(shapeOf(here));
  const near = children.filter(([, child]) => Object.hasOwn(shapeOf(child), key)).map(([name]) => [name]);
  return near.length > 0 || depth === 1
    ? near
    : children.flatMap(([name, child]) => holdersOf(child, key, depth - 1).map((path) => [name, ...path]));
}

/** What the key is called here where it is another tool's. */
function elsewhere(here: Schema | undefined, key: string): string[] {
  return presentNames(key).filter(
    (name) => here !== undefined && schemaAt(here, name.split(".")) !== undefined,
  );
}

/** The most names that a line offers. */
const MOST = 3;

/** `env` for environment, `sticky` for stickySeconds, `domainName` for domain. */
function abbreviated(key: string, known: readonly string[]): string[] {
  const plain = plainName(key);
  const found = known.filter((each) => {
    const name = plainName(each);
    return Math.min(plain.length, name.length) > 2 && (name.startsWith(plain) || plain.startsWith(name));
  });
  return found.length > MOST ? [] : found;
}

/** The same word in other letters: `health_check_path`, `HealthCheckPath`, `healthcheckpath`. */
function sameLetters(key: string, known: readonly string[]): string | undefined {
  return known.find((each) => plainName(each) === plainName(key));
}

function above(schema: Schema, at: Path, key: string): string | undefined {
  for (let depth = at.length - 1; depth >= 0; depth--) {
    const outer = schemaAt(schema, at.slice(0, depth));
    if (outer !== undefined && Object.hasOwn(shapeOf(outer), key)) {
      const meant = pathText([...at.slice(0, depth), key]);
      return `it belongs further out, as ${meant}: check its indentation`;
    }
  }
  return undefined;
}
