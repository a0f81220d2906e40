import { defineRule } from "../../engine/rule";
import {
  AUTO_SCALING_ATTACHMENT,
  AUTO_SCALING_GROUP,
  ECS_SCALING_TARGET,
  SCALING_SCHEDULE,
  TRAFFIC_SOURCE_ATTACHMENT,
} from "../../aws/type-tokens";
import { Value } from "../../engine/value";

const GROUP_CONTROLS = "https://docs.aws.amazon.com/securityhub/latest/userguide/autoscaling-controls.html";

/** Processes without which an unhealthy instance is not found, not taken away or not replaced. */
const REPLACING = ["HealthCheck", "ReplaceUnhealthy", "Terminate", "Launch", "AddToLoadBalancer"];

export const asgElbHealth = defineRule({
  id: "asg-elb-health",
  pack: "reliability",
  demands: "An Auto Scaling group behind a load balancer replaces what the load balancer finds unhealthy.",
  why: "By itself a group notices only that the machine is gone, not that the application is.",
  fix: "Set healthCheckType to ELB, and suspend no process that replaces instances.",
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
      for (const process of props.at("suspendedProcesses").items()) {
        demand(
          () => !process.isOneOf(...REPLACING),
          () => `${process.path} is ${process.shown()}: what is unhealthy stays; remove it.`,
        );
      }
    },
  },
  stack: {
    types: [...AUTO_SCALING_ATTACHMENT, ...TRAFFIC_SOURCE_ATTACHMENT],
    judge: (stack, demand) => {
      for (const group of stack.of(AUTO_SCALING_GROUP)) {
        const type = group.props.at("healthCheckType");
        demand(
          group,
          () =>
            stack.referrers(
              [...AUTO_SCALING_ATTACHMENT, ...TRAFFIC_SOURCE_ATTACHMENT],
              "autoscalingGroupName",
              group,
            ).length === 0 || type.isOneOf("ELB"),
          () =>
            `"${group.name}" is attached to a load balancer, but healthCheckType is ${type.shown()}; set it to ELB.`,
        );
      }
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
  controls: ["FSBP AutoScaling.2"],
  url: `${GROUP_CONTROLS}#autoscaling-2`,
  levels: { dev: "advisory", prod: "mandatory" },
  resource: {
    types: AUTO_SCALING_GROUP,
    judge: ({ props }, demand) => {
      const zones = props.at("availabilityZones");
      const subnets = props.at("vpcZoneIdentifiers");
      demand(
        () => differing(subnets.present ? subnets : zones) >= 2,
        "it spreads over fewer than two subnets or zones.",
      );
    },
  },
});

/** How many differ; one that is not known yet is one of its own. */
function differing(list: Value): number {
  const items = list.items();
  const texts = items.flatMap((each) => (each.unknown ? [] : (each.text() ?? [])));
  return new Set(texts).size + items.length - texts.length;
}

export const asgInstanceTypes = defineRule({
  id: "asg-instance-types",
  pack: "reliability",
  demands: "A group of mixed instances may take more than one instance type.",
  why: "When a zone has no more of the one type, the group cannot grow there.",
  fix: "Name a second type in mixedInstancesPolicy.launchTemplate.overrides, or instanceRequirements.",
  severity: "low",
  controls: ["FSBP AutoScaling.6"],
  url: `${GROUP_CONTROLS}#autoscaling-6`,
  levels: { dev: "disabled", prod: "advisory" },
  resource: {
    types: AUTO_SCALING_GROUP,
    judge: ({ props }, demand) => {
      const overrides = props.at("mixedInstancesPolicy", "launchTemplate", "overrides");
      demand(
        () =>
          props.at("mixedInstancesPolicy").absent ||
          overrides.items().some((each) => each.at("instanceRequirements").present) ||
          differing(Value.of(overrides.items().map((each) => each.at("instanceType").text()))) >= 2,
        "mixedInstancesPolicy names fewer than two instance types.",
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
  demands:
    "An Auto Scaling group, or a service of ECS that scales, keeps enough to lose one and has room to grow.",
  why: "One instance is an outage at each failure; a group that is as large as it may be cannot answer more visitors.",
  fix: "Set minSize (minCapacity) to 2 or more and maxSize (maxCapacity) above it.",
  severity: "high",
  controls: [],
  url: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-capacity-limits.html",
  levels: { dev: "advisory", prod: "mandatory" },
  options: {
    minimum: { type: "number", default: 2, minimum: 1, about: "How many instances there must be at least." },
  },
  environments: { dev: { minimum: 1 } },
  resource: {
    types: [...AUTO_SCALING_GROUP, ...ECS_SCALING_TARGET],
    judge: ({ type, props }, demand, { minimum }) => {
      const isGroup = AUTO_SCALING_GROUP.includes(type);
      // Tables and functions scale by the same resource, but have no instances to lose.
      const applies = () => isGroup || props.at("serviceNamespace").isOneOf("ecs");
      const min = props.at(isGroup ? "minSize" : "minCapacity");
      const max = props.at(isGroup ? "maxSize" : "maxCapacity");
      demand(
        () => !applies() || (min.number() ?? 0) >= minimum,
        () => `${min.path} is ${min.shown()}; set it to ${minimum} or more.`,
      );
      demand(
        () => !applies() || (min.number() ?? 0) < (max.number() ?? 0),
        () => `${max.path} (${max.shown()}) must be above ${min.path} (${min.shown()}).`,
      );
    },
  },
  stack: {
    types: SCALING_SCHEDULE,
    judge: (stack, demand, { minimum }) => {
      for (const schedule of stack.of(SCALING_SCHEDULE)) {
        for (const key of ["minSize", "maxSize", "desiredCapacity"]) {
          const size = schedule.props.at(key);
          demand(
            schedule,
            // -1 leaves the size as it is.
            () => (size.number() ?? minimum) >= minimum || size.number() === -1,
            () => `${key} of "${schedule.name}" is ${size.shown()}; set it to ${minimum} or more.`,
          );
        }
      }
    },
  },
});
