import type { Stack } from "../preview-document";
import { propertyChanges, type PropertyChange } from "./property-changes";

/** The end of a physical name, which hangs on the URN: a rename is no other output. */
const MADE = /-[0-9a-f]{7}\b/g;

/** Outputs of a stack that are new, gone or others: what reads them by a stack reference gets other values. */
export function compareOutputs(
  before: Stack | undefined,
  after: Stack | undefined,
): readonly PropertyChange[] {
  // A state says nothing of the outputs that a preview could be compared with.
  if (before?.judged !== true || after === undefined) return [];
  const usual = (value: unknown): string => JSON.stringify(value ?? null).replaceAll(MADE, "-#");
  return propertyChanges(before.outputs, after.outputs).filter(
    ({ before: was, after: is }) => usual(was) !== usual(is),
  );
}
