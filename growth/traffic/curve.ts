/** Requests to a service, minute by minute. */
export interface Curve {
  /** What it is, for a heading: `step ×3 at minute 10`, or the file's name. */
  readonly title: string;
  /** Requests in each minute; numbers ≥ 0. */
  readonly requests: readonly number[];
  /** Minutes after midnight (UTC) of the first minute, for scheduled actions; 0 for shapes. */
  readonly startMinute: number;
  /** Where the change begins, for shapes: the verdict counts from there. */
  readonly changeMinute: number | undefined;
}

/** Longest curve that is taken: four weeks of minutes. */
export const MOST_MINUTES = 40_320;
