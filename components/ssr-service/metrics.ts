/** A CloudWatch metric with what it is measured of. `V` is the type of values that AWS assigns. */
export interface Metric<V = string> {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, V | string>>;
  readonly stat: string;
}

/** What a service's metrics are measured of. */
export interface Subjects<V = string> {
  readonly environmentName: V;
  readonly autoScalingGroupName: V;
  /** `app/NAME/ID`, the last part of the load balancer's ARN. */
  readonly loadBalancer: V;
}

/** Namespace of what the CloudWatch agent measures on the instances. */
export const AGENT_NAMESPACE = "web-infra/SsrService";

/** Every metric that alarms and dashboard read. */
export function metricsOf<V>(subjects: Subjects<V>) {
  const group = { AutoScalingGroupName: subjects.autoScalingGroupName };
  const balancer = { LoadBalancer: subjects.loadBalancer };
  const environment = { EnvironmentName: subjects.environmentName };
  const metric =
    (namespace: string, dimensions: Readonly<Record<string, V | string>>) =>
    (name: string, stat: string): Metric<V> => ({ namespace, name, dimensions, stat });
  const ec2 = metric("AWS/EC2", group);
  const alb = metric("AWS/ApplicationELB", balancer);
  return {
    cpu: ec2("CPUUtilization", "Average"),
    // With detailed monitoring each instance sends one value a minute: their number is the number of instances.
    instances: ec2("CPUUtilization", "SampleCount"),
    networkOut: ec2("NetworkOut", "Average"),
    // Sent every five minutes.
    surplusCredits: ec2("CPUSurplusCreditsCharged", "Sum"),
    // The file system of Amazon Linux 2023's root volume.
    disk: metric(AGENT_NAMESPACE, { ...environment, path: "/", fstype: "xfs" })(
      "disk_used_percent",
      "Maximum",
    ),
    memory: metric(AGENT_NAMESPACE, environment)("mem_used_percent", "Average"),
    requests: alb("RequestCount", "Sum"),
    latencyMedian: alb("TargetResponseTime", "p50"),
    latency: alb("TargetResponseTime", "p95"),
    targetErrors: alb("HTTPCode_Target_5XX_Count", "Sum"),
    balancerErrors: alb("HTTPCode_ELB_5XX_Count", "Sum"),
    health: metric("AWS/ElasticBeanstalk", environment)("EnvironmentHealth", "Maximum"),
  } as const;
}

/** The metrics of one service. */
export type Metrics<V = string> = ReturnType<typeof metricsOf<V>>;

/**
 * A Metrics Insights query over the load balancer's target groups, whichever they are at the time: a traffic-splitting
 * deployment adds one, and a metric of `AWS/ApplicationELB` needs the target group as a dimension.
 */
export function targetGroupsQuery(stat: "MAX" | "SUM", metric: string, loadBalancer: string): string {
  return `SELECT ${stat}(${metric}) FROM SCHEMA("AWS/ApplicationELB", LoadBalancer, TargetGroup) WHERE LoadBalancer = '${loadBalancer}'`;
}

/** `app/NAME/ID` of a load balancer's ARN; empty where there is no ARN. */
export function loadBalancerDimension(arn: string): string {
  return arn.split(":loadbalancer/")[1] ?? "";
}
