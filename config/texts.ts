/** What Pulumi makes of a stack's file: a text for each key, structures as JSON. */
import { partsOf } from "./namespaces";

/** The keys that hold one word; all others hold YAML structures, which arrive as JSON. */
const WORDS = new Set(["like", "zone", "zoneId", "alarmEmail"]);

/** The values of the keys of one namespace, by their names without it. */
export function valuesOf(texts: Readonly<Record<string, string>>, namespace: string): [string, unknown][] {
  return Object.entries(texts).flatMap(([key, text]) => {
    const parts = partsOf(key);
    return parts.namespace === namespace
      ? [[parts.name, WORDS.has(parts.name) ? text : fromJson(text)] as [string, unknown]]
      : [];
  });
}

/** The text of a value in a stack's file, as Pulumi hands it over. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? null);
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
