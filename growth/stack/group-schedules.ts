import { UsageError } from "../../offline/errors";
import type { ScheduledAction } from "../model/settings";
import { minuteOfWeek } from "../traffic/curve";
import { numberIn, textIn, type StackResource } from "./document";

const DAY = 1440;
const WEEK = 7 * DAY;
/** So many times a week are modelled: every quarter of an hour. */
const MOST_TIMES = 672;

/**
 * The times of a scheduled action in a week; minute 0 is Monday, 00:00 UTC. A time zone counts as it is in winter (of the
 * northern half: on 15 January 2026).
 *
 * @throws UsageError where the recurrence names days of the month or months, which a run has not
 */
export function scheduledActions({ name, inputs }: StackResource): ScheduledAction[] {
  const size = (key: string): number | undefined => {
    const value = numberIn(inputs, key);
    // Pulumi writes -1 for what shall stay as it is.
    return value === undefined || value < 0 ? undefined : value;
  };
  const [minimum, maximum, desired] = [size("minSize"), size("maxSize"), size("desiredCapacity")];
  const sizes = {
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
    ...(desired === undefined ? {} : { desired }),
  };
  const recurrence = textIn(inputs, "recurrence");
  if (recurrence === undefined) {
    const start = Date.parse(textIn(inputs, "startTime") ?? "");
    if (Number.isNaN(start))
      throw new UsageError(`schedule ${name}: has neither a recurrence nor a startTime`);
    return [{ name, atMinute: minuteOfWeek(start / 60_000), ...sizes }];
  }
  const offset = offsetMinutes(name, textIn(inputs, "timeZone") ?? "UTC");
  return timesOf(name, recurrence).map((minute) => ({
    name,
    atMinute: (((minute - offset) % WEEK) + WEEK) % WEEK,
    everyMinutes: WEEK,
    ...sizes,
  }));
}

/** Names of days in cron's order, which begins with Sunday. */
const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

function timesOf(name: string, recurrence: string): number[] {
  const fields = recurrence.trim().split(/\s+/);
  const [minute = "", hour = "", dayOfMonth = "", month = "", dayOfWeek = ""] = fields;
  const any = (field: string): boolean => field === "*" || field === "?";
  const fault = (why: string): UsageError =>
    new UsageError(`schedule ${name}: recurrence "${recurrence}" ${why}`);
  if (fields.length !== 5) {
    throw fault(
      'must have five fields: minute, hour, day of the month, month, day of the week, e.g. "0 8 * * MON-FRI"',
    );
  }
  if (!any(dayOfMonth) || !any(month)) {
    throw fault("is not modelled: a run has days of the week, but no date; leave day and month *");
  }
  const named = dayOfWeek.replaceAll(/[a-z]{3}/gi, (day) => {
    const number = DAYS.indexOf(day.toLowerCase());
    return number < 0 ? day : String(number);
  });
  const minutes = valuesOf(minute, 0, 59);
  const hours = valuesOf(hour, 0, 23);
  const days = valuesOf(any(named) ? "*" : named, 0, 7);
  if (minutes === undefined || hours === undefined || days === undefined)
    throw fault("is no cron expression");
  const times = [...new Set(days.map((day) => (day + 6) % 7))].flatMap((day) =>
    hours.flatMap((each) => minutes.map((one) => day * DAY + each * 60 + one)),
  );
  if (times.length > MOST_TIMES)
    throw fault(`acts ${times.length} times a week; at most ${MOST_TIMES} are modelled`);
  return times.sort((a, b) => a - b);
}

/** The numbers that a field of cron means: `*`, `5`, `1-5`, `1,3`, and each with a step; undefined where it means none. */
function valuesOf(field: string, least: number, most: number): number[] | undefined {
  const values = new Set<number>();
  for (const part of field.split(",")) {
    const match = /^(?:(\*)|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part);
    if (match === null) return undefined;
    const [, star, first, second, stride] = match;
    const from = star === undefined ? Number(first) : least;
    const to =
      star !== undefined || (second === undefined && stride !== undefined) ? most : Number(second ?? first);
    const step = Number(stride ?? 1);
    if (from < least || to > most || from > to || step < 1) return undefined;
    for (let value = from; value <= to; value += step) values.add(value);
  }
  return [...values].sort((a, b) => a - b);
}

/** Minutes that a time zone is ahead of UTC. */
function offsetMinutes(name: string, timeZone: string): number {
  const at = Date.UTC(2026, 0, 15);
  try {
    const parts = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" }).formatToParts(at);
    const text = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
    const [, sign = "+", hours = "0", minutes = "0"] = /GMT([+-])(\d\d):(\d\d)/.exec(text) ?? [];
    return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  } catch {
    throw new UsageError(`schedule ${name}: timeZone "${timeZone}" is none that is known, e.g. Asia/Seoul`);
  }
}
