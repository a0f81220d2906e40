import { distance } from "fastest-levenshtein";

/** Slips of a key or two; names that differ by more are other names. In a short name one slip is much already. */
const MOST_SLIPS = 2;

const mostSlips = (name: string): number => Math.min(MOST_SLIPS, Math.floor(name.length / 3));

/** The known name that `name` was most likely meant to be; undefined where none is that near. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((each) => ({ each, slips: distance(name, each) }))
    .filter(({ slips }) => slips <= mostSlips(name))
    .sort((a, b) => a.slips - b.slips);
  return best?.each;
}
