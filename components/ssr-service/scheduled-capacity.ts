import { Schedule } from "@pulumi/aws/autoscaling";
import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";

/** Other limits of a group from certain times on, until another entry changes them again. */
export interface ScheduledCapacity {
  /**
   * When, as a cron expression of five fields (minute, hour, day of the month, month, day of the week), e.g. `0 20 * * MON-FRI`.
   *
   * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html
   */
  readonly recurrence: string;
  /** Instances that always run from then on, 0–10000; with `max: 0` nothing runs, and visitors get a 503. */
  readonly min: number;
  /** Instances at most from then on, 0–10000, at least `min`. */
  readonly max: number;
  /** Time zone of `recurrence`, e.g. `Asia/Seoul`. @default "Etc/UTC" */
  readonly timeZone?: string | undefined;
}

const size = z.int().min(0).max(10000);

/** Time zones that this Node.js knows, which are those of the IANA. */
function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

export const scheduleSchema = z.record(
  z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,19}$/, "must be a name of at most 20 small letters, digits and hyphens"),
  z
    .strictObject({
      recurrence: z
        .string()
        .regex(
          /^(?:[\d*,/A-Za-z-]+ ){4}[\d*,/A-Za-z#L-]+$/,
          'must be a cron expression of five fields, e.g. "0 20 * * MON-FRI"',
        ),
      min: size,
      max: size,
      timeZone: z.string().refine(isTimeZone, "must be a time zone, e.g. Asia/Seoul").default("Etc/UTC"),
    })
    .refine(({ min, max }) => max >= min, { path: ["max"], message: "must be at least min" }),
);

interface ScheduleArgs {
  readonly autoScalingGroupName: pulumi.Input<string>;
  readonly schedule: z.output<typeof scheduleSchema>;
}

/** A scheduled action of the group for each entry. */
export function createSchedules(
  name: string,
  { autoScalingGroupName, schedule }: ScheduleArgs,
  opts: { readonly parent: pulumi.Resource },
): void {
  for (const [entry, { recurrence, min, max, timeZone }] of Object.entries(schedule)) {
    new Schedule(
      `${name}-${entry}`,
      {
        scheduledActionName: entry,
        autoscalingGroupName: autoScalingGroupName,
        recurrence,
        timeZone,
        minSize: min,
        maxSize: max,
        // As many as run then, within the new limits.
        desiredCapacity: -1,
      },
      opts,
    );
  }
}
