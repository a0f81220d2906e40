import type { Deployment, Diagnostic, Resource } from "./engine/deployment";
import type { WireMap } from "./engine/wire";
import type { Options } from "./cli";
import type { Finding } from "./policy/findings";
import type { PackSource } from "./policy/pack";
import type { Project } from "./project/project";
import type { StackConfig } from "./project/stack-config";

/** Everything that a preview of one stack needs, checked before any process starts. */
export interface StackPlan {
  readonly options: Options;
  readonly project: Project;
  readonly stack: string;
  readonly config: StackConfig;
  readonly packs: readonly PackSource[];
}

/** What came out of it. */
export interface StackResult {
  readonly stack: string;
  readonly succeeded: boolean;
  /** Without the default providers, which the CLI does not show either. */
  readonly resources: readonly Resource[];
  readonly outputs: WireMap;
  readonly diagnostics: readonly Diagnostic[];
  readonly findings: readonly Finding[];
  /** Policies that ran, in all packs. */
  readonly policies: number;
  readonly timings: { readonly programMs: number; readonly policyMs: number; readonly totalMs: number };
}

/** Called as things happen, for the progress line. */
export interface Progress {
  readonly update: (stack: string, state: string) => void;
  readonly done: () => void;
}

/** The result of a deployment that has come to its end. */
export function resultOf(
  deployment: Deployment,
  findings: readonly Finding[],
  policies: number,
  timings: StackResult["timings"],
): StackResult {
  const diagnostics = withoutRepeats(deployment.diagnostics, deployment.rootUrn);
  const failed = diagnostics.some(({ severity }) => severity === "error");
  const violated = findings.some(({ enforcement }) => enforcement === "mandatory");
  return {
    stack: deployment.stack,
    succeeded: !failed && !violated,
    resources: deployment.resources.filter(({ isDefaultProvider }) => !isDefaultProvider),
    outputs: deployment.outputs,
    diagnostics,
    findings,
    policies,
    timings,
  };
}

/** The same error reaches the engine once for each promise that it rejects: as it was first told, and about nothing in particular. */
function withoutRepeats(diagnostics: readonly Diagnostic[], rootUrn: string): Diagnostic[] {
  const messages = new Set<string>();
  const told = new Set<string>();
  return diagnostics.filter(({ severity, message, urn }) => {
    if (severity !== "error") return true;
    const isRepeat = urn === "" || urn === rootUrn ? messages.has(message) : told.has(`${urn} ${message}`);
    messages.add(message);
    told.add(`${urn} ${message}`);
    return !isRepeat;
  });
}
