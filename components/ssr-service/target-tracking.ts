import { Policy } from "@pulumi/aws/autoscaling";
import type { types } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Metric, metricsOf, type Subjects } from "./metrics";
import { cooldownOf, type Growth, policyOf, targetOf } from "./growth";

type Configuration = types.input.autoscaling.PolicyTargetTrackingConfiguration;

interface TargetTrackingArgs {
  readonly service: Growth;
  readonly subjects: Subjects<pulumi.Output<string>>;
}

/**
 * A target-tracking policy on the environment's group, where the service asks for one; Elastic Beanstalk has no option
 * for it. It grows by as many instances as the load takes, and shrinks only after 15 quiet minutes.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html
 */
export function createTargetTracking(
  name: string,
  { service, subjects }: TargetTrackingArgs,
  opts: { readonly parent: pulumi.Resource },
): Policy | undefined {
  const target = targetOf(service);
  if (policyOf(service) !== "targetTracking" || target === undefined) {
    return undefined;
  }
  return new Policy(
    `${name}-target-tracking`,
    {
      autoscalingGroupName: subjects.autoScalingGroupName,
      policyType: "TargetTrackingScaling",
      estimatedInstanceWarmup: cooldownOf(service),
      targetTrackingConfiguration: configuration(service, target, subjects),
    },
    opts,
  );
}

function configuration(
  { scaling: { metric } }: Growth,
  target: number,
  subjects: Subjects<pulumi.Output<string>>,
): Configuration {
  switch (metric) {
    case "network":
      // Bytes that an instance sends in a minute.
      return {
        predefinedMetricSpecification: { predefinedMetricType: "ASGAverageNetworkOut" },
        targetValue: Math.round((target * 1_000_000 * 60) / 8),
      };
    case "requests":
      return { customizedMetricSpecification: requestsOfAnInstance(subjects), targetValue: target };
    default:
      return {
        predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
        targetValue: target,
      };
  }
}

/**
 * Requests of a minute for each instance. AWS's ready-made ALBRequestCountPerTarget is bound to one target group, and a
 * traffic-splitting deployment works with two.
 */
function requestsOfAnInstance(subjects: Subjects<pulumi.Output<string>>) {
  const { requests, instances } = metricsOf(subjects);
  const query = (id: string, { namespace, name, dimensions, stat }: Metric<pulumi.Output<string>>) => ({
    id,
    metricStat: {
      metric: {
        namespace,
        metricName: name,
        dimensions: Object.entries(dimensions).map(([key, value]) => ({ name: key, value })),
      },
      stat,
    },
    returnData: false,
  });
  return {
    metrics: [
      query("requests", requests),
      query("instances", instances),
      { id: "each", expression: "FILL(requests, 0) / instances", returnData: true },
    ],
  };
}
