import type { Stack } from "../preview-document";

/** A policy that another level is set for: what stops an update, and what is looked for at all. */
export interface PolicyLevelChange {
  readonly pack: string;
  readonly policy: string;
  /** `disabled` too where the pack has no such policy, or is not there. */
  readonly before: string;
  readonly after: string;
  /** It stops less than it did. */
  readonly weaker: boolean;
}

/** How much each level stops. What is set right is not refused, but what cannot be is. */
const WEIGHT: Readonly<Record<string, number>> = { disabled: 0, advisory: 1, remediate: 2, mandatory: 3 };

const DISABLED = "disabled";

/** The changed levels, weaker ones first; none where a revision's levels are not known. */
export function comparePolicyLevels(
  before: Stack | undefined,
  after: Stack | undefined,
): readonly PolicyLevelChange[] {
  const [was, is] = [before?.policyLevels, after?.policyLevels];
  if (was === undefined || is === undefined) return [];
  const packs = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort();
  const changes = packs.flatMap((pack) => {
    const [old, now] = [was[pack] ?? {}, is[pack] ?? {}];
    const policies = [...new Set([...Object.keys(old), ...Object.keys(now)])].sort();
    return policies.flatMap((policy): PolicyLevelChange[] => {
      const [from, to] = [old[policy] ?? DISABLED, now[policy] ?? DISABLED];
      const weaker = (WEIGHT[to] ?? 0) < (WEIGHT[from] ?? 0);
      return from === to ? [] : [{ pack, policy, before: from, after: to, weaker }];
    });
  });
  return [...changes.filter(({ weaker }) => weaker), ...changes.filter(({ weaker }) => !weaker)];
}
