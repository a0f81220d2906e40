import type { Workload } from "../workload";

/**
 * When the requests of one minute come, in seconds from its beginning, sorted. Their number is given; how they lie is the
 * workload's: visits that bring several requests, or batches whose sizes are geometric, so that the index of dispersion of the
 * counts is `arrivalVariability` (1: one by one, Poisson; 0: evenly).
 */
export function arrivalTimes(random: () => number, count: number, workload: Workload): number[] {
  const times: number[] = [];
  // A fractional request comes with its probability.
  const whole = Math.floor(count) + (random() < count % 1 ? 1 : 0);
  const { visits, arrivalVariability } = workload;
  if (visits === undefined && arrivalVariability <= 0) {
    for (let i = 0; i < whole; i++) times.push(((i + 0.5) * 60) / whole);
    return times;
  }
  const mean = visits?.requests ?? Math.max(1, (arrivalVariability + 1) / 2);
  const share = visits?.share ?? 1;
  while (times.length < whole) {
    let at = random() * 60;
    const size = random() < share ? geometric(random, mean) : 1;
    for (let i = 0; i < size && times.length < whole; i++) {
      times.push(at);
      if (visits !== undefined) at = Math.min(60 - 1e-6, at - Math.log(1 - random()) * visits.seconds);
    }
  }
  return times.sort((a, b) => a - b);
}

/** A whole number from 1 on, geometric with this mean. */
function geometric(random: () => number, mean: number): number {
  return mean <= 1 ? 1 : 1 + Math.floor(Math.log(1 - random()) / Math.log(1 - 1 / mean));
}
