/** What came of one stack, and of all of them, in a line. */
import pc from "picocolors";
import type { Operation } from "../engine/deployment";
import type { StackResult } from "../preview/result";
import { wrappedBlock } from "./fit";

/** Resources by what is done with them, and findings by level. */
export function countsOf({ resources, findings }: StackResult) {
  const count = (operation: Operation) => resources.filter((each) => each.operation === operation).length;
  const mandatory = findings.filter(({ enforcement }) => enforcement === "mandatory").length;
  return {
    create: count("create"),
    imported: count("import"),
    read: count("read"),
    same: count("same"),
    mandatory,
    advisory: findings.length - mandatory,
  };
}

/** Whether the program came as far as a resource of its own; before that there is nothing to count. */
export function wasStarted({ resources, succeeded }: StackResult): boolean {
  return succeeded || resources.some(({ type }) => type !== "pulumi:pulumi:Stack");
}

/** `189 to create, 0 mandatory and 13 advisory findings`. */
export function verdictOf(result: StackResult): string {
  const { create, same, mandatory, advisory } = countsOf(result);
  const findings = `${mandatory} mandatory and ${advisory} advisory findings`;
  const errors = result.diagnostics.filter(({ severity }) => severity === "error").length;
  if (!wasStarted(result)) return plural(errors, "error");
  const parts = [
    ...(errors > 0 ? [plural(errors, "error")] : []),
    same > 0 ? `${same} in the state` : `${create} to create`,
    ...(result.policies > 0 ? [findings] : []),
    ...(result.gaps.length > 0 ? [`${result.gaps.length} not simulated`] : []),
  ];
  return parts.join(", ");
}

/** The last lines of a report: each stack with its verdict, so that one that failed does not hide above the others. */
export function verdictLines(results: readonly StackResult[], columns: number): string[] {
  const failed = results.filter(({ succeeded }) => !succeeded);
  const text = results
    .map((result) => `${result.stack} ${result.succeeded ? "clean" : "FAILED"} (${verdictOf(result)})`)
    .join("; ");
  return wrappedBlock(`Verdict: ${text}`, columns).map(failed.length > 0 ? pc.red : pc.green);
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
