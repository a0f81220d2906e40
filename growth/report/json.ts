import type { Advice } from "../advice/advise";
import { costOf, type Price } from "../prices/prices";
import type { Study } from "./study";

/** The document of `--json`: its fields are a contract; add, do not rename. */
export function jsonDocument(
  studied: Study,
  held: number | undefined,
  price: Price,
  advice: readonly Advice[],
): object {
  const { settings, curve, run, verdict, objective, workload, environment } = studied;
  const { instanceHours, surplusVcpuHours } = run.totals;
  return {
    service: settings.name,
    settings,
    workload,
    environment,
    curve: { title: curve.title, requests: curve.requests, changeMinute: curve.changeMinute ?? null },
    minutes: run.minutes.map((minute) => ({
      minute: minute.minute,
      requests: round(minute.requests),
      inService: minute.inService,
      launching: minute.launching,
      cpu: round(minute.cpu),
      waitingMs: round(minute.waitingMs),
      p95Ms: round(minute.p95Ms),
      lost: round(minute.lost),
      capacity: round(minute.capacity),
    })),
    events: run.events,
    objective,
    verdict: { ...verdict, lost: round(verdict.lost), heldFactor: held ?? null },
    cost: {
      instanceHours: round(instanceHours),
      surplusVcpuHours: round(surplusVcpuHours),
      usd: roundOr(costOf(price, instanceHours, surplusVcpuHours)),
      source: price.source,
    },
    advice,
  };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function roundOr(value: number | undefined): number | null {
  return value === undefined ? null : Math.round(value * 10_000) / 10_000;
}
