import type { Resource } from "../preview-document";
import type { Review, StackReview } from "./review";
import { StackFileLines } from "./stack-file-lines";
import { permissionLine, titleOf } from "./words";

/** A remark on a line of a stack's file. */
export interface Annotation {
  /** Path of the file from the repository's root. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly level: "critical" | "high" | "medium" | "low";
  readonly kind: "finding" | "replacement" | "permission" | "update";
  /** One line. */
  readonly summary: string;
  readonly details: string;
}

const LEVELS = ["critical", "high", "medium", "low"] as const;

/** Everything that a reviewer should see beside the lines, the worst first. */
export function annotationsOf(review: Review): readonly Annotation[] {
  return review.stacks
    .flatMap(annotationsOfStack)
    .map((annotation, at) => ({ annotation, at }))
    .sort((a, b) => LEVELS.indexOf(a.annotation.level) - LEVELS.indexOf(b.annotation.level) || a.at - b.at)
    .map(({ annotation }) => annotation);
}

function annotationsOfStack(review: StackReview): readonly Annotation[] {
  const { file, comparison, consequences, findings, permissions } = review;
  if (file === undefined) return [];
  const lines = new StackFileLines(file);
  const resources = new Map(
    [...(review.before?.resources ?? []), ...(review.after?.resources ?? [])].map((one) => [one.urn, one]),
  );
  const changes = new Map(comparison.changes.map((change) => [change.urn, change]));
  const at = (urn: string, message = ""): Pick<Annotation, "path" | "line"> => {
    const key = ADVICE.exec(message)?.[1];
    const advised = key === undefined ? undefined : lines.ofKey(key);
    const names = namesOf(resources.get(urn), resources);
    return {
      path: file.path,
      line: advised ?? lines.ofChange(names, changes.get(urn)?.properties ?? []),
    };
  };
  const replaced = comparison.changes.flatMap((change): readonly Annotation[] => {
    const consequence = consequences.get(change.urn);
    if (consequence === undefined) return [];
    const { dataLost, downMinutes, refused, text } = consequence;
    const level =
      dataLost !== "" || refused
        ? "critical"
        : downMinutes[1] > 0
          ? "high"
          : change.kind === "updated"
            ? "low"
            : "medium";
    const because = change.forcedBy.length === 0 ? "" : `Forced by ${change.forcedBy.join(", ")}.`;
    return [
      {
        ...at(change.urn),
        ...{ level, kind: change.kind === "updated" ? "update" : "replacement" },
        ...{ summary: `${review.stack}: ${titleOf(change)} ${text}`, details: because },
      },
    ];
  });
  const found = findings.introduced.map((finding): Annotation => {
    const [first = "", ...rest] = finding.message.split("\n");
    const level = LEVELS.find((each) => each === finding.severity) ?? "medium";
    return {
      ...at(finding.urn, finding.message),
      level: finding.enforcement === "mandatory" ? "critical" : level === "critical" ? "high" : level,
      kind: "finding",
      summary: `${review.stack}: ${finding.policy} (${finding.enforcement}): ${first}`,
      details: rest.join("\n"),
    };
  });
  const gained = permissions
    .filter(({ change, crosses }) => change === "gained" && crosses !== "")
    .map((one): Annotation => ({
      ...at(one.urn),
      ...{
        level: "high",
        kind: "permission",
        summary: `${review.stack}: gained: ${permissionLine(one)}`,
        details: "",
      },
    }));
  return [...found, ...replaced, ...gained];
}

/** The key of the stack's file that a finding's advice names. */
const ADVICE = /\bset ([\w-]+:[\w.<>-]*[\w>])/;

/** The names by which the file may know a resource: its own, and those of the components around it. */
function namesOf(
  resource: Resource | undefined,
  resources: ReadonlyMap<string, Resource>,
): readonly string[] {
  const names: string[] = [];
  for (let each = resource; each !== undefined; each = resources.get(each.parent)) names.push(each.name);
  return names;
}
