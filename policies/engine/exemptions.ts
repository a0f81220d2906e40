import { checkPattern, OptionFault } from "./option-fault";

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

export function readExemptions(rule: string, given: unknown): Exemption[] {
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
      checkPattern(rule, at, pattern);
    }
  }
  return { ...(urn === undefined ? {} : { urn }), ...(name === undefined ? {} : { name }), reason, expires };
}

export function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  // The 31st of February is a day in March.
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}

/** Whether the exemption is for this resource, whatever the date. */
export function covers(exemption: Exemption, resource: { urn: string; name: string }): boolean {
  const matches = (pattern: string | undefined, text: string) =>
    pattern === undefined || new RegExp(`^(?:${pattern})$`).test(text);
  return matches(exemption.urn, resource.urn) && matches(exemption.name, resource.name);
}

/** The JSON schema of a policy's `exemptions`. */
export const EXEMPTIONS_SCHEMA = {
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
};
