import { add, all, remove, set, unknown, without } from "../fixtures/program";
import { UNKNOWN } from "../../../policies/testing/messages";
import { faulty, fine, undetermined, type Cases } from "../../../policies/testing/case";

const CPU_ALARM = {
  metricName: "CPUUtilization",
  statistic: "Average",
  comparisonOperator: "GreaterThanThreshold",
  threshold: 70,
  alarmActions: ["arn:policy"],
  tags: { app: "example" },
};

/** The policy that grows the fleet, by steps. */
function steps(...adjustments: readonly number[]) {
  return all(
    remove("grow", "scalingAdjustment"),
    set("grow", "policyType", "StepScaling"),
    set(
      "grow",
      "stepAdjustments",
      adjustments.map((scalingAdjustment) => ({ scalingAdjustment, metricIntervalLowerBound: "0" })),
    ),
  );
}

function capacity(serviceNamespace: string, minCapacity: number, maxCapacity: number) {
  return add({
    type: "aws:appautoscaling/target:Target",
    name: "tasks",
    props: { serviceNamespace, minCapacity, maxCapacity },
  });
}

/** A policy that shrinks this group, and the alarm that runs it. */
function shrinking(threshold: unknown, group = "fleet") {
  return add(
    {
      type: "aws:autoscaling/policy:Policy",
      name: "shrink",
      props: { autoscalingGroupName: group, scalingAdjustment: -1 },
      uses: { autoscalingGroupName: group === "fleet" ? ["fleet"] : [] },
    },
    {
      type: "aws:cloudwatch/metricAlarm:MetricAlarm",
      name: "idle",
      props: { ...CPU_ALARM, comparisonOperator: "LessThanThreshold", threshold },
      uses: { alarmActions: ["shrink"] },
    },
  );
}

export const scalingCases: Cases = {
  "asg-cpu-hysteresis": {
    faulty: { "thresholds close to each other": shrinking(65), "the lower one above": shrinking("85") },
    absent: fine(without("busy")),
    unknown: undetermined(shrinking(UNKNOWN)),
    fine: {
      "thresholds far from each other": shrinking(40),
      "thresholds of two groups": shrinking(75, "other-fleet"),
    },
  },
  "asg-elb-health": {
    faulty: {
      EC2: set("fleet", "healthCheckType", "EC2"),
      "EC2, attached from elsewhere": all(
        set("fleet", "healthCheckType", "EC2"),
        remove("fleet", "targetGroupArns"),
        add({
          type: "aws:autoscaling/attachment:Attachment",
          name: "attachment",
          props: {},
          uses: { autoscalingGroupName: ["fleet"] },
        }),
      ),
    },
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
      "one task of ECS": capacity("ecs", 1, 4),
      "tasks of ECS without room": capacity("ecs", 2, 2),
    },
    fine: { "a table": capacity("dynamodb", 1, 1), "tasks of ECS": capacity("ecs", 2, 4) },
    absent: faulty(remove("fleet", "minSize")),
    unknown: undetermined(unknown("fleet", "minSize")),
  },
  "asg-cpu-target": {
    faulty: {
      "too late": set("track-cpu", "targetTrackingConfiguration.targetValue", 90),
      "an alarm too late": set("busy", "threshold", "95"),
      "an alarm of steps too late": all(steps(1), set("busy", "threshold", 95)),
      "an alarm of ECS too late": all(
        add({
          type: "aws:appautoscaling/policy:Policy",
          name: "tasks",
          props: { stepScalingPolicyConfiguration: { stepAdjustments: [{ scalingAdjustment: 2 }] } },
        }),
        add({
          type: "aws:cloudwatch/metricAlarm:MetricAlarm",
          name: "busy-tasks",
          props: { ...CPU_ALARM, threshold: 95 },
          uses: { alarmActions: ["tasks"] },
        }),
      ),
      "an alarm on a share instead of percent": set("busy", "threshold", 0.8),
      "an alarm on the busiest instance": set("busy", "statistic", "Maximum"),
      "an alarm on a percentile": all(remove("busy", "statistic"), set("busy", "extendedStatistic", "p90")),
      "an alarm in bytes": set("busy", "unit", "Bytes"),
      "an alarm that queries the busiest instance": all(
        remove("busy", "metricName"),
        remove("busy", "statistic"),
        set("busy", "metricQueries", [
          { id: "cpu", metric: { metricName: "CPUUtilization", stat: "Maximum" } },
        ]),
      ),
      "a policy that shrinks when the group is busy": set("grow", "scalingAdjustment", -1),
      "steps that shrink when the group is busy": steps(-1),
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
      "an alarm in percent": set("busy", "unit", "Percent"),
      "an alarm of steps": steps(1),
      "an alarm that sets an exact size": all(
        set("grow", "adjustmentType", "ExactCapacity"),
        set("busy", "threshold", 95),
      ),
      "an alarm that shrinks the group": all(
        set("grow", "scalingAdjustment", -1),
        set("busy", "comparisonOperator", "LessThanThreshold"),
        set("busy", "threshold", 10),
      ),
    },
  },
};
