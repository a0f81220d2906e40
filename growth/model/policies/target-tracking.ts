import type { AlarmSettings, MetricName } from "../alarm";
import type { GroupView, Wish } from "./view";

/** A target tracking policy; AWS makes its two alarms. */
export interface TargetTrackingPolicy {
  readonly kind: "target-tracking";
  readonly name: string;
  readonly metric: MetricName;
  /** Wanted value of the metric, in its own unit; > 0. */
  readonly target: number;
  readonly disableScaleIn: boolean;
}

/** Scale in begins below this share of the target. */
const LOW_SHARE = 0.9;

/** The alarms that Auto Scaling makes for a policy: three minutes above the target, fifteen below nine tenths of it. */
export function trackingAlarms(policy: TargetTrackingPolicy): { high: AlarmSettings; low: AlarmSettings } {
  const common = { metric: policy.metric, statistic: "Average", periodMinutes: 1 } as const;
  return {
    high: {
      ...common,
      name: `${policy.name} AlarmHigh`,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      comparison: "GreaterThanThreshold",
      threshold: policy.target,
    },
    low: {
      ...common,
      name: `${policy.name} AlarmLow`,
      evaluationPeriods: 15,
      datapointsToAlarm: 15,
      comparison: "LessThanThreshold",
      threshold: LOW_SHARE * policy.target,
    },
  };
}

/**
 * Proportional, rounded so that the target is not exceeded. Warming instances are not yet part of the capacity when growing;
 * terminating ones still are when shrinking, and nothing shrinks while any is warming.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html
 */
export function trackingWish(
  policy: TargetTrackingPolicy,
  group: GroupView,
  value: number | undefined,
  direction: "out" | "in",
): Wish | undefined {
  if (value === undefined) return undefined;
  if (direction === "out") {
    const warm = group.current - group.warming;
    const desired = Math.ceil((warm * value) / policy.target - 1e-9);
    return desired > group.desired ? { policy: policy.name, desired } : undefined;
  }
  if (policy.disableScaleIn || group.warming > 0) return undefined;
  const capacity = group.current + group.terminating;
  const desired = Math.max(1, Math.ceil((capacity * value) / policy.target - 1e-9));
  return desired < group.desired ? { policy: policy.name, desired } : undefined;
}
