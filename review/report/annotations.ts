import { LineCounter, parseDocument, visit, isScalar } from "yaml";
import type { Resource } from "../preview-document";
import type { StackFile } from "../revisions/stack-files";
import type { Review, StackReview } from "./review";
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
  const lines = keyLines(file);
  const resources = new Map(
    [...(review.before?.resources ?? []), ...(review.after?.resources ?? [])].map((one) => [one.urn, one]),
  );
  const at = (urn: string): Pick<Annotation, "path" | "line"> => ({
    path: file.path,
    line: lineOf(resources.get(urn), resources, lines),
  });
  const replaced = comparison.changes.flatMap((change): readonly Annotation[] => {
    const consequence = consequences.get(change.urn);
    if (consequence === undefined) return [];
    const { dataLost, downMinutes, text } = consequence;
    const level =
      dataLost !== ""
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
      ...at(finding.urn),
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

/** The first line of each key of the file. */
function keyLines({ text }: StackFile): ReadonlyMap<string, number> {
  const counter = new LineCounter();
  const lines = new Map<string, number>();
  visit(parseDocument(text, { lineCounter: counter }), {
    Pair(_, { key }) {
      if (!isScalar(key) || !key.range) return;
      const name = String(key.value);
      if (!lines.has(name)) lines.set(name, counter.linePos(key.range[0]).line);
    },
  });
  return lines;
}

/** The line of the key that a resource, or a component around it, is named after; else the first line. */
function lineOf(
  resource: Resource | undefined,
  resources: ReadonlyMap<string, Resource>,
  lines: ReadonlyMap<string, number>,
): number {
  for (let each = resource; each !== undefined; each = resources.get(each.parent)) {
    const line = lines.get(each.name);
    if (line !== undefined) return line;
  }
  return 1;
}
