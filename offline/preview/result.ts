import type { Deployment, Diagnostic, Resource } from "../engine/deployment";
import type { Properties } from "../provider/properties";
import type { Options } from "../cli/options";
import type { StackOutputs } from "../engine/stack-references";
import type { Exempted } from "../analyzer/exempted";
import { compared, entriesFor, type Baseline, type BaselineEntry, type Compared } from "../baseline/baseline";
import type { Finding } from "../analyzer/findings";
import type { Level } from "../analyzer/levels";
import type { PackSource } from "../analyzer/pack";
import { severityRank, type FindingSeverity } from "../analyzer/severities";
import type { Project } from "../project/project";
import type { StateFile } from "../state/state-file";
import type { StackConfig } from "../project/stack-config";

/** Everything that a preview of one stack needs, checked before any process starts. */
export interface StackPlan {
  readonly options: Options;
  readonly project: Project;
  readonly stack: string;
  readonly config: StackConfig;
  readonly packs: readonly PackSource[];
  readonly stackOutputs: StackOutputs;
  readonly baseline?: Baseline;
  /** What there is, in the place of what the program would make. */
  readonly state?: StateFile;
}

/** What came out of it. */
export interface StackResult {
  readonly stack: string;
  readonly succeeded: boolean;
  /** Without the default providers, which the CLI does not show either. */
  readonly resources: readonly Resource[];
  /** Those that the engine made because the program named none. */
  readonly defaultProviders: readonly Resource[];
  readonly outputs: Properties;
  readonly diagnostics: readonly Diagnostic[];
  readonly findings: readonly Finding[];
  /** Findings that the configuration excuses for now. */
  readonly exempted: readonly Exempted[];
  /** Findings that the baseline holds, or that are written into one; no part of `findings`. */
  readonly baselined: readonly BaselineEntry[];
  /** How many entries of the baseline are of findings that are gone. */
  readonly baselineGone: number;
  /** Set where the stack failed because of findings of this severity or worse. */
  readonly failOnSeverity?: FindingSeverity | undefined;
  /** The flag that wants more than there is, where that alone makes it fail. */
  readonly incomplete?: "--strict" | "--fail-on-unjudged" | undefined;
  /** Policies that ran, in all packs. */
  readonly policies: number;
  /** By pack, the level of each policy that is not disabled. */
  readonly policyLevels: PolicyLevels;
  /** Types, functions and components that are not simulated, so that what they compute is unknown and what they hold is not judged. */
  readonly gaps: readonly string[];
  readonly timings: { readonly programMs: number; readonly policyMs: number; readonly totalMs: number };
}

/** By pack and policy. */
export type PolicyLevels = Readonly<Record<string, Readonly<Record<string, Level>>>>;

/** Called as things happen, for the progress line. */
export interface Progress {
  readonly update: (stack: string, state: string) => void;
  readonly done: () => void;
}

/**
 * Whether it says that something could not be judged: the SDK's note for a value that only an update can know, or the policy of
 * this project's packs for types that none of them reads.
 */
export function isUnjudged({ message, policy }: Pick<Finding, "message" | "policy">): boolean {
  return policy === "types-judged" || message.startsWith(`can't run policy '${policy}'`);
}

/** @param entries of the stack's baseline; undefined where one is written, which has all findings that a baseline may have */
function withoutBaseline(
  all: readonly Finding[],
  entries: readonly BaselineEntry[] | undefined,
  resources: readonly Resource[],
): Compared {
  const open = all.filter((finding) => finding.remediated || isUnjudged(finding));
  const findings = all.filter((finding) => !open.includes(finding));
  if (entries === undefined) return { fresh: open, known: entriesFor(findings, resources), gone: 0 };
  const result = compared(findings, entries, resources);
  const fresh = new Set(result.fresh);
  // In the order in which they were found.
  return { ...result, fresh: entries.length === 0 ? all : [...open, ...fresh] };
}

/** Whether a finding is a reason why the stack failed. */
export function isReason(
  finding: Finding,
  { failOnSeverity, incomplete }: Pick<StackResult, "failOnSeverity" | "incomplete">,
): boolean {
  if (finding.enforcement === "mandatory") return true;
  if (failOnSeverity !== undefined) return isSevere(finding, failOnSeverity);
  return incomplete === "--fail-on-unjudged" && isUnjudged(finding);
}

/** Whether it is as bad as this or worse; what could not be judged, or was put right, is not bad. */
function isSevere(finding: Finding, severity: FindingSeverity): boolean {
  return (
    !finding.remediated && !isUnjudged(finding) && severityRank(finding.severity) <= severityRank(severity)
  );
}

/** The result of a deployment that has come to its end. */
export function resultOf(
  deployment: Deployment,
  all: readonly Finding[],
  policyLevels: PolicyLevels,
  timings: StackResult["timings"],
  {
    strict = false,
    failOnUnjudged = false,
    failOnSeverity,
    exempted = [],
    baseline,
    writeBaseline,
  }: Partial<
    Pick<Options, "strict" | "failOnUnjudged" | "failOnSeverity" | "writeBaseline"> &
      Pick<StackResult, "exempted"> & { readonly baseline: Baseline | undefined }
  > = {},
): StackResult {
  const entries = writeBaseline === undefined ? (baseline?.[deployment.stack] ?? []) : undefined;
  const { fresh: findings, known, gone } = withoutBaseline(all, entries, deployment.resources);
  const diagnostics = withoutRepeats(deployment.diagnostics, deployment.rootUrn);
  const failed = diagnostics.some(({ severity }) => severity === "error");
  const violated = findings.some(({ enforcement }) => enforcement === "mandatory");
  const severe = failOnSeverity !== undefined && findings.some((each) => isSevere(each, failOnSeverity));
  const gaps = deployment.gaps.length > 0;
  const unjudged = failOnUnjudged && (gaps || findings.some(isUnjudged));
  const incomplete = strict && gaps ? "--strict" : unjudged ? "--fail-on-unjudged" : undefined;
  return {
    stack: deployment.stack,
    succeeded: !failed && !violated && !severe && incomplete === undefined,
    resources: deployment.resources.filter(({ isDefaultProvider }) => !isDefaultProvider),
    defaultProviders: deployment.resources.filter(({ isDefaultProvider }) => isDefaultProvider),
    outputs: deployment.outputs,
    diagnostics,
    findings,
    exempted,
    baselined: known,
    baselineGone: gone,
    ...(severe ? { failOnSeverity } : {}),
    incomplete,
    // A program that failed before its first resource has given the policies nothing to judge.
    policies:
      failed && deployment.resources.every(({ type }) => type === "pulumi:pulumi:Stack")
        ? 0
        : Object.values(policyLevels).reduce((sum, levels) => sum + Object.keys(levels).length, 0),
    policyLevels,
    gaps: deployment.gaps,
    timings,
  };
}

/** The same error reaches the engine once for each promise that it rejects: as it was first reported, and about nothing in particular. */
function withoutRepeats(diagnostics: readonly Diagnostic[], rootUrn: string): Diagnostic[] {
  const messages = new Set<string>();
  const reported = new Set<string>();
  return diagnostics.filter(({ severity, message, urn }) => {
    if (severity !== "error") return true;
    const isRepeat =
      urn === "" || urn === rootUrn ? messages.has(message) : reported.has(`${urn} ${message}`);
    messages.add(message);
    reported.add(`${urn} ${message}`);
    return !isRepeat;
  });
}
