import { all, change, remove, set } from "../fixtures/program";
import { to, type Remedies } from "./remedy";

export const scalingRemedies: Remedies = {
  "asg-capacity": {
    "set both": to("one instance", all(set("fleet", "minSize", 2), set("fleet", "maxSize", 4))),
    "set both of ECS": to(
      "one task of ECS",
      all(set("tasks", "minCapacity", 2), set("tasks", "maxCapacity", 3)),
    ),
  },
  "asg-elb-health": { "set it": to("EC2", set("fleet", "healthCheckType", "ELB")) },
  "asg-instance-types": {
    "a second type": to(
      "one type",
      set("fleet", "mixedInstancesPolicy.launchTemplate.overrides", [
        { instanceType: "t3.micro" },
        { instanceType: "t3a.micro" },
      ]),
    ),
    "by what they need": to(
      "one type",
      set("fleet", "mixedInstancesPolicy.launchTemplate.overrides", [
        { instanceRequirements: { memoryMib: { min: 1024 }, vcpuCount: { min: 2 } } },
      ]),
    ),
  },
  "asg-launch-template": {
    "a template": to("a launch configuration", remove("fleet", "launchConfiguration")),
    "a mixed policy": to(
      "a launch configuration",
      all(
        remove("fleet", "launchConfiguration"),
        remove("fleet", "launchTemplate"),
        set("fleet", "mixedInstancesPolicy", {
          launchTemplate: { launchTemplateSpecification: { launchTemplateId: "lt-1" } },
        }),
      ),
      "asg-instance-types",
    ),
  },
  "asg-multi-az": {
    "two subnets": to("one subnet", set("fleet", "vpcZoneIdentifiers", ["subnet-1", "subnet-2"])),
  },
  "asg-cpu-hysteresis": {
    "20 below": to("thresholds close to each other", set("idle", "threshold", 60)),
    "below the other": to("the lower one above", set("idle", "threshold", "60")),
  },
  "asg-cpu-target": {
    "the target": to("too late", set("track-cpu", "targetTrackingConfiguration.targetValue", 80)),
    "the alarm's threshold": to("an alarm too late", set("busy", "threshold", "80")),
    "the average": to("an alarm on the busiest instance", set("busy", "statistic", "Average")),
    "the way": to("an alarm the wrong way", set("busy", "comparisonOperator", "GreaterThanThreshold")),
  },
  "cw-alarm-actions": {
    "a topic": to("an empty list", set("errors", "alarmActions", ["arn:aws:sns:ap-northeast-2:1:alarms"])),
    "a rule with a target": to(
      "a rule without a target",
      change("errors-reported-to", (each) => ({ ...each, uses: { rule: ["errors-reported"] } })),
    ),
    "a composite alarm that acts": to(
      "a part of a composite alarm that notifies no one",
      set("anything", "alarmActions", ["arn:aws:sns:ap-northeast-2:1:alarms"]),
    ),
    "leave them on": to("actions off", remove("errors", "actionsEnabled")),
  },
  "cw-log-retention": { "set it": to("for ever", set("build-log", "retentionInDays", 30)) },
};
