import { fingerprint } from "./sarif";
import type { Entry, StackEntries } from "./entries";

/** GitLab's words; what does not stop a release is at most minor. */
const SEVERITIES: Readonly<Record<string, string>> = {
  critical: "blocker",
  high: "critical",
  medium: "major",
  low: "minor",
};

/**
 * The findings as GitLab's code quality report.
 *
 * @see https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
export function gitlab(stacks: readonly StackEntries[]): string {
  return `${JSON.stringify(
    stacks.flatMap(({ entries }) => entries.map(issueOf)),
    null,
    2,
  )}\n`;
}

function issueOf(entry: Entry) {
  const { policy, subject, stack, detail, severity, mandatory, place } = entry;
  return {
    description: `${policy}: ${subject} (${stack}): ${detail}`,
    check_name: policy,
    fingerprint: fingerprint(entry),
    severity: mandatory ? (SEVERITIES[severity] ?? "major") : severity === "low" ? "info" : "minor",
    location: { path: place.file, lines: { begin: place.line } },
  };
}
