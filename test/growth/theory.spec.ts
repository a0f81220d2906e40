import assert from "node:assert/strict";
import { simulate } from "../../growth/model/simulate";
import { DEFAULT_ENVIRONMENT } from "../../growth/model/settings";
import { DEFAULT_WORKLOAD, type Workload } from "../../growth/model/workload";
import { deterministicService } from "./mdc";
import { fixed } from "./services";

/**
 * M/M/c by octave-queueing 1.2.7 (Debian package; qsmm1 and qsmmm with λ = ρ c µ, µ = 20 a second): servers, utilisation,
 * mean response time in milliseconds, probability of waiting.
 */
const OCTAVE: readonly (readonly [number, number, number, number])[] = [
  [1, 0.3, 71.428571, 0.3],
  [1, 0.5, 100.0, 0.5],
  [1, 0.7, 166.666667, 0.7],
  [1, 0.8, 250.0, 0.8],
  [1, 0.9, 500.0, 0.9],
  [1, 0.95, 1000.0, 0.95],
  [2, 0.3, 54.945055, 0.138462],
  [2, 0.5, 66.666667, 0.333333],
  [2, 0.7, 98.039216, 0.576471],
  [2, 0.8, 138.888889, 0.711111],
  [2, 0.9, 263.157895, 0.852632],
  [2, 0.95, 512.820513, 0.925641],
  [4, 0.3, 50.661603, 0.03705],
  [4, 0.5, 54.347826, 0.173913],
  [4, 0.7, 67.860597, 0.428654],
  [4, 0.8, 87.277029, 0.596432],
  [4, 0.9, 148.469158, 0.787753],
  [4, 0.95, 272.854749, 0.891419],
  [8, 0.5, 50.73805, 0.059044],
  [8, 0.7, 55.637561, 0.270603],
  [8, 0.8, 64.301404, 0.457645],
  [8, 0.9, 93.845812, 0.701533],
  [8, 0.95, 155.521079, 0.844169],
];

const SERVICE_MS = 50;
const PLAIN: Workload = { ...DEFAULT_WORKLOAD, cpuMs: SERVICE_MS, overhead: 0, connections: Infinity };

/** One instance of c processes, an hour of constant traffic: the last minute. */
function lastMinute(
  servers: number,
  utilisation: number,
  workload: Workload,
  environment = DEFAULT_ENVIRONMENT,
  minutes = 60,
) {
  const rate = (utilisation * servers * 60_000) / SERVICE_MS;
  const run = simulate(fixed(1, servers), new Array<number>(minutes).fill(rate), workload, environment);
  const last = run.minutes.at(-1);
  assert.ok(last !== undefined);
  return { last, run };
}

function apart(actual: number, expected: number): number {
  return Math.abs(actual / expected - 1);
}

/** Relative, or a thousandth of the service time where next to nothing waits. */
function near(actual: number, expected: number, what: string, least = 0): number {
  const off = apart(actual, expected);
  assert.ok(
    off <= 0.02 || Math.abs(actual - expected) <= least,
    `${what}: ${actual} and ${expected}, ${(off * 100).toFixed(2)} % apart`,
  );
  return Math.abs(actual - expected) <= least ? 0 : off;
}

describe("The growth model at a fixed size", () => {
  it("agrees with M/M/c within 2 % in utilisation, response time and probability of waiting", () => {
    const worst = { utilisation: 0, response: 0, waits: 0 };
    for (const [servers, utilisation, response, waits] of OCTAVE) {
      const { last } = lastMinute(servers, utilisation, { ...PLAIN, discipline: "in-order" });
      const at = `M/M/${servers} at ${utilisation}`;
      worst.utilisation = Math.max(worst.utilisation, near(last.cpu, utilisation * 100, `${at} utilisation`));
      worst.response = Math.max(
        worst.response,
        near(last.waitingMs + SERVICE_MS, response, `${at} response`),
      );
      worst.waits = Math.max(worst.waits, near(last.waitShare, waits, `${at} P(wait)`));
    }
    print("M/M/c, 23 cases", worst);
  });

  it("agrees with M/D/c within 2 % in utilisation, waiting time and probability of waiting", () => {
    const worst = { utilisation: 0, waiting: 0, waits: 0 };
    for (const servers of [1, 2, 4, 8]) {
      for (const utilisation of [0.3, 0.5, 0.7, 0.8, 0.9]) {
        const exact = deterministicService(servers, utilisation);
        const { last } = lastMinute(servers, utilisation, {
          ...PLAIN,
          serviceVariability: 0,
          discipline: "in-order",
        });
        const at = `M/D/${servers} at ${utilisation}`;
        worst.utilisation = Math.max(
          worst.utilisation,
          near(last.cpu, utilisation * 100, `${at} utilisation`),
        );
        worst.waiting = Math.max(
          worst.waiting,
          near(last.waitingMs, exact.wait * SERVICE_MS, `${at} waiting`, SERVICE_MS / 1000),
        );
        worst.waits = Math.max(worst.waits, near(last.waitShare, exact.waitProbability, `${at} P(wait)`));
      }
    }
    print("M/D/c, 20 cases", worst);
  });

  it("agrees with processor sharing within 2 %: the mean does not depend on how the service time varies", () => {
    // M/G/1 with processor sharing: E[T] = E[S] / (1 − ρ) (Kleinrock 1967).
    const worst = { response: 0 };
    for (const variability of [0, 1, 4]) {
      for (const utilisation of [0.3, 0.5, 0.7, 0.8, 0.9]) {
        const { last } = lastMinute(1, utilisation, { ...PLAIN, serviceVariability: variability });
        const expected = SERVICE_MS / (1 - utilisation);
        worst.response = Math.max(
          worst.response,
          near(last.waitingMs + SERVICE_MS, expected, `M/G/1-PS at ${utilisation}`),
        );
      }
    }
    print("M/G/1 with processor sharing, 15 cases", worst);
  });

  it("agrees with Pollaczek and Khinchine where services vary more than exponentially", () => {
    for (const variability of [2, 4]) {
      const { last } = lastMinute(1, 0.8, {
        ...PLAIN,
        serviceVariability: variability,
        discipline: "in-order",
      });
      near(
        last.waitingMs,
        (0.8 / 0.2) * SERVICE_MS * ((1 + variability) / 2),
        `M/G/1 with variability ${variability}`,
      );
    }
  });

  it("agrees with the same formulas when every request is drawn by chance", () => {
    const environment = { ...DEFAULT_ENVIRONMENT, seed: 7 };
    for (const [discipline, variability, expected] of [
      ["in-order", 1, 66.666667 - SERVICE_MS],
      ["in-order", 0, deterministicService(2, 0.5).wait * SERVICE_MS],
      ["shared", 0, 66.666667 - SERVICE_MS],
    ] as const) {
      const { run } = lastMinute(
        2,
        0.5,
        { ...PLAIN, discipline, serviceVariability: variability },
        environment,
        400,
      );
      const all = run.minutes.slice(1);
      const wait =
        all.reduce((sum, { waitingMs, requests }) => sum + waitingMs * requests, 0) /
        all.reduce((sum, { requests }) => sum + requests, 0);
      assert.ok(
        apart(wait, expected) < 0.03,
        `${discipline}, variability ${variability}: ${wait} and ${expected}`,
      );
    }
  });
});

function print(what: string, worst: Readonly<Record<string, number>>): void {
  const figures = Object.entries(worst).map(([name, value]) => `${name} ${(value * 100).toFixed(2)} %`);
  console.log(`      ${what}: at most apart: ${figures.join(", ")}`);
}
