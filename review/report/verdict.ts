import { minutesText } from "../replacement/consequences";
import type { ProviderChange } from "../compare/provider-changes";
import type { Renamed } from "../compare/renamed-stacks";
import type { ChangeKind } from "../compare/resource-changes";
import type { Review, StackReview } from "./review";
import { valueText } from "./words";

/** How much a reviewer should worry, least first. */
export type Risk = "none" | "low" | "medium" | "high";

/** The answer of a review in one line. */
export interface Verdict {
  readonly counts: Readonly<Record<ChangeKind, number>>;
  readonly risk: Risk;
  /** What goes down for how long, and what is lost; "" where nothing is. */
  readonly text: string;
}

/** Counts what changes, and says what it means. */
export function verdictOf(review: StackReview): Verdict {
  const { comparison, consequences, findings, permissions, policyLevels } = review;
  const counts: Record<ChangeKind, number> = {
    ...{ created: 0, imported: 0, deleted: 0, replaced: 0, updated: 0, renamed: 0 },
  };
  for (const { kind } of comparison.changes) counts[kind] += 1;
  const all = [...consequences.values()];
  const lost = all.filter(({ dataLost }) => dataLost !== "");
  const down = all.filter(({ downMinutes }) => downMinutes[1] > 0);
  const refused = all.filter((each) => each.refused);
  const mandatory = findings.introduced.filter(({ enforcement }) => enforcement === "mandatory");
  const stricter = findings.regraded.filter(({ after: { enforcement } }) => enforcement === "mandatory");
  const weaker = policyLevels.filter((change) => change.weaker);
  const gained = permissions.filter(({ change, crosses }) => change === "gained" && crosses !== "");
  const nameOf = (urn: string): string =>
    comparison.changes.find((change) => change.urn === urn)?.name ?? urn;
  const worst = down.reduce<readonly [number, number]>(
    ([least, most], { downMinutes }) => [Math.max(least, downMinutes[0]), Math.max(most, downMinutes[1])],
    [0, 0],
  );
  const gone = review.paths.flatMap(({ before, after: now }) =>
    before === undefined || now !== undefined || review.after === undefined
      ? []
      : [`${before.kind} ${before.name}`],
  );
  const elsewhere = review.providers.filter(({ effect }) => effect === "account");
  const parts = [
    ...(review.renamed === undefined ? [] : [renamedText(review.renamed)]),
    ...review.providers.filter(({ effect }) => effect !== "other").map(providerText),
    ...(counts.updated > 0 ? [`${counts.updated} changed`] : []),
    ...(counts.replaced > 0 ? [`${counts.replaced} replaced`] : []),
    ...(counts.created > 0 ? [`${counts.created} created`] : []),
    ...(counts.imported > 0 ? [`${counts.imported} imported`] : []),
    ...(counts.deleted > 0 ? [`${counts.deleted} deleted`] : []),
    ...(counts.renamed > 0 ? [`${counts.renamed} renamed`] : []),
    ...(gone.length > 0 ? [`gone: ${names(gone)}`] : []),
    ...(down.length > 0 ? [`down ${minutesText(worst)}: ${names(down.map(({ urn }) => nameOf(urn)))}`] : []),
    ...(lost.length > 0 ? [`data lost: ${names(lost.map(({ urn }) => nameOf(urn)))}`] : []),
    ...(refused.length > 0 ? [`refused: ${names(refused.map(({ urn }) => nameOf(urn)))}`] : []),
    ...(mandatory.length > 0
      ? [`${mandatory.length} mandatory ${mandatory.length === 1 ? "finding" : "findings"} introduced`]
      : []),
    ...(stricter.length > 0
      ? [`${stricter.length} ${stricter.length === 1 ? "finding" : "findings"} now mandatory`]
      : []),
    ...(weaker.length > 0
      ? [
          `${weaker.length === 1 ? "policy" : "policies"} weakened: ${names(weaker.map(({ policy }) => policy))}`,
        ]
      : []),
    ...(gained.length > 0
      ? [`${gained.length} ${gained.length === 1 ? "permission" : "permissions"} gained beyond the stack`]
      : []),
  ];
  const risk: Risk =
    lost.length > 0 ||
    refused.length > 0 ||
    gone.length > 0 ||
    mandatory.length > 0 ||
    stricter.length > 0 ||
    worst[0] > 0 ||
    elsewhere.length > 0 ||
    review.renamed !== undefined
      ? "high"
      : down.length > 0 || gained.length > 0 || weaker.length > 0
        ? "medium"
        : comparison.changes.length > 0
          ? "low"
          : "none";
  return { counts, risk, text: parts.length === 0 ? "nothing changes" : parts.join(", ") };
}

/** Who renames a project or stack in its files alone gets a second one of everything. */
export function renamedText({ what, resources }: Renamed): string {
  return `${what}: without pulumi stack rename all ${resources} resources are made a second time`;
}

/** `aws:region eu-west-1 → us-east-1: 90 resources are made anew there`. */
export function providerText({ effect, setting, before, after, resources }: ProviderChange): string {
  const values = `provider's ${setting} ${valueText(before) || "none"} → ${valueText(after) || "none"}`;
  const count = `${resources} ${resources === 1 ? "resource" : "resources"}`;
  switch (effect) {
    case "replacement":
      return `${values}: ${count} ${resources === 1 ? "is" : "are"} made anew there`;
    case "account":
      return `${setting === "endpoints" ? values : `provider's ${setting} changed`}: perhaps another account, which has none of ${count}`;
    case "tags":
      return `provider's ${setting} changed: other tags of ${count}`;
    case "other":
      return `${values}: for ${count}`;
  }
}

/** At most three names. */
function names(all: readonly string[]): string {
  const unique = [...new Set(all)];
  return unique.length > 3
    ? `${unique.slice(0, 2).join(", ")} and ${unique.length - 2} more`
    : unique.join(", ");
}

/** The line of a stack. */
export function verdictLine(review: StackReview): string {
  const { text } = verdictOf(review);
  const presence =
    review.before === undefined
      ? " (a new stack)"
      : review.after === undefined
        ? " (no longer a stack: nothing deletes its resources)"
        : "";
  return `${review.stack}${presence}: ${text}`;
}

const RISKS: readonly Risk[] = ["none", "low", "medium", "high"];

/** The worst of all stacks. */
export function riskOf({ stacks }: Review): Risk {
  return RISKS[Math.max(0, ...stacks.map((stack) => RISKS.indexOf(verdictOf(stack).risk)))] ?? "none";
}
