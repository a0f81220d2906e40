import { defineRule } from "../engine/rule";
import { AUTO_SCALING_GROUP, ECS_SCALING_POLICY, METRIC_ALARM, SCALING_POLICY } from "../engine/tokens";
import type { Value } from "../engine/value";

const GROUP_CONTROLS = "https://docs.aws.amazon.com/securityhub/latest/userguide/autoscaling-controls.html";

export const asgElbHealth = defineRule({
  id: "asg-elb-health",
  pack: "reliability",
  demands: "An Auto Scaling group behind a load balancer replaces what the load balancer finds unhealthy.",
  why: "By itself a group notices only that the machine is gone, not that the application is.",
  fix: "Set healthCheckType to ELB.",
  severity: "medium",
  controls: ["FSBP AutoScaling.1", "CKV2_AWS_15"],
  url: `${GROUP_CONTROLS}#autoscaling-1`,
  levels: { dev: "advisory", prod: "mandatory" },
  resource: {
    types: AUTO_SCALING_GROUP,
    judge: ({ props }, demand) => {
      const behind = ["targetGroupArns", "loadBalancers", "trafficSources"].some(
        (key) => props.at(key).present,
      );
      const type = props.at("healthCheckType");
      demand(
        () => !behind || type.isOneOf("ELB"),
        () => `healthCheckType is ${type.shown()}; set it to ELB.`,
      );
    },
  },
});

export const asgMultiAz = defineRule({
  id: "asg-multi-az",
  pack: "reliability",
  demands: "An Auto Scaling group spreads over at least two availability zones.",
  why: "With one, the failure of a zone takes every instance.",
  fix: "Name two or more subnets in vpcZoneIdentifiers, each in a zone of its own.",
  severity: "medium",
  controls: ["FSBP AutoScaling.2", "FSBP AutoScaling.6"],
  url: `${GROUP_CONTROLS}#autoscaling-2`,
  levels: { dev: "advisory", prod: "mandatory" },
  resource: {
    types: AUTO_SCALING_GROUP,
    judge: ({ props }, demand) => {
      const zones = props.at("availabilityZones");
      const subnets = props.at("vpcZoneIdentifiers");
      demand(
        () => (subnets.present ? subnets : zones).items().length >= 2,
        "it spreads over fewer than two subnets or zones.",
      );
    },
  },
});

export const asgLaunchTemplate = defineRule({
  id: "asg-launch-template",
  pack: "reliability",
  demands: "An Auto Scaling group is made of a launch template.",
  why: "New accounts cannot make launch configurations any more, and they know no newer feature.",
  fix: "Use launchTemplate or mixedInstancesPolicy instead of launchConfiguration.",
  severity: "medium",
  controls: ["FSBP AutoScaling.9", "CKV_AWS_315"],
  url: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/launch-configurations.html",
  levels: { dev: "advisory", prod: "mandatory" },
  resource: {
    types: AUTO_SCALING_GROUP,
    judge: ({ props }, demand) =>
      demand(
        () => props.at("launchConfiguration").surelyAbsent,
        "launchConfiguration is set; use launchTemplate.",
      ),
  },
});

export const asgCapacity = defineRule({
  id: "asg-capacity",
  pack: "reliability",
  demands: "An Auto Scaling group keeps enough instances to lose one, and has room to grow.",
  why: "One instance is an outage at each failure; a group that is as large as it may be cannot answer more visitors.",
  fix: "Set minSize to 2 or more and maxSize above minSize.",
  severity: "high",
  controls: ["none of the catalogues has it"],
  url: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-capacity-limits.html",
  levels: { dev: "advisory", prod: "mandatory" },
  options: {
    minimum: { type: "number", default: 2, minimum: 1, about: "How many instances there must be at least." },
  },
  environments: { dev: { minimum: 1 } },
  resource: {
    types: AUTO_SCALING_GROUP,
    judge: ({ props }, demand, { minimum }) => {
      const min = props.at("minSize");
      const max = props.at("maxSize");
      demand(
        () => (min.number() ?? 0) >= minimum,
        () => `minSize is ${min.shown()}; set it to ${minimum} or more.`,
      );
      demand(
        () => (min.number() ?? 0) < (max.number() ?? 0),
        () => `maxSize (${max.shown()}) must be above minSize (${min.shown()}).`,
      );
    },
  },
});

const CPU_METRICS = ["ASGAverageCPUUtilization", "ECSServiceAverageCPUUtilization", "CPUUtilization"];

/** The two ways to say which metric a target is for. */
function metricOf(tracking: Value): Value {
  const predefined = tracking.at("predefinedMetricSpecification", "predefinedMetricType");
  return predefined.present ? predefined : tracking.at("customizedMetricSpecification", "metricName");
}

export const asgCpuTarget = defineRule({
  id: "asg-cpu-target",
  pack: "reliability",
  demands: "What grows a group on CPU does so at 80 percent or below, and in the right direction.",
  why: "Above 80 percent, new instances come when visitors already wait; compared the wrong way, the group grows when it is idle.",
  fix: "Set targetValue, or the threshold of the alarm that runs the policy, to 80 or below, comparing with Greater….",
  severity: "high",
  controls: ["none of the catalogues has it"],
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
    types: [...SCALING_POLICY, ...ECS_SCALING_POLICY],
    judge: ({ props }, demand, { maximum, minimum }) => {
      for (const key of ["targetTrackingConfiguration", "targetTrackingScalingPolicyConfiguration"]) {
        const target = props.at(key, "targetValue");
        demand(
          () =>
            props.at(key).absent ||
            !metricOf(props.at(key)).isOneOf(...CPU_METRICS) ||
            isWithin(target.number(), minimum, maximum),
          () => `${key}.targetValue is ${target.shown()}; set it from ${minimum} to ${maximum}.`,
        );
      }
    },
  },
  stack: {
    types: METRIC_ALARM,
    judge: (stack, demand, { maximum, minimum }) => {
      for (const policy of stack.of(SCALING_POLICY)) {
        const grows = () => (policy.props.at("scalingAdjustment").number() ?? 0) > 0;
        for (const alarm of stack.referrers(METRIC_ALARM, "alarmActions", policy)) {
          const cpu = () => alarm.props.at("metricName").isOneOf("CPUUtilization");
          const threshold = alarm.props.at("threshold");
          const compares = alarm.props.at("comparisonOperator");
          demand(
            alarm,
            () => !cpu() || !grows() || isWithin(threshold.number(), minimum, maximum),
            () =>
              `alarm "${alarm.name}" grows the group at ${threshold.shown()} percent CPU; set threshold from ${minimum} to ${maximum}.`,
          );
          demand(
            alarm,
            () => !cpu() || !grows() || /^GreaterThan/i.test(compares.text() ?? ""),
            () => `alarm "${alarm.name}" grows the group by ${compares.shown()}; compare with Greater….`,
          );
        }
      }
    },
  },
});

function isWithin(value: number | undefined, minimum: number, maximum: number): boolean {
  return value !== undefined && value >= minimum && value <= maximum;
}
