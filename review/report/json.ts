import { TABLE_SOURCE } from "../replacement/table";
import type { PropertyChange } from "../compare/property-changes";
import type { ResourceChange } from "../compare/resource-changes";
import type { PathPair } from "../request-path/paths";
import type { Review, StackReview } from "./review";
import { riskOf, verdictLine, verdictOf } from "./verdict";

/** The document of `--json`: its fields are a contract; add, do not rename. */
export function jsonReport(review: Review): object {
  return {
    ...{ base: review.base, head: review.head, risk: riskOf(review), replacementTable: TABLE_SOURCE },
    stacks: review.stacks.map(stackDocument),
  };
}

function stackDocument(review: StackReview): object {
  const { stack, comparison, consequences, findings, permissions, growth, paths } = review;
  const { counts, risk } = verdictOf(review);
  return {
    ...{ stack, verdict: verdictLine(review), risk, counts: { ...counts, same: comparison.same } },
    changes: comparison.changes.map((change) => changeDocument(change, consequences)),
    findings,
    policyLevels: review.policyLevels,
    permissions,
    growth: growth.map((each) => ({
      ...each,
      costBefore: each.costBefore ?? null,
      costAfter: each.costAfter ?? null,
    })),
    paths: paths.map(pathDocument),
    outputs: review.outputs.map(propertyDocument),
    providers: review.providers.map(({ before: was, after: is, ...rest }) => ({
      ...rest,
      ...{ before: was ?? null, after: is ?? null },
    })),
    renamed: review.renamed ?? null,
    unknownTypes: review.unknownTypes,
  };
}

function changeDocument(change: ResourceChange, consequences: StackReview["consequences"]): object {
  const { kind, urn, type, name, before, properties, forcedBy, follows, options } = change;
  const consequence = consequences.get(urn);
  return {
    ...{ kind, urn, type, name, formerUrn: before?.urn ?? null },
    properties: properties.map(propertyDocument),
    ...{ forcedBy, follows, options },
    consequence:
      consequence === undefined
        ? null
        : {
            ...{ text: consequence.text, dataLost: consequence.dataLost, refused: consequence.refused },
            downMinutes: consequence.downMinutes,
          },
  };
}

function propertyDocument({ path, before, after }: PropertyChange): object {
  return { path, before: before ?? null, after: after ?? null };
}

function pathDocument({ before, after, moved }: PathPair): object {
  return { before: before ?? null, after: after ?? null, moved: [...moved] };
}
