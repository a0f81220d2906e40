import type * as pulumi from "@pulumi/pulumi";
import * as cloudfront from "@pulumi/aws/cloudfront";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type { Site } from "./schema";

/** CloudFront's metrics are in this region, whatever the stack's. */
const REGION = "us-east-1";

type AlarmArgs = cloudwatch.MetricAlarmArgs;

/**
 * The alarms of a site, in us-east-1.
 *
 * @returns the one on server errors; undefined where alarms are off
 */
export function siteAlarms(
  name: string,
  site: Pick<Site, "alarms" | "alarmTopicArn" | "tags">,
  distribution: cloudfront.Distribution,
  opts: pulumi.ResourceOptions,
): cloudwatch.MetricAlarm | undefined {
  const { alarms, alarmTopicArn, tags } = site;
  if (!alarms.enabled) {
    return undefined;
  }
  // OriginLatency and CacheHitRate are counted only where this is on.
  new cloudfront.MonitoringSubscription(
    `${name}-metrics`,
    {
      distributionId: distribution.id,
      monitoringSubscription: {
        realtimeMetricsSubscriptionConfig: { realtimeMetricsSubscriptionStatus: "Enabled" },
      },
    },
    opts,
  );
  const actions = alarmTopicArn === undefined ? [] : [alarmTopicArn];
  const common = { region: REGION, alarmActions: actions, okActions: actions, tags: { ...tags } };
  const make = (role: string, args: AlarmArgs) =>
    new cloudwatch.MetricAlarm(
      `${name}-${role}`,
      { ...common, ...args, treatMissingData: "notBreaching" },
      opts,
    );
  make("client-errors", clientErrors(name, alarms, distribution.id));
  make("origin-latency", originLatency(name, alarms, distribution.id));
  if (alarms.cacheHitPercent > 0) {
    make("cache-hits", cacheHits(name, alarms, distribution.id));
  }
  return make("server-errors", serverErrors(name, alarms, distribution.id));
}

function dimensionsOf(distributionId: pulumi.Input<string>) {
  return { DistributionId: distributionId, Region: "Global" };
}

function serverErrors(name: string, alarms: Site["alarms"], id: pulumi.Input<string>): AlarmArgs {
  return {
    alarmDescription: `Site ${name}: more than ${alarms.serverErrorPercent} % of the answers are server errors`,
    namespace: "AWS/CloudFront",
    metricName: "5xxErrorRate",
    dimensions: dimensionsOf(id),
    statistic: "Average",
    period: 300,
    evaluationPeriods: 1,
    comparisonOperator: "GreaterThanThreshold",
    threshold: alarms.serverErrorPercent,
  };
}

function originLatency(name: string, alarms: Site["alarms"], id: pulumi.Input<string>): AlarmArgs {
  return {
    alarmDescription: `Site ${name}: the origin takes longer than ${alarms.originLatencyMs} ms`,
    namespace: "AWS/CloudFront",
    metricName: "OriginLatency",
    dimensions: dimensionsOf(id),
    extendedStatistic: "p95",
    period: 300,
    evaluationPeriods: 3,
    comparisonOperator: "GreaterThanThreshold",
    threshold: alarms.originLatencyMs,
  };
}

function clientErrors(name: string, alarms: Site["alarms"], id: pulumi.Input<string>): AlarmArgs {
  return {
    alarmDescription: `Site ${name}: more than ${alarms.clientErrorPercent} % of the answers are 4xx`,
    metricQueries: whereBusy("4xxErrorRate", alarms.minRequests, 0, 300, id),
    evaluationPeriods: 3,
    comparisonOperator: "GreaterThanThreshold",
    threshold: alarms.clientErrorPercent,
  };
}

function cacheHits(name: string, alarms: Site["alarms"], id: pulumi.Input<string>): AlarmArgs {
  return {
    alarmDescription: `Site ${name}: less than ${alarms.cacheHitPercent} % of the requests are answered from the edge`,
    metricQueries: whereBusy("CacheHitRate", alarms.minRequests * 12, 100, 3600, id),
    evaluationPeriods: 1,
    comparisonOperator: "LessThanThreshold",
    threshold: alarms.cacheHitPercent,
  };
}

/** A rate where there is enough traffic for it to mean something, and `quiet` where there is not. */
function whereBusy(
  rate: string,
  minRequests: number,
  quiet: number,
  period: number,
  id: pulumi.Input<string>,
): cloudwatch.MetricAlarmArgs["metricQueries"] {
  const metric = (metricName: string, stat: string) => ({
    namespace: "AWS/CloudFront",
    metricName,
    dimensions: dimensionsOf(id),
    stat,
    period,
  });
  return [
    { id: "requests", metric: metric("Requests", "Sum") },
    { id: "rate", metric: metric(rate, "Average") },
    {
      id: "shown",
      expression: `IF(requests >= ${minRequests}, rate, ${quiet})`,
      label: `${rate} of busy periods`,
      returnData: true,
    },
  ];
}
