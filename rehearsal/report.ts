import type { Difference } from "./compare/differences";
import { STEPS, type StackReport, type StepResult } from "./steps/step";

/** How many differences of a step are shown. */
const MAX_SHOWN = 12;
/** Longest value that is shown. */
const MAX_VALUE = 160;

/** The table of stacks and steps, then what differed, then one line that counts. */
export function report(reports: readonly StackReport[]): string {
  const differences = reports.flatMap(({ steps }) => steps.flatMap((step) => step.differences));
  const failures = reports.flatMap(({ steps }) => steps.filter(({ failure }) => failure !== undefined));
  const seconds = reports.flatMap(({ steps }) => steps).reduce((sum, step) => sum + step.seconds, 0);
  const stacks = reports.length === 1 ? "1 stack" : `${reports.length} stacks`;
  return [
    table(reports),
    ...reports.flatMap((stack) => stack.steps.flatMap((step) => details(stack.stack, step))),
    ...reports.flatMap(({ stack, notSimulated }) =>
      notSimulated.length === 0
        ? []
        : [`${stack}: not simulated (ids are made up, other values are missing): ${notSimulated.join(", ")}`],
    ),
    `rehearsal: ${stacks}, ${differences.length} differences, ${failures.length} failed steps, ${Math.round(seconds)} s`,
  ].join("\n");
}

function table(reports: readonly StackReport[]): string {
  const rows = [
    ["step", ...reports.map(({ stack }) => stack)],
    ...STEPS.map((name) => [
      name,
      ...reports.map(({ steps }) => cell(steps.find(({ step }) => step === name))),
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  return rows
    .map((row) =>
      row
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function cell(step: StepResult | undefined): string {
  if (!step) return "-";
  if (step.failure !== undefined) return "FAILED";
  const { length } = step.differences;
  return `${step.summary}; ${length === 1 ? "1 difference" : `${length} differences`}`;
}

function details(stack: string, { step, differences, failure }: StepResult): string[] {
  const lines = differences.slice(0, MAX_SHOWN).map((difference) => `  ${describe(difference)}`);
  const rest = differences.length - lines.length;
  return [
    ...(failure === undefined ? [] : [`${stack}, ${step}: failed: ${failure}`]),
    ...(lines.length === 0 ? [] : [`${stack}, ${step}:`, ...lines]),
    ...(rest > 0 ? [`  … and ${rest} more`] : []),
  ];
}

function describe({ urn, path, engine, offline }: Difference): string {
  const [, , type, ...name] = urn.split("::");
  const where = urn === "" ? "stack" : `${type?.split("$").pop() ?? ""} ${name.join("::")}`;
  return `${where}: ${path}: engine ${shown(engine)}, offline ${shown(offline)}`;
}

function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}…` : text;
}
