import { forPolicies, secretInside, secretWire, type Wire, type WireMap } from "./wire";

/** Texts shorter than this say too little to be told from other texts. */
const MIN_SECRET_LENGTH = 4;

/** Every text that stands in a secret, long enough to be recognised. */
export function secretTexts(value: Wire, inSecret = false): string[] {
  if (typeof value === "string") return inSecret && value.length >= MIN_SECRET_LENGTH ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return (value as readonly Wire[]).flatMap((item) => secretTexts(item, inSecret));
  const inner = secretInside(value);
  if (inner !== undefined) return secretTexts(inner, true);
  return Object.values(value as WireMap).flatMap((item) => secretTexts(item, inSecret));
}

/**
 * Makes secret again what was: a table or a policy has seen the properties in plain text and gives some of them back. A value is
 * secret if a secret stood at its place before, or if it holds the text of one.
 */
export function resealed(before: WireMap, after: WireMap): WireMap {
  const texts = secretTexts(before);
  const seal = (old: Wire | undefined, value: Wire): Wire => {
    if (secretInside(value) !== undefined) return value;
    if (old !== undefined && secretInside(old) !== undefined) return secretWire(value);
    if (typeof value === "string") {
      return texts.some((text) => value.includes(text)) ? secretWire(value) : value;
    }
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
