import { UNKNOWN } from "../values";
import type { PlainProperties, SimulationContext } from "../contract";
import { isAlphabet, madeUp, madeUpUuid } from "./made-up";
import { dnsSuffix } from "./regions";
import type { Rule, Scope } from "./rules";

/** The resource that rules are evaluated for. */
export interface Subject {
  readonly type: string;
  readonly logicalName: string;
  /** Inputs, the provider's additions included. */
  readonly inputs: PlainProperties;
  readonly context: SimulationContext;
}

const PLACEHOLDER = /\{(\w+)(?::(\w+))?\}/g;

/** Seed of everything that is made up for a resource. */
export function seedOf(type: string, logicalName: string, context: SimulationContext): string {
  return context.urn ?? `${context.project}::${context.stack}::${type}::${logicalName}`;
}

/** True for a value that the program gave: Pulumi leaves out what is null. */
export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** True for an object with keys. */
export function isObject(value: unknown): value is PlainProperties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Evaluates a resource's rules, each at most once; a rule may use other properties, in any order. */
export function scopeOf(subject: Subject, rules: Readonly<Record<string, Rule>>): Scope {
  const seed = seedOf(subject.type, subject.logicalName, subject.context);
  const values = new Map<string, unknown>();

  const get = (property: string): unknown => {
    const input = subject.inputs[property];
    if (isGiven(input)) {
      return input;
    }
    const rule = rules[property];
    if (rule === undefined) {
      return UNKNOWN;
    }
    if (!values.has(property)) {
      values.set(property, UNKNOWN); // A rule that needs itself has no value.
      values.set(property, evaluate(rule, property));
    }
    return values.get(property);
  };

  const evaluate = (rule: Rule, property: string): unknown => {
    if (typeof rule === "function") {
      return rule(scope(property));
    }
    return typeof rule === "string" ? fill(rule, property) : rule;
  };

  const fill = (template: string, property: string): string | typeof UNKNOWN => {
    const values = [...template.matchAll(PLACEHOLDER)].map(([, name = "", argument], nth) =>
      placeholder(name, argument, `${seed}::${property}::${nth}`),
    );
    if (values.includes(UNKNOWN)) {
      return UNKNOWN;
    }
    let nth = 0;
    return template.replace(PLACEHOLDER, () => String(values[nth++]));
  };

  const placeholder = (
    name: string,
    argument: string | undefined,
    madeUpFrom: string,
  ): string | typeof UNKNOWN => {
    if (argument !== undefined && isAlphabet(name)) {
      return madeUp(name, Number(argument), madeUpFrom);
    }
    if (argument === "path" && !isGiven(subject.inputs[name]) && !Object.hasOwn(rules, name)) {
      return "";
    }
    switch (name) {
      case "uuid":
        return madeUpUuid(madeUpFrom);
      case "logical":
        return subject.logicalName;
      case "region":
        return regionOfSubject(subject);
      case "account":
      case "partition":
        return subject.context[name];
      case "suffix":
        return dnsSuffix(subject.context.partition);
      default:
        return asText(get(name));
    }
  };

  const scope = (property: string): Scope => ({
    ...subject,
    get,
    text: (template) => fill(template, property),
  });
  return scope("");
}

/** The resource's own `region` argument goes before its provider's. */
function regionOfSubject(subject: Subject): string | typeof UNKNOWN {
  const region = subject.inputs["region"];
  return region === UNKNOWN
    ? UNKNOWN
    : typeof region === "string" && region !== ""
      ? region
      : subject.context.region;
}

function asText(value: unknown): string | typeof UNKNOWN {
  return typeof value === "string"
    ? value
    : typeof value === "number" || typeof value === "boolean"
      ? String(value)
      : UNKNOWN;
}
