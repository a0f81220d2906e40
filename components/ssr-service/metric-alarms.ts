import { MetricAlarm } from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { type AlarmSpec, alarmSpecs, type Watched } from "./alarms";
import type { HealthCheck } from "./health-check";
import { type Subjects, targetGroupsQuery } from "./metrics";

const AT_LEAST = "GreaterThanOrEqualToThreshold";

interface AlarmsArgs {
  readonly service: Watched & HealthCheck;
  readonly subjects: Subjects<pulumi.Output<string>>;
  readonly topicArn: pulumi.Input<string> | undefined;
  readonly tags?: Readonly<Record<string, pulumi.Input<string>>> | undefined;
}

/** The alarms, by role; each notifies the topic when it begins and when it ends. None where they are not enabled. */
export function createAlarms(
  name: string,
  args: AlarmsArgs,
  opts: { readonly parent: pulumi.Resource },
): ReadonlyMap<string, MetricAlarm> {
  const alarms = new Map<string, MetricAlarm>();
  if (args.service.alarms === false) {
    return alarms;
  }
  const actions = args.topicArn === undefined ? [] : [args.topicArn];
  const common = {
    alarmActions: actions,
    okActions: actions,
    // A metric without data (no traffic, no instance yet) is no reason to wake a person.
    treatMissingData: "notBreaching",
    ...(args.tags === undefined ? {} : { tags: args.tags }),
  };
  for (const spec of alarmSpecs(args.service, args.subjects)) {
    const alarm = new MetricAlarm(
      `${name}-${spec.role}`,
      {
        ...common,
        ...measured(spec),
        alarmDescription: `${name}: ${spec.description}`,
        threshold: spec.threshold,
        comparisonOperator: spec.comparison,
        evaluationPeriods: spec.minutes / (spec.periodMinutes ?? 1),
        datapointsToAlarm: spec.breaching / (spec.periodMinutes ?? 1),
      },
      opts,
    );
    alarms.set(spec.role, alarm);
  }
  alarms.set("unhealthy-hosts", createUnhealthyHostsAlarm(name, args, common, opts));
  return alarms;
}

const MINUTE = 60;

function measured({ measure, periodMinutes = 1 }: AlarmSpec<pulumi.Output<string>>) {
  const period = periodMinutes * MINUTE;
  if (!("expression" in measure)) {
    const statistic = measure.stat.startsWith("p")
      ? { extendedStatistic: measure.stat }
      : { statistic: measure.stat };
    return {
      namespace: measure.namespace,
      metricName: measure.name,
      dimensions: measure.dimensions,
      period,
      ...statistic,
    };
  }
  const metrics = Object.entries(measure.metrics).map(([id, { namespace, name, dimensions, stat }]) => ({
    id,
    metric: { namespace, metricName: name, dimensions, stat, period },
  }));
  return { metricQueries: [{ id: "share", expression: measure.expression, returnData: true }, ...metrics] };
}

/**
 * Whether some instance, over all target groups, fails its checks for longer than a new one may take to start. The group
 * registers an instance as soon as its machine runs, minutes before the application answers: until then it counts as
 * unhealthy, in each growth and each deployment, and those are no reason to wake a person.
 */
function createUnhealthyHostsAlarm(
  name: string,
  { service, subjects }: AlarmsArgs,
  common: object,
  opts: { readonly parent: pulumi.Resource },
): MetricAlarm {
  const expression = subjects.loadBalancer.apply((each) =>
    targetGroupsQuery("MAX", "UnHealthyHostCount", each),
  );
  const minutes = Math.ceil(service.healthCheck.gracePeriod / MINUTE);
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
