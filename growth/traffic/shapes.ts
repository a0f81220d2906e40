import { UsageError } from "../../offline/errors";
import { MOST_MINUTES, type Curve } from "./curve";

/**
 * Shapes of traffic, as multiples of a base rate:
 *
 * - `step:3@10m` three times as much from minute 10 on (`step:3@10m/30m`: for 30 minutes);
 * - `spike:10@5m/3m` ten times as much from minute 5 on, for 3 minutes;
 * - `ramp:4@10m/20m` rises to four times as much from minute 10 on, in the course of 20 minutes, and stays;
 * - `day`, `day:3` a day: the least at 04:00, three times as much (default 3) at 16:00.
 */
const SHAPES = "step:FACTOR@START, spike:FACTOR@START/LENGTH, ramp:FACTOR@START/LENGTH, day[:FACTOR]";

/** Minutes that a shape goes on after its last change, so that shrinking again is seen too. */
const AFTER = 60;

interface Parsed {
  readonly kind: "step" | "spike" | "ramp" | "day";
  readonly factor: number;
  readonly start: number;
  readonly length: number | undefined;
}

/** True where the text is meant as a shape, right or wrong. */
export function isShape(text: string): boolean {
  return /^(step|spike|ramp|day)(:|$)/.test(text);
}

/**
 * @param text as in {@link SHAPES}
 * @param base requests a minute before the change (for `day`: at its least); > 0
 */
export function shapeCurve(text: string, base: number): Curve {
  const shape = parse(text);
  const { kind, factor, start } = shape;
  if (kind === "day") {
    const requests = Array.from({ length: 1440 }, (_, minute) => {
      const height = (1 - Math.cos((2 * Math.PI * (minute - 240)) / 1440)) / 2;
      return base * (1 + (factor - 1) * height);
    });
    return { title: `a day, ×${factor} at 16:00`, requests, startMinute: 0, changeMinute: undefined };
  }
  const length = shape.length ?? (kind === "ramp" ? 20 : undefined);
  const end = kind === "step" || kind === "spike" ? start + (length ?? AFTER) : start + (length ?? 0) + AFTER;
  const total = end + (kind === "ramp" || length === undefined ? 0 : AFTER);
  if (total > MOST_MINUTES) throw new UsageError(`--curve ${text}: longer than ${MOST_MINUTES} minutes`);
  const requests = Array.from({ length: Math.ceil(total) }, (_, minute) => {
    if (kind === "ramp")
      return base * (1 + (factor - 1) * Math.min(1, Math.max(0, (minute - start) / (length ?? 1))));
    return minute >= start && minute < end ? base * factor : base;
  });
  const course =
    length === undefined ? "" : kind === "ramp" ? ` in ${length} minutes` : ` for ${length} minutes`;
  return {
    title: `${kind} ×${factor} at minute ${start}${course}`,
    requests,
    startMinute: 0,
    changeMinute: start,
  };
}

function parse(text: string): Parsed {
  const match = /^(step|spike|ramp|day)(?::(\d+(?:\.\d+)?)x?)?(?:@(\d+)m?(?:\/(\d+)m?)?)?$/.exec(text);
  if (match === null) {
    throw new UsageError(`--curve ${text}: must be one of ${SHAPES} (minutes as 10m), or a file`);
  }
  const kind = match[1] as Parsed["kind"];
  const factor = match[2] === undefined ? (kind === "day" ? 3 : 2) : Number(match[2]);
  const length = match[4] === undefined ? (kind === "spike" ? 5 : undefined) : Number(match[4]);
  if (factor <= 0 || factor > 1000)
    throw new UsageError(`--curve ${text}: the factor must be above 0 and at most 1000`);
  if (length === 0) throw new UsageError(`--curve ${text}: the length must be at least one minute`);
  return { kind, factor, start: match[3] === undefined ? 10 : Number(match[3]), length };
}
