/** How the load balancer finds out whether an instance can serve. */
export interface HealthCheckConfig {
  /** Seconds between two checks, 5–300; more than `timeout`. @default 15 */
  readonly interval?: number | undefined;
  /** Seconds that an answer may take, 1–60. @default 5 */
  readonly timeout?: number | undefined;
  /** Good answers in a row that make an instance healthy, 2–10. @default 3 */
  readonly healthyThreshold?: number | undefined;
  /** Failed checks in a row that make it unhealthy, 2–10. @default 3 */
  readonly unhealthyThreshold?: number | undefined;
  /** HTTP codes of a good answer, 200–499: one, a list (`200,204`) or a range (`200-299`). @default "200" */
  readonly matcher?: string | undefined;
  /**
   * Whether instances that stay unhealthy are replaced by new ones. Then the path must tell of the instance alone: if
   * it fails with a database, all instances are replaced again and again. Turn it off with the policies `Rolling` and
   * `AllAtOnce`, whose restarts fail the checks of instances that run.
   *
   * @default true
   */
  readonly replace?: boolean | undefined;
  /**
   * Seconds that a new instance gets to start and to install the application before its health counts for
   * replacement, 60–7200.
   *
   * @default 600
   */
  readonly gracePeriod?: number | undefined;
}

/**
 * When instances are added and taken away: the mean CPU of the group above `cpuUpper` for `evaluationPeriods` periods
 * in a row adds, below `cpuLower` removes.
 *
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environments-cfg-autoscaling-triggers.html
 */
export interface ScalingConfig {
  /** Instances that always run, 1–10000; with two, one zone may fail. @default 2 */
  readonly min?: number | undefined;
  /** Instances at most, 1–10000, at least `min`. @default 4 */
  readonly max?: number | undefined;
  /** Mean CPU in percent above which instances are added, 1–100. @default 80 */
  readonly cpuUpper?: number | undefined;
  /**
   * Mean CPU in percent below which instances are taken away, 0–99, below `cpuUpper`. After one is gone the others
   * carry its load: `cpuLower × (min + 1) / min` must not exceed `cpuUpper`, or the group would swing.
   *
   * @default 40
   */
  readonly cpuLower?: number | undefined;
  /** Minutes that one measurement covers, 1–600. @default 1 */
  readonly period?: number | undefined;
  /** Measurements in a row beyond a threshold before the group changes; × `period` at most 600 minutes. @default 3 */
  readonly evaluationPeriods?: number | undefined;
  /** Instances added or taken away at once, 1–100. @default 1 */
  readonly step?: number | undefined;
  /** Seconds after a change during which the group does not change again, 0–10000. @default 180 */
  readonly cooldown?: number | undefined;
}

/** Spot instances are cheaper, and are taken back by AWS with two minutes' notice. */
export interface SpotConfig {
  /** On-demand instances before any spot one is used, 0 to the group's `max`. @default - scaling.min */
  readonly onDemandBase?: number | undefined;
  /** Percentage of on-demand instances above the base, 0–100. @default 0 */
  readonly onDemandPercentage?: number | undefined;
}

/** A cookie of the load balancer's own keeps a visitor on one instance. */
export interface StickinessConfig {
  /** Seconds that the cookie holds, 1–604800. @default 86400 */
  readonly duration?: number | undefined;
}

/** @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.rolling-version-deploy.html */
export interface DeploymentConfig {
  /**
   * `Immutable` starts the new version on instances of its own and switches when they are healthy: full capacity
   * throughout, and a failed version never touches the running instances. `TrafficSplitting` does the same and lets
   * a part of the visitors try the new version first. `RollingWithAdditionalBatch` and `Rolling` reuse instances
   * batch by batch (quicker, but a failed deployment leaves both versions running); `AllAtOnce` interrupts the
   * service and is for trying things out.
   *
   * @default "Immutable"
   */
  readonly policy?:
    "Immutable" | "TrafficSplitting" | "RollingWithAdditionalBatch" | "Rolling" | "AllAtOnce" | undefined;
  /** With `TrafficSplitting`: percentage of requests that the new version gets at first, 1–100. @default 10 */
  readonly newVersionPercent?: number | undefined;
  /** With `TrafficSplitting`: minutes that it is watched before it gets all of them, 3–600. @default 5 */
  readonly evaluationMinutes?: number | undefined;
  /** With `Rolling…`: percentage of the instances in one batch, 1–100. @default 50 */
  readonly batchPercent?: number | undefined;
  /** Seconds that a batch of instances may take to become healthy, 1–3600. @default 900 */
  readonly timeout?: number | undefined;
}

/** Access logs of the load balancer, in a private bucket of their own. */
export interface AccessLogsConfig {
  /** Days that they are kept, 1–3653. @default 90 */
  readonly retentionDays?: number | undefined;
}

/** From where on somebody is told. */
export interface AlarmsConfig {
  /** Mean CPU of the group in percent, 1–100, at or above it. @default - scaling.cpuUpper */
  readonly cpuPercent?: number | undefined;
  /** Mean memory in use in percent, 1–100. @default 85 */
  readonly memoryPercent?: number | undefined;
  /**
   * Mean traffic that an instance sends in Mbit/s, above 0. The default is 80 % of what a t4g.small can sustain.
   *
   * @default 100
   * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/gp.html
   */
  readonly networkOutMbps?: number | undefined;
  /** 95th percentile of the seconds that instances take to answer, above 0. @default 1 */
  readonly latencySeconds?: number | undefined;
  /** Percentage of requests answered with a 5xx code, above 0 and at most 100. @default 5 */
  readonly errorPercent?: number | undefined;
  /** Requests in a minute below which a share of errors says nothing, 0–1,000,000. @default 20 */
  readonly errorMinRequests?: number | undefined;
}
