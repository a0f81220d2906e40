import type { Run } from "../model/result";
import type { ServiceSettings } from "../model/settings";

/** What a service has to reach. */
export interface Objective {
  /** Most lost requests, as a share of all; 0 to 1. */
  readonly lostShare: number;
  /** Longest 95th percentile of the time to the answer, in milliseconds, in any minute but one in twenty; none where not given. */
  readonly p95Ms?: number;
}

/** What the verdict says "holds" by: visitors get their page, and wait for it no longer than most would. */
export const DEFAULT_OBJECTIVE: Objective = { lostShare: 0.001, p95Ms: 5000 };

/** A run in a few numbers. */
export interface Verdict {
  /** The objective is reached. */
  readonly holds: boolean;
  /** Requests without an answer in time. */
  readonly lost: number;
  readonly lostShare: number;
  readonly peakInstances: number;
  /** Minutes from the first one in which more came than could be answered to the first from which on all can; 0 if there was none. */
  readonly minutesToCapacity: number;
  /** The run ends short of capacity. */
  readonly neverEnough: boolean;
  /** Minutes in which CPU was above the upper threshold (or the target). */
  readonly minutesOverThreshold: number;
  /** Minutes in which requests were lost. */
  readonly minutesLosing: number;
  /** Longest 95th percentile of a minute, in milliseconds. */
  readonly worstP95Ms: number;
}

export function verdictOf(run: Run, settings: ServiceSettings, objective: Objective): Verdict {
  const upper = upperThreshold(settings);
  const { minutes, totals } = run;
  const lostShare = totals.requests > 0 ? totals.lost / totals.requests : 0;
  const slow =
    objective.p95Ms === undefined ? 0 : minutes.filter(({ p95Ms }) => p95Ms > (objective.p95Ms ?? 0)).length;
  const short = minutes.filter((minute) => minute.requests > minute.capacity);
  const [first, last] = [short[0], short.at(-1)];
  const neverEnough = last !== undefined && last.minute === minutes.length - 1;
  return {
    holds: lostShare <= objective.lostShare && slow <= minutes.length * SLOW_MINUTES,
    lost: totals.lost,
    lostShare,
    peakInstances: Math.max(0, ...minutes.map(({ inService }) => inService)),
    minutesToCapacity: first === undefined || last === undefined ? 0 : last.minute - first.minute + 1,
    neverEnough,
    minutesOverThreshold: upper === undefined ? 0 : minutes.filter(({ cpu }) => cpu > upper).length,
    minutesLosing: minutes.filter(({ lost }) => lost >= 0.5).length,
    worstP95Ms: Math.max(0, ...minutes.map(({ p95Ms }) => p95Ms)),
  };
}

/** So large a share of the minutes may be slower than the objective's percentile. */
const SLOW_MINUTES = 0.05;

/** The CPU above which the group grows, in percent; undefined where it grows by something else. */
export function upperThreshold({ policies }: ServiceSettings): number | undefined {
  for (const policy of policies) {
    if (policy.kind === "simple" || policy.kind === "step") {
      const { metric, comparison, threshold } = policy.alarm;
      if (metric === "CPUUtilization" && comparison.startsWith("Greater")) return threshold;
    } else if (policy.metric === "CPUUtilization") return policy.target;
  }
  return undefined;
}

/** The CPU below which the group shrinks, in percent. */
export function lowerThreshold({ policies }: ServiceSettings): number | undefined {
  for (const policy of policies) {
    if (policy.kind === "target-tracking" && policy.metric === "CPUUtilization") return 0.9 * policy.target;
    if (policy.kind !== "simple" && policy.kind !== "step") continue;
    const { metric, comparison, threshold } = policy.alarm;
    if (metric === "CPUUtilization" && comparison.startsWith("Less")) return threshold;
  }
  return undefined;
}
