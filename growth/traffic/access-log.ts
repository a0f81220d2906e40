import { UsageError } from "../../offline/errors";
import { minuteOfWeek, MOST_MINUTES } from "./curve";
import type { Counts } from "./csv";

/** What an access log tells besides the counts. */
export interface LogCounts extends Counts {
  /** Index of dispersion of the counts by the second around their minute's mean: 1 for Poisson arrivals. */
  readonly variability: number;
  /** Lines that are not in the log's format. */
  readonly skipped: number;
}

/** A load balancer's entry: type, then the time of the answer (ISO 8601); its fields are quoted where they hold blanks. */
const ALB = /^(?:https?|h2|grpcs|wss?) (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?Z /;

/** nginx's and Apache's common and combined formats. */
const NGINX = /\[(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-]\d\d)(\d\d)\] "/;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** True where a line is an entry of a log that can be read. */
export function isLogLine(line: string): boolean {
  return ALB.test(line) || NGINX.test(line);
}

/**
 * Counts the requests of an Application Load Balancer's or nginx's access log by the minute. Lines may come in any order, as
 * the balancer's nodes write files of their own.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html
 */
export function readAccessLog(name: string, lines: Iterable<string>): LogCounts {
  const seconds = new Map<number, number>();
  let skipped = 0;
  let read = 0;
  let first = Infinity;
  let last = -Infinity;
  for (const line of lines) {
    if (line.trim() === "") continue;
    const second = secondOf(line);
    if (second === undefined) {
      skipped++;
      continue;
    }
    read++;
    first = Math.min(first, second);
    last = Math.max(last, second);
    seconds.set(second, (seconds.get(second) ?? 0) + 1);
  }
  if (read === 0 || skipped > read) {
    throw new UsageError(
      `${name}: ${read} of ${read + skipped} lines are entries of an access log (Application Load Balancer, or nginx common or combined); use that, or a CSV with minute,requests`,
    );
  }
  const begin = Math.floor(first / 60);
  const length = Math.floor(last / 60) - begin + 1;
  if (length > MOST_MINUTES)
    throw new UsageError(`${name}: spans ${length} minutes; at most ${MOST_MINUTES} are taken`);
  const requests = new Array<number>(length).fill(0);
  for (const [second, count] of seconds) {
    const minute = Math.floor(second / 60) - begin;
    requests[minute] = (requests[minute] ?? 0) + count;
  }
  return {
    requests,
    startMinute: minuteOfWeek(begin),
    variability: dispersion(requests, seconds, begin),
    skipped,
  };
}

/** Seconds since 1970. */
function secondOf(line: string): number | undefined {
  const alb = ALB.exec(line);
  if (alb !== null) return Math.floor(Date.parse(`${alb[1] ?? ""}Z`) / 1000);
  const nginx = NGINX.exec(line);
  if (nginx === null) return undefined;
  const [, day, month, year, hour, minute, second, zone, zoneMinutes] = nginx;
  const offset = Number(zone) * 60 + Math.sign(Number(zone) || 1) * Number(zoneMinutes);
  const at = Date.UTC(
    Number(year),
    MONTHS.indexOf(month ?? ""),
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  return at / 1000 - offset * 60;
}

/** Over whole minutes, so that the traffic's own rise and fall does not count; between 0.1 and 20. */
function dispersion(
  requests: readonly number[],
  seconds: ReadonlyMap<number, number>,
  begin: number,
): number {
  let squares = 0;
  let mean = 0;
  for (const [minute, count] of requests.entries()) {
    if (minute === 0 || minute === requests.length - 1 || count === 0) continue;
    for (let second = 0; second < 60; second++) {
      squares += ((seconds.get((begin + minute) * 60 + second) ?? 0) - count / 60) ** 2;
    }
    mean += count;
  }
  // The variance of sixty cells whose sum is given is 59/60 of that of free ones.
  return mean === 0 ? 1 : Math.min(20, Math.max(0.1, ((squares / mean) * 60) / 59));
}
