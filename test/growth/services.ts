import type { AlarmSettings } from "../../growth/model/alarm";
import type { SimplePolicy } from "../../growth/model/policies/simple";
import type { ServiceSettings } from "../../growth/model/settings";

/** An alarm on the group's CPU with one-minute periods. */
export function cpuAlarm(
  name: string,
  comparison: AlarmSettings["comparison"],
  threshold: number,
  evaluationPeriods = 3,
): AlarmSettings {
  return {
    name,
    metric: "CPUUtilization",
    statistic: "Average",
    periodMinutes: 1,
    evaluationPeriods,
    datapointsToAlarm: evaluationPeriods,
    comparison,
    threshold,
  };
}

/** A pair of simple policies, as a Beanstalk trigger makes them. */
export function trigger(upper: number, lower: number, cooldownSeconds: number, periods = 3): SimplePolicy[] {
  return [
    {
      kind: "simple",
      name: "scale out",
      alarm: cpuAlarm("high", "GreaterThanThreshold", upper, periods),
      adjustment: { type: "ChangeInCapacity", amount: 1 },
      cooldownSeconds,
    },
    {
      kind: "simple",
      name: "scale in",
      alarm: cpuAlarm("low", "LessThanThreshold", lower, periods),
      adjustment: { type: "ChangeInCapacity", amount: -1 },
      cooldownSeconds,
    },
  ];
}

/** Two to four instances of two vCPUs and two processes, 80/40 %, as the stack prod has them. */
export const SERVICE: ServiceSettings = {
  name: "app",
  kind: "beanstalk",
  minimum: 2,
  maximum: 4,
  desired: 2,
  instance: { type: "t4g.small", vcpus: 2 },
  processes: 2,
  policies: trigger(80, 40, 180),
  schedules: [],
  warmupSeconds: 0,
  metricMinutes: 1,
  healthCheck: {
    intervalSeconds: 15,
    timeoutSeconds: 5,
    healthyThreshold: 3,
    unhealthyThreshold: 3,
    replace: false,
    graceSeconds: 600,
  },
  drainSeconds: 30,
  timeoutSeconds: 60,
  deployment: {
    policy: "Immutable",
    batch: { type: "Percentage", size: 30 },
    newVersionPercent: 10,
    evaluationMinutes: 10,
  },
};

/** A group whose size does not change. */
export function fixed(instances: number, capacity: number): ServiceSettings {
  return {
    ...SERVICE,
    minimum: instances,
    maximum: instances,
    desired: instances,
    instance: { type: "fixed", vcpus: capacity },
    processes: capacity,
    policies: [],
  };
}
