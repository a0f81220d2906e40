import { EXEMPTIONS_SCHEMA, readExemptions, type Exemption } from "./exemptions";
import { checkPattern, OptionFault } from "./option-fault";

/** The options of a rule, as `policies/<pack>/config/<stack>.json` may set them. */
export type OptionSpec =
  | { readonly type: "number"; readonly default: number; readonly minimum?: number; readonly about: string }
  | { readonly type: "boolean"; readonly default: boolean; readonly about: string }
  | {
      readonly type: "string";
      readonly default: string;
      readonly enum?: readonly string[];
      /** What the text must be beside: a regular expression, or a text that matches this one. */
      readonly format?: "regex";
      readonly pattern?: string;
      readonly about: string;
    }
  | { readonly type: "strings"; readonly default: readonly string[]; readonly about: string }
  | { readonly type: "numbers"; readonly default: readonly number[]; readonly about: string };

export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

interface ValueTypes {
  number: number;
  boolean: boolean;
  string: string;
  strings: readonly string[];
  numbers: readonly number[];
}

export type OptionValues<O extends OptionSpecs> = { readonly [K in keyof O]: ValueTypes[O[K]["type"]] };

/** What every rule takes beside its own options. */
export interface CommonSettings {
  readonly exemptions: readonly Exemption[];
  readonly onUnknown: OnUnknown;
}

export type OnUnknown = "ignore" | "advisory" | "violation";
const ON_UNKNOWN: readonly OnUnknown[] = ["ignore", "advisory", "violation"];

/** The rule's options with defaults filled in, from what `getConfig()` returned. */
export function readOptions(
  rule: string,
  specs: OptionSpecs,
  given: Readonly<Record<string, unknown>>,
): { options: Record<string, unknown>; common: CommonSettings } {
  const allowed = [...Object.keys(specs), "exemptions", "onUnknown"];
  for (const key of Object.keys(given)) {
    if (!allowed.includes(key)) {
      throw new OptionFault(rule, `has no option "${key}"; it takes ${allowed.join(", ")}`);
    }
  }
  const options = Object.fromEntries(
    Object.entries(specs).map(([key, spec]) => [key, readOption(rule, key, spec, given[key])]),
  );
  const onUnknown = given["onUnknown"] ?? "advisory";
  if (!ON_UNKNOWN.some((each) => each === onUnknown)) {
    throw new OptionFault(
      rule,
      `onUnknown must be one of ${ON_UNKNOWN.join(", ")}, got ${JSON.stringify(onUnknown)}`,
    );
  }
  return {
    options,
    common: {
      onUnknown: onUnknown as OnUnknown,
      exemptions: readExemptions(rule, given["exemptions"] ?? []),
    },
  };
}

function readOption(rule: string, key: string, spec: OptionSpec, given: unknown): unknown {
  if (given === undefined) {
    return spec.default;
  }
  const fault = (allowed: string) =>
    new OptionFault(rule, `${key} must be ${allowed}, got ${JSON.stringify(given)}`);
  switch (spec.type) {
    case "number":
      if (typeof given !== "number" || (spec.minimum !== undefined && given < spec.minimum)) {
        throw fault(spec.minimum === undefined ? "a number" : `a number of at least ${spec.minimum}`);
      }
      return given;
    case "boolean":
      if (typeof given !== "boolean") {
        throw fault("true or false");
      }
      return given;
    case "string":
      if (typeof given !== "string" || (spec.enum !== undefined && !spec.enum.includes(given))) {
        throw fault(spec.enum === undefined ? "a text" : `one of ${spec.enum.join(", ")}`);
      }
      if (spec.pattern !== undefined && !new RegExp(spec.pattern).test(given)) {
        throw fault(`a text that matches ${spec.pattern}`);
      }
      if (spec.format === "regex") {
        checkPattern(rule, key, given);
      }
      return given;
    case "strings":
    case "numbers": {
      const type = spec.type === "strings" ? "string" : "number";
      if (!Array.isArray(given) || given.some((each) => typeof each !== type)) {
        throw fault(`a list of ${type}s`);
      }
      return given;
    }
  }
}

/** The JSON schema that Pulumi checks a configuration against. */
export function schemaOf(specs: OptionSpecs): Record<string, object> {
  const own = Object.fromEntries(Object.entries(specs).map(([key, spec]) => [key, schemaOfOption(spec)]));
  return {
    ...own,
    onUnknown: {
      type: "string",
      enum: [...ON_UNKNOWN],
      default: "advisory",
      description: "What to report where a value that the rule needs is not known until the update.",
    },
    exemptions: EXEMPTIONS_SCHEMA,
  };
}

function schemaOfOption(spec: OptionSpec): object {
  switch (spec.type) {
    case "strings":
    case "numbers":
      return {
        type: "array",
        items: { type: spec.type === "strings" ? "string" : "number" },
        default: [...spec.default],
        description: spec.about,
      };
    default: {
      const { about, ...rest } = spec;
      return { ...rest, description: about };
    }
  }
}
