import { z } from "zod";
import { type Rule, rule } from "../fields";
import type { Options } from "./option-settings/option-setting";

/** The keys of a service that say when AWS updates its platform. */
export interface ManagedUpdatesKeys {
  /** Platform updates that Beanstalk applies by itself; `off` leaves instances unpatched. @default "minor" */
  readonly managedUpdates?: "minor" | "patch" | "off" | undefined;
  /** Start of the weekly update window in UTC, `ddd:HH:MM`. @default "Sun:03:00" */
  readonly updateWindow?: string | undefined;
}

export const managedUpdatesShape = {
  managedUpdates: z.enum(["minor", "patch", "off"]).default("minor"),
  // Without a default here, for where it is given without effect, that is a fault.
  updateWindow: z
    .string()
    .regex(
      /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun):([01]\d|2[0-3]):[0-5]\d$/,
      'must be a weekday and a time in UTC, e.g. "Sun:03:00"',
    )
    .optional(),
} as const;

export type ManagedUpdates = z.output<z.ZodObject<typeof managedUpdatesShape>>;

const UPDATE_WINDOW = "Sun:03:00";

export const managedUpdatesRules: readonly Rule<ManagedUpdates>[] = [
  rule<ManagedUpdates>(
    ["managedUpdates", "updateWindow"],
    ["updateWindow"],
    "has no effect: managedUpdates is off",
    ({ managedUpdates, updateWindow }) => updateWindow !== undefined && managedUpdates === "off",
  ),
];

/** Platform updates in a weekly window. */
export function managedUpdatesOptions<V>(service: ManagedUpdates, serviceRole: V): Options<V> {
  const { managedUpdates, updateWindow = UPDATE_WINDOW } = service;
  const on = managedUpdates !== "off";
  return {
    "aws:elasticbeanstalk:managedactions": {
      ManagedActionsEnabled: String(on),
      PreferredStartTime: on ? updateWindow : undefined,
      ServiceRoleForManagedUpdates: on ? serviceRole : undefined,
    },
    "aws:elasticbeanstalk:managedactions:platformupdate": {
      InstanceRefreshEnabled: on ? "true" : undefined,
      UpdateLevel: on ? managedUpdates : undefined,
    },
  };
}
