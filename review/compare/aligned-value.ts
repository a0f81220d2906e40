/** Values of two previews, or of a preview and a state, that stand for the same although their texts differ. */
import { isRecord } from "../../growth/stack/document";
import type { Value } from "../preview-document";
import { documentIn } from "./property-changes";

/** What differs between two accounts, or between AWS and its simulation, and comes from no program. */
const MADE_UP: readonly (readonly [RegExp, string])[] = [
  [/-[0-9a-f]{7}(?![0-9a-z])/g, "-#"],
  [/\b\d{12}\b/g, "#"],
  [/\b([a-z]{2,10})-[0-9a-f]{8,17}\b/g, "$1-#"],
  [/\be-[0-9a-z]{10}\b/g, "e-#"],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "#"],
];

export interface Alignment {
  /** The value is made of outputs of other resources: ids and names that only AWS can know stand for each other. */
  readonly derived: boolean;
  /** Former names of renamed resources by the present ones: physical names begin with them. @default none */
  readonly formerNames?: ReadonlyMap<string, string>;
}

/** The value, with that of `real` wherever both stand for the same; in JSON documents, too. */
export function alignedValue(real: Value, value: Value, how: Alignment): Value {
  if (Array.isArray(real) && Array.isArray(value)) {
    const [reals, values] = [real as readonly Value[], value as readonly Value[]];
    return values.map((each, at) => (reals[at] === undefined ? each : alignedValue(reals[at], each, how)));
  }
  if (isRecord(real) && isRecord(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => {
        const own = (real as Record<string, Value>)[key];
        return [key, own === undefined ? each : alignedValue(own, each, how)];
      }),
    );
  }
  if (typeof real !== "string" || typeof value !== "string") return value;
  if (isSame(real, value, how)) return real;
  const [was, is] = [documentIn(real), documentIn(value)];
  return was === undefined || is === undefined ? value : JSON.stringify(alignedValue(was, is, how));
}

function isSame(real: string, value: string, { derived, formerNames }: Alignment): boolean {
  return (
    generic(real) === generic(formerNames === undefined ? value : underFormerNames(value, formerNames)) ||
    (derived && isOpaque(real) && isOpaque(value))
  );
}

function underFormerNames(text: string, formerNames: ReadonlyMap<string, string>): string {
  return text.replace(
    /([\w.-]+)(-[0-9a-f]{7})(?![0-9a-z])/g,
    (_, name: string, digits: string) => `${formerNames.get(name) ?? name}${digits}`,
  );
}

function generic(text: string): string {
  return MADE_UP.reduce((result, [pattern, by]) => result.replace(pattern, by), text);
}

/** An id or a name that only AWS can know: no document, no sentence. */
function isOpaque(text: string): boolean {
  return /^[\w.:/+=@-]+$/.test(text) && !text.startsWith("{");
}
