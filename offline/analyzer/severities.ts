/** How bad a finding is, by its policy; the worst first. */
export const SEVERITIES = ["critical", "high", "medium", "low"] as const;
export type FindingSeverity = (typeof SEVERITIES)[number];

/** For sorting: the worst first; what a policy says nothing of comes last. */
export function severityRank(severity: string): number {
  const rank = SEVERITIES.findIndex((each) => each === severity);
  return rank < 0 ? SEVERITIES.length : rank;
}
