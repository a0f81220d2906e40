import type { GroupEvent } from "../model/result";
import type { Study } from "./study";
import { count, duration } from "./words";

/** The course of a run as a Markdown table: one row for each thing that happens to the group. Minutes count from the change. */
export function courseTable(studied: Study): string {
  const { run, curve } = studied;
  const from = curve.changeMinute ?? 0;
  const rows: [string, string, string][] = [["0", opening(studied), state(studied, from)]];
  for (const event of run.events) {
    const text = happening(event);
    if (text === undefined || event.time < from * 60) continue;
    rows.push([minuteOf(event.time / 60 - from), text, state(studied, Math.floor(event.time / 60))]);
  }
  const cells = [["minute", "what happens", "what you see"], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((row) => (row[column] ?? "").length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const [head = [], ...rest] = cells;
  return [line(head), `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...rest.map(line)].join(
    "\n",
  );
}

function minuteOf(minutes: number): string {
  const rounded = Math.round(minutes * 10) / 10;
  return String(rounded);
}

function opening({ curve }: Study): string {
  const [before = 0] = curve.requests;
  const after = curve.requests[curve.changeMinute ?? 0] ?? 0;
  return `${count(before)} requests a minute become ${count(after)}.`;
}

function state({ run }: Study, minute: number): string {
  const now = run.minutes[Math.min(minute, run.minutes.length - 1)];
  if (now === undefined) return "";
  const starting = now.launching > 0 ? `, ${now.launching} starting` : "";
  const lost = now.lost >= 0.5 ? `, ${count(now.lost)} lost` : "";
  return `${now.inService} in service${starting}, CPU ${now.cpu.toFixed(0)} %, 95 % within ${duration(now.p95Ms)}${lost}`;
}

/** In one sentence; undefined where the table need not say it. */
function happening({ kind, text, desired }: GroupEvent): string | undefined {
  switch (kind) {
    case "alarm":
      return `The alarm ${text} goes off: the last of its periods has become visible.`;
    case "alarm-cleared":
      return `The alarm ${text} is over.`;
    case "scale-out":
      return `Auto Scaling launches: ${desired} wanted.`;
    case "scale-in":
      return `Auto Scaling takes away: ${desired} wanted. Requests in flight are finished first.`;
    case "scheduled":
      return `Scheduled action ${text}: ${desired} wanted.`;
    case "serving":
      return `Health checks pass: ${text}.`;
    case "replaced":
      return `Auto Scaling replaces ${text}.`;
    case "deployment":
      return `A deployment begins (${text}).`;
    case "deployed":
      return "The deployment is complete.";
    case "unhealthy":
    case "terminated":
      return undefined;
  }
}
