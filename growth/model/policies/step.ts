import type { AlarmSettings } from "../alarm";
import { adjusted, type Adjustment } from "./adjustment";
import type { GroupView, Wish } from "./view";

/** One step: bounds relative to the alarm's threshold, in the metric's unit; a missing one is infinite. */
export interface StepAdjustment {
  readonly lower?: number;
  readonly upper?: number;
  readonly amount: number;
}

/** A step scaling policy and the alarm that invokes it, once a minute while it is in the ALARM state. */
export interface StepPolicy {
  readonly kind: "step";
  readonly name: string;
  readonly alarm: AlarmSettings;
  readonly type: Adjustment["type"];
  readonly steps: readonly StepAdjustment[];
  readonly minimumMagnitude?: number;
}

/**
 * A step policy acts at once. Growing, it reckons from the instances that are warm, so that what is warming counts as already
 * added; shrinking, it counts the terminating ones, and does nothing while any is warming.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-simple-step.html#as-step-scaling-warmup
 */
export function stepWish(policy: StepPolicy, group: GroupView, value: number | undefined): Wish | undefined {
  if (value === undefined) return undefined;
  const step = stepFor(policy, value - policy.alarm.threshold);
  if (step === undefined) return undefined;
  const adjustment: Adjustment = {
    type: policy.type,
    amount: step.amount,
    ...(policy.minimumMagnitude === undefined ? {} : { minimumMagnitude: policy.minimumMagnitude }),
  };
  const warm = group.current - group.warming;
  const larger = adjusted(warm, adjustment);
  if (larger > group.desired) return { policy: policy.name, desired: larger };
  if (group.warming > 0) return undefined;
  const smaller = adjusted(group.current + group.terminating, adjustment);
  return smaller < group.desired ? { policy: policy.name, desired: smaller } : undefined;
}

/** Above the threshold a lower bound belongs to its step, below it an upper one does. */
function stepFor(policy: StepPolicy, breach: number): StepAdjustment | undefined {
  return policy.steps.find(({ lower = -Infinity, upper = Infinity }) =>
    breach >= 0 ? breach >= lower && breach < upper : breach > lower && breach <= upper,
  );
}
