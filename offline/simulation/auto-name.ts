import { UNKNOWN, type PlainProperties, type Unknown } from "../provider/properties";
import { madeUp } from "./made-up";
import type { AutoName, Context, Entry, Facts } from "./rules";
import { isGiven } from "./scope";

/** How Pulumi names a resource: the property, and either the name or the prefix that AWS's provider completes. */
export interface PhysicalName {
  readonly property: string;
  readonly name: string | Unknown;
  /** Pulumi itself makes the name and it becomes an input; from a prefix the provider makes it, and it is an output. */
  readonly isInput: boolean;
}

/** Pulumi appends a hyphen and this many hex digits. */
const RANDOM = 7;

/**
 * The physical name of a resource whose program gives none, or undefined where it gives one.
 *
 * @throws {Error} in Pulumi's words when the name would be longer than the service takes
 */
export function physicalName(
  rule: AutoName,
  logicalName: string,
  inputs: PlainProperties,
  context: Context,
): PhysicalName | undefined {
  const property = rule.property ?? "name";
  if (isGiven(inputs[property])) {
    return undefined;
  }
  const seed = `${context.urn}::${property}`;
  const prefix = inputs[`${property}Prefix`];
  if (isGiven(prefix)) {
    const name = typeof prefix === "string" ? `${prefix}${timestamp(seed)}` : UNKNOWN;
    return { property, name, isInput: false };
  }
  return { property, name: autoName(rule, logicalName, inputs, seed), isInput: true };
}

function autoName(rule: AutoName, logicalName: string, inputs: PlainProperties, seed: string): string {
  if (rule.verbatim === true) {
    return logicalName;
  }
  const start = rule.lower === true ? logicalName.toLowerCase() : logicalName;
  const name = `${start}-${madeUp("hex", RANDOM, seed)}`;
  const max = rule.max ?? 255;
  if (name.length > max) {
    throw new Error(
      `name '${start}-' plus ${RANDOM} random chars is longer than maximum length ${max}; ` +
        `give '${rule.property ?? "name"}' or shorten the resource's name`,
    );
  }
  const isFifo = rule.fifo !== undefined && inputs[rule.fifo] === true;
  return `${rule.prefix ?? ""}${name}${isFifo ? ".fifo" : ""}`;
}

/** What the provider appends to a prefix: a time of 18 digits and a counter of 8 hex digits. */
function timestamp(seed: string): string {
  return `20260101${madeUp("digits", 10, seed)}00000001`;
}

/** The property that a resource's automatic name goes into, or undefined for a type that has none. */
export function nameProperty({
  entry,
  facts,
}: {
  readonly entry: Pick<Entry, "autoName">;
  readonly facts?: Pick<Facts, "name"> | undefined;
}): string | undefined {
  const rule = entry.autoName ?? (facts?.name === true ? {} : false);
  return rule === false ? undefined : (rule.property ?? "name");
}

/** True for a name that Pulumi has made, of the logical name or, where an alias keeps the resource, of its former one. */
export function isAutomaticName(name: unknown): boolean {
  return typeof name === "string" && /.-[0-9a-f]{7}(?:\.fifo)?$/.test(name);
}
