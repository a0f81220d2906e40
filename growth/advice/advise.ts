import { costOf, type Price } from "../prices/prices";
import { study, type Question, type Study } from "../report/study";
import { leversOf, type Change, type Keys, type Lever } from "./changes";

/** Settings that reach the objective, and what they cost more. */
export interface Advice {
  readonly changes: readonly Change[];
  /** US dollars a day more than now, at the traffic of the curve's beginning; null where no price is known. */
  readonly usdPerDay: number | null;
  readonly lostShare: number;
  readonly worstP95Ms: number;
}

/** Minutes that a search may simulate, and the length of its steps: a few seconds of work. */
const BUDGET = 240_000;
const STEP_SECONDS = 15;
const MOST_CHANGES = 3;

/**
 * The fewest changes that reach the objective, and of these the ones with the least price; then, where more changes are cheaper,
 * those. None where the objective is reached already, or where nothing in reach helps.
 */
export function advise(question: Question, studied: Study, price: Price, keys: Keys): Advice[] {
  if (studied.verdict.holds) return [];
  const levers = leversOf(question.settings, keys, needOf(studied));
  const quick: Question = {
    ...question,
    environment: { ...question.environment, stepSeconds: STEP_SECONDS },
  };
  let left = BUDGET;
  const found: Advice[] = [];
  const before = dayPrice(question, price);
  for (let size = 1; size <= MOST_CHANGES && left > 0 && found.length < 2; size++) {
    let best: Advice | undefined;
    for (const chosen of combinations(levers, size)) {
      for (const values of product(chosen.map((lever) => lever.values))) {
        left -= question.curve.requests.length;
        if (left <= 0) break;
        const settings = chosen.reduce(
          (given, lever, index) => lever.apply(given, values[index] ?? 0),
          question.settings,
        );
        const { verdict } = study({ ...quick, settings });
        if (!verdict.holds) continue;
        const after = dayPrice({ ...quick, settings }, price);
        const advice: Advice = {
          changes: chosen.map(({ key }, index) => ({ key, value: values[index] ?? 0 })),
          usdPerDay:
            after === undefined || before === undefined ? null : Math.round((after - before) * 100) / 100,
          lostShare: verdict.lostShare,
          worstP95Ms: verdict.worstP95Ms,
        };
        if (best === undefined || compare(advice, best) < 0) best = advice;
      }
    }
    const last = found.at(-1);
    if (best !== undefined && (last === undefined || (best.usdPerDay ?? 0) < (last.usdPerDay ?? 0) - 0.01))
      found.push(best);
  }
  return found;
}

/** What a day costs at the traffic before the change: the price of being ready. */
function dayPrice({ settings, curve, workload, environment }: Question, price: Price): number | undefined {
  const base = curve.requests[0] ?? 0;
  const calm = study({
    settings,
    curve: { ...curve, requests: new Array<number>(60).fill(base) },
    workload,
    environment: { ...environment, stepSeconds: STEP_SECONDS },
    objective: { lostShare: 1 },
  });
  return costOf(price, calm.run.totals.instanceHours * 24, calm.run.totals.surplusVcpuHours * 24);
}

/** The cheaper first, then the one that changes less. */
function compare(a: Advice, b: Advice): number {
  const price = (a.usdPerDay ?? 0) - (b.usdPerDay ?? 0);
  if (Math.abs(price) > 0.005) return price;
  return sum(a) - sum(b);
}

function sum({ changes }: Advice): number {
  return changes.reduce((total, { value }) => total + value, 0);
}

/** Instances that the curve's peak needs. */
function needOf({ curve, workload, settings }: Study): number {
  const each =
    (Math.min(settings.processes, settings.instance.vcpus / (1 + workload.overhead)) * 60_000) /
    workload.cpuMs;
  return Math.min(500, Math.ceil(Math.max(...curve.requests) / each));
}

function* combinations(levers: readonly Lever[], size: number, from = 0): Generator<readonly Lever[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let index = from; index < levers.length; index++) {
    const lever = levers[index];
    if (lever === undefined) return;
    for (const rest of combinations(levers, size - 1, index + 1)) yield [lever, ...rest];
  }
}

function* product(lists: readonly (readonly number[])[]): Generator<readonly number[]> {
  const [first, ...rest] = lists;
  if (first === undefined) {
    yield [];
    return;
  }
  for (const value of first) for (const others of product(rest)) yield [value, ...others];
}

/** `scaling.max: 6 and scaling.min: 3 hold it; + 0.90 $ a day`. */
export function adviceLine({ changes, usdPerDay }: Advice): string {
  const keys = changes.map(({ key, value }) => `${key}: ${value}`).join(" and ");
  const price =
    usdPerDay === null
      ? "price not known"
      : usdPerDay === 0
        ? "nothing more a day"
        : `${usdPerDay > 0 ? "+" : "−"} ${Math.abs(usdPerDay).toFixed(2)} $ a day`;
  return `${keys} ${changes.length === 1 ? "holds" : "hold"} it; ${price} before the growth`;
}
