/** Alarms of a site. */
import * as cloudfront from "@pulumi/aws/cloudfront";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { US_EAST_1 } from "../aws/regions";
import { toggle } from "../fields";

export interface AlarmsKeys {
  /**
   * CloudWatch alarms in us-east-1, where CloudFront's metrics are; `false` makes none, and CloudFront's additional metrics
   * (charged) are off.
   *
   * @default - made where they have a receiver: the stack's alarmEmail, or the component's alarmTopicArn
   */
  readonly alarms?: boolean | AlarmsConfig | undefined;
}

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html */
export interface AlarmsConfig {
  /**
   * Alarm when more than this share of answers in five minutes is a server error (5xx), percent, 0–100.
   *
   * @default 5
   */
  readonly serverErrorPercent?: number | undefined;
  /**
   * Alarm when more than this share of answers over fifteen minutes is a 4xx, percent, 0–100; not below `minRequests`.
   *
   * @default 25
   */
  readonly clientErrorPercent?: number | undefined;
  /**
   * Alarm when the 95th percentile of the origin's answers takes longer over fifteen minutes, milliseconds, 1–60000.
   *
   * @default 3000
   */
  readonly latencyMs?: number | undefined;
  /**
   * Alarm when less than this share of requests over an hour is answered from the edge, percent, 0–100; not below
   * `minRequests`. 0 leaves the alarm out.
   *
   * @default 50
   */
  readonly cacheHitPercent?: number | undefined;
  /**
   * Requests in five minutes below which `clientErrorPercent` and `cacheHitPercent` say nothing, 1–1000000.
   *
   * @default 500
   */
  readonly minRequests?: number | undefined;
}

const percent = z.number().min(0).max(100);

export const alarmsShape = {
  alarms: toggle(
    z.strictObject({
      serverErrorPercent: percent.default(5),
      clientErrorPercent: percent.default(25),
      latencyMs: z.int().min(1).max(60_000).default(3000),
      cacheHitPercent: percent.default(50),
      minRequests: z.int().min(1).max(1_000_000).default(500),
    }),
  ).prefault(true),
} as const;

export type Alarms = z.output<z.ZodObject<typeof alarmsShape>>;

/** The thresholds where there are alarms. */
type Thresholds = Exclude<Alarms["alarms"], false>;

type AlarmArgs = cloudwatch.MetricAlarmArgs;

/**
 * The alarms of a site, in us-east-1.
 *
 * @returns the one on server errors; undefined where alarms are off
 */
export function createAlarms(
  name: string,
  site: Alarms & {
    readonly alarmTopicArn?: pulumi.Input<string> | undefined;
    readonly tags: Readonly<Record<string, string>>;
  },
  distribution: cloudfront.Distribution,
  opts: pulumi.CustomResourceOptions,
): cloudwatch.MetricAlarm | undefined {
  const { alarms, alarmTopicArn, tags } = site;
  if (alarms === false) {
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
  const common = { region: US_EAST_1, alarmActions: actions, okActions: actions, tags: { ...tags } };
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

function serverErrors(name: string, alarms: Thresholds, id: pulumi.Input<string>): AlarmArgs {
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

function originLatency(name: string, alarms: Thresholds, id: pulumi.Input<string>): AlarmArgs {
  return {
    alarmDescription: `Site ${name}: the origin takes longer than ${alarms.latencyMs} ms`,
    namespace: "AWS/CloudFront",
    metricName: "OriginLatency",
    dimensions: dimensionsOf(id),
    extendedStatistic: "p95",
    period: 300,
    evaluationPeriods: 3,
    comparisonOperator: "GreaterThanThreshold",
    threshold: alarms.latencyMs,
  };
}

function clientErrors(name: string, alarms: Thresholds, id: pulumi.Input<string>): AlarmArgs {
  return {
    alarmDescription: `Site ${name}: more than ${alarms.clientErrorPercent} % of the answers are 4xx`,
    metricQueries: whereBusy("4xxErrorRate", alarms.minRequests, 0, 300, id),
    evaluationPeriods: 3,
    comparisonOperator: "GreaterThanThreshold",
    threshold: alarms.clientErrorPercent,
  };
}

function cacheHits(name: string, alarms: Thresholds, id: pulumi.Input<string>): AlarmArgs {
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
