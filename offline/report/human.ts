import pc from "picocolors";
import type { Diagnostic, Operation, Resource } from "../engine/deployment";
import { nameOf, typeOf } from "../engine/urn";
import { shown, UNKNOWN_WIRE, type Wire } from "../provider/wire";
import type { Finding } from "../analyzer/findings";
import type { StackResult } from "../preview/result";
import type { Redact } from "./document";
import { shortType, treeRows } from "./tree";

const SIGNS: Readonly<Record<Operation, string>> = { create: "+ ", import: "= ", read: ">-" };

/** What a person reads about one stack, in the manner of `pulumi preview`. */
export function renderStack(result: StackResult, redact: Redact): string {
  const sections = [
    [pc.bold(`Previewing update (${result.stack}):`)],
    treeLines(result.resources),
    diagnosticLines(result, redact),
    policyLines(result, redact),
    outputLines(result),
    summaryLines(result),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")
    .concat("\n");
}

function painted(operation: Operation): (text: string) => string {
  return operation === "read" ? pc.cyan : pc.green;
}

function treeLines(resources: readonly Resource[]): string[] {
  if (resources.length === 0) return [];
  const rows = treeRows(resources);
  const typeWidth = Math.max(4, ...rows.map(({ label }) => label.length));
  const nameWidth = Math.max(4, ...rows.map(({ resource }) => resource.name.length));
  const head = `     ${"Type".padEnd(typeWidth)}  ${"Name".padEnd(nameWidth)}  Plan`;
  return [
    pc.bold(head),
    ...rows.map(({ resource, label }) => {
      const paint = painted(resource.operation);
      const plan = `${resource.operation}${resource.protect ? " 🔒" : ""}`;
      const cells = `${label.padEnd(typeWidth)}  ${resource.name.padEnd(nameWidth)}  `;
      return ` ${paint(SIGNS[resource.operation])}  ${cells}${paint(plan)}`;
    }),
  ];
}

function diagnosticLines(result: StackResult, redact: Redact): string[] {
  if (result.diagnostics.length === 0) return [];
  const byUrn = new Map<string, Diagnostic[]>();
  for (const diagnostic of result.diagnostics) {
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
      const [first = "", ...rest] = readable(redact(message)).split("\n");
      lines.push(`    ${paint(prefix)}${first}`, ...rest.map((line) => `    ${line}`));
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
function policyLines(result: StackResult, redact: Redact): string[] {
  if (result.policies === 0) return [];
  const groups = new Map<string, Finding[]>();
  for (const finding of result.findings) {
    const key = `${finding.pack}/${finding.policy}/${finding.enforcement}/${finding.remediated}`;
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  const lines = [pc.bold("Policies:")];
  const ordered = [...groups.values()].sort((a, b) => rank(a[0]) - rank(b[0]));
  for (const group of ordered) lines.push(...groupLines(group, redact));
  if (lines.length > 1) return lines;
  // After a failure they have judged a part of the program only, so nothing says that they passed.
  const verdict = result.succeeded
    ? pc.green(`${result.policies} passed`)
    : `${result.policies} run, no findings`;
  return [`${pc.bold("Policies:")} ${verdict}`];
}

function rank(finding: Finding | undefined): number {
  return finding?.enforcement === "mandatory" ? 0 : finding?.remediated ? 2 : 1;
}

function groupLines(group: readonly Finding[], redact: Redact): string[] {
  const [first] = group;
  if (!first) return [];
  const label = first.remediated ? "remediated" : first.enforcement;
  const paint = first.enforcement === "mandatory" ? pc.red : first.remediated ? pc.green : pc.yellow;
  const lines = [`  ${paint(`[${label}]`)}  ${pc.bold(first.policy)}  ${pc.dim(first.pack)}`];
  if (first.description !== "") lines.push(`      ${first.description}`);
  if (first.remedy !== "") lines.push(`      To do: ${first.remedy}`);
  if (first.url !== "") lines.push(`      ${pc.dim(first.url)}`);
  for (const { urn, detail } of group) {
    const [head = "", ...rest] = readable(redact(detail)).split("\n");
    lines.push(`      - ${urn === "" ? "the stack" : resourceLabel(urn)}${head === "" ? "" : `: ${head}`}`);
    if (urn !== "") lines.push(`        ${pc.dim(urn)}`);
    lines.push(...rest.map((line) => `        ${line}`));
  }
  return lines;
}

function outputLines(result: StackResult): string[] {
  const outputs = Object.entries(shown(result.outputs));
  if (outputs.length === 0) return [];
  const width = Math.max(...outputs.map(([key]) => key.length));
  return [
    pc.bold("Outputs:"),
    ...outputs.map(([key, value]) => `    ${key.padEnd(width)}: ${valueText(value)}`),
  ];
}

function valueText(value: Wire): string {
  if (value === UNKNOWN_WIRE) return pc.dim("[unknown]");
  if (value === "[secret]") return value;
  return JSON.stringify(value, null, 2)
    .replaceAll(`"${UNKNOWN_WIRE}"`, "[unknown]")
    .replaceAll("\n", "\n    ");
}

function summaryLines(result: StackResult): string[] {
  const count = (operation: Operation) =>
    result.resources.filter((resource) => resource.operation === operation).length;
  const mandatory = result.findings.filter(({ enforcement }) => enforcement === "mandatory").length;
  const lines = [pc.bold("Resources:"), `    ${pc.green(`+ ${count("create")} to create`)}`];
  if (count("import") > 0) lines.push(`    = ${count("import")} to import`);
  if (count("read") > 0) lines.push(`    >- ${count("read")} to read`);
  if (result.policies > 0) {
    const advisory = result.findings.length - mandatory;
    lines.push(
      "",
      `${pc.bold("Policies:")} ${result.policies} run, ${mandatory} mandatory and ${advisory} advisory findings`,
    );
  }
  const { totalMs, programMs, policyMs } = result.timings;
  lines.push(
    "",
    `${pc.bold("Duration:")} ${seconds(totalMs)} (program ${seconds(programMs)}, policies ${seconds(policyMs)})`,
  );
  if (!result.succeeded) lines.push("", pc.red(`preview failed${reasonOf(result, mandatory)}`));
  if (result.gaps.length > 0) {
    lines.push("", `${pc.bold("Not simulated:")} ${result.gaps.length} (${result.gaps.join(", ")})`);
  }
  return lines;
}

function reasonOf(result: StackResult, mandatory: number): string {
  if (mandatory > 0) return ": mandatory policies are violated";
  const failed = result.diagnostics.some(({ severity }) => severity === "error");
  return failed ? "" : ": not everything is simulated (--strict)";
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
