import type { ScalingPolicy } from "../model/scaling";
import type { Question } from "../report/study";
import { lowerThreshold, upperThreshold } from "../report/verdict";

/** What a person may move. A value that the settings do not have is undefined, and has no slider. */
export interface Values {
  readonly factor: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly upper: number | undefined;
  readonly lower: number | undefined;
  readonly periods: number | undefined;
  readonly step: number | undefined;
  readonly cooldown: number | undefined;
  readonly boot: number;
  readonly cpuMs: number;
  readonly processes: number;
}

interface Slider {
  readonly key: keyof Values;
  readonly label: string;
  readonly unit: string;
  readonly least: number;
  readonly most: (value: number) => number;
  readonly step: number;
}

const SLIDERS: readonly Slider[] = [
  {
    key: "factor",
    label: "Traffic",
    unit: "×",
    least: 0.1,
    most: (value) => Math.max(10, value * 2),
    step: 0.1,
  },
  { key: "minimum", label: "Minimum", unit: "", least: 1, most: (value) => Math.max(12, value * 2), step: 1 },
  { key: "maximum", label: "Maximum", unit: "", least: 1, most: (value) => Math.max(16, value * 3), step: 1 },
  { key: "upper", label: "Grow above", unit: " %", least: 10, most: () => 100, step: 1 },
  { key: "lower", label: "Shrink below", unit: " %", least: 0, most: () => 90, step: 1 },
  { key: "periods", label: "Periods above", unit: "", least: 1, most: () => 10, step: 1 },
  { key: "step", label: "Added at a time", unit: "", least: 1, most: () => 8, step: 1 },
  { key: "cooldown", label: "Cooldown", unit: " s", least: 0, most: () => 900, step: 30 },
  { key: "boot", label: "Boot", unit: " min", least: 0.5, most: () => 15, step: 0.5 },
  {
    key: "cpuMs",
    label: "A request takes",
    unit: " ms",
    least: 1,
    most: (value) => Math.max(200, value * 3),
    step: 1,
  },
  { key: "processes", label: "Processes", unit: "", least: 1, most: () => 8, step: 1 },
];

/** The values of the settings as they are. */
export function initial(question: Question): Values {
  const { settings, curve, workload, environment } = question;
  const growing = settings.policies.find(isGrowing);
  const base = curve.requests[0] ?? 0;
  return {
    factor:
      curve.changeMinute === undefined || base === 0 ? 1 : Math.round((peakOf(question) / base) * 10) / 10,
    minimum: settings.minimum,
    maximum: settings.maximum,
    upper: upperThreshold(settings),
    lower: lowerThreshold(settings),
    periods: growing?.kind === "simple" ? growing.alarm.evaluationPeriods : undefined,
    step: growing?.kind === "simple" ? growing.adjustment.amount : undefined,
    cooldown: growing?.kind === "simple" ? growing.cooldownSeconds : undefined,
    boot: environment.bootMinutes,
    cpuMs: workload.cpuMs,
    processes: settings.processes,
  };
}

function peakOf({ curve }: Question): number {
  return curve.requests.reduce((most, count) => Math.max(most, count), 0);
}

/** The question with the values of the sliders in it. */
export function settled(question: Question, values: Values): Question {
  const { settings, curve, workload, environment } = question;
  const base = curve.changeMinute === undefined ? undefined : (curve.requests[0] ?? 0);
  const peak = base === undefined || base === 0 ? 1 : peakOf(question) / base;
  const requests = curve.requests.map((count) =>
    base === undefined || peak === 1
      ? count * values.factor
      : base + ((count - base) * (values.factor - 1)) / (peak - 1),
  );
  const before = initial(question);
  const title =
    values.factor === before.factor ? curve.title : curve.title.replace(/×[\d.]+/, `×${values.factor}`);
  return {
    ...question,
    settings: {
      ...settings,
      minimum: values.minimum,
      maximum: Math.max(values.maximum, values.minimum),
      desired: Math.max(values.minimum, Math.min(settings.desired, values.maximum)),
      processes: values.processes,
      policies: settings.policies.map((policy) => moved(policy, values)),
    },
    curve: { ...curve, title, requests: requests.map((count) => Math.max(0, count)) },
    workload: { ...workload, cpuMs: values.cpuMs },
    environment: { ...environment, bootMinutes: values.boot },
  };
}

function moved(policy: ScalingPolicy, { upper, lower, periods, step, cooldown }: Values): ScalingPolicy {
  if (policy.kind === "target-tracking" || policy.kind === "replicas") {
    return policy.metric === "CPUUtilization" && upper !== undefined ? { ...policy, target: upper } : policy;
  }
  const ofCpu = policy.alarm.metric === "CPUUtilization";
  const threshold = ofCpu
    ? ((isGrowing(policy) ? upper : lower) ?? policy.alarm.threshold)
    : policy.alarm.threshold;
  const alarm = { ...policy.alarm, threshold };
  if (policy.kind === "step") return { ...policy, alarm };
  const cooldownSeconds = cooldown ?? policy.cooldownSeconds;
  if (!isGrowing(policy)) return { ...policy, alarm, cooldownSeconds };
  const count = periods ?? alarm.evaluationPeriods;
  return {
    ...policy,
    alarm: { ...alarm, evaluationPeriods: count, datapointsToAlarm: count },
    adjustment: { ...policy.adjustment, amount: step ?? policy.adjustment.amount },
    cooldownSeconds,
  };
}

function isGrowing(policy: ScalingPolicy): boolean {
  return (
    (policy.kind === "simple" || policy.kind === "step") && policy.alarm.comparison.startsWith("Greater")
  );
}

/** Builds the sliders into an element; `changed` is called with all values at each move. */
export function sliders(
  into: HTMLElement,
  question: Question,
  start: Values,
  changed: (values: Values) => void,
): void {
  let values = start;
  const before = initial(question);
  into.replaceChildren();
  for (const { key, label, unit, least, most, step } of SLIDERS) {
    const value = values[key];
    const was = before[key];
    if (value === undefined || was === undefined) continue;
    const row = document.createElement("label");
    const name = document.createElement("span");
    name.textContent = label;
    const shown = document.createElement("output");
    const input = document.createElement("input");
    Object.assign(input, { type: "range", min: String(least), max: String(most(was)), step: String(step) });
    input.id = `slider-${key}`;
    input.value = String(value);
    const text = (): void => {
      const now = Number(input.value);
      shown.textContent = unit === "×" ? `×${now}` : `${now}${unit}`;
      row.classList.toggle("moved", now !== was);
    };
    text();
    input.addEventListener("input", () => {
      values = { ...values, [key]: Number(input.value) };
      text();
      changed(values);
    });
    row.append(name, shown, input);
    into.append(row);
  }
}
