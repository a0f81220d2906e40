import { z } from "zod";
import { scheduleSchema, type ScheduledCapacity } from "./scheduled-capacity";

/** The key of a service that says how many instances run. */
export interface ScalingKeys {
  /** When instances are added and taken away. @default - 2 to 4 instances by their CPU */
  readonly scaling?: ScalingConfig | undefined;
}

/** When instances are added and taken away, by what measure and by what kind of policy. */
export interface ScalingConfig {
  /** Instances that always run, 1–10000; with two, one zone may fail. @default 2 */
  readonly min?: number | undefined;
  /** Instances at most, 1–10000, at least `min`. @default 4 */
  readonly max?: number | undefined;
  /**
   * What the load is measured by: `cpu`, the mean CPU of the group; `requests`, those of a minute for each instance;
   * `latency`, the mean time to answer; `network`, what an instance sends.
   *
   * @default "cpu"
   */
  readonly metric?: "cpu" | "requests" | "latency" | "network" | undefined;
  /**
   * `trigger` is Elastic Beanstalk's own: beyond a threshold for some minutes, some instances are added or taken away.
   * `targetTracking` keeps the measure near `target` and adds as many as that takes at once; Beanstalk's trigger is then
   * parked where it cannot fire. `requests` and `network` need `targetTracking`, `latency` needs `trigger`.
   *
   * @default - trigger, where the metric allows it
   * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html
   */
  readonly policy?: "trigger" | "targetTracking" | undefined;
  /**
   * What `targetTracking` keeps to: percent of CPU, requests in a minute for each instance, or Mbit/s that an instance
   * sends, above 0.
   *
   * @default - with cpu, 60 % of what a saturated instance shows
   */
  readonly target?: number | undefined;
  /**
   * Mean CPU in percent above which the trigger adds instances, 1–99. It must be below what a saturated instance shows,
   * which `processes` and the vCPUs of `instanceTypes` decide.
   *
   * @default - 80 % of what a saturated instance shows: 80 with a process for each vCPU, 49 with one on two vCPUs
   * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environments-cfg-autoscaling-triggers.html
   */
  readonly cpuUpper?: number | undefined;
  /**
   * Mean CPU in percent below which the trigger takes instances away, 0–98, below `cpuUpper`. After one is gone the others
   * carry its load: `cpuLower × (min + 1) / min` must not exceed `cpuUpper`, or the group would swing.
   *
   * @default - half of cpuUpper
   */
  readonly cpuLower?: number | undefined;
  /** With `latency`: mean milliseconds to answer above which instances are added, whole seconds. */
  readonly latencyUpperMs?: number | undefined;
  /** With `latency`: mean milliseconds below which they are taken away, whole seconds. @default 0, never */
  readonly latencyLowerMs?: number | undefined;
  /** Minutes that one measurement of the trigger covers, 1–600. @default 1 */
  readonly period?: number | undefined;
  /** Measurements in a row beyond a threshold before the group changes; × `period` at most 600 minutes. @default 3 */
  readonly evaluationPeriods?: number | undefined;
  /** Instances that the trigger adds or takes away at once, 1–100. @default 1 */
  readonly step?: number | undefined;
  /** Instances that the trigger adds at once, 1–100. @default - step */
  readonly upperIncrement?: number | undefined;
  /** Instances that the trigger takes away at once, 1–100. @default - step */
  readonly lowerIncrement?: number | undefined;
  /**
   * Seconds after a change during which the group does not change again, 0–10000; with `targetTracking`, those that a new
   * instance takes to serve. Shorter than a start, the next instance is added before the last one has served a request.
   *
   * @default - 255 to start an instance, and its health checks: 300
   */
  readonly cooldown?: number | undefined;
  /** Other limits at certain times, by name: fewer instances at night, more before a known peak. @default {} */
  readonly schedule?: Readonly<Record<string, ScheduledCapacity>> | undefined;
}

const size = z.int().min(1).max(10000);
const instances = z.int().min(1).max(100);
const wholeSeconds = z
  .int()
  .min(0)
  .max(3_600_000)
  .refine((ms) => ms % 1000 === 0, "must be whole seconds (a multiple of 1000), as the trigger takes them");

export const scalingShape = {
  scaling: z
    .strictObject({
      min: size.default(2),
      max: size.default(4),
      metric: z.enum(["cpu", "requests", "latency", "network"]).default("cpu"),
      // Those without a default here are a fault where they are given without effect, or follow other keys.
      policy: z.enum(["trigger", "targetTracking"]).optional(),
      target: z.number().positive().max(1_000_000).optional(),
      cpuUpper: z.int().min(1).max(99).optional(),
      cpuLower: z.int().min(0).max(98).optional(),
      latencyUpperMs: wholeSeconds.optional(),
      latencyLowerMs: wholeSeconds.optional(),
      period: z.int().min(1).max(600).default(1),
      evaluationPeriods: z.int().min(1).max(600).default(3),
      step: instances.default(1),
      upperIncrement: instances.optional(),
      lowerIncrement: instances.optional(),
      cooldown: z.int().min(0).max(10000).optional(),
      schedule: scheduleSchema.default({}),
    })
    .prefault({}),
} as const;

export type Scaling = z.output<z.ZodObject<typeof scalingShape>>;
