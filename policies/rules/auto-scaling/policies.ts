import { defineRule } from "../../engine/rule";
import type { Stack, StackResource } from "../../engine/stack";
import {
  AUTO_SCALING_GROUP,
  ECS_SCALING_POLICY,
  ECS_SCALING_TARGET,
  METRIC_ALARM,
  SCALING_POLICY,
} from "../../aws/type-tokens";
import type { Value } from "../../engine/value";

const CPU_METRICS = ["ASGAverageCPUUtilization", "ECSServiceAverageCPUUtilization", "CPUUtilization"];
const POLICIES = [...SCALING_POLICY, ...ECS_SCALING_POLICY];

/** The ways to say which metric a target is for; an expression over several counts as each of them. */
function metricsOf(tracking: Value): Value[] {
  const custom = tracking.at("customizedMetricSpecification");
  return [
    tracking.at("predefinedMetricSpecification", "predefinedMetricType"),
    custom.at("metricName"),
    ...custom
      .at("metrics")
      .items()
      .map((each) => each.at("metricStat", "metric", "metricName")),
  ];
}

export const asgCpuTarget = defineRule({
  id: "asg-cpu-target",
  pack: "reliability",
  demands:
    "What grows a group on CPU does so at 80 percent of the average or below, and in the right direction.",
  why: "Above 80 percent, new instances come when visitors already wait; compared the wrong way, the group grows when it is idle.",
  fix: "Set targetValue, or the threshold of the alarm that runs the policy, to 80 or below, of statistic Average, comparing with Greater….",
  severity: "high",
  controls: [],
  url: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html",
  levels: { dev: "mandatory", prod: "mandatory" },
  options: {
    maximum: {
      type: "number",
      default: 80,
      minimum: 1,
      about: "The highest CPU load to grow at, in percent.",
    },
    minimum: {
      type: "number",
      default: 20,
      minimum: 1,
      about: "The lowest CPU load to grow at, in percent.",
    },
  },
  resource: {
    types: POLICIES,
    judge: ({ props }, demand, { maximum, minimum }) => {
      for (const key of ["targetTrackingConfiguration", "targetTrackingScalingPolicyConfiguration"]) {
        const target = props.at(key, "targetValue");
        demand(
          () =>
            props.at(key).absent ||
            !metricsOf(props.at(key)).some((metric) => metric.isOneOf(...CPU_METRICS)) ||
            isWithin(target.number(), minimum, maximum),
          () => `${key}.targetValue is ${target.shown()}; set it from ${minimum} to ${maximum}.`,
        );
      }
    },
  },
  stack: {
    types: METRIC_ALARM,
    judge: (stack, demand, { maximum, minimum }) => {
      for (const { policy, alarm } of triggers(stack)) {
        const threshold = alarm.props.at("threshold");
        const compares = alarm.props.at("comparisonOperator");
        const onCpu = (wanted: Direction) => cpuMetric(alarm) !== undefined && directionOf(policy) === wanted;
        demand(
          alarm,
          () => !onCpu("grows") || isWithin(threshold.number(), minimum, maximum),
          () =>
            `alarm "${alarm.name}" grows the group at ${threshold.shown()} percent CPU; set threshold from ${minimum} to ${maximum}.`,
        );
        demand(
          alarm,
          () => !onCpu("grows") || /^GreaterThan/i.test(compares.text() ?? ""),
          () => `alarm "${alarm.name}" grows the group by ${compares.shown()}; compare with Greater….`,
        );
        demand(
          alarm,
          () => !onCpu("shrinks") || /^LessThan/i.test(compares.text() ?? ""),
          () => `alarm "${alarm.name}" shrinks the group by ${compares.shown()}; compare with Less….`,
        );
        demand(
          alarm,
          () => directionOf(policy) === "neither" || averageFault(alarm) === undefined,
          () => `alarm "${alarm.name}" scales by CPU, but ${averageFault(alarm) ?? ""}`,
        );
      }
    },
  },
});

export const asgCpuHysteresis = defineRule({
  id: "asg-cpu-hysteresis",
  pack: "reliability",
  demands: "A group shrinks only well below the CPU load at which it grows.",
  why: "With thresholds close to each other, the load that a removed instance leaves behind makes the group grow again, without end.",
  fix: "Set the threshold of the alarm that shrinks the group at least 20 below the one of the alarm that grows it.",
  severity: "medium",
  controls: [],
  url: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-simple-step.html",
  levels: { dev: "mandatory", prod: "mandatory" },
  options: {
    distance: {
      type: "number",
      default: 20,
      minimum: 1,
      about: "How far below it must be, in percent.",
    },
  },
  stack: {
    types: METRIC_ALARM,
    judge: (stack, demand, { distance }) => {
      const all = triggers(stack);
      for (const up of all) {
        for (const down of all.filter(
          ({ policy }) => scaledBy(stack, policy) === scaledBy(stack, up.policy),
        )) {
          const [high, low] = [up.alarm.props.at("threshold"), down.alarm.props.at("threshold")];
          demand(
            down.alarm,
            () =>
              directionOf(up.policy) !== "grows" ||
              directionOf(down.policy) !== "shrinks" ||
              cpuMetric(up.alarm) === undefined ||
              cpuMetric(down.alarm) === undefined ||
              (high.number() ?? 0) - (low.number() ?? 0) >= distance,
            () =>
              `alarm "${down.alarm.name}" shrinks the group at ${low.shown()} percent CPU; set threshold at least ${distance} below the ${high.shown()} of "${up.alarm.name}".`,
          );
        }
      }
    },
  },
});

interface Trigger {
  readonly policy: StackResource;
  readonly alarm: StackResource;
}

function triggers(stack: Stack): Trigger[] {
  return stack
    .of(POLICIES)
    .flatMap((policy) =>
      stack.referrers(METRIC_ALARM, "alarmActions", policy).map((alarm) => ({ policy, alarm })),
    );
}

/** What the policy scales, as something to compare: the group itself, or the text that names it. */
function scaledBy(stack: Stack, policy: StackResource): unknown {
  const property = SCALING_POLICY.includes(policy.type) ? "autoscalingGroupName" : "resourceId";
  const [target] = stack.targets(policy, property, [...AUTO_SCALING_GROUP, ...ECS_SCALING_TARGET]);
  const name = policy.props.at(property);
  return target ?? (name.unknown ? policy : name.text());
}

type Direction = "grows" | "shrinks" | "neither";

/** By its one adjustment or by its steps; one that sets an exact size, or does both, has no direction. */
function directionOf({ props }: StackResource): Direction {
  const configuration = props.at("stepScalingPolicyConfiguration");
  if ([props, configuration].some((each) => each.at("adjustmentType").isOneOf("ExactCapacity"))) {
    return "neither";
  }
  const adjustments = [
    props.at("scalingAdjustment"),
    ...[props, configuration].flatMap((each) =>
      each
        .at("stepAdjustments")
        .items()
        .map((step) => step.at("scalingAdjustment")),
    ),
  ].map((adjustment) => adjustment.number() ?? 0);
  const [up, down] = [adjustments.some((each) => each > 0), adjustments.some((each) => each < 0)];
  if (up === down) {
    return "neither";
  }
  return up ? "grows" : "shrinks";
}

/** Where the alarm says how it measures CPU; undefined where it watches something else. */
function cpuMetric({ props }: StackResource): Value | undefined {
  const own = props.at("metricName").isOneOf("CPUUtilization") ? [props] : [];
  const queried = props
    .at("metricQueries")
    .items()
    .map((query) => query.at("metric"))
    .filter((metric) => metric.at("metricName").isOneOf("CPUUtilization"));
  return [...own, ...queried][0];
}

/** The load of a group is the average of its instances, in percent: another unit finds no data at all. */
function averageFault(alarm: StackResource): string | undefined {
  const metric = cpuMetric(alarm);
  if (metric === undefined) {
    return undefined;
  }
  const statistic = metric.at("statistic").present ? metric.at("statistic") : metric.at("stat");
  if (!statistic.isOneOf("Average")) {
    return `${statistic.path} is ${statistic.shown()}; set it to Average.`;
  }
  const unit = metric.at("unit");
  return unit.absent || unit.isOneOf("Percent") ? undefined : `unit is ${unit.shown()}; set it to Percent.`;
}

function isWithin(value: number | undefined, minimum: number, maximum: number): boolean {
  return value !== undefined && value >= minimum && value <= maximum;
}
