import { InputError } from "../faults";
import { MOST_MINUTES } from "./curve";

/** Requests by the minute, and when they begin. */
export interface Counts {
  readonly requests: readonly number[];
  readonly startMinute: number;
}

/**
 * Reads `minute,requests` (whole minutes from any first one) or `timestamp,requests` (ISO 8601, one row a minute); a first line
 * with names is allowed, further columns are not looked at. Minutes that are left out had no request.
 *
 * @throws InputError with all faults, at most ten, one a line
 */
export function readCsv(name: string, text: string): Counts {
  const lines = text.split(/\r?\n/);
  const faults: string[] = [];
  const counts = new Map<number, number>();
  let first: number | undefined;
  let last: number | undefined;
  let stamped = false;
  const columns = { minute: 0, requests: 1 };
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const cells = line.split(",").map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
    if (
      first === undefined &&
      counts.size === 0 &&
      /[a-z]/i.test(cells[0] ?? "") &&
      Number.isNaN(Date.parse(cells[0] ?? ""))
    ) {
      columns.minute = Math.max(
        0,
        cells.findIndex((cell) => /^(minute|timestamp|time|date)$/i.test(cell)),
      );
      const requests = cells.findIndex((cell) => /^(requests|count|sum)$/i.test(cell));
      columns.requests = requests < 0 ? 1 : requests;
      continue;
    }
    const where = `${name} line ${index + 1}`;
    const [key, value] = [cells[columns.minute] ?? "", cells[columns.requests] ?? ""];
    const requests = value === "" ? NaN : Number(value);
    const minute = /^\d+$/.test(key) ? Number(key) : Math.floor(Date.parse(key) / 60_000);
    if (!/^\d+$/.test(key)) stamped = true;
    if (!Number.isFinite(minute))
      faults.push(`${where}: "${key}" is neither a whole minute nor an ISO 8601 time`);
    else if (!Number.isFinite(requests)) faults.push(`${where}: requests must be a number, got "${value}"`);
    else if (requests < 0) faults.push(`${where}: requests must not be negative, got ${value}`);
    else if (last !== undefined && minute <= last) {
      faults.push(`${where}: minutes must rise, got ${key} after the minute before it; sort the file`);
    } else {
      first ??= minute;
      last = minute;
      counts.set(minute, requests);
      if (minute - first >= MOST_MINUTES) faults.push(`${where}: longer than ${MOST_MINUTES} minutes`);
    }
    if (faults.length >= 10) break;
  }
  if (faults.length > 0) throw new InputError(faults.join("\n"));
  if (first === undefined || last === undefined)
    throw new InputError(`${name}: holds no row of minute,requests`);
  const begin = first;
  return {
    requests: Array.from({ length: last - begin + 1 }, (_, index) => counts.get(begin + index) ?? 0),
    startMinute: stamped ? begin % 1440 : 0,
  };
}
