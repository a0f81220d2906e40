/**
 * Tail and quantile of a gamma distribution by Wilson and Hilferty's cube root: two moments are known of each waiting time,
 * and the exact incomplete gamma function would take most of the model's time.
 *
 * @see E. B. Wilson, M. M. Hilferty, "The distribution of chi-square", PNAS 17(12), 1931
 */

/** Probability that a gamma variable of this mean and variance exceeds `limit`. */
export function tailProbability(limit: number, mean: number, variance: number): number {
  if (mean <= 0) return 0;
  if (limit <= 0) return 1;
  if (variance <= 0) return mean > limit ? 1 : 0;
  const shape = (mean * mean) / variance;
  const z = (Math.cbrt(limit / mean) - (1 - 1 / (9 * shape))) * 3 * Math.sqrt(shape);
  return 1 - normalCdf(z);
}

/** The value that a gamma variable of this mean and variance exceeds with probability 0.05. */
export function percentile95(mean: number, variance: number): number {
  if (mean <= 0) return 0;
  if (variance <= 0) return mean;
  const shape = (mean * mean) / variance;
  const root = 1 - 1 / (9 * shape) + 1.6448536 / (3 * Math.sqrt(shape));
  return root <= 0 ? 0 : mean * root ** 3;
}

/** Standard normal distribution function (Abramowitz and Stegun 26.2.17; absolute error below 1e-7). */
function normalCdf(z: number): number {
  if (z > 6) return 1;
  if (z < -6) return 0;
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const density = Math.exp((-z * z) / 2) / 2.5066282746;
  const tail =
    density *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return z >= 0 ? 1 - tail : tail;
}
