import type { ScalingPolicy } from "./scaling";

/** A scheduled action: at this time the group's numbers change, without waiting for a cooldown. */
export interface ScheduledAction {
  readonly name: string;
  /** Minutes after Monday, 00:00 UTC, and every so many minutes after that (1,440 daily, 10,080 weekly). */
  readonly atMinute: number;
  readonly everyMinutes?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly desired?: number;
}

/** How a target's health is checked, and what follows. */
export interface HealthCheckSettings {
  /** Seconds between two checks of one target. */
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  /** So many good checks make a target healthy. */
  readonly healthyThreshold: number;
  /** So many bad checks make it unhealthy. */
  readonly unhealthyThreshold: number;
  /** The group replaces what the balancer finds unhealthy. */
  readonly replace: boolean;
  /** No replacement in the first so many seconds after the launch. */
  readonly graceSeconds: number;
}

/** How a new version of the application gets to the instances. */
export interface DeploymentSettings {
  readonly policy: "AllAtOnce" | "Rolling" | "RollingWithAdditionalBatch" | "Immutable" | "TrafficSplitting";
  /** Instances a batch for the rolling kinds: a number, or percent of the group. */
  readonly batch: { readonly type: "Fixed" | "Percentage"; readonly size: number };
  /** Traffic splitting: percent of the requests to the new version, and for how many minutes. */
  readonly newVersionPercent: number;
  readonly evaluationMinutes: number;
}

/** The machine that runs the application. */
export interface InstanceSettings {
  /** Name, such as `t4g.small`; of a replica, what it asks for. */
  readonly type: string;
  readonly vcpus: number;
  /** Burstable types: the share of each vCPU, in percent, that earns as many credits as it spends. */
  readonly baselinePercent?: number;
  /** Burstable types: out of credits, `unlimited` costs money and `standard` slows down to the baseline. */
  readonly credits?: "unlimited" | "standard";
}

/** Everything about a service that decides how it answers traffic. Times in the unit that the name says. */
export interface ServiceSettings {
  readonly name: string;
  /** Where they were read: `beanstalk`, `autoscaling-group` or `cluster`. */
  readonly kind: "beanstalk" | "autoscaling-group" | "cluster";
  readonly minimum: number;
  readonly maximum: number;
  /** Instances at the beginning. */
  readonly desired: number;
  readonly instance: InstanceSettings;
  /** Processes of the application on each instance; ≥ 1. */
  readonly processes: number;
  readonly policies: readonly ScalingPolicy[];
  readonly schedules: readonly ScheduledAction[];
  /** A new instance does not count for step and target tracking policies for so long after it is in service. */
  readonly warmupSeconds: number;
  /** Minutes between two points of the instances' own metrics: 1 detailed, 5 basic monitoring. */
  readonly metricMinutes: 1 | 5;
  readonly healthCheck: HealthCheckSettings;
  /** Requests in flight have so long when an instance leaves. */
  readonly drainSeconds: number;
  /** The balancer gives up an answer after so long. */
  readonly timeoutSeconds: number;
  readonly deployment: DeploymentSettings;
}

/** What only a running account would show, with the usual values. */
export interface Environment {
  /** Minutes from the launch of an instance until its application answers; > 0, default 4. */
  readonly bootMinutes: number;
  /** Seconds from the launch until EC2 reports it running and Auto Scaling in service; default 60, at most the boot. */
  readonly launchSeconds: number;
  /** Seconds after its end until a minute's metric can be seen by an alarm; default 60. */
  readonly metricDelaySeconds: number;
  /** Minutes that an instance needs to restart the application in a rolling deployment; default 1. */
  readonly redeployMinutes: number;
  /** Length of a step of the model in seconds, a divisor of 60; default 5. */
  readonly stepSeconds: number;
  /**
   * Runs by chance: every request is drawn and served by itself, the same for the same seed. Without it the run is the
   * expected one. Takes time in proportion to the requests.
   */
  readonly seed?: number;
  /** Minute of a deployment's start; none by default. */
  readonly releaseAtMinute?: number;
}

export const DEFAULT_ENVIRONMENT: Environment = {
  bootMinutes: 4,
  launchSeconds: 60,
  metricDelaySeconds: 60,
  redeployMinutes: 1,
  stepSeconds: 5,
};
