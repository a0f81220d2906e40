import { MetricAlarm } from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import type { ResolvedConfig } from "./defaults";
import { type Metric, metricsOf, type Subjects, targetGroupsQuery } from "./metrics";

/** One alarm, without what AWS assigns. */
export interface AlarmSpec<V = string> {
  /** Last part of the logical name. */
  readonly role: string;
  readonly description: string;
  readonly threshold: number;
  readonly comparison: "GreaterThanThreshold" | "GreaterThanOrEqualToThreshold";
  /** Minutes that are looked at, and how many of them must be beyond the threshold. */
  readonly minutes: number;
  readonly breaching: number;
  readonly measure:
    Metric<V> | { readonly expression: string; readonly metrics: Readonly<Record<string, Metric<V>>> };
}

const AT_LEAST = "GreaterThanOrEqualToThreshold";

/** Severity "Degraded" of EnvironmentHealth: 0 Ok, 1 Info, 5 Unknown, 10 No data, 15 Warning, 20 Degraded, 25 Severe. */
const DEGRADED = 20;

/** Every alarm of a service on metrics of its own, from the first sign of growth to visitors who get errors. */
export function alarmSpecs<V>(config: ResolvedConfig, subjects: Subjects<V>): AlarmSpec<V>[] {
  const { min, max } = config.scaling;
  const metrics = metricsOf(subjects);
  const specs = [...loadAlarms(config, metrics), ...visitorAlarms(config, metrics)];
  // A group of a fixed size is always at its maximum.
  return min === max ? specs : [...specs, atMaximum(max, metrics.instances)];
}

type Metrics<V> = ReturnType<typeof metricsOf<V>>;

function loadAlarms<V>({ alarms, scaling }: ResolvedConfig, metrics: Metrics<V>): AlarmSpec<V>[] {
  return [
    {
      role: "cpu",
      description: `Mean CPU is at or above ${alarms.cpuPercent} %: instances are being added, up to ${scaling.max}`,
      threshold: alarms.cpuPercent,
      comparison: AT_LEAST,
      minutes: scaling.period * scaling.evaluationPeriods,
      breaching: scaling.period * scaling.evaluationPeriods,
      measure: metrics.cpu,
    },
    {
      role: "memory",
      description: `Memory in use is at or above ${alarms.memoryPercent} %: CPU scaling does not see it`,
      threshold: alarms.memoryPercent,
      comparison: AT_LEAST,
      minutes: 5,
      breaching: 5,
      measure: metrics.memory,
    },
    {
      role: "network-out",
      description: `An instance sends ${alarms.networkOutMbps} Mbit/s or more on average: small types are throttled`,
      threshold: bytesPerMinute(alarms.networkOutMbps),
      comparison: AT_LEAST,
      minutes: 5,
      breaching: 5,
      measure: metrics.networkOut,
    },
  ];
}

function visitorAlarms<V>({ alarms }: ResolvedConfig, metrics: Metrics<V>): AlarmSpec<V>[] {
  const share = (errors: Metric<V>, of: string) => ({
    expression: `IF(${of} >= ${alarms.errorMinRequests}, 100 * FILL(errors, 0) / ${of}, 0)`,
    metrics: { errors, requests: metrics.requests },
  });
  return [
    {
      role: "target-errors",
      description: `${alarms.errorPercent} % or more of the requests are answered with 5xx by the application`,
      threshold: alarms.errorPercent,
      comparison: AT_LEAST,
      minutes: 3,
      breaching: 2,
      measure: share(metrics.targetErrors, "requests"),
    },
    {
      role: "balancer-errors",
      description: `${alarms.errorPercent} % or more of the requests are answered with 5xx by the load balancer: no instance could take them`,
      threshold: alarms.errorPercent,
      comparison: AT_LEAST,
      minutes: 3,
      breaching: 2,
      measure: share(metrics.balancerErrors, ASKED),
    },
    {
      role: "latency",
      description: `One request in twenty takes ${alarms.latencySeconds} s or more`,
      threshold: alarms.latencySeconds,
      comparison: AT_LEAST,
      minutes: 5,
      breaching: 3,
      measure: metrics.latency,
    },
    {
      role: "health",
      description: "Elastic Beanstalk reports the environment as degraded or severe",
      threshold: DEGRADED,
      comparison: AT_LEAST,
      minutes: 5,
      breaching: 3,
      measure: metrics.health,
    },
  ];
}

/**
 * What visitors asked for, as the load balancer's own errors see it: `RequestCount` leaves out the requests that found no
 * instance, so that in the worst outage there are errors and no requests at all.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
const ASKED = "MAX([FILL(requests, 0), FILL(errors, 0)])";

function atMaximum<V>(max: number, measure: Metric<V>): AlarmSpec<V> {
  return {
    role: "at-maximum",
    description: `All ${max} instances that are allowed are running: more load finds no more capacity`,
    threshold: max,
    comparison: AT_LEAST,
    minutes: 10,
    breaching: 10,
    measure,
  };
}

/** `NetworkOut` counts bytes in a period, here of a minute. */
function bytesPerMinute(mbps: number): number {
  return Math.round((mbps * 1_000_000 * 60) / 8);
}

interface AlarmsArgs {
  readonly config: ResolvedConfig;
  readonly subjects: Subjects<pulumi.Output<string>>;
  readonly topicArn: pulumi.Input<string> | undefined;
  readonly tags: Readonly<Record<string, pulumi.Input<string>>> | undefined;
}

/** The alarms, by role; each tells the topic when it begins and when it ends. */
export function makeAlarms(
  name: string,
  args: AlarmsArgs,
  opts: { readonly parent: pulumi.Resource },
): ReadonlyMap<string, MetricAlarm> {
  const actions = args.topicArn === undefined ? [] : [args.topicArn];
  const common = {
    alarmActions: actions,
    okActions: actions,
    // A metric without data (no traffic, no instance yet) is no reason to wake anybody.
    treatMissingData: "notBreaching",
    ...(args.tags === undefined ? {} : { tags: args.tags }),
  };
  const alarms = new Map<string, MetricAlarm>();
  for (const spec of alarmSpecs(args.config, args.subjects)) {
    const alarm = new MetricAlarm(
      `${name}-${spec.role}`,
      {
        ...common,
        ...measured(spec),
        alarmDescription: `${name}: ${spec.description}`,
        threshold: spec.threshold,
        comparisonOperator: spec.comparison,
        evaluationPeriods: spec.minutes,
        datapointsToAlarm: spec.breaching,
      },
      opts,
    );
    alarms.set(spec.role, alarm);
  }
  alarms.set("unhealthy-hosts", unhealthyHosts(name, args, common, opts));
  return alarms;
}

const MINUTE = 60;

function measured({ measure }: AlarmSpec<pulumi.Output<string>>) {
  if (!("expression" in measure)) {
    const statistic = measure.stat.startsWith("p")
      ? { extendedStatistic: measure.stat }
      : { statistic: measure.stat };
    return {
      namespace: measure.namespace,
      metricName: measure.name,
      dimensions: measure.dimensions,
      period: MINUTE,
      ...statistic,
    };
  }
  const metrics = Object.entries(measure.metrics).map(([id, { namespace, name, dimensions, stat }]) => ({
    id,
    metric: { namespace, metricName: name, dimensions, stat, period: MINUTE },
  }));
  return { metricQueries: [{ id: "share", expression: measure.expression, returnData: true }, ...metrics] };
}

/**
 * Whether some instance, over all target groups, fails its checks for longer than a new one may take to start. The group
 * registers an instance as soon as its machine runs, minutes before the application answers: until then it counts as
 * unhealthy, in each growth and each deployment, and nobody should be woken by those.
 */
function unhealthyHosts(
  name: string,
  { config, subjects }: AlarmsArgs,
  common: object,
  opts: { readonly parent: pulumi.Resource },
): MetricAlarm {
  const expression = subjects.loadBalancer.apply((each) =>
    targetGroupsQuery("MAX", "UnHealthyHostCount", each),
  );
  const minutes = Math.ceil(config.healthCheck.gracePeriod / MINUTE);
  return new MetricAlarm(
    `${name}-unhealthy-hosts`,
    {
      ...common,
      alarmDescription: `${name}: at least one instance has failed its health checks for ${minutes} minutes, longer than a new one may take to start`,
      metricQueries: [{ id: "unhealthy", expression, period: MINUTE, returnData: true }],
      threshold: 1,
      comparisonOperator: AT_LEAST,
      evaluationPeriods: minutes,
      datapointsToAlarm: minutes,
    },
    opts,
  );
}
