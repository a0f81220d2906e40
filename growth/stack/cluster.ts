import { UsageError } from "../../offline/errors";
import type { ServiceSettings } from "../model/settings";
import type { StackResource } from "./document";
import { Options } from "./options";

const REPLICAS = "aws:elasticbeanstalk:eks:environment:autoscaling";
const TRIGGER = `${REPLICAS}:trigger`;

/** Whether the environment runs replicas on a cluster. */
export function isCluster(environment: StackResource): boolean {
  const options = new Options(environment);
  return options.has(REPLICAS) || options.has("aws:elasticbeanstalk:eks");
}

/**
 * The settings of a Beanstalk Cluster environment; what is not set has Beanstalk's default. A replica is taken as a small
 * instance with the CPU that it reserves.
 *
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general-eks.html
 */
export function clusterSettings(name: string, environment: StackResource): ServiceSettings {
  const options = new Options(environment);
  const scaler = options.text(TRIGGER, "scaler-type");
  const cpu = options.text(TRIGGER, "cpu-value");
  if (cpu === undefined && (scaler !== undefined || options.text(TRIGGER, "memory-value") !== undefined)) {
    throw new UsageError(
      `${name}: scales by ${scaler ?? "memory"}, which the model does not know; it knows cpu-value`,
    );
  }
  const reserved = options.text("aws:elasticbeanstalk:eks:environment", "cpu", "1");
  const vcpus = reserved.endsWith("m") ? Number(reserved.slice(0, -1)) / 1000 : Number(reserved);
  if (!(vcpus > 0))
    throw new UsageError(`${name}: cpu must be a number of vCPUs such as 500m or 1, got "${reserved}"`);
  const absolute = options.text(TRIGGER, "cpu-metric-type", "Utilization") === "AverageValue";
  const alb = "aws:elasticbeanstalk:eks:alb";
  const minimum = options.number(REPLICAS, "min-replica", 1);
  const timeout = /idle_timeout\.timeout_seconds=(\d+)/.exec(
    options.text(alb, "load-balancer-attributes", ""),
  );
  return {
    name,
    kind: "cluster",
    minimum,
    maximum: options.number(REPLICAS, "max-replica", 10),
    desired: minimum,
    instance: { type: `replica of ${reserved} CPU`, vcpus },
    processes: 1,
    policies: [
      {
        kind: "replicas",
        name: "replicas by CPU",
        metric: "CPUUtilization",
        target: absolute ? (Number(cpu) / (vcpus * 1000)) * 100 : Number(cpu ?? 80),
        pollingSeconds: options.number(REPLICAS, "polling-interval", 30),
        stabilisationSeconds: options.number(REPLICAS, "cooldown-period", 300),
      },
    ],
    schedules: [],
    warmupSeconds: 30,
    metricMinutes: 1,
    healthCheck: {
      intervalSeconds: options.number(alb, "healthcheck-interval-seconds", 15),
      timeoutSeconds: options.number(alb, "healthcheck-timeout-seconds", 5),
      healthyThreshold: options.number(alb, "healthy-threshold-count", 2),
      unhealthyThreshold: options.number(alb, "unhealthy-threshold-count", 2),
      replace: false,
      graceSeconds: 0,
    },
    drainSeconds: 30,
    timeoutSeconds: Number(timeout?.[1] ?? 60),
    deployment: {
      policy:
        options.text("aws:elasticbeanstalk:eks:environment:deployment", "strategy") === "Recreate"
          ? "AllAtOnce"
          : "RollingWithAdditionalBatch",
      batch: { type: "Fixed", size: 1 },
      newVersionPercent: 10,
      evaluationMinutes: 5,
    },
  };
}
