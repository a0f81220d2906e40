import type { FailOn } from "./command-line";
import type { Review, StackReview } from "./report/review";
import { verdictOf } from "./report/verdict";

const TESTS: Readonly<Record<FailOn, (review: StackReview) => boolean>> = {
  change: ({ comparison }) => comparison.changes.length > 0,
  replacement: (review) => verdictOf(review).counts.replaced > 0,
  downtime: ({ consequences }) => [...consequences.values()].some(({ downMinutes }) => downMinutes[1] > 0),
  "data-loss": ({ consequences }) => [...consequences.values()].some(({ dataLost }) => dataLost !== ""),
  refused: ({ consequences }) => [...consequences.values()].some(({ refused }) => refused),
  finding: ({ findings }) => findings.introduced.length > 0,
  mandatory: ({ findings }) =>
    [...findings.introduced, ...findings.regraded.map(({ after }) => after)].some(
      ({ enforcement }) => enforcement === "mandatory",
    ),
  permission: ({ permissions }) =>
    permissions.some(({ change, crosses }) => change === "gained" && crosses !== ""),
};

/** Those of the wanted reasons that hold for a review. */
export function reasonsToFail(review: Review, wanted: readonly FailOn[]): readonly FailOn[] {
  return [...new Set(wanted)].filter((reason) => review.stacks.some((stack) => TESTS[reason](stack)));
}
