import { Dashboard } from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import type { Watched } from "./alarms";
import { cpuThresholds, policyOf, targetOf } from "./growth";
import { type Metric, type Metrics, metricsOf, type Subjects, targetGroupsQuery } from "./metrics";

const WIDTH = 8;
const HEIGHT = 6;

interface Line {
  readonly metric: Metric;
  readonly label: string;
}

interface Limit {
  readonly label: string;
  readonly value: number;
}

/**
 * One growth event on one screen, read like a page: the load comes, CPU crosses its threshold, instances are added
 * and become healthy, visitors notice nothing.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export function dashboardBody(service: Watched, subjects: Subjects, region: string) {
  const metrics = metricsOf(subjects);
  const charts = [
    ...growth(service, metrics),
    ...visitors(service, metrics, subjects.loadBalancer),
    ...resources(service, metrics),
  ];
  return {
    widgets: charts.map((properties, index) => ({
      type: "metric",
      width: WIDTH,
      height: HEIGHT,
      x: (index % 3) * WIDTH,
      y: Math.floor(index / 3) * HEIGHT,
      properties: { ...properties, region },
    })),
  };
}

/** Cause and reaction. */
function growth(service: Watched, metrics: Metrics) {
  const { scaling } = service;
  return [
    chart("Load: requests a minute", [{ metric: metrics.requests, label: "requests" }], []),
    cpuChart(service, metrics),
    chart(
      "Instances against min and max",
      [{ metric: metrics.instances, label: "running" }],
      [
        { label: "max", value: scaling.max },
        { label: "min", value: scaling.min },
      ],
    ),
  ];
}

/** CPU against what makes the group grow and shrink, where CPU does. */
function cpuChart(service: Watched, metrics: Metrics) {
  const line = [{ metric: metrics.cpu, label: "mean CPU" }];
  if (service.scaling.metric !== "cpu") {
    return chart(`CPU (%); the group grows by ${service.scaling.metric}`, line, []);
  }
  if (policyOf(service) === "targetTracking") {
    const target = targetOf(service) ?? 0;
    return chart("CPU against the target (%)", line, [{ label: `keeps to ${target}`, value: target }]);
  }
  const { upper, lower } = cpuThresholds(service);
  return chart("CPU against both thresholds (%)", line, [
    { label: `adds above ${upper}`, value: upper },
    { label: `removes below ${lower}`, value: lower },
  ]);
}

/** Effect: what visitors notice. */
function visitors({ alarms }: Watched, metrics: Metrics, loadBalancer: string) {
  return [
    queries("Hosts as the load balancer sees them", [
      { label: "healthy", expression: targetGroupsQuery("MAX", "HealthyHostCount", loadBalancer) },
      {
        label: "unhealthy",
        expression: targetGroupsQuery("MAX", "UnHealthyHostCount", loadBalancer),
      },
    ]),
    chart(
      "Time to answer (s)",
      [
        { metric: metrics.latencyMedian, label: "median" },
        { metric: metrics.latency, label: "95th percentile" },
      ],
      alarms === false ? [] : [{ label: "alarm", value: alarms.latencyMs / 1000 }],
    ),
    chart(
      "Errors a minute (5xx)",
      [
        { metric: metrics.targetErrors, label: "from the application" },
        { metric: metrics.balancerErrors, label: "from the load balancer" },
      ],
      [],
    ),
  ];
}

/** What scaling does not see, and Beanstalk's own judgement. */
function resources({ alarms }: Watched, metrics: Metrics) {
  return [
    chart(
      "Memory in use (%)",
      [{ metric: metrics.memory, label: "mean memory" }],
      alarms === false ? [] : [{ label: "alarm", value: alarms.memoryPercent }],
    ),
    chart("Network out of an instance (bytes a minute)", [{ metric: metrics.networkOut, label: "mean" }], []),
    chart(
      "Health: 0 ok, 15 warning, 20 degraded, 25 severe",
      [{ metric: metrics.health, label: "health" }],
      [],
    ),
  ];
}

function chart(title: string, lines: readonly Line[], limits: readonly Limit[]) {
  return {
    ...FRAME,
    title,
    metrics: lines.map(({ metric, label }) => [
      metric.namespace,
      metric.name,
      ...Object.entries(metric.dimensions).flat(),
      { stat: metric.stat, label },
    ]),
    ...(limits.length === 0 ? {} : { annotations: { horizontal: limits } }),
  };
}

function queries(title: string, lines: readonly { readonly label: string; readonly expression: string }[]) {
  return {
    ...FRAME,
    title,
    metrics: lines.map(({ label, expression }, index) => [{ expression, label, id: `q${index + 1}` }]),
  };
}

const FRAME = { view: "timeSeries", stacked: false, period: 60, yAxis: { left: { min: 0 } } };

interface DashboardArgs {
  readonly service: Watched;
  readonly subjects: Subjects<pulumi.Output<string>>;
  readonly region: pulumi.Output<string>;
}

/** The dashboard, under the environment's name. */
export function createDashboard(
  name: string,
  { service, subjects, region }: DashboardArgs,
  opts: { readonly parent: pulumi.Resource },
): Dashboard {
  const body = pulumi
    .all([subjects.environmentName, subjects.autoScalingGroupName, subjects.loadBalancer, region])
    .apply(([environmentName, autoScalingGroupName, loadBalancer, where]) =>
      JSON.stringify(dashboardBody(service, { environmentName, autoScalingGroupName, loadBalancer }, where)),
    );
  return new Dashboard(name, { dashboardName: subjects.environmentName, dashboardBody: body }, opts);
}
