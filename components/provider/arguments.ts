/** The schema of a component's arguments, from zod to Pulumi's own. */
import { z } from "zod";
import type { ComplexTypeSpec, EnumValueSpec, PropertySpec, TypeSpec } from "./spec";
import { tokenOf } from "./spec";

/** A part of a JSON schema (draft 7), which zod writes. */
interface Json {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Json>>;
  readonly required?: readonly string[];
  readonly items?: Json;
  readonly additionalProperties?: Json | boolean;
  readonly anyOf?: readonly Json[];
  readonly oneOf?: readonly Json[];
  readonly enum?: readonly (string | number)[];
  readonly const?: string | number;
  readonly default?: unknown;
}

/** What a key is for, and its default in words where it has one. */
export interface KeyText {
  readonly what: string;
  readonly fallback?: string;
}

/** By path below the component, as the reference writes it: `alarms.latencyMs`, `redirects[].from`. */
export type Texts = ReadonlyMap<string, KeyText>;

export interface Arguments {
  readonly inputProperties: Readonly<Record<string, PropertySpec>>;
  readonly requiredInputs: readonly string[];
  /** Types that have a name, by token. */
  readonly types: Readonly<Record<string, ComplexTypeSpec>>;
}

/** @param component its name, with which the names of its types begin */
export function argumentsOf(component: string, schema: z.ZodType, texts: Texts): Arguments {
  const json = z.toJSONSchema(schema, { io: "input", target: "draft-7", unrepresentable: "any" }) as Json;
  const reader = new Reader(texts);
  return {
    inputProperties: reader.properties(json, component, ""),
    requiredInputs: json.required ?? [],
    types: reader.types,
  };
}

class Reader {
  readonly types: Record<string, ComplexTypeSpec> = {};

  constructor(private readonly texts: Texts) {}

  properties({ properties = {} }: Json, name: string, prefix: string): Record<string, PropertySpec> {
    return Object.fromEntries(
      Object.entries(properties).map(([key, json]) => [
        key,
        this.property(json, `${name}${capitalized(key)}`, `${prefix}${key}`),
      ]),
    );
  }

  private property(json: Json, name: string, path: string): PropertySpec {
    const type = this.type(json, name, path);
    const description = this.describe(path);
    const fallback = json.default;
    // Pulumi's defaults are single values of one type; the others stand in the description.
    const hasDefault = type.oneOf === undefined && isPrimitive(fallback) && !breaksCode(fallback);
    return {
      ...type,
      ...(description === undefined ? {} : { description }),
      ...(hasDefault ? { default: fallback } : {}),
    };
  }

  private describe(path: string): string | undefined {
    const text = this.texts.get(path);
    if (text === undefined) return undefined;
    const { what, fallback } = text;
    return fallback === undefined ? what : `${what}\n\nDefault: ${fallback}.`;
  }

  private type(json: Json, name: string, path: string): TypeSpec {
    // What zod cannot write in JSON is an output: another resource may supply the value.
    const alternatives = json.anyOf ?? json.oneOf ?? [json];
    const known = alternatives.filter((each) => Object.keys(each).length > 0);
    const plain = known.length === alternatives.length ? { plain: true } : {};
    const types = known.flatMap((each) => this.kinds(each, name, path));
    const [only, ...more] = types;
    if (only === undefined) throw new Error(`${path}: a type that Pulumi's schema has nothing for`);
    // Each alternative by itself: a union that is plain has members that may not be.
    return more.length === 0
      ? { ...only, ...plain }
      : { oneOf: types.map((each) => ({ ...each, ...plain })), ...plain };
  }

  /** One type for each kind of value that is allowed. */
  private kinds(json: Json, name: string, path: string): TypeSpec[] {
    if (json.anyOf !== undefined) return [this.type(json, name, path)];
    const values = json.enum ?? (json.const === undefined ? undefined : [json.const]);
    if (values !== undefined) return [this.values(values, name, path)];
    const kinds = typeof json.type === "string" ? [json.type] : (json.type ?? []);
    return kinds.map((kind) => this.kind(kind, json, name, path));
  }

  private kind(kind: string, json: Json, name: string, path: string): TypeSpec {
    switch (kind) {
      case "string":
      case "integer":
      case "number":
      case "boolean":
        return { type: kind };
      case "array":
        return { type: "array", items: this.type(json.items ?? {}, name, `${path}[]`) };
      case "object":
        return this.object(json, name, path);
      default:
        throw new Error(`${path}: ${kind} is no type of Pulumi's schema`);
    }
  }

  private object(json: Json, name: string, path: string): TypeSpec {
    const { additionalProperties: values } = json;
    if (typeof values === "object")
      return { type: "object", additionalProperties: this.type(values, name, `${path}.<name>`) };
    const description = this.describe(path);
    return this.named(name, {
      type: "object",
      ...(description === undefined ? {} : { description }),
      properties: this.properties(json, name, `${path}.`),
      ...(json.required === undefined ? {} : { required: [...json.required].sort() }),
    });
  }

  /** A list of values. Where a number may be written for a text (`1.2`), the text is its one form. */
  private values(values: readonly (string | number)[], name: string, path: string): TypeSpec {
    const texts = values.filter((value) => typeof value === "string");
    const description = this.describe(path);
    return this.named(name, {
      type: texts.length > 0 ? "string" : "integer",
      ...(description === undefined ? {} : { description }),
      enum: (texts.length > 0 ? texts : values).map(valueSpec),
    });
  }

  private named(name: string, type: ComplexTypeSpec): TypeSpec {
    const token = tokenOf(name);
    this.types[token] = type;
    return { $ref: `#/types/${token}` };
  }
}

/** Names that every language takes: `strict-origin` is StrictOrigin, `1.2` is V1_2. */
function valueSpec(value: string | number): EnumValueSpec {
  const words = String(value).split(/[^A-Za-z0-9]+/);
  const name = /^\d/.test(String(value)) ? `V${words.join("_")}` : words.map(capitalized).join("");
  return { name, value };
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Pulumi's generator for Python puts a text between quotes as it is. */
function breaksCode(value: string | number | boolean): boolean {
  return /['"\\\n]/.test(String(value));
}

function isPrimitive(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}
