import type { Study } from "./study";
import { upperThreshold } from "./verdict";

/** `1.3 %`, `0.04 %`. */
export function percent(share: number): string {
  const value = share * 100;
  if (value > 99 && value < 100) return `${Math.min(99.99, value).toFixed(2)} %`;
  return `${value === 0 ? "0" : value >= 10 ? value.toFixed(0) : value >= 0.1 ? value.toFixed(1) : value.toFixed(2)} %`;
}

/** `12,345`; below 10, one decimal. */
export function count(value: number): string {
  return value > 0 && value < 10 && value % 1 !== 0
    ? value.toFixed(1)
    : Math.round(value).toLocaleString("en-US");
}

/** `9 minutes`. */
function minutes(value: number): string {
  return `${count(value)} minute${value === 1 ? "" : "s"}`;
}

/** `250 ms`, `2.4 s`. */
export function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${milliseconds.toFixed(0)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

const ORDINALS = [
  "",
  "first",
  "second",
  "third",
  "fourth",
  "fifth",
  "sixth",
  "seventh",
  "eighth",
  "ninth",
  "tenth",
];

/** When each further instance began to serve, in minutes after the change: `the third instance serves after 9 minutes`. */
function growth({ run, curve, settings }: Study): string {
  const from = (curve.changeMinute ?? 0) * 60;
  const seen: string[] = [];
  let most = run.minutes[Math.max(0, (curve.changeMinute ?? 0) - 1)]?.inService ?? settings.desired;
  for (const { kind, time, text } of run.events) {
    const serving = Number(text.split(" ")[0]);
    if (kind !== "serving" || time < from || serving <= most) continue;
    most = serving;
    seen.push(
      `the ${ORDINALS[serving] ?? `${serving}th`} ${settings.kind === "cluster" ? "replica" : "instance"} serves after ${minutes(Math.ceil((time - from) / 60))}`,
    );
  }
  const shown = seen.length > 3 ? [...seen.slice(0, 2), `${seen.length - 3} more`, seen.at(-1) ?? ""] : seen;
  return shown.join(", ");
}

/** The answer in one line. */
export function verdictLine(studied: Study, held: number | undefined): string {
  const { verdict, settings, curve, objective } = studied;
  const goal = objective.p95Ms === undefined ? "" : ` and 95 % within ${duration(objective.p95Ms)}`;
  const what = curve.changeMinute === undefined ? "all of this traffic" : "the change";
  const holding =
    held === undefined
      ? `${settings.name} does not hold its own traffic before any growth`
      : `${settings.name} holds ×${held} of ${what} (at most ${percent(objective.lostShare)} lost${goal})`;
  const grown = growth(studied);
  const after = grown === "" ? (verdict.neverEnough ? neverGrows(studied) : "") : grown;
  const loss =
    verdict.lost < 0.5
      ? "nothing is lost"
      : `${percent(verdict.lostShare)} is lost (${count(verdict.lost)}) in ${minutes(verdict.minutesLosing)}`;
  return `${holding}; ${curve.title}: ${loss}${after === "" ? "" : `; ${after}`}`;
}

/** Why a group that is short of capacity stays as it is. */
function neverGrows({ run, settings, workload }: Study): string {
  const peak = Math.max(...run.minutes.map(({ cpu }) => cpu));
  const upper = upperThreshold(settings);
  if (settings.maximum <= settings.minimum) return `the group's size is fixed at ${settings.maximum}`;
  const reachable =
    (100 * Math.min(settings.processes * (1 + workload.overhead), settings.instance.vcpus)) /
    settings.instance.vcpus;
  if (upper !== undefined && reachable <= upper) {
    return `the group never grows: ${settings.processes} process${settings.processes === 1 ? "" : "es"} on ${settings.instance.vcpus} vCPUs use at most ${reachable.toFixed(0)} % CPU, and it grows above ${upper} %`;
  }
  return `the group does not grow (CPU reaches ${peak.toFixed(0)} %)`;
}
