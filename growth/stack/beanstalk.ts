import { UsageError } from "../../offline/errors";
import type { AlarmSettings } from "../model/alarm";
import type { DeploymentSettings, HealthCheckSettings, ServiceSettings } from "../model/settings";
import type { SimplePolicy } from "../model/policies/simple";
import { instanceOf } from "../prices/instance-types";
import { isRecord, type StackResource } from "./document";
import { scheduledOptions } from "./scheduled-options";
import { attachedPolicies, attachedSchedules } from "./attached";
import { Options } from "./options";
import { KNOWN_METRICS, metricNamed } from "./metrics";

const ASG = "aws:autoscaling:asg";
const TRIGGER = "aws:autoscaling:trigger";
const PROCESS = "aws:elasticbeanstalk:environment:process:default";

/**
 * The settings of a Beanstalk environment of EC2 instances behind a load balancer; what is not set has Beanstalk's default.
 *
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html
 * @throws UsageError where nothing can grow: a single instance, a worker, a metric that the model does not know
 */
export function beanstalkSettings(
  name: string,
  environment: StackResource,
  resources: readonly StackResource[],
): ServiceSettings {
  const options = new Options(environment);
  if (
    options.text("aws:elasticbeanstalk:environment", "EnvironmentType", "LoadBalanced") === "SingleInstance"
  ) {
    throw new UsageError(
      `${name}: has no scaling: its EnvironmentType is SingleInstance; make it LoadBalanced`,
    );
  }
  if (environment.inputs["tier"] === "Worker") {
    throw new UsageError(`${name}: is a worker: it reads a queue and gets no requests from a load balancer`);
  }
  const minimum = options.number(ASG, "MinSize", 1);
  const metricMinutes =
    options.text("aws:autoscaling:launchconfiguration", "MonitoringInterval", "5 minute") === "1 minute"
      ? 1
      : 5;
  const types =
    options.text("aws:ec2:instances", "InstanceTypes") ??
    options.text("aws:autoscaling:launchconfiguration", "InstanceType");
  const group = { cooldown: options.number(ASG, "Cooldown", 360) };
  const attached = attachedPolicies(name, environment, resources, group.cooldown);
  const trigger = triggerPolicies(name, options, metricMinutes, attached.policies.length > 0);
  return {
    name,
    kind: "beanstalk",
    minimum,
    maximum: options.number(ASG, "MaxSize", 4),
    desired: minimum,
    instance: instanceOf((types ?? "t3.micro").split(",")[0]?.trim() ?? ""),
    processes: processesOf(options),
    policies: [...trigger, ...attached.policies],
    schedules: [...scheduledOptions(environment), ...attachedSchedules(environment, resources)],
    warmupSeconds: attached.warmupSeconds ?? (attached.policies.length > 0 ? group.cooldown : 0),
    metricMinutes,
    healthCheck: healthCheckOf(options, environment, resources),
    drainSeconds: options.number(PROCESS, "DeregistrationDelay", 20),
    timeoutSeconds: options.number("aws:elbv2:loadbalancer", "IdleTimeout", 60),
    deployment: deploymentOf(options),
  };
}

/** Processes of the application on an instance, as WEB_CONCURRENCY says; one where nothing does. */
function processesOf(options: Options): number {
  return Math.max(
    1,
    Math.floor(options.number("aws:elasticbeanstalk:application:environment", "WEB_CONCURRENCY", 1)),
  );
}

/**
 * The trigger: two alarms and two simple policies. Beside other policies it may be parked: thresholds on CPU that no value
 * crosses.
 */
function triggerPolicies(
  name: string,
  options: Options,
  metricMinutes: number,
  others: boolean,
): SimplePolicy[] {
  const metric = options.text(TRIGGER, "MeasureName", "NetworkOut");
  const known = metricNamed(metric);
  if (known === undefined) {
    throw new UsageError(
      `${name}: scales by ${metric}, which the model does not know; it knows ${KNOWN_METRICS.join(", ")}`,
    );
  }
  if (
    others &&
    known === "CPUUtilization" &&
    options.number(TRIGGER, "UpperThreshold", 6_000_000) >= 100 &&
    options.number(TRIGGER, "LowerThreshold", 2_000_000) <= 0
  ) {
    return [];
  }
  const period = options.number(TRIGGER, "Period", 5);
  const breach = options.number(TRIGGER, "BreachDuration", 5);
  const periods = options.number(TRIGGER, "EvaluationPeriods", Math.max(1, Math.round(breach / period)));
  const ofInstances = known === "CPUUtilization" || known.startsWith("Network");
  const statistic = options.text(TRIGGER, "Statistic", "Average");
  const common = {
    metric: known,
    statistic:
      statistic === "Sum" || statistic === "Minimum" || statistic === "Maximum" ? statistic : "Average",
    // A shorter period than the metric's own has no more points.
    periodMinutes: ofInstances ? Math.max(period, metricMinutes) : period,
    evaluationPeriods: periods,
    datapointsToAlarm: periods,
  } as const;
  const cooldownSeconds = options.number(ASG, "Cooldown", 360);
  const policy = (
    which: "high" | "low",
    comparison: AlarmSettings["comparison"],
    threshold: number,
    increment: string,
  ): SimplePolicy => ({
    kind: "simple",
    name: which === "high" ? "scale out" : "scale in",
    alarm: { ...common, name: `${metric} ${which}`, comparison, threshold },
    adjustment: increment.endsWith("%")
      ? { type: "PercentChangeInCapacity", amount: Number(increment.slice(0, -1)) }
      : { type: "ChangeInCapacity", amount: Number(increment) },
    cooldownSeconds,
  });
  return [
    policy(
      "high",
      "GreaterThanThreshold",
      options.number(TRIGGER, "UpperThreshold", 6_000_000),
      options.text(TRIGGER, "UpperBreachScaleIncrement", "1"),
    ),
    policy(
      "low",
      "LessThanThreshold",
      options.number(TRIGGER, "LowerThreshold", 2_000_000),
      options.text(TRIGGER, "LowerBreachScaleIncrement", "-1"),
    ),
  ];
}

function healthCheckOf(
  options: Options,
  environment: StackResource,
  resources: readonly StackResource[],
): HealthCheckSettings {
  const replacement = replacementOf(environment, resources);
  return {
    intervalSeconds: options.number(PROCESS, "HealthCheckInterval", 15),
    timeoutSeconds: options.number(PROCESS, "HealthCheckTimeout", 5),
    healthyThreshold: options.number(PROCESS, "HealthyThresholdCount", 3),
    unhealthyThreshold: options.number(PROCESS, "UnhealthyThresholdCount", 5),
    replace: replacement !== undefined,
    graceSeconds: replacement ?? 600,
  };
}

/**
 * Beanstalk's group replaces what EC2 finds broken; what the balancer finds unhealthy only where something has set the
 * group's health check type to ELB, here an EventBridge schedule that calls updateAutoScalingGroup for this environment.
 */
function replacementOf(environment: StackResource, resources: readonly StackResource[]): number | undefined {
  for (const { type, inputs, dependencies } of resources) {
    if (type !== "aws:scheduler/schedule:Schedule" || dependencies?.includes(environment.urn) !== true)
      continue;
    const { target } = inputs;
    if (!isRecord(target) || typeof target["input"] !== "string") continue;
    const match = /"HealthCheckType":\s*"ELB"/.exec(target["input"]);
    if (match === null) continue;
    return Number(/"HealthCheckGracePeriod":\s*(\d+)/.exec(target["input"])?.[1] ?? 300);
  }
  return undefined;
}

function deploymentOf(options: Options): DeploymentSettings {
  const command = "aws:elasticbeanstalk:command";
  const policies: readonly DeploymentSettings["policy"][] = [
    "AllAtOnce",
    "Rolling",
    "RollingWithAdditionalBatch",
    "Immutable",
    "TrafficSplitting",
  ];
  const policy = options.text(command, "DeploymentPolicy", "AllAtOnce");
  return {
    policy: policies.find((candidate) => candidate === policy) ?? "AllAtOnce",
    batch: {
      type: options.text(command, "BatchSizeType", "Percentage") === "Fixed" ? "Fixed" : "Percentage",
      size: options.number(command, "BatchSize", 100),
    },
    newVersionPercent: options.number("aws:elasticbeanstalk:trafficsplitting", "NewVersionPercent", 10),
    evaluationMinutes: options.number("aws:elasticbeanstalk:trafficsplitting", "EvaluationTime", 5),
  };
}
