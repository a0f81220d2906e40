import { distance } from "fastest-levenshtein";

/** The name that was probably meant: the nearest one, with at most a third of its letters otherwise; undefined where none is. */
export function nearestName(given: string, names: readonly string[]): string | undefined {
  const [best] = names
    .map((name) => ({ name, slips: distance(given, name) }))
    .filter(({ name, slips }) => slips <= Math.max(1, Math.floor(name.length / 3)))
    .sort((a, b) => a.slips - b.slips);
  return best?.name;
}
