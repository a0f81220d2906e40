import type { Deployment, Diagnostic, Resource } from "../engine/deployment";
import type { Properties } from "../provider/properties";
import type { Options } from "../cli/options";
import type { StackOutputs } from "../engine/stack-references";
import type { Exempted } from "../analyzer/exempted";
import type { Finding } from "../analyzer/findings";
import type { PackSource } from "../analyzer/pack";
import type { Project } from "../project/project";
import type { StackConfig } from "../project/stack-config";

/** Everything that a preview of one stack needs, checked before any process starts. */
export interface StackPlan {
  readonly options: Options;
  readonly project: Project;
  readonly stack: string;
  readonly config: StackConfig;
  readonly packs: readonly PackSource[];
  readonly stackOutputs: StackOutputs;
}

/** What came out of it. */
export interface StackResult {
  readonly stack: string;
  readonly succeeded: boolean;
  /** Without the default providers, which the CLI does not show either. */
  readonly resources: readonly Resource[];
  readonly outputs: Properties;
  readonly diagnostics: readonly Diagnostic[];
  readonly findings: readonly Finding[];
  /** Findings that the configuration excuses for now. */
  readonly exempted: readonly Exempted[];
  /** Policies that ran, in all packs. */
  readonly policies: number;
  /** Types, functions and components that are not simulated, so that what they compute is unknown and what they hold is not judged. */
  readonly gaps: readonly string[];
  readonly timings: { readonly programMs: number; readonly policyMs: number; readonly totalMs: number };
}

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

/** The result of a deployment that has come to its end. */
export function resultOf(
  deployment: Deployment,
  findings: readonly Finding[],
  policies: number,
  timings: StackResult["timings"],
  {
    strict = false,
    failOnUnjudged = false,
    exempted = [],
  }: Partial<Pick<Options, "strict" | "failOnUnjudged"> & Pick<StackResult, "exempted">> = {},
): StackResult {
  const diagnostics = withoutRepeats(deployment.diagnostics, deployment.rootUrn);
  const failed = diagnostics.some(({ severity }) => severity === "error");
  const violated = findings.some(({ enforcement }) => enforcement === "mandatory");
  return {
    stack: deployment.stack,
    succeeded:
      !failed &&
      !violated &&
      !(strict && deployment.gaps.length > 0) &&
      !(failOnUnjudged && (deployment.gaps.length > 0 || findings.some(isUnjudged))),
    resources: deployment.resources.filter(({ isDefaultProvider }) => !isDefaultProvider),
    outputs: deployment.outputs,
    diagnostics,
    findings,
    exempted,
    // A program that failed before its first resource has given the policies nothing to judge.
    policies:
      failed && deployment.resources.every(({ type }) => type === "pulumi:pulumi:Stack") ? 0 : policies,
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
