import type { Study } from "./study";
import { lowerThreshold, upperThreshold } from "./verdict";
import { count } from "./words";

/** Columns of the chart, at most, and its rows. */
const COLUMNS = 72;
const ROWS = 8;
const LABEL = 12;

interface Column {
  readonly requests: number;
  readonly capacity: number;
  readonly inService: number;
  readonly launching: number;
  readonly cpu: number;
  readonly lost: number;
}

/**
 * Requests against capacity in a terminal: `█` is answered, `▒` is more than the instances can answer, `─` is capacity that is
 * not used; below it the instances, CPU and what is lost.
 */
export function chart(studied: Study): string {
  const columns = columnsOf(studied);
  const most = Math.max(...columns.map(({ requests, capacity }) => Math.max(requests, capacity)), 1);
  const lines: string[] = [];
  for (let row = ROWS; row >= 1; row--) {
    const label = row === ROWS ? count(most) : row === 1 ? "0" : "";
    lines.push(`${label.padStart(LABEL)} ┤${columns.map((column) => cell(column, row, most)).join("")}`);
  }
  const upper = upperThreshold(studied.settings);
  const lower = lowerThreshold(studied.settings);
  lines.push(line("instances", columns, ({ inService }) => digit(inService)));
  lines.push(line("starting", columns, ({ launching }) => (launching === 0 ? "·" : digit(launching))));
  if (upper !== undefined) {
    lines.push(
      line(`CPU > ${upper} %`, columns, ({ cpu }) =>
        cpu > upper ? "▲" : lower !== undefined && cpu < lower ? "▽" : "·",
      ),
    );
  }
  lines.push(line("lost", columns, ({ lost }) => (lost < 0.5 ? "·" : "✗")));
  const { length } = studied.curve.requests;
  const end = String(length);
  lines.push(`${"minute".padStart(LABEL)}  0${end.padStart(Math.max(end.length + 1, columns.length - 1))}`);
  return lines.join("\n");
}

function line(label: string, columns: readonly Column[], mark: (column: Column) => string): string {
  return `${label.padStart(LABEL)}  ${columns.map(mark).join("")}`;
}

function cell({ requests, capacity }: Column, row: number, most: number): string {
  const level = ((row - 0.5) / ROWS) * most;
  if (level <= Math.min(requests, capacity)) return "█";
  if (level <= requests) return "▒";
  return Math.ceil((capacity / most) * ROWS) === row && capacity > requests ? "─" : " ";
}

function digit(value: number): string {
  return value < 10 ? String(value) : value < 36 ? value.toString(36) : "+";
}

/** Several minutes share a column where there are more than fit: the worst of them shows. */
function columnsOf({ run, curve }: Study): Column[] {
  const length = curve.requests.length;
  const columns: Column[] = [];
  const width = Math.min(COLUMNS, length);
  for (let index = 0; index < width; index++) {
    const part = run.minutes.slice(
      Math.floor((index * length) / width),
      Math.floor(((index + 1) * length) / width),
    );
    const worst = part.reduce((a, b) => (b.requests - b.capacity > a.requests - a.capacity ? b : a));
    columns.push({
      ...worst,
      cpu: Math.max(...part.map(({ cpu }) => cpu)),
      lost: part.reduce((sum, { lost }) => sum + lost, 0),
    });
  }
  return columns;
}
