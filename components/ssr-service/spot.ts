import { z } from "zod";
import { type Rule, toggle } from "../fields";
import type { Options } from "./option-settings/option-setting";
import type { Scaling } from "./scaling";

/** The key of a service that says how many of its instances may be Spot instances. */
export interface SpotKeys {
  /** Spot instances above a base of on-demand ones; `true` has every default. @default false */
  readonly spot?: boolean | SpotConfig | undefined;
}

/** Spot instances are cheaper, and are taken back by AWS with two minutes' notice. */
export interface SpotConfig {
  /** On-demand instances before any spot one is used, 0 to the group's `max`. @default - scaling.min */
  readonly onDemandBase?: number | undefined;
  /** Percentage of on-demand instances above the base, 0–100. @default 0 */
  readonly onDemandPercentage?: number | undefined;
}

export const spotShape = {
  spot: toggle(
    z.strictObject({
      onDemandBase: z.int().min(0).max(10000).optional(),
      onDemandPercentage: z.int().min(0).max(100).default(0),
    }),
  ).prefault(false),
} as const;

export type Spot = z.output<z.ZodObject<typeof spotShape>>;

export const spotRules: readonly Rule<Spot & Scaling>[] = [
  {
    reads: ["spot", "scaling.max"],
    faults: ({ spot, scaling: { max } }) =>
      spot !== false && (spot.onDemandBase ?? 0) > max
        ? [{ path: ["spot", "onDemandBase"], message: `must be at most scaling.max (${max})` }]
        : [],
  },
];

/** How many instances are on demand, and how the others are chosen. */
export function spotOptions({ spot, scaling }: Spot & Scaling): Options {
  if (spot === false) {
    return { "aws:ec2:instances": { EnableSpot: "false" } };
  }
  return {
    "aws:autoscaling:asg": { EnableCapacityRebalancing: "true" },
    "aws:ec2:instances": {
      EnableSpot: "true",
      SpotAllocationStrategy: "price-capacity-optimized",
      SpotFleetOnDemandAboveBasePercentage: String(spot.onDemandPercentage),
      SpotFleetOnDemandBase: String(spot.onDemandBase ?? scaling.min),
    },
  };
}
