/** Numbers from 0 up to, and without, 1: the same for the same seed (mulberry32, by T. Ettinger, public domain). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A positive number of mean 1 and this squared coefficient of variation: 1, a mixture, or a two-phase hyperexponential. */
export function variate(random: () => number, variability: number): number {
  if (variability <= 0) return 1;
  if (variability <= 1) {
    // A constant part and an exponential one.
    const spread = Math.sqrt(variability);
    return 1 - spread - spread * Math.log(1 - random());
  }
  const branch = (1 + Math.sqrt((variability - 1) / (variability + 1))) / 2;
  const share = random() < branch ? branch : 1 - branch;
  return -Math.log(1 - random()) / (2 * share);
}
