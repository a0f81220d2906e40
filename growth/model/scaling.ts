import { Alarm, type MetricSample } from "./alarm";
import { Replicas, type ReplicaPolicy } from "./policies/replicas";
import { simpleWish, type SimplePolicy } from "./policies/simple";
import { stepWish, type StepPolicy } from "./policies/step";
import { trackingAlarms, trackingWish, type TargetTrackingPolicy } from "./policies/target-tracking";
import type { GroupView, Wish } from "./policies/view";

export type ScalingPolicy = SimplePolicy | StepPolicy | TargetTrackingPolicy | ReplicaPolicy;

/** An alarm that went into or out of the ALARM state. */
export interface AlarmChange {
  readonly alarm: string;
  readonly inAlarm: boolean;
}

/**
 * The alarms and policies of one group. It is given each minute's metrics when CloudWatch has them, and says which capacity
 * the policies want; who launches and terminates is the caller's matter. Simulation and laboratory use the same.
 */
export class Scaling {
  private readonly alarms = new Map<string, Alarm>();
  private readonly inAlarm = new Set<string>();
  private readonly replicas = new Map<string, Replicas>();
  private latest: MetricSample = {};
  /** Cooldown of the simple policy that acted last, in seconds. */
  private cooldownSeconds = 0;

  constructor(readonly policies: readonly ScalingPolicy[]) {
    for (const policy of policies) {
      if (policy.kind === "replicas") this.replicas.set(policy.name, new Replicas());
      else if (policy.kind === "target-tracking") {
        const { high, low } = trackingAlarms(policy);
        this.alarms.set(high.name, new Alarm(high));
        this.alarms.set(low.name, new Alarm(low));
      } else this.alarms.set(policy.alarm.name, new Alarm(policy.alarm));
    }
  }

  /** Adds a minute that has become visible; returns the alarms that changed. */
  observe(sample: MetricSample): AlarmChange[] {
    this.latest = sample;
    const changes: AlarmChange[] = [];
    for (const [name, alarm] of this.alarms) {
      const inAlarm = alarm.push(sample);
      if (inAlarm === this.inAlarm.has(name)) continue;
      if (inAlarm) this.inAlarm.add(name);
      else this.inAlarm.delete(name);
      changes.push({ alarm: name, inAlarm });
    }
    return changes;
  }

  /**
   * What the policies want now, within the group's limits; undefined where they want no change. Where several want
   * something, the largest capacity is taken, but all target tracking policies must agree to shrink.
   *
   * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scale-based-on-demand.html
   */
  decide(group: GroupView): Wish | undefined {
    let best: Wish | undefined;
    let shrinkers = 0;
    let trackers = 0;
    for (const policy of this.policies) {
      if (policy.kind === "target-tracking" && !policy.disableScaleIn) trackers++;
      const wish = this.wishOf(policy, group);
      if (wish === undefined) continue;
      const desired = Math.min(group.maximum, Math.max(group.minimum, wish.desired));
      if (desired === group.desired) continue;
      if (policy.kind === "target-tracking" && desired < group.desired) shrinkers++;
      if (best === undefined || desired > best.desired) best = { policy: wish.policy, desired };
    }
    if (best === undefined) return undefined;
    if (best.desired < group.desired && shrinkers > 0 && shrinkers < trackers) return undefined;
    const acted = this.policies.find(({ name }) => name === best.policy);
    if (acted?.kind === "simple") this.cooldownSeconds = acted.cooldownSeconds;
    return best;
  }

  private wishOf(policy: ScalingPolicy, group: GroupView): Wish | undefined {
    switch (policy.kind) {
      case "simple":
        return this.inAlarm.has(policy.alarm.name)
          ? simpleWish(policy, group, this.cooldownSeconds)
          : undefined;
      case "step":
        return this.inAlarm.has(policy.alarm.name)
          ? stepWish(policy, group, this.alarms.get(policy.alarm.name)?.value)
          : undefined;
      case "target-tracking": {
        const { high, low } = { high: `${policy.name} AlarmHigh`, low: `${policy.name} AlarmLow` };
        if (this.inAlarm.has(high)) return trackingWish(policy, group, this.alarms.get(high)?.value, "out");
        if (this.inAlarm.has(low)) return trackingWish(policy, group, this.alarms.get(low)?.value, "in");
        return undefined;
      }
      case "replicas":
        return this.replicas.get(policy.name)?.wish(policy, group, this.latest[policy.metric]);
    }
  }
}
