import type { Finding } from "../preview-document";
import { TABLE_SOURCE } from "../replacement/table";
import type { Path } from "../request-path/path";
import type { ResourceChange } from "../compare/resource-changes";
import type { PathPair } from "../request-path/paths";
import type { Review, StackReview } from "./review";
import { providerText, renamedText, verdictLine } from "./verdict";
import { isFromProvider } from "../compare/provider-changes";
import { dollars, permissionLine, propertyLine, shortType, titleOf } from "./words";

/** One entry of a section: a line, and what belongs to it. */
export interface Item {
  readonly line: string;
  readonly details: readonly string[];
}

/** A part of the report. */
export interface Section {
  readonly stack: string;
  readonly title: string;
  readonly items: readonly Item[];
  /** True for what is folded where the form can fold. */
  readonly folded: boolean;
  /** The most important first; what does not fit is cut from the end. */
  readonly rank: number;
}

/** The whole report but its verdicts, best first: by stack, and in it by importance. */
export function sectionsOf(review: Review): readonly Section[] {
  return review.stacks.flatMap(sectionsOfStack);
}

/** The first lines of every form. */
export function headLines(review: Review): readonly string[] {
  return review.stacks.map(verdictLine);
}

function sectionsOfStack(review: StackReview): Section[] {
  const parts: readonly (readonly [title: string, items: readonly Item[], folded?: boolean])[] = [
    ["Mandatory findings introduced", findings(review.findings.introduced, "mandatory")],
    [
      "Policies with another level",
      review.policyLevels.map(({ pack, policy, before, after, weaker }) =>
        item(`${policy} (${pack}): ${before} → ${after}${weaker ? ", which stops less" : ""}`),
      ),
    ],
    ["Names and providers", namesAndProviders(review)],
    ["Replaced or interrupted", consequences(review)],
    ["Request paths", paths(review.paths)],
    ["Findings introduced", findings(review.findings.introduced, "advisory")],
    [
      "Findings on the stack that count other resources",
      review.findings.reworded.map(({ after }) =>
        item(findingLine(after), after.message.split("\n").slice(1)),
      ),
    ],
    [
      "Findings graded otherwise",
      review.findings.regraded.map(({ before, after }) =>
        item(`${findingLine(after)} (was ${before.enforcement}, ${before.severity})`),
      ),
    ],
    ["Permissions gained", permissions(review, "gained")],
    ["Permissions lost", permissions(review, "lost")],
    ["Growth and cost", growth(review)],
    ["Findings fixed", review.findings.fixed.map((finding) => item(findingLine(finding)))],
    [
      "Not in the table of replacements",
      review.unknownTypes.map((type) =>
        item(`${shortType(type)}: what a change of it replaces is not known here`),
      ),
    ],
    ["Findings that stay", [countOf(review.findings.unchanged)].flat()],
    ["Outputs", review.outputs.map((change) => item(propertyLine(change)))],
    ["Every change", changes(review), true],
  ];
  return parts.flatMap(([title, items, folded = false], rank) =>
    items.length === 0 ? [] : [{ stack: review.stack, title, items, folded, rank }],
  );
}

const item = (line: string, details: readonly string[] = []): Item => ({ line, details });

function findings(all: readonly Finding[], enforcement: Finding["enforcement"]): readonly Item[] {
  return all
    .filter((finding) => finding.enforcement === enforcement)
    .map((finding) => item(findingLine(finding), finding.message.split("\n").slice(1)));
}

function findingLine({ policy, severity, urn, message }: Finding): string {
  const name = urn.split("::").at(-1) ?? "";
  const type = urn.split("::")[2]?.split("$").at(-1) ?? "";
  return `${policy} (${severity}) ${shortType(type)} ${name}: ${message.split("\n")[0] ?? ""}`;
}

function countOf(unchanged: readonly Finding[]): readonly Item[] {
  if (unchanged.length === 0) return [];
  const mandatory = unchanged.filter(({ enforcement }) => enforcement === "mandatory").length;
  return [item(`${unchanged.length}, ${mandatory} of them mandatory`)];
}

function consequences({ comparison, consequences: all }: StackReview): readonly Item[] {
  const nameOf = new Map(comparison.changes.map((change) => [change.urn, change.name]));
  const weight = (urn: string): number => {
    const found = all.get(urn);
    return found === undefined
      ? 0
      : (found.dataLost === "" ? 0 : 1000) + (found.refused ? 500 : 0) + found.downMinutes[1];
  };
  return comparison.changes
    .filter(({ kind, urn }) => kind === "replaced" || all.has(urn))
    .sort((a, b) => weight(b.urn) - weight(a.urn))
    .map((change) => {
      const why = [
        ...(change.forcedBy.length === 0
          ? []
          : [`forced by ${change.forcedBy.join(", ")} (${TABLE_SOURCE})`]),
        ...(change.follows.length === 0
          ? []
          : [`follows ${change.follows.map((urn) => nameOf.get(urn) ?? urn).join(", ")}, whose id is new`]),
      ];
      const forcing = change.properties
        .filter(({ path }) => change.forcedBy.includes(path))
        .map(propertyLine);
      return item(`${titleOf(change)}: ${all.get(change.urn)?.text ?? "is replaced"}`, [...why, ...forcing]);
    });
}

function permissions(review: StackReview, what: "gained" | "lost"): readonly Item[] {
  return review.permissions.filter(({ change }) => change === what).map((one) => item(permissionLine(one)));
}

function growth(review: StackReview): readonly Item[] {
  return review.growth.map(({ service, before, after, costBefore, costAfter, source }) => {
    const cost = [costBefore, costAfter].map((each) =>
      each === undefined ? "not known" : `${dollars(each.least)} to ${dollars(each.most)}`,
    );
    return item(service, [
      `before: ${before === "" ? "not there" : before}`,
      `after: ${after === "" ? "not there" : after}`,
      `instances a month: ${cost[0] ?? ""} → ${cost[1] ?? ""} (${source})`,
    ]);
  });
}

function paths(pairs: readonly PathPair[]): readonly Item[] {
  return pairs
    .filter(({ moved }) => moved.size > 0)
    .map(({ before, after, moved }) => {
      const path = after ?? before;
      const boxes = new Map([...(before?.boxes ?? []), ...(after?.boxes ?? [])].map((box) => [box.id, box]));
      const state = before === undefined ? " (new)" : after === undefined ? " (gone)" : "";
      const details = [...moved].flatMap((id) => {
        const title = boxes.get(id)?.title ?? id;
        const [was, is] = [before, after].map((one) => one?.boxes.find((box) => box.id === id)?.lines);
        if (was === undefined || is === undefined)
          return [`${is === undefined ? "-" : "+"} ${title}: ${(is ?? was ?? []).join("; ")}`];
        const gone = was.filter((line) => !is.includes(line));
        const added = is.filter((line) => !was.includes(line));
        return [`~ ${title}: ${gone.join("; ") || "nothing"} → ${added.join("; ") || "nothing"}`];
      });
      return item(
        `${path?.kind ?? ""} ${path?.name ?? ""}${state}: ${path === undefined ? "" : wayOf(path, moved)}`,
        details,
      );
    });
}

/** `Visitor → Route 53 → CloudFront* → …`: what moved has a star. */
function wayOf(path: Path, moved: ReadonlySet<string>): string {
  const aside = new Set(path.arrows.filter((arrow) => arrow.aside).map(({ from }) => from));
  return path.boxes
    .filter(({ id }) => !aside.has(id))
    .map(({ id, title }) => `${title}${moved.has(id) ? "*" : ""}`)
    .join(" → ");
}

const SIGNS = {
  created: "+",
  deleted: "-",
  replaced: "+-",
  updated: "~",
  renamed: "=",
  imported: "<",
} as const;

function changes({ comparison }: StackReview): readonly Item[] {
  // What one setting of a provider does to all of its resources is one entry.
  const alone = comparison.changes.filter(isOfProviderAlone);
  const others = comparison.changes.filter((change) => !isOfProviderAlone(change));
  const groups = new Map<string, ResourceChange[]>();
  for (const change of alone) {
    const key = JSON.stringify([change.kind, change.properties.map(propertyLine)]);
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return [
    ...others.map((change) =>
      item(`${SIGNS[change.kind]} ${titleOf(change)}`, [
        ...change.properties.map(propertyLine),
        ...change.options,
      ]),
    ),
    ...[...groups.values()].map((group) =>
      item(
        `${SIGNS[group[0]?.kind ?? "updated"]} ${group.length === 1 ? "" : `${group.length} resources: `}${group.map(titleOf).join(", ")}`,
        (group[0]?.properties ?? []).map(propertyLine),
      ),
    ),
  ];
}

function isOfProviderAlone({ properties, options }: ResourceChange): boolean {
  return properties.length > 0 && options.length === 0 && properties.every(isFromProvider);
}

function namesAndProviders({ renamed, providers }: StackReview): readonly Item[] {
  return [
    ...(renamed === undefined
      ? []
      : [
          item(renamedText(renamed), [
            "pulumi stack rename, before the next pulumi up, gives the state the new name; what is compared here is what changes then",
          ]),
        ]),
    ...providers.map((change) =>
      item(
        providerText(change),
        change.effect === "replacement"
          ? ["what AWS has in every region, such as IAM, CloudFront and Route 53, stays"]
          : [],
      ),
    ),
  ];
}
