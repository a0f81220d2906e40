import { z } from "zod";
import type { Rule } from "../fields";
import type { Options } from "./option-settings/option-setting";

/** The key of a service that says how many instances run. */
export interface ScalingKeys {
  /** When instances are added and taken away. @default - 2 to 4 instances, CPU above 80 % adds, below 40 % removes */
  readonly scaling?: ScalingConfig | undefined;
}

/**
 * When instances are added and taken away: the mean CPU of the group above `cpuUpper` for `evaluationPeriods` periods
 * in a row adds, below `cpuLower` removes.
 *
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environments-cfg-autoscaling-triggers.html
 */
export interface ScalingConfig {
  /** Instances that always run, 1–10000; with two, one zone may fail. @default 2 */
  readonly min?: number | undefined;
  /** Instances at most, 1–10000, at least `min`. @default 4 */
  readonly max?: number | undefined;
  /** Mean CPU in percent above which instances are added, 1–100. @default 80 */
  readonly cpuUpper?: number | undefined;
  /**
   * Mean CPU in percent below which instances are taken away, 0–99, below `cpuUpper`. After one is gone the others
   * carry its load: `cpuLower × (min + 1) / min` must not exceed `cpuUpper`, or the group would swing.
   *
   * @default 40
   */
  readonly cpuLower?: number | undefined;
  /** Minutes that one measurement covers, 1–600. @default 1 */
  readonly period?: number | undefined;
  /** Measurements in a row beyond a threshold before the group changes; × `period` at most 600 minutes. @default 3 */
  readonly evaluationPeriods?: number | undefined;
  /** Instances added or taken away at once, 1–100. @default 1 */
  readonly step?: number | undefined;
  /** Seconds after a change during which the group does not change again, 0–10000. @default 180 */
  readonly cooldown?: number | undefined;
}

export const scalingShape = {
  scaling: z
    .strictObject({
      min: z.int().min(1).max(10000).default(2),
      max: z.int().min(1).max(10000).default(4),
      cpuUpper: z.int().min(1).max(100).default(80),
      cpuLower: z.int().min(0).max(99).default(40),
      period: z.int().min(1).max(600).default(1),
      evaluationPeriods: z.int().min(1).max(600).default(3),
      step: z.int().min(1).max(100).default(1),
      cooldown: z.int().min(0).max(10000).default(180),
    })
    .prefault({}),
} as const;

export type Scaling = z.output<z.ZodObject<typeof scalingShape>>;

export const scalingRules: readonly Rule<Scaling>[] = [
  {
    reads: ["scaling"],
    faults: ({ scaling: { min, max } }) =>
      max < min ? [{ path: ["scaling", "max"], message: `must be at least min (${min})` }] : [],
  },
  {
    reads: ["scaling"],
    faults: ({ scaling: { cpuLower, cpuUpper } }) =>
      cpuLower >= cpuUpper
        ? [{ path: ["scaling", "cpuLower"], message: `must be below cpuUpper (${cpuUpper})` }]
        : [],
  },
  {
    reads: ["scaling"],
    faults: ({ scaling: { min, max, cpuLower, cpuUpper } }) =>
      min < max && cpuLower < cpuUpper && (cpuLower * (min + 1)) / min > cpuUpper
        ? [
            {
              path: ["scaling", "cpuLower"],
              message:
                `must be at most ${Math.floor((cpuUpper * min) / (min + 1))}: with ${min + 1} instances going back to ${min}, ` +
                `the load of each would rise above cpuUpper (${cpuUpper}) and the group would swing`,
            },
          ]
        : [],
  },
  {
    reads: ["scaling"],
    faults: ({ scaling: { period, evaluationPeriods } }) =>
      period * evaluationPeriods > 600
        ? [
            {
              path: ["scaling", "evaluationPeriods"],
              message: `must be at most ${Math.floor(600 / period)}: with period (${period}) it must not exceed 600 minutes`,
            },
          ]
        : [],
  },
];

/** The group's size, and Beanstalk's own trigger. */
export function scalingOptions({ scaling }: Scaling): Options {
  return {
    "aws:autoscaling:asg": {
      "Availability Zones": "Any",
      Cooldown: String(scaling.cooldown),
      MaxSize: String(scaling.max),
      MinSize: String(scaling.min),
    },
    "aws:autoscaling:trigger": {
      // Beanstalk rewrites one of the three where they do not agree.
      BreachDuration: String(scaling.period * scaling.evaluationPeriods),
      EvaluationPeriods: String(scaling.evaluationPeriods),
      LowerBreachScaleIncrement: String(-scaling.step),
      LowerThreshold: String(scaling.cpuLower),
      MeasureName: "CPUUtilization",
      Period: String(scaling.period),
      Statistic: "Average",
      Unit: "Percent",
      UpperBreachScaleIncrement: String(scaling.step),
      UpperThreshold: String(scaling.cpuUpper),
    },
  };
}
