import { settingsAt } from "../model/schedule";
import { simulate } from "../model/simulate";
import type { Run } from "../model/result";
import type { Environment, ServiceSettings } from "../model/settings";
import type { Workload } from "../model/workload";
import type { Curve } from "../traffic/curve";
import { verdictOf, type Objective, type Verdict } from "./verdict";

/** Everything that one question to the model needs. */
export interface Question {
  readonly settings: ServiceSettings;
  readonly curve: Curve;
  readonly workload: Workload;
  readonly environment: Environment;
  readonly objective: Objective;
}

/** The model's answer. */
export interface Study extends Question {
  readonly run: Run;
  readonly verdict: Verdict;
}

export function study(question: Question): Study {
  const { curve, workload, environment } = question;
  const run = simulate(
    settingsAt(question.settings, curve.startMinute),
    curve.requests,
    workload,
    environment,
  );
  return { ...question, run, verdict: verdictOf(run, question.settings, question.objective) };
}

/** Largest factor that is tried. */
const MOST = 64;

/**
 * The largest factor (to a tenth) by which the traffic after the change may be multiplied, relative to before it, so that the
 * objective is still reached; for traffic without a change, by which all of it may. Undefined where not even its own base is held.
 */
export function heldFactor(question: Question): number | undefined {
  const { curve } = question;
  const base = curve.changeMinute === undefined ? undefined : (curve.requests[0] ?? 0);
  const peak = base === undefined ? 1 : Math.max(...curve.requests) / (base || 1);
  const holds = (factor: number): boolean => {
    const requests = curve.requests.map((count) =>
      base === undefined || peak <= 1 ? count * factor : base + ((count - base) * (factor - 1)) / (peak - 1),
    );
    return study({ ...question, curve: { ...curve, requests } }).verdict.holds;
  };
  if (!holds(1)) return undefined;
  let low = 10;
  let high = MOST * 10;
  if (holds(MOST)) return MOST;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (holds(middle / 10)) low = middle;
    else high = middle;
  }
  return low / 10;
}
