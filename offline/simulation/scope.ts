import { UNKNOWN, type PlainProperties, type Unknown } from "../provider/properties";
import { isAlphabet, madeUp, madeUpUuid } from "./made-up";
import { dnsSuffix } from "./partition";
import type { Context, Rule, Scope } from "./rules";

/** The resource that rules are evaluated for. */
export interface Subject {
  readonly type: string;
  readonly logicalName: string;
  /** Inputs, the provider's additions included. */
  readonly inputs: PlainProperties;
  readonly context: Context;
  /** Inputs that are secret or hold a secret. @default none */
  readonly secrets?: ReadonlySet<string>;
}

const PLACEHOLDER = /\{(\w+)(?::(\w+))?\}/g;

/** True for a value that the program gave: Pulumi leaves out what is null. */
export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** A resource's values while they are worked out. */
export interface Evaluation extends Scope {
  /** True for a property that was made of a secret, directly or through another property. */
  readonly isSecret: (property: string) => boolean;
}

/** Evaluates a resource's rules, each at most once; a rule may use other properties, in any order. */
export function scopeOf(subject: Subject, rules: Readonly<Record<string, Rule>>): Evaluation {
  return new Scopes(subject, rules).scope("");
}

class Scopes {
  private readonly values = new Map<string, unknown>();
  private readonly secrets: Set<string>;
  /** The property that is being worked out. */
  private current = "";

  constructor(
    private readonly subject: Subject,
    private readonly rules: Readonly<Record<string, Rule>>,
  ) {
    this.secrets = new Set(subject.secrets);
  }

  scope(property: string): Evaluation {
    const { subject } = this;
    return {
      type: subject.type,
      logicalName: subject.logicalName,
      context: subject.context,
      inputs: this.secrets.size === 0 ? subject.inputs : this.observed(),
      get: (name) => this.get(name),
      text: (template) => this.fill(template, property),
      isSecret: (name) => this.secrets.has(name),
    };
  }

  /** The inputs, where reading a secret makes a secret of what is being worked out. */
  private observed(): PlainProperties {
    return new Proxy(this.subject.inputs, {
      get: (inputs, key) => {
        if (typeof key === "string" && this.secrets.has(key)) this.secrets.add(this.current);
        return Reflect.get(inputs, key) as unknown;
      },
    });
  }

  private get(property: string): unknown {
    const value = this.valueOf(property);
    if (this.secrets.has(property) && this.current !== property) this.secrets.add(this.current);
    return value;
  }

  private valueOf(property: string): unknown {
    const input = this.subject.inputs[property];
    if (isGiven(input)) return input;
    const rule = this.rules[property];
    if (rule === undefined) return UNKNOWN;
    if (!this.values.has(property)) {
      this.values.set(property, UNKNOWN); // A rule that needs itself has no value.
      const before = this.current;
      this.current = property;
      this.values.set(property, this.evaluate(rule, property));
      this.current = before;
    }
    return this.values.get(property);
  }

  private evaluate(rule: Rule, property: string): unknown {
    if (typeof rule === "function") return rule(this.scope(property));
    return typeof rule === "string" ? this.fill(rule, property) : rule;
  }

  private fill(template: string, property: string): string | Unknown {
    const { urn } = this.subject.context;
    const values = [...template.matchAll(PLACEHOLDER)].map(([, name = "", argument], nth) =>
      this.placeholder(name, argument, `${urn}::${property}::${nth}`),
    );
    if (values.includes(UNKNOWN)) return UNKNOWN;
    let nth = 0;
    return template.replace(PLACEHOLDER, () => String(values[nth++]));
  }

  private placeholder(name: string, argument: string | undefined, seed: string): string | Unknown {
    const { subject } = this;
    if (argument !== undefined && isAlphabet(name)) return madeUp(name, Number(argument), seed);
    if (argument === "path" && !isGiven(subject.inputs[name]) && !Object.hasOwn(this.rules, name)) return "";
    switch (name) {
      case "uuid":
        return madeUpUuid(seed);
      case "logical":
        return subject.logicalName;
      case "region":
        return regionOf(subject);
      case "account":
      case "partition":
        return subject.context[name];
      case "suffix":
        return dnsSuffix(subject.context.partition);
      default:
        return asText(this.get(name));
    }
  }
}

/** The resource's own `region` argument goes before its provider's. */
function regionOf({ inputs, context }: Subject): string | Unknown {
  const region = inputs["region"];
  return region === UNKNOWN || (typeof region === "string" && region !== "") ? region : context.region;
}

function asText(value: unknown): string | Unknown {
  return typeof value === "string"
    ? value
    : typeof value === "number" || typeof value === "boolean"
      ? String(value)
      : UNKNOWN;
}
