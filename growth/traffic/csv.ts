import { UsageError } from "../../offline/errors";
import { minuteOfWeek, MOST_MINUTES } from "./curve";

/** Requests by the minute, and when they begin. */
export interface Counts {
  readonly requests: readonly number[];
  readonly startMinute: number;
}

/** One row: when, and how many. */
interface Row {
  /** Minutes; of a time, since 1970, with what follows the minute. */
  readonly at: number;
  readonly stamped: boolean;
  readonly requests: number;
}

/** What a column of times, and one of requests, may be called. */
const TIME = /^(?:minutes?|time ?stamp|time|date ?time|date|label)\b/i;
const REQUESTS = /^(?:requests?|request ?counts?|counts?|sum|value|hits)\b/i;

/**
 * Reads `minute,requests` (whole minutes from any first one) or `timestamp,requests`: ISO 8601, of UTC where no zone is given,
 * or seconds or milliseconds since 1970. Comma, semicolon or tab divide columns; a line of names and lines that begin with #
 * are allowed, further columns are not looked at. Minutes that are left out had no request. Of times, several in a minute are
 * added up, and where all are equally far apart (periods of 5 minutes or an hour) a row is spread over its period.
 *
 * @throws UsageError with all faults, at most ten, one a line
 */
export function readCsv(name: string, text: string): Counts {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const divider = dividerOf(lines);
  const faults: string[] = [];
  const rows: Row[] = [];
  let columns = { time: 0, requests: 1 };
  let first = true;
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    const cells = cellsOf(line, divider);
    if (first && isHeading(cells)) columns = columnsOf(cells);
    else {
      const row = rowOf(cells, columns, rows.at(-1));
      if (typeof row === "string") faults.push(`${name} line ${index + 1}: ${row}`);
      else if (row.at - (rows[0]?.at ?? row.at) >= MOST_MINUTES)
        faults.push(`${name} line ${index + 1}: longer than ${MOST_MINUTES} minutes`);
      else rows.push(row);
    }
    first = false;
    if (faults.length >= 10) break;
  }
  if (faults.length > 0) throw new UsageError(faults.join("\n"));
  if (rows.length === 0) throw new UsageError(`${name}: holds no row of minute,requests`);
  return countsOf(rows);
}

/** The first of these that the first line with content has. */
function dividerOf(lines: readonly string[]): string {
  const line = lines.find((each) => each.trim() !== "" && !each.startsWith("#")) ?? "";
  return [";", "\t", ","].find((each) => line.includes(each)) ?? ",";
}

/** Cells of a line; one in quotes may hold the divider, and quotes that are written twice. */
function cellsOf(line: string, divider: string): string[] {
  const cells: string[] = [];
  const cell = new RegExp(`(?:^|${divider})\\s*(?:"((?:[^"]|"")*)"|([^${divider}]*))`, "g");
  for (const [, quoted, plain = ""] of line.matchAll(cell))
    cells.push((quoted?.replaceAll('""', '"') ?? plain).trim());
  return cells;
}

function isHeading(cells: readonly string[]): boolean {
  const [begin = ""] = cells;
  return cells.some((cell) => TIME.test(cell)) || (/[a-z]/i.test(begin) && Number.isNaN(timeOf(begin)));
}

function columnsOf(cells: readonly string[]): { time: number; requests: number } {
  const time = Math.max(
    0,
    cells.findIndex((cell) => TIME.test(cell)),
  );
  const requests = cells.findIndex((cell, index) => index !== time && REQUESTS.test(cell));
  return { time, requests: requests >= 0 ? requests : time === 0 ? 1 : 0 };
}

/** A row, or what is wrong with it. */
function rowOf(
  cells: readonly string[],
  columns: { readonly time: number; readonly requests: number },
  before: Row | undefined,
): Row | string {
  const [key, value] = [cells[columns.time] ?? "", cells[columns.requests] ?? ""];
  const stamped = !/^\d{1,9}(?:\.0+)?$/.test(key);
  const at = stamped ? timeOf(key) : Number(key);
  // Thousands may be set apart where the cell is quoted.
  const requests =
    value === ""
      ? NaN
      : Number(/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(value) ? value.replaceAll(",", "") : value);
  if (!Number.isFinite(at)) return `"${key}" is neither a whole minute nor an ISO 8601 time`;
  if (!Number.isFinite(requests)) return `requests must be a number, got "${value}"`;
  if (requests < 0) return `requests must not be negative, got ${value}`;
  if (before !== undefined && before.stamped !== stamped)
    return `"${key}" must be of one kind with the rows before: minutes, or times`;
  if (before !== undefined && at <= before.at)
    return `minutes must rise, got ${key} after the minute before it; sort the file`;
  return { at, stamped, requests };
}

/** Minutes since 1970; NaN where the text is no time. */
function timeOf(text: string): number {
  if (/^\d{10}(?:\.\d+)?$/.test(text)) return Number(text) / 60;
  if (/^\d{13}$/.test(text)) return Number(text) / 60_000;
  const iso = /^\d{4}[-/]\d\d[-/]\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?)?/.exec(text)?.[0];
  if (iso === undefined) return NaN;
  const zone = text.slice(iso.length).trim();
  const date = iso.replaceAll("/", "-").replace(" ", "T").replace(",", ".");
  const whole = date.includes("T") ? date : `${date}T00:00`;
  const known = /^(?:|Z|UTC|GMT)$/i.test(zone)
    ? "Z"
    : zone.replace(
        /^([+-]\d\d):?(\d\d)?$/,
        (_, hours: string, minutes = "00") => `${hours}:${String(minutes)}`,
      );
  return Date.parse(`${whole}${known}`) / 60_000;
}

function countsOf(rows: readonly Row[]): Counts {
  const begin = Math.floor(rows[0]?.at ?? 0);
  const period = periodOf(rows);
  const last = Math.floor(rows.at(-1)?.at ?? 0) + period - 1;
  const requests = new Array<number>(last - begin + 1).fill(0);
  for (const row of rows) {
    const minute = Math.floor(row.at) - begin;
    for (let each = 0; each < period; each++)
      requests[minute + each] = (requests[minute + each] ?? 0) + row.requests / period;
  }
  return { requests, startMinute: rows[0]?.stamped === true ? minuteOfWeek(begin) : 0 };
}

/** Whole minutes between times that are all equally far apart; else 1. */
function periodOf(rows: readonly Row[]): number {
  const [first, second] = rows;
  if (first === undefined || second === undefined || !first.stamped || rows.length < 3) return 1;
  const gap = second.at - first.at;
  const even = rows.every(
    ({ at }, index) => index === 0 || Math.abs(at - (rows[index - 1]?.at ?? 0) - gap) < 1e-6,
  );
  return even && Number.isInteger(gap) ? gap : 1;
}
