/**
 * M/D/c by the embedded chain of Crommelin (1932), as in H. C. Tijms, "A First Course in Stochastic Models", 2003, §9.6.2:
 * after each service time D the number in the system is what was there beyond c servers, plus a Poisson number of arrivals.
 * Independent of the model: nothing of it is imported.
 *
 * @param servers c
 * @param utilisation arrival rate × D ÷ c; below 1
 */
export function deterministicService(
  servers: number,
  utilisation: number,
): { waitProbability: number; wait: number } {
  const mean = servers * utilisation;
  const size = Math.ceil(servers + 60 / (1 - utilisation));
  const arrivals = [Math.exp(-mean)];
  for (let k = 1; k <= size; k++) arrivals.push(((arrivals[k - 1] ?? 0) * mean) / k);
  let state: number[] = Array.from({ length: size + 1 }, (_, n) => (n === 0 ? 1 : 0));
  for (let round = 0; round < 40_000; round++) {
    const next = new Array<number>(size + 1).fill(0);
    for (const [n, probability] of state.entries()) {
      if (probability < 1e-16) continue;
      const stays = Math.max(0, n - servers);
      for (let k = 0; stays + k <= size; k++) {
        const chance = arrivals[k] ?? 0;
        if (k > mean && chance < 1e-17) break;
        next[stays + k] = (next[stays + k] ?? 0) + probability * chance;
      }
    }
    const change = next.reduce((sum, value, n) => sum + Math.abs(value - (state[n] ?? 0)), 0);
    state = next;
    if (change < 1e-11) break;
  }
  const waitProbability = state.reduce((sum, probability, n) => (n >= servers ? sum + probability : sum), 0);
  const queue = state.reduce((sum, probability, n) => sum + Math.max(0, n - servers) * probability, 0);
  // Little: waiting ones ÷ arrival rate, in units of the service time.
  return { waitProbability, wait: queue / mean };
}
