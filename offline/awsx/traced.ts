import {
  Asset,
  ResourceReference,
  UNKNOWN,
  changedAt,
  type Path,
  type Properties,
} from "../provider/properties";

/**
 * A value of which a component's provider has to remember where it comes from, as a Pulumi output does: whether it is secret, and which
 * resources it was made from. It may stand anywhere in the inputs of a child.
 */
export class Traced {
  constructor(
    readonly value: unknown,
    readonly secret: boolean,
    /** URNs. */
    readonly from: readonly string[],
  ) {}
}

/** What {@link unwrap} finds in a value. */
export interface Unwrapped {
  readonly value: unknown;
  readonly from: ReadonlySet<string>;
  /** Paths of what is secret, from the value itself on. */
  readonly secrets: readonly Path[];
}

/** The plain value, at any depth, and what there was to remember of it. */
export function unwrap(wrapped: unknown): Unwrapped {
  const from = new Set<string>();
  const secrets: Path[] = [];
  const visit = (value: unknown, path: Path, inSecret: boolean): unknown => {
    if (value instanceof Traced) {
      value.from.forEach((urn) => from.add(urn));
      if (value.secret && !inSecret) secrets.push(path);
      return visit(value.value, path, inSecret || value.secret);
    }
    if (Array.isArray(value)) return value.map((item, index) => visit(item, [...path, index], inSecret));
    if (value instanceof ResourceReference) {
      // What is made from a whole resource takes its id.
      from.add(value.urn);
      return value.id ?? value.urn;
    }
    if (typeof value !== "object" || value === null || value instanceof Asset) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, visit(item, [...path, key], inSecret)]),
    );
  };
  const value = visit(wrapped, [], false);
  return { value, from, secrets };
}

/** A value that is made of others, as `pulumi.all(…).apply`: unknown where one of them is, secret where one is. */
export function apply(values: readonly unknown[], make: (...plain: unknown[]) => unknown): unknown {
  const all = values.map(unwrap);
  const from = [...new Set(all.flatMap((each) => [...each.from]))];
  const secret = all.some(({ secrets }) => secrets.length > 0);
  const isUnknown = all.some(({ value }) => holdsUnknown(value));
  const made = isUnknown ? UNKNOWN : make(...all.map(({ value }) => value));
  return from.length === 0 && !secret ? made : new Traced(made, secret, from);
}

function holdsUnknown(value: unknown): boolean {
  return typeof value === "object" && value !== null
    ? Object.values(value).some(holdsUnknown)
    : value === UNKNOWN;
}

/** The values with what is secret in them wrapped. */
export function traced({ values, secrets }: Properties): Readonly<Record<string, unknown>> {
  return secrets.reduce<Readonly<Record<string, unknown>>>(
    (whole, path) =>
      changedAt(whole, path, (value) => new Traced(value, true, [])) as Readonly<Record<string, unknown>>,
    values,
  );
}
