import { add, all, remove, set, unknown } from "../fixtures/program";
import { faulty, fine, undetermined, type Cases } from "./case";

export const scalingCases: Cases = {
  "asg-elb-health": {
    faulty: { EC2: set("fleet", "healthCheckType", "EC2") },
    absent: faulty(remove("fleet", "healthCheckType")),
    unknown: undetermined(unknown("fleet", "healthCheckType")),
    fine: {
      "a group behind nothing": all(remove("fleet", "healthCheckType"), remove("fleet", "targetGroupArns")),
    },
  },
  "asg-multi-az": {
    faulty: { "one subnet": set("fleet", "vpcZoneIdentifiers", ["subnet-1"]) },
    absent: faulty(remove("fleet", "vpcZoneIdentifiers")),
    unknown: undetermined(unknown("fleet", "vpcZoneIdentifiers")),
    fine: {
      zones: all(remove("fleet", "vpcZoneIdentifiers"), set("fleet", "availabilityZones", ["a", "b"])),
    },
  },
  "asg-launch-template": {
    faulty: { "a launch configuration": set("fleet", "launchConfiguration", "lc-1") },
    absent: fine(remove("fleet", "launchTemplate")),
    unknown: { change: unknown("fleet", "launchTemplate"), expect: "fine" },
  },
  "asg-capacity": {
    faulty: {
      "one instance": set("fleet", "minSize", 1),
      "no room to grow": set("fleet", "maxSize", "2"),
    },
    absent: faulty(remove("fleet", "minSize")),
    unknown: undetermined(unknown("fleet", "minSize")),
  },
  "asg-cpu-target": {
    faulty: {
      "too late": set("track-cpu", "targetTrackingConfiguration.targetValue", 90),
      "an alarm too late": set("busy", "threshold", "95"),
      "an alarm the wrong way": set("busy", "comparisonOperator", "LessThanThreshold"),
      "a service of ECS": add({
        type: "aws:appautoscaling/policy:Policy",
        name: "tasks",
        props: {
          targetTrackingScalingPolicyConfiguration: {
            predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
            targetValue: 95,
          },
        },
      }),
    },
    absent: faulty(remove("track-cpu", "targetTrackingConfiguration.targetValue")),
    unknown: undetermined(unknown("track-cpu", "targetTrackingConfiguration.targetValue")),
    fine: {
      "requests, not CPU": set("track-cpu", "targetTrackingConfiguration", {
        predefinedMetricSpecification: { predefinedMetricType: "ALBRequestCountPerTarget" },
        targetValue: 1000,
      }),
      "an alarm that shrinks the group": all(
        set("grow", "scalingAdjustment", -1),
        set("busy", "comparisonOperator", "LessThanThreshold"),
        set("busy", "threshold", 10),
      ),
    },
  },
};
