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

/** What to do about an unknown name: the one that it was most likely meant to be, or all that there are. */
export function adviceOn(name: string, known: readonly string[]): string {
  const meant = nearest(name, known);
  return meant === undefined ? `there are ${known.join(", ")}` : `did you mean ${meant}?`;
}
