import { existsSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import type { Resource } from "../../engine/deployment";
import { severityRank } from "../../analyzer/severities";
import { nameOf, typeOf } from "../../engine/urn";
import type { StackPlan, StackResult } from "../../preview/result";
import { UNKNOWN_WIRE } from "../../provider/wire";
import { redactor } from "../mask";

/** A finding as the formats for other tools need it: without secrets, and with its place in the program. */
export interface Entry {
  readonly stack: string;
  readonly pack: string;
  readonly policy: string;
  readonly mandatory: boolean;
  readonly severity: string;
  /** "" for a finding on the stack as a whole. */
  readonly urn: string;
  /** `aws:s3/bucket:Bucket "files"`, or `the stack`. */
  readonly subject: string;
  readonly description: string;
  /** What is wrong with this resource. */
  readonly detail: string;
  readonly remedy: string;
  readonly url: string;
  readonly tags: readonly string[];
  readonly place: Place;
}

/** A place in a file of the repository. */
export interface Place {
  /** Path from the repository's root, with slashes. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A stack with its findings, worst first; what a policy has put right by itself is left out. */
export interface StackEntries {
  readonly stack: string;
  readonly succeeded: boolean;
  readonly policies: number;
  readonly entries: readonly Entry[];
  /** What failed beside policies. */
  readonly errors: readonly string[];
}

export function entriesOf(
  plans: readonly StackPlan[],
  results: readonly StackResult[],
): readonly StackEntries[] {
  return results.flatMap((result, index) => {
    const plan = plans[index];
    return plan === undefined ? [] : [stackEntries(plan, result)];
  });
}

function stackEntries(plan: StackPlan, result: StackResult): StackEntries {
  const hidden = redactor(result, plan.config);
  const redact = (text: string) => hidden(text).replaceAll(UNKNOWN_WIRE, "[unknown]");
  const byUrn = new Map(result.resources.map((resource) => [resource.urn, resource]));
  const root = repositoryOf(plan.project.root);
  const projectFile: Place = {
    file: fromRoot(root, join(plan.project.root, "Pulumi.yaml")),
    ...{ line: 1, column: 1 },
  };
  const entries = result.findings
    .filter(({ remediated }) => !remediated)
    .map((finding): Entry => ({
      stack: result.stack,
      ...{ pack: finding.pack, policy: finding.policy, severity: finding.severity, urn: finding.urn },
      mandatory: finding.enforcement === "mandatory",
      subject: finding.urn === "" ? "the stack" : `${typeOf(finding.urn)} "${nameOf(finding.urn)}"`,
      description: finding.description,
      detail: redact(finding.detail === "" ? finding.message : finding.detail),
      remedy: finding.remedy,
      url: finding.url,
      tags: finding.tags,
      place: placeOf(finding.urn, byUrn, root) ?? projectFile,
    }))
    .sort(
      (a, b) =>
        Number(b.mandatory) - Number(a.mandatory) || severityRank(a.severity) - severityRank(b.severity),
    );
  return {
    ...{ stack: result.stack, succeeded: result.succeeded, policies: result.policies, entries },
    errors: result.diagnostics
      .filter(({ severity }) => severity === "error")
      .map(({ message }) => redact(message)),
  };
}

/** Where the program makes the resource, or the component that does. */
function placeOf(urn: string, byUrn: ReadonlyMap<string, Resource>, root: string): Place | undefined {
  for (let resource = byUrn.get(urn); resource !== undefined; resource = byUrn.get(resource.parent)) {
    if (resource.source !== undefined) {
      const { file, line, column } = resource.source;
      return { file: fromRoot(root, file), line, column };
    }
  }
  return undefined;
}

function fromRoot(root: string, file: string): string {
  return relative(root, file).replaceAll("\\", "/");
}

/** The nearest folder above with a .git, since tools want paths from there; else the project's own. */
function repositoryOf(project: string): string {
  for (let folder = resolve(project); ; folder = dirname(folder)) {
    if (existsSync(join(folder, ".git"))) return folder;
    if (folder === dirname(folder)) return resolve(project);
  }
}
