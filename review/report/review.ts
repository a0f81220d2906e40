import { compareFindings, type FindingChanges } from "../compare/finding-changes";
import { compareGrowth, type GrowthChange } from "../compare/growth-changes";
import { compareOutputs } from "../compare/output-changes";
import { comparePermissions } from "../compare/permission-changes";
import type { PermissionChange } from "../compare/permissions";
import type { PropertyChange } from "../compare/property-changes";
import { providerChanges, type ProviderChange } from "../compare/provider-changes";
import { withoutRenames } from "../compare/renames";
import { withRenamed, type ComparablePair, type Renamed } from "../compare/renamed-stacks";
import { comparePolicyLevels, type PolicyLevelChange } from "../compare/policy-level-changes";
import { compareResources, type Comparison, type ResourceChange } from "../compare/resource-changes";
import type { Stack } from "../preview-document";
import { clashesOf } from "../replacement/clashes";
import { consequenceOf, type Consequence } from "../replacement/consequences";
import { isKnownType } from "../replacement/table";
import { pairPaths, pathsOf, type PathPair } from "../request-path/paths";
import type { Pairs } from "../revisions/pair";
import type { StackFile } from "../revisions/stack-files";

/** Everything that a review says of one stack. */
export interface StackReview {
  readonly stack: string;
  readonly before: Stack | undefined;
  readonly after: Stack | undefined;
  readonly comparison: Comparison;
  /** By the URN of the change. */
  readonly consequences: ReadonlyMap<string, Consequence>;
  readonly findings: FindingChanges;
  /** Levels of policies that changed: what stops an update. */
  readonly policyLevels: readonly PolicyLevelChange[];
  readonly permissions: readonly PermissionChange[];
  readonly growth: readonly GrowthChange[];
  readonly paths: readonly PathPair[];
  readonly outputs: readonly PropertyChange[];
  /** Settings of providers that changed: region, account, default tags. */
  readonly providers: readonly ProviderChange[];
  /** Undefined where project and stack have the names that they had. */
  readonly renamed: Renamed | undefined;
  /** Types that changed and of which the table of replacements says nothing. */
  readonly unknownTypes: readonly string[];
  readonly file: StackFile | undefined;
}

export interface Review {
  readonly base: string;
  readonly head: string;
  readonly stacks: readonly StackReview[];
}

/** Compares two revisions. */
export function reviewOf({ base, head, stacks, files }: Pairs): Review {
  return { base, head, stacks: withRenamed(stacks).map((pair) => reviewStack(pair, files.get(pair.stack))) };
}

const NOTHING = { resources: [], providers: new Map() };

function reviewStack(
  { stack, before, after, renamed }: ComparablePair,
  file: StackFile | undefined,
): StackReview {
  // Who removes a stack's file deletes nothing: only `pulumi destroy` does.
  const { after: kept, formerNames } =
    before === undefined || after === undefined
      ? { after, formerNames: new Map<string, string>() }
      : withoutRenames(before, after);
  const now = kept?.resources ?? [];
  const old = after === undefined ? [] : (before?.resources ?? []);
  const comparison = compareResources((after === undefined ? undefined : before) ?? NOTHING, kept ?? NOTHING);
  const consequences = comparison.changes.flatMap((change): [string, Consequence][] => {
    const consequence = consequenceOf(change);
    return consequence === undefined ? [] : [[change.urn, consequence]];
  });
  const clashes = clashesOf(comparison.changes, before, after);
  const policyLevels = comparePolicyLevels(before, after);
  const off = new Set(
    policyLevels.flatMap(({ pack, policy, after: level }) =>
      level === "disabled" ? [`${pack}\0${policy}`] : [],
    ),
  );
  // No policy has seen a state: what it would have found is not known.
  const judged = before?.judged !== false;
  return {
    ...{ stack, before, after, comparison, file, renamed },
    consequences: new Map([...consequences, ...clashes]),
    findings: compareFindings(
      after !== undefined && judged
        ? // What a policy found that no longer runs is not fixed.
          (before?.findings ?? []).filter(({ pack, policy }) => !off.has(`${pack}\0${policy}`))
        : (after?.findings ?? []),
      after?.findings ?? [],
      comparison.pairs,
      formerNames,
    ),
    policyLevels,
    permissions: comparePermissions(old, now, formerNames),
    growth: after === undefined ? [] : compareGrowth(before, after, formerNames),
    paths: pairPaths(pathsOf(old), pathsOf(now), formerNames),
    outputs: compareOutputs(before, after),
    providers: after === undefined ? [] : providerChanges(comparison.pairs, before, after),
    unknownTypes: unknownTypes(comparison.changes),
  };
}

function unknownTypes(changes: readonly ResourceChange[]): readonly string[] {
  const types = changes
    .filter(({ kind, after, type }) => kind === "updated" && after?.custom === true && !isKnownType(type))
    .map(({ type }) => type);
  return [...new Set(types)].sort();
}
