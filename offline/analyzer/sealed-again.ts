import { withSecretPaths, type Path, type Properties } from "../provider/properties";
import { secretTexts } from "../provider/wire";

/** Texts shorter than this say too little to be recognised. */
const MIN_SECRET_LENGTH = 4;

/**
 * What a remediation gives back. A policy sees a resource in plain text, so nothing says where its secrets have gone: what was secret is
 * secret still, and so is every other text that holds one of them.
 */
export function sealedAgain(before: Properties, after: Properties): Properties {
  const texts = secretTexts(before).filter((text) => text.length >= MIN_SECRET_LENGTH);
  return withSecretPaths(after, [...before.secrets, ...pathsHolding(after.values, texts, [])]);
}

function pathsHolding(value: unknown, texts: readonly string[], path: Path): Path[] {
  if (typeof value === "string") return texts.some((text) => value.includes(text)) ? [path] : [];
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => pathsHolding(item, texts, [...path, index]));
  }
  return Object.entries(value).flatMap(([key, item]) => pathsHolding(item, texts, [...path, key]));
}
