import type { AlarmSettings } from "../alarm";
import { adjusted, type Adjustment } from "./adjustment";
import type { GroupView, Wish } from "./view";

/** A simple scaling policy and the alarm that invokes it, once a minute while it is in the ALARM state. */
export interface SimplePolicy {
  readonly kind: "simple";
  readonly name: string;
  readonly alarm: AlarmSettings;
  readonly adjustment: Adjustment;
  /** Wait after an activity of this policy, in seconds; ≥ 0. */
  readonly cooldownSeconds: number;
  /** The policy is invoked only every so many seconds; CloudWatch does it every minute, other schedulers less often. */
  readonly everySeconds?: number;
}

/**
 * A simple policy waits until no activity is in progress and the cooldown of the last one has passed; the cooldown begins
 * when the last instance has been launched or terminated.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scaling-cooldowns.html
 */
export function simpleWish(
  policy: SimplePolicy,
  group: GroupView,
  cooldownSeconds: number,
): Wish | undefined {
  if (policy.everySeconds !== undefined && group.time % policy.everySeconds !== 0) return undefined;
  if (group.activityInProgress) return undefined;
  if (group.activityEndedAt !== undefined && group.time < group.activityEndedAt + cooldownSeconds)
    return undefined;
  return { policy: policy.name, desired: adjusted(group.desired, policy.adjustment) };
}
