/** How the group of a service grows and shrinks: what its configuration comes to, what contradicts, Beanstalk's options. */
import type { Fault, Read, Rule } from "../fields";
import type { HealthCheck } from "./health-check";
import type { Instances } from "./instances";
import type { Options } from "./option-settings/option-setting";
import { type Processes, processCount, reachableCpu } from "./processes";
import type { Scaling } from "./scaling";

/** All that growth depends on. */
export type Growth = Scaling & Processes & Instances & HealthCheck;

/** Whether Beanstalk's own trigger decides, or target tracking. */
export function policyOf({ scaling: { policy, metric } }: Scaling): "trigger" | "targetTracking" {
  return policy ?? (metric === "requests" || metric === "network" ? "targetTracking" : "trigger");
}

/** The thresholds of the trigger on CPU, in percent. */
export function cpuThresholds(service: Scaling & Processes & Instances): { upper: number; lower: number } {
  const reachable = reachableCpu(service) ?? 100;
  const upper = service.scaling.cpuUpper ?? Math.max(1, Math.floor(0.8 * reachable));
  return { upper, lower: service.scaling.cpuLower ?? Math.floor(upper / 2) };
}

/** What target tracking keeps to; undefined where it has to be given and is not. */
export function targetOf(service: Scaling & Processes & Instances): number | undefined {
  const { metric, target } = service.scaling;
  return target ?? (metric === "cpu" ? Math.floor(0.6 * (reachableCpu(service) ?? 100)) : undefined);
}

/** Seconds from the start of an instance until its application answers: boot, the bundle, the process. */
const START_SECONDS = 255;
/** A machine alone takes this long. */
const LEAST_START_SECONDS = 60;

const checksOf = ({ healthCheck: { interval, healthyThreshold } }: HealthCheck) =>
  interval * healthyThreshold;

/** Seconds until the group may change again: until the last instance serves. */
export function cooldownOf(service: Scaling & HealthCheck): number {
  return service.scaling.cooldown ?? START_SECONDS + checksOf(service);
}

const scalingFault = (key: keyof Scaling["scaling"], message: string): Fault[] => [
  { path: ["scaling", key], message },
];

const POLICY: readonly Read<Growth>[] = ["scaling.policy", "scaling.metric"];
const CPU: readonly Read<Growth>[] = [
  ...POLICY,
  ...(["scaling.min", "scaling.max", "scaling.cpuUpper", "processes", "instanceTypes"] as const),
];

export const growthRules: readonly Rule<Growth>[] = [
  {
    reads: ["scaling.min", "scaling.max"],
    faults: ({ scaling: { min, max } }) =>
      max < min ? scalingFault("max", `must be at least min (${min})`) : [],
  },
  { reads: [...POLICY, "scaling.latencyUpperMs", "scaling.latencyLowerMs"], faults: withoutEffect },
  { reads: [...CPU, "scaling.target"], faults: unreachable },
  { reads: [...CPU, "scaling.cpuLower"], faults: swinging },
  {
    reads: ["scaling.period", "scaling.evaluationPeriods"],
    faults: ({ scaling: { period, evaluationPeriods } }) =>
      period * evaluationPeriods > 600
        ? scalingFault(
            "evaluationPeriods",
            `must be at most ${Math.floor(600 / period)}: with period (${period}) it must not exceed 600 minutes`,
          )
        : [],
  },
  {
    reads: ["scaling.cooldown", "healthCheck.interval", "healthCheck.healthyThreshold"],
    faults: (service) => {
      const least = LEAST_START_SECONDS + checksOf(service);
      return cooldownOf(service) < least
        ? scalingFault(
            "cooldown",
            `must be at least ${least}: before, no new instance can have booted (${LEAST_START_SECONDS} s) and passed its ` +
              `health checks (${checksOf(service)} s), and the next would be added too early`,
          )
        : [];
    },
  },
];

/** What the metric and the policy have no use for, and what they need. */
function withoutEffect(service: Growth): Fault[] {
  const { scaling } = service;
  const policy = policyOf(service);
  const { metric } = scaling;
  const unused = (keys: readonly (keyof Scaling["scaling"])[], why: string) =>
    keys.flatMap((key) => (scaling[key] === undefined ? [] : scalingFault(key, `has no effect: ${why}`)));
  const wrongPolicy =
    metric === "latency" && policy === "targetTracking"
      ? scalingFault(
          "policy",
          "must be trigger with metric latency: it does not fall in proportion to instances",
        )
      : (metric === "requests" || metric === "network") && policy === "trigger"
        ? scalingFault(
            "policy",
            `must be targetTracking with metric ${metric}: Elastic Beanstalk's trigger has no such measure of one instance`,
          )
        : [];
  if (wrongPolicy.length > 0) {
    return wrongPolicy;
  }
  const latency = ["latencyUpperMs", "latencyLowerMs"] as const;
  if (policy === "targetTracking") {
    return [
      ...unused(["cpuUpper", "cpuLower", ...latency], "targetTracking keeps to scaling.target"),
      ...unused(["upperIncrement", "lowerIncrement"], "targetTracking decides how many instances it adds"),
      ...(targetOf(service) === undefined
        ? scalingFault("target", `is required with metric ${metric}: what one instance serves well`)
        : []),
    ];
  }
  const { latencyUpperMs: upper, latencyLowerMs: lower = 0 } = scaling;
  return [
    ...unused(["target"], "set policy to targetTracking"),
    ...(metric === "cpu"
      ? unused(latency, "set metric to latency")
      : unused(["cpuUpper", "cpuLower"], `the metric is ${metric}`)),
    ...(metric === "latency" && (upper === undefined || upper <= lower)
      ? scalingFault(
          "latencyUpperMs",
          `must be given and above latencyLowerMs (${lower}) with metric latency`,
        )
      : []),
  ];
}

/** A threshold that a saturated instance does not reach: the group would never grow, or even shrink under full load. */
function unreachable(service: Growth): Fault[] {
  const { scaling, instanceTypes } = service;
  const reachable = reachableCpu(service);
  if (scaling.metric !== "cpu" || scaling.min === scaling.max || reachable === undefined) {
    return [];
  }
  const tracking = policyOf(service) === "targetTracking";
  const threshold = tracking ? (targetOf(service) ?? 0) : cpuThresholds(service).upper;
  if (threshold < reachable) {
    return [];
  }
  const processes = processCount(service);
  return scalingFault(
    tracking ? "target" : "cpuUpper",
    `must be below ${reachable}, which is what a saturated instance shows: ${processes} process${processes === 1 ? "" : "es"} of ` +
      `Node.js cannot use more of ${instanceTypes.join(", ")}. If the application starts WEB_CONCURRENCY processes, set ` +
      `processes: perVcpu; otherwise leave ${tracking ? "target" : "cpuUpper and cpuLower"} out, or scale by metric: requests`,
  );
}

/** Thresholds between which a group would grow and shrink for ever. */
function swinging(service: Growth): Fault[] {
  const { scaling } = service;
  const { min, max } = scaling;
  if (scaling.metric !== "cpu" || policyOf(service) !== "trigger") {
    return [];
  }
  const { upper, lower } = cpuThresholds(service);
  if (lower >= upper) {
    return scalingFault("cpuLower", `must be below cpuUpper (${upper})`);
  }
  return min < max && (lower * (min + 1)) / min > upper
    ? scalingFault(
        "cpuLower",
        `must be at most ${Math.floor((upper * min) / (min + 1))}: with ${min + 1} instances going back to ${min}, ` +
          `the load of each would rise above cpuUpper (${upper}) and the group would swing`,
      )
    : [];
}

/** The group's size, and Beanstalk's own trigger. */
export function growthOptions(service: Growth): Options {
  const { scaling } = service;
  const { step, upperIncrement = step, lowerIncrement = step } = scaling;
  return {
    "aws:autoscaling:asg": {
      "Availability Zones": "Any",
      Cooldown: String(cooldownOf(service)),
      MaxSize: String(scaling.max),
      MinSize: String(scaling.min),
    },
    "aws:autoscaling:trigger": {
      // Beanstalk rewrites one of the three where they do not agree.
      BreachDuration: String(scaling.period * scaling.evaluationPeriods),
      EvaluationPeriods: String(scaling.evaluationPeriods),
      LowerBreachScaleIncrement: String(-lowerIncrement),
      Period: String(scaling.period),
      Statistic: "Average",
      UpperBreachScaleIncrement: String(upperIncrement),
      ...triggerMeasure(service),
    },
  };
}

function triggerMeasure(service: Growth): Readonly<Record<string, string>> {
  const percent = { MeasureName: "CPUUtilization", Unit: "Percent" };
  if (policyOf(service) === "targetTracking") {
    // Parked: no CPU is above 100 % or below 0 %.
    return { ...percent, LowerThreshold: "0", UpperThreshold: "100" };
  }
  const { metric, latencyUpperMs = 0, latencyLowerMs = 0 } = service.scaling;
  if (metric === "latency") {
    return {
      MeasureName: "TargetResponseTime",
      Unit: "Seconds",
      LowerThreshold: String(latencyLowerMs / 1000),
      UpperThreshold: String(latencyUpperMs / 1000),
    };
  }
  const { upper, lower } = cpuThresholds(service);
  return { ...percent, LowerThreshold: String(lower), UpperThreshold: String(upper) };
}
