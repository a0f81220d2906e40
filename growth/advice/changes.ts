import type { ServiceSettings } from "../model/settings";
import type { SimplePolicy } from "../model/policies/simple";
import type { TargetTrackingPolicy } from "../model/policies/target-tracking";

/** One setting that can be changed, by its name in the stack file or in AWS. */
export interface Lever {
  /** `scaling.max`, or the option's name where the program is another. */
  readonly key: string;
  /** Values that are worth a try, the smallest change first. */
  readonly values: readonly number[];
  readonly apply: (settings: ServiceSettings, value: number) => ServiceSettings;
}

/** A lever with one value. */
export interface Change {
  readonly key: string;
  readonly value: number;
}

/** How the keys are called: those of this project's stack files, or AWS's own. */
export type Keys = "stack-file" | "aws";

const NAMES = {
  minimum: { "stack-file": "scaling.min", aws: "MinSize" },
  maximum: { "stack-file": "scaling.max", aws: "MaxSize" },
  upper: { "stack-file": "scaling.cpuUpper", aws: "UpperThreshold" },
  periods: { "stack-file": "scaling.evaluationPeriods", aws: "EvaluationPeriods" },
  step: { "stack-file": "scaling.step", aws: "UpperBreachScaleIncrement" },
  target: { "stack-file": "scaling.target", aws: "targetValue" },
  processes: { "stack-file": "processes", aws: "WEB_CONCURRENCY" },
} as const;

/** Everything that may help these settings; each lever alone leaves them valid. */
export function leversOf(settings: ServiceSettings, keys: Keys, need: number): Lever[] {
  const levers: Lever[] = [];
  const { minimum, maximum, instance, processes } = settings;
  if (processes < instance.vcpus && settings.kind !== "cluster") {
    levers.push({
      key: NAMES.processes[keys],
      values: [instance.vcpus],
      apply: (given, value) => ({ ...given, processes: value }),
    });
  }
  levers.push({
    key: NAMES.maximum[keys],
    values: rising(maximum + 1, Math.max(maximum + 2, need * 2)),
    apply: (given, value) => ({ ...given, maximum: Math.max(value, given.minimum) }),
  });
  levers.push({
    key: NAMES.minimum[keys],
    values: rising(minimum + 1, Math.max(minimum + 1, need * 2)),
    apply: (given, value) => ({
      ...given,
      minimum: value,
      desired: Math.max(given.desired, value),
      maximum: Math.max(given.maximum, value),
    }),
  });
  const tracking = settings.policies.find(isTracking);
  if (tracking !== undefined) {
    levers.push({
      key: NAMES.target[keys],
      values: [0.85, 0.7, 0.5].map((share) => twoDigits(share * tracking.target)),
      apply: (given, value) => ({
        ...given,
        policies: given.policies.map((policy) =>
          isTracking(policy) && policy.name === tracking.name ? { ...policy, target: value } : policy,
        ),
      }),
    });
  }
  const out = settings.policies.find(isGrowing);
  if (out === undefined) return levers;
  const grow = (given: ServiceSettings, change: (policy: SimplePolicy) => SimplePolicy): ServiceSettings => ({
    ...given,
    policies: given.policies.map((policy) => (isGrowing(policy) ? change(policy) : policy)),
  });
  if (out.alarm.metric === "CPUUtilization") {
    levers.push({
      key: NAMES.upper[keys],
      values: [70, 60, 50].filter(
        (value) =>
          value < out.alarm.threshold && value > lowerOf(settings) * ((minimum + 1) / Math.max(1, minimum)),
      ),
      apply: (given, value) =>
        grow(given, (policy) => ({ ...policy, alarm: { ...policy.alarm, threshold: value } })),
    });
  }
  levers.push({
    key: NAMES.periods[keys],
    values: [2, 1].filter((value) => value < out.alarm.evaluationPeriods),
    apply: (given, value) =>
      grow(given, (policy) => ({
        ...policy,
        alarm: { ...policy.alarm, evaluationPeriods: value, datapointsToAlarm: value },
      })),
  });
  if (out.adjustment.type === "ChangeInCapacity") {
    levers.push({
      key: NAMES.step[keys],
      values: rising(out.adjustment.amount + 1, Math.max(out.adjustment.amount + 1, need)),
      apply: (given, value) =>
        grow(given, (policy) => ({ ...policy, adjustment: { ...policy.adjustment, amount: value } })),
    });
  }
  return levers;
}

function isGrowing(policy: ServiceSettings["policies"][number]): policy is SimplePolicy {
  return policy.kind === "simple" && policy.alarm.comparison.startsWith("Greater");
}

function isTracking(policy: ServiceSettings["policies"][number]): policy is TargetTrackingPolicy {
  return policy.kind === "target-tracking";
}

/** To two digits, as a person would write it. */
function twoDigits(value: number): number {
  return Number(value.toPrecision(2));
}

function lowerOf({ policies }: ServiceSettings): number {
  const shrinking = policies.find(
    (policy) => policy.kind === "simple" && policy.alarm.comparison.startsWith("Less"),
  );
  return shrinking?.kind === "simple" ? shrinking.alarm.threshold : 0;
}

/** Whole numbers from one to another, at most twelve of them. */
function rising(from: number, to: number): number[] {
  const step = Math.max(1, Math.ceil((to - from) / 12));
  const values: number[] = [];
  for (let value = from; value <= to; value += step) values.push(value);
  return values;
}
