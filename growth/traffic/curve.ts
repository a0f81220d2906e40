/** Requests to a service, minute by minute. */
export interface Curve {
  /** What it is, for a heading: `step ×3 at minute 10`, or the file's name. */
  readonly title: string;
  /** Requests in each minute; numbers ≥ 0. */
  readonly requests: readonly number[];
  /** Minutes from Monday, 00:00 UTC, to the first minute, for scheduled actions; 0 for shapes, 0 to 10,079. */
  readonly startMinute: number;
  /** Where the change begins, for shapes: the verdict counts from there. */
  readonly changeMinute: number | undefined;
}

/** Longest curve that is taken: four weeks of minutes. */
export const MOST_MINUTES = 40_320;

const DAY = 1440;

/** Minutes from Monday, 00:00 UTC, to a minute since 1970, whose first day was a Thursday. */
export function minuteOfWeek(minute: number): number {
  return (Math.floor(minute) + 3 * DAY) % (7 * DAY);
}
