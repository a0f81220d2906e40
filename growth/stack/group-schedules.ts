import { InputError } from "../faults";
import type { ScheduledAction } from "../model/settings";
import { numberIn, textIn, type StackResource } from "./document";

const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** A cron recurrence at a fixed time, daily or on one day of the week; the run's first midnight is a Monday's. */
export function scheduledAction({ name, inputs }: StackResource): ScheduledAction {
  const recurrence = textIn(inputs, "recurrence");
  const size = (key: string): number | undefined => {
    const value = numberIn(inputs, key);
    // Pulumi writes -1 for what shall stay as it is.
    return value === undefined || value < 0 ? undefined : value;
  };
  const [minimum, maximum, desired] = [size("minSize"), size("maxSize"), size("desiredCapacity")];
  return {
    name,
    ...timeOf(name, recurrence, textIn(inputs, "startTime")),
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
    ...(desired === undefined ? {} : { desired }),
  };
}

function timeOf(
  name: string,
  recurrence: string | undefined,
  startTime: string | undefined,
): { atMinute: number; everyMinutes?: number } {
  if (recurrence === undefined) {
    const start = startTime === undefined ? NaN : new Date(startTime).getTime();
    if (Number.isNaN(start))
      throw new InputError(`schedule ${name}: has neither a recurrence nor a startTime`);
    return { atMinute: Math.floor(start / 60_000) % 1440 };
  }
  const match = /^(\d+) (\d+) \* \* (\*|[0-7]|[a-z]{3})$/i.exec(recurrence.trim());
  if (match === null) {
    throw new InputError(
      `schedule ${name}: recurrence "${recurrence}" is not modelled; a fixed time each day or on one day of the week is, such as "0 8 * * MON"`,
    );
  }
  const [, minute, hour, day = "*"] = match;
  const atMinute = Number(hour) * 60 + Number(minute);
  if (day === "*") return { atMinute, everyMinutes: 1440 };
  const number = /\d/.test(day) ? Number(day) % 7 : DAYS.indexOf(day.toLowerCase());
  return { atMinute: atMinute + ((number + 6) % 7) * 1440, everyMinutes: 10_080 };
}
