import type { StackPlan, StackResult } from "../preview/result";
import { stackDocument, type PreviewDocument } from "./document";
import { type Layout, renderStack } from "./human";
import { redactor } from "./mask";
import { verdictLines } from "./verdict";

/** What goes to standard output: one JSON document, or the stacks one after the other for a person. */
export function report(
  plans: readonly StackPlan[],
  results: readonly StackResult[],
  form: Layout & { readonly json: boolean },
): string {
  const stacks = results.flatMap((result, index) => {
    const plan = plans[index];
    return plan ? [{ result, redact: redactor(result, plan.config) }] : [];
  });
  if (!form.json) {
    const texts = stacks.map(({ result, redact }) => renderStack(result, redact, form));
    const verdict = verdictLines(results, form.columns).join("\n");
    return [...texts.filter((text) => text !== ""), `${verdict}\n`].join("\n");
  }
  const document: PreviewDocument = {
    project: plans[0]?.project.name ?? "",
    stacks: stacks.map(({ result, redact }) => stackDocument(result, redact)),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
