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

/** How many letters must be put in, taken out or changed to come from one text to the other (Levenshtein). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [i, letter] of Array.from(from).entries()) {
    const next = [i + 1];
    for (const [j, other] of Array.from(to).entries()) {
      const changed = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
