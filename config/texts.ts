/** What Pulumi makes of a stack's file: a text for each key, structures as JSON. */
import { partsOf } from "./namespaces";

/** The keys that hold one word, digits included; all others hold YAML structures, which arrive as JSON. */
const WORDS = new Set(["like", "zone", "zoneId", "alarmEmail"]);

/** The values of the keys of one namespace, by their names without it. */
export function valuesOf(texts: Readonly<Record<string, string>>, namespace: string): [string, unknown][] {
  return Object.entries(texts).flatMap(([key, text]) => {
    const parts = partsOf(key);
    return parts.namespace === namespace
      ? [[parts.name, WORDS.has(parts.name) ? wordOf(text) : fromJson(text)] as [string, unknown]]
      : [];
  });
}

/** A list or an object where one word belongs stays what it is, so that the fault can say so. */
function wordOf(text: string): unknown {
  const value = fromJson(text);
  return typeof value === "object" && value !== null ? value : text;
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
