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

/** A resource that a rule does not apply to for now. */
export interface Exemption {
  /** Regular expression that the whole URN must match. */
  readonly urn?: string;
  /** Regular expression that the whole name must match. */
  readonly name?: string;
  readonly reason: string;
  /** Last day on which it holds, YYYY-MM-DD. */
  readonly expires: string;
}

/** A configuration that the rule cannot work with; ends the preview instead of quietly checking something else. */
export class OptionFault extends Error {
  constructor(rule: string, message: string) {
    super(`${rule}: ${message}`);
    this.name = "OptionFault";
    // Pulumi shows a policy's error with its stack: to whoever wrote the configuration only the message says anything.
    this.stack = this.message;
  }
}

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
        compile(rule, key, given);
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

function readExemptions(rule: string, given: unknown): Exemption[] {
  if (!Array.isArray(given)) {
    throw new OptionFault(rule, `exemptions must be a list, got ${JSON.stringify(given)}`);
  }
  return given.map((each: unknown, index) => readExemption(rule, `exemptions[${index}]`, each));
}

const EXEMPTION_KEYS = ["urn", "name", "reason", "expires"];

function readExemption(rule: string, at: string, given: unknown): Exemption {
  const entry = (typeof given === "object" && given !== null ? given : {}) as Record<string, unknown>;
  for (const [key, value] of Object.entries(entry)) {
    if (!EXEMPTION_KEYS.includes(key) || typeof value !== "string" || value.trim() === "") {
      throw new OptionFault(
        rule,
        `${at}.${key} must be one of ${EXEMPTION_KEYS.join(", ")}, each a text that is not empty`,
      );
    }
  }
  const { urn, name, reason, expires } = entry as Partial<Record<string, string>>;
  if (urn === undefined && name === undefined) {
    throw new OptionFault(rule, `${at} must have a "urn" or a "name" that says which resources it is for`);
  }
  if (reason === undefined) {
    throw new OptionFault(rule, `${at} must have a "reason"`);
  }
  if (expires === undefined || !isDate(expires)) {
    throw new OptionFault(
      rule,
      `${at} must have "expires", a date YYYY-MM-DD, got ${JSON.stringify(expires)}`,
    );
  }
  for (const pattern of [urn, name]) {
    if (pattern !== undefined) {
      compile(rule, at, pattern);
    }
  }
  return { ...(urn === undefined ? {} : { urn }), ...(name === undefined ? {} : { name }), reason, expires };
}

function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  // The 31st of February is a day in March.
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}

function compile(rule: string, at: string, pattern: string): void {
  try {
    new RegExp(pattern);
  } catch {
    throw new OptionFault(rule, `${at}: ${JSON.stringify(pattern)} is not a regular expression`);
  }
}

/** Whether the exemption is for this resource, whatever the date. */
export function covers(exemption: Exemption, resource: { urn: string; name: string }): boolean {
  const matches = (pattern: string | undefined, text: string) =>
    pattern === undefined || new RegExp(`^(?:${pattern})$`).test(text);
  return matches(exemption.urn, resource.urn) && matches(exemption.name, resource.name);
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
    exemptions: {
      type: "array",
      default: [],
      description: "Resources that the rule does not apply to for now.",
      items: {
        type: "object",
        required: ["reason", "expires"],
        additionalProperties: false,
        properties: {
          urn: { type: "string", description: "Regular expression for the whole URN." },
          name: { type: "string", description: "Regular expression for the whole name." },
          reason: { type: "string", description: "Why the rule does not apply." },
          expires: {
            type: "string",
            pattern: "^\\d{4}-\\d{2}-\\d{2}$",
            description: "Last day of the exemption, YYYY-MM-DD.",
          },
        },
      },
    },
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
