/** What a review says, in the words of the tables. */
import type { StackReview } from "../../../review/report/review";
import { shortType } from "../../../review/report/words";
import type { Expected } from "./edit";

export const sorted = (all: readonly string[]): readonly string[] => [...all].sort();

export function said(review: StackReview): Required<Omit<Expected, "verdict">> {
  const { comparison, findings, permissions, consequences } = review;
  const policies = (all: readonly { policy: string; urn: string }[]) =>
    sorted(all.map(({ policy, urn }) => `${policy} ${urn.split("::").at(-1) ?? ""}`));
  return {
    changes: sorted(comparison.changes.map(({ kind, type, name }) => `${kind} ${shortType(type)} ${name}`)),
    introduced: policies(findings.introduced),
    fixed: policies(findings.fixed),
    lost: sorted(
      comparison.changes.filter(({ urn }) => consequences.get(urn)?.dataLost).map(({ name }) => name),
    ),
    gained: sorted(
      permissions
        .filter(({ change, crosses }) => change === "gained" && crosses !== "")
        .map(({ principal, action, crosses }) => `${principal} ${action}: ${crosses}`),
    ),
  };
}
