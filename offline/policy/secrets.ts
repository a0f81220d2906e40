import { type Wire, type WireMap, forPolicies, secretInside, secretWire } from "../engine/wire";

/** Texts shorter than this say too little to be told from other texts. */
const MIN_SECRET_LENGTH = 4;

/**
 * Keeps what was secret before a remediation secret after it: a remediation that returns `{ ...args.props }` gets every secret back
 * in plain text. A value is secret again if one stood at its place, or if it holds the text of one.
 */
export function resealed(before: WireMap, after: WireMap): WireMap {
  const texts = secretTexts(before);
  const seal = (old: Wire | undefined, value: Wire): Wire => {
    const inner = old === undefined ? undefined : secretInside(old);
    if (inner !== undefined) return secretWire(value);
    if (secretInside(value) !== undefined) return value;
    if (typeof value === "string")
      return texts.some((text) => value.includes(text)) ? secretWire(value) : value;
    if (Array.isArray(value)) {
      const olds = Array.isArray(old) ? (old as readonly Wire[]) : [];
      return (value as readonly Wire[]).map((item, index) => seal(olds[index], item));
    }
    return typeof value === "object" && value !== null ? sealMap(asMap(old), value as WireMap, seal) : value;
  };
  return sealMap(forPolicies(before), after, seal);
}

function sealMap(
  before: WireMap,
  after: WireMap,
  seal: (old: Wire | undefined, value: Wire) => Wire,
): WireMap {
  return Object.fromEntries(Object.entries(after).map(([key, value]) => [key, seal(before[key], value)]));
}

function asMap(value: Wire | undefined): WireMap {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as WireMap) : {};
}

/** Every text that stands in a secret, long enough to be recognised. */
export function secretTexts(value: Wire, inSecret = false): string[] {
  if (typeof value === "string") return inSecret && value.length >= MIN_SECRET_LENGTH ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return (value as readonly Wire[]).flatMap((item) => secretTexts(item, inSecret));
  const inner = secretInside(value);
  if (inner !== undefined) return secretTexts(inner, true);
  return Object.values(value as WireMap).flatMap((item) => secretTexts(item, inSecret));
}
