import pc from "picocolors";
import type { Diagnostic } from "../engine/deployment";
import { nameOf, typeOf } from "../engine/urn";
import { shown, UNKNOWN_WIRE, type Wire } from "../provider/wire";
import type { Finding } from "../analyzer/findings";
import { severityRank } from "../analyzer/severities";
import { isReason, type StackResult } from "../preview/result";
import type { Redact } from "./document";
import { shortened, wrappedBlock } from "./fit";
import { shortType } from "./tree";
import { treeLines } from "./tree-lines";
import { countsOf, verdictOf, wasStarted } from "./verdict";

/** How much is printed, and how wide. */
export interface Layout {
  readonly columns: number;
  /** Only what needs a person: errors, warnings and mandatory findings. */
  readonly quiet: boolean;
}

/** From how many resources on the verdict stands before the tree, too. */
const LONG = 50;

/** What a person reads about one stack, in the manner of `pulumi preview`. */
export function renderStack(result: StackResult, redact: Redact, layout: Layout): string {
  const { columns, quiet } = layout;
  const { same } = countsOf(result);
  const title = pc.bold(`${same > 0 ? "State" : "Previewing update"} (${result.stack}):`);
  const ahead = !quiet && result.resources.length >= LONG ? [`${verdictOf(result)}; details follow.`] : [];
  const sections = [
    quiet ? [] : [title],
    ahead,
    quiet ? [] : treeLines(result.resources, columns),
    diagnosticLines(result, redact, layout),
    policyLines(result, redact, layout),
    quiet ? [] : exemptedLines(result, columns),
    quiet ? [] : baselineLines(result),
    quiet ? [] : outputLines(result, columns),
    quiet ? flagLines(result) : summaryLines(result, columns),
  ].filter((lines) => lines.length > 0);
  const text = sections.map((lines) => lines.join("\n")).join("\n\n");
  return quiet ? (text === "" ? "" : `${title}\n\n${text}\n`) : `${text}\n`;
}

function diagnosticLines(result: StackResult, redact: Redact, { columns, quiet }: Layout): string[] {
  const shownOnes = result.diagnostics.filter(({ severity }) => !quiet || severity !== "info");
  if (shownOnes.length === 0) return [];
  const byUrn = new Map<string, Diagnostic[]>();
  for (const diagnostic of shownOnes) {
    const own = byUrn.get(diagnostic.urn);
    if (own) own.push(diagnostic);
    else byUrn.set(diagnostic.urn, [diagnostic]);
  }
  const lines = [pc.bold("Diagnostics:")];
  for (const [urn, diagnostics] of byUrn) {
    lines.push(`  ${urn === "" ? pc.bold(result.stack) : resourceLabel(urn)}:`);
    for (const { severity, message } of diagnostics) {
      const prefix = severity === "info" ? "" : `${severity}: `;
      const paint =
        severity === "error" ? pc.red : severity === "warning" ? pc.yellow : (text: string) => text;
      const text = wrappedBlock(`${prefix}${readable(redact(message))}`, columns - 4);
      const [first = "", ...rest] = text;
      lines.push(
        `    ${paint(first.slice(0, prefix.length))}${first.slice(prefix.length)}`,
        ...rest.map((line) => `    ${line}`),
      );
    }
  }
  return lines;
}

/** A message that a program or policy made of an unknown value. */
function readable(message: string): string {
  return message.replaceAll(UNKNOWN_WIRE, "[unknown]");
}

function resourceLabel(urn: string): string {
  return `${pc.bold(shortType(typeOf(urn)))} (${nameOf(urn)})`;
}

/** Findings by policy: what it is about and what to do once, then each resource. */
function policyLines(result: StackResult, redact: Redact, { columns, quiet }: Layout): string[] {
  if (result.policies === 0) return [];
  const groups = new Map<string, Finding[]>();
  const findings = result.findings.filter((finding) => !quiet || isReason(finding, result));
  for (const finding of findings) {
    const key = `${finding.pack}/${finding.policy}/${finding.enforcement}/${finding.remediated}`;
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  const lines = [pc.bold("Policies:")];
  const ordered = [...groups.values()].sort(([a], [b]) => rank(a) - rank(b) || severityOf(a) - severityOf(b));
  for (const group of ordered) lines.push(...groupLines(group, redact, columns));
  if (lines.length > 1) return lines;
  if (quiet) return [];
  // After a failure they have judged a part of the program only, so nothing says that they passed.
  const verdict = result.succeeded
    ? pc.green(`${result.policies} passed`)
    : `${result.policies} run, no findings`;
  return [`${pc.bold("Policies:")} ${verdict}`];
}

/** Findings that the configuration excuses: each with its reason and its end, so that none is forgotten. */
function exemptedLines({ exempted }: StackResult, columns: number): string[] {
  if (exempted.length === 0) return [];
  const lines = exempted.flatMap(({ policy, urn, reason, expires }) => {
    const about = urn === "" ? "the stack" : `${shortType(typeOf(urn))} (${nameOf(urn)})`;
    const text = wrappedBlock(`${policy} of ${about}, until ${expires}: ${reason}`, columns - 6);
    return text.map((line, index) => `${index === 0 ? "    - " : "      "}${line}`);
  });
  const count = `${exempted.length} ${exempted.length === 1 ? "finding" : "findings"}`;
  return [`${pc.bold("Exempt:")} ${count}`, ...lines];
}

/** How much the baseline hides, so that it is not taken for a clean stack. */
function baselineLines({ baselined, baselineGone }: StackResult): string[] {
  const counted = (count: number) => `${count} ${count === 1 ? "finding" : "findings"}`;
  return [
    ...(baselined.length > 0 ? [`${pc.bold("Baseline:")} ${counted(baselined.length)} left out`] : []),
    ...(baselineGone > 0
      ? [`${pc.bold("Baseline:")} ${counted(baselineGone)} of it are gone; --write-baseline takes them out`]
      : []),
  ];
}

function rank(finding: Finding | undefined): number {
  return finding?.enforcement === "mandatory" ? 0 : finding?.remediated ? 2 : 1;
}

/** The worst finding of each level comes first. */
function severityOf(finding: Finding | undefined): number {
  return severityRank(finding?.severity ?? "");
}

function groupLines(group: readonly Finding[], redact: Redact, columns: number): string[] {
  const [first] = group;
  if (!first) return [];
  const label = first.remediated ? "remediated" : first.enforcement;
  const paint = first.enforcement === "mandatory" ? pc.red : first.remediated ? pc.green : pc.yellow;
  const inner = (text: string, by: number) =>
    wrappedBlock(text, columns - by).map((line) => " ".repeat(by) + line);
  const severity = first.severity === "unspecified" ? "" : `${first.severity}  `;
  const lines = [`  ${paint(`[${label}]`)}  ${pc.bold(first.policy)}  ${severity}${pc.dim(first.pack)}`];
  if (first.description !== "") lines.push(...inner(first.description, 6));
  // A finding may name what to do in its own terms, such as a key of the stack's file.
  const hasOwn = group.every(({ detail }) => /^To do: /m.test(detail));
  if (first.remedy !== "" && !hasOwn) lines.push(...inner(`To do: ${first.remedy}`, 6));
  if (first.url !== "") lines.push(`      ${pc.dim(address(first.url, columns - 6))}`);
  for (const { urn, detail, place } of group) {
    const text = readable(redact(detail));
    const about =
      urn === ""
        ? "the stack"
        : `${shortType(typeOf(urn))} (${nameOf(urn)})${place === "" ? "" : ` of ${place}`}`;
    const [head = "", ...rest] = inner(`${about}${text === "" ? "" : `: ${text}`}`, 8);
    lines.push(emphasized(`      - ${head.slice(8)}`, urn), ...rest);
    if (urn !== "") lines.push(`        ${pc.dim(shortened(urn, columns - 8))}`);
  }
  return lines;
}

/** The type of the resource stands out, where the line is wide enough to hold it. */
function emphasized(line: string, urn: string): string {
  const type = urn === "" ? "" : shortType(typeOf(urn));
  return type === "" ? line : line.replace(type, pc.bold(type));
}

/** An address that is too long for the line is shortened to the eye alone, where the terminal knows links. */
function address(url: string, columns: number): string {
  const text = shortened(url, columns);
  return text === url || !pc.isColorSupported ? text : `\u001B]8;;${url}\u0007${text}\u001B]8;;\u0007`;
}

function outputLines(result: StackResult, columns: number): string[] {
  // What is null, the CLI does not show either.
  const outputs = Object.entries(shown(result.outputs)).filter(([, value]) => value !== null);
  if (outputs.length === 0) return [];
  const width = Math.max(...outputs.map(([key]) => key.length));
  return [
    pc.bold("Outputs:"),
    ...outputs.flatMap(([key, value]) =>
      wrappedBlock(`    ${key.padEnd(width)}: ${valueText(value)}`, columns),
    ),
  ];
}

function valueText(value: Wire): string {
  if (value === UNKNOWN_WIRE) return pc.dim("[unknown]");
  if (value === "[secret]") return value;
  return JSON.stringify(value, null, 2)
    .replaceAll(`"${UNKNOWN_WIRE}"`, "[unknown]")
    .replaceAll("\n", "\n    ");
}

function summaryLines(result: StackResult, columns: number): string[] {
  const { mandatory, advisory, create, imported, read, same } = countsOf(result);
  const lines: string[] = [];
  if (wasStarted(result)) {
    lines.push(pc.bold("Resources:"));
    lines.push(same > 0 ? `    ${same} in the state` : `    ${pc.green(`+ ${create} to create`)}`);
    if (imported > 0) lines.push(`    = ${imported} to import`);
    if (read > 0) lines.push(`    >- ${read} to read`);
    lines.push("");
  }
  if (result.policies > 0) {
    lines.push(
      `${pc.bold("Policies:")} ${result.policies} run, ${mandatory} mandatory and ${advisory} advisory findings`,
      "",
    );
  }
  const { totalMs, programMs, policyMs } = result.timings;
  lines.push(
    `${pc.bold("Duration:")} ${seconds(totalMs)} (program ${seconds(programMs)}, policies ${seconds(policyMs)})`,
  );
  if (!result.succeeded) lines.push("", ...failureLines(result));
  if (result.gaps.length > 0) {
    const gaps = `Not simulated: ${result.gaps.length} (${result.gaps.join(", ")})`;
    const [first = "", ...rest] = wrappedBlock(gaps, columns);
    lines.push("", first.replace("Not simulated:", pc.bold("Not simulated:")), ...rest);
  }
  return lines;
}

/** What only a flag makes a failure: neither an error nor a mandatory finding says why. */
function flagLines(result: StackResult): string[] {
  return result.failOnSeverity === undefined && result.incomplete === undefined ? [] : failureLines(result);
}

function failureLines(result: StackResult): string[] {
  return result.succeeded ? [] : [pc.red(`preview failed${reasonOf(result)}`)];
}

function reasonOf(result: StackResult): string {
  if (countsOf(result).mandatory > 0) return ": mandatory policies are violated";
  const failed = result.diagnostics.some(({ severity }) => severity === "error");
  if (failed) return "";
  if (result.failOnSeverity !== undefined) {
    return `: there are findings of severity ${result.failOnSeverity} or worse (--fail-on-severity)`;
  }
  return result.incomplete === "--strict"
    ? ": not everything is simulated (--strict)"
    : ": not everything could be judged (--fail-on-unjudged)";
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
