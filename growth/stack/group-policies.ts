import { UsageError } from "../../offline/errors";
import type { AlarmSettings } from "../model/alarm";
import type { Adjustment } from "../model/policies/adjustment";
import type { ScalingPolicy } from "../model/scaling";
import { isRecord, numberIn, textIn, type StackResource } from "./document";
import { metricNamed } from "./metrics";

/** The policies that an `aws.autoscaling.Policy` amounts to: one for each alarm that invokes it. */
export function policyOf(
  policy: StackResource,
  resources: readonly StackResource[],
  defaultCooldown: number,
): ScalingPolicy[] {
  const { inputs, name } = policy;
  const kind = textIn(inputs, "policyType") ?? "SimpleScaling";
  if (kind === "TargetTrackingScaling") return [trackingPolicy(name, inputs)];
  if (kind === "PredictiveScaling") {
    throw new UsageError(
      `${name}: predictive scaling learns from history, which a stack does not have; it is not modelled`,
    );
  }
  const alarms = resources.filter(
    ({ type, dependencies }) =>
      type === "aws:cloudwatch/metricAlarm:MetricAlarm" && dependencies?.includes(policy.urn) === true,
  );
  return alarms.map((alarm) =>
    kind === "StepScaling"
      ? {
          kind: "step" as const,
          name,
          alarm: alarmOf(alarm),
          type: typeOf(inputs),
          steps: stepsOf(inputs),
          ...magnitudeOf(inputs),
        }
      : {
          kind: "simple" as const,
          name,
          alarm: alarmOf(alarm),
          adjustment: {
            type: typeOf(inputs),
            amount: numberIn(inputs, "scalingAdjustment") ?? 0,
            ...magnitudeOf(inputs),
          },
          cooldownSeconds: numberIn(inputs, "cooldown") ?? defaultCooldown,
        },
  );
}

function trackingPolicy(name: string, inputs: StackResource["inputs"]): ScalingPolicy {
  const configuration = inputs["targetTrackingConfiguration"];
  if (!isRecord(configuration)) throw new UsageError(`${name}: has no targetTrackingConfiguration`);
  const predefined = configuration["predefinedMetricSpecification"];
  const customized = configuration["customizedMetricSpecification"];
  const metricName = isRecord(predefined)
    ? textIn(predefined, "predefinedMetricType")
    : isRecord(customized)
      ? (textIn(customized, "metricName") ?? perInstance(customized["metrics"]))
      : undefined;
  const metric = metricNamed(metricName);
  const target = numberIn(configuration, "targetValue");
  if (metric === undefined)
    throw new UsageError(
      `${name}: scales by ${metricName ?? "an expression"}, which the model does not know`,
    );
  if (target === undefined || target <= 0) throw new UsageError(`${name}: targetValue must be above 0`);
  return {
    kind: "target-tracking",
    name,
    metric,
    target,
    disableScaleIn: configuration["disableScaleIn"] === true,
  };
}

/** Metrics whose value is the number of instances, by the statistic they are taken with. */
const COUNTS_INSTANCES =
  /^(?:CPUUtilization SampleCount|HealthyHostCount \w+|GroupInServiceInstances \w+|GroupTotalInstances \w+)$/;

/**
 * `RequestCountPerTarget` where an expression divides the balancer's requests by the instances, as programs write it that
 * have more than one target group; undefined for any other expression.
 */
function perInstance(metrics: unknown): string | undefined {
  const queries = Array.isArray(metrics) ? metrics.filter(isRecord) : [];
  const result = queries.find((query) => typeof query["expression"] === "string");
  const match = /^\s*(?:FILL\(\s*(\w+)\s*,\s*0\s*\)|(\w+))\s*\/\s*(\w+)\s*$/.exec(
    String(result?.["expression"]),
  );
  if (match === null) return undefined;
  const [, filled, plain, divisor] = match;
  const named = (id: string | undefined): string => {
    const query = queries.find((each) => each["id"] === id);
    const stat = query?.["metricStat"];
    const metric = isRecord(stat) ? stat["metric"] : undefined;
    return isRecord(stat) && isRecord(metric)
      ? `${String(metric["metricName"])} ${String(stat["stat"])}`
      : "";
  };
  return named(filled ?? plain) === "RequestCount Sum" && COUNTS_INSTANCES.test(named(divisor))
    ? "RequestCountPerTarget"
    : undefined;
}

function typeOf(inputs: StackResource["inputs"]): Adjustment["type"] {
  const type = textIn(inputs, "adjustmentType");
  return type === "ExactCapacity" || type === "PercentChangeInCapacity" ? type : "ChangeInCapacity";
}

function magnitudeOf(inputs: StackResource["inputs"]): { minimumMagnitude?: number } {
  const magnitude = numberIn(inputs, "minAdjustmentMagnitude");
  return magnitude === undefined ? {} : { minimumMagnitude: magnitude };
}

function stepsOf(inputs: StackResource["inputs"]): { lower?: number; upper?: number; amount: number }[] {
  const steps = inputs["stepAdjustments"];
  return (Array.isArray(steps) ? steps.filter(isRecord) : []).map((step) => {
    const lower = numberIn(step, "metricIntervalLowerBound");
    const upper = numberIn(step, "metricIntervalUpperBound");
    return {
      ...(lower === undefined ? {} : { lower }),
      ...(upper === undefined ? {} : { upper }),
      amount: numberIn(step, "scalingAdjustment") ?? 0,
    };
  });
}

function alarmOf({ name, inputs }: StackResource): AlarmSettings {
  const metric = metricNamed(textIn(inputs, "metricName"));
  if (metric === undefined) {
    throw new UsageError(
      `alarm ${name}: watches ${textIn(inputs, "metricName") ?? "an expression"}, which the model does not know`,
    );
  }
  const comparisons: readonly AlarmSettings["comparison"][] = [
    "GreaterThanThreshold",
    "GreaterThanOrEqualToThreshold",
    "LessThanThreshold",
    "LessThanOrEqualToThreshold",
  ];
  const comparison = comparisons.find((known) => known === textIn(inputs, "comparisonOperator"));
  if (comparison === undefined)
    throw new UsageError(`alarm ${name}: its comparisonOperator is not known to the model`);
  const statistic = textIn(inputs, "statistic");
  const evaluationPeriods = numberIn(inputs, "evaluationPeriods") ?? 1;
  return {
    name,
    metric,
    statistic:
      statistic === "Sum" || statistic === "Minimum" || statistic === "Maximum" ? statistic : "Average",
    periodMinutes: Math.max(1, Math.round((numberIn(inputs, "period") ?? 60) / 60)),
    evaluationPeriods,
    datapointsToAlarm: numberIn(inputs, "datapointsToAlarm") ?? evaluationPeriods,
    comparison,
    threshold: numberIn(inputs, "threshold") ?? 0,
  };
}
