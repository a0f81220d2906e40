import type { Finding } from "../preview-document";
import type { Pair } from "./pairs";
import { withFormerNames } from "./renames";

/** Findings of policies before and after a change. */
export interface FindingChanges {
  readonly introduced: readonly Finding[];
  readonly fixed: readonly Finding[];
  readonly unchanged: readonly Finding[];
  /** A finding on the whole stack that now counts other resources: neither new nor fixed. */
  readonly reworded: readonly { readonly before: Finding; readonly after: Finding }[];
  /** Their severity or enforcement changed: the same fault, judged otherwise. */
  readonly regraded: readonly { readonly before: Finding; readonly after: Finding }[];
}

/**
 * Compares findings by policy and resource. Two findings of one policy on one resource are two: a new one beside an old one is new.
 *
 * @param pairs of the resources: a finding goes with its resource through a rename
 * @param formerNames of renamed resources, by the present ones
 */
export function compareFindings(
  before: readonly Finding[],
  after: readonly Finding[],
  pairs: readonly Pair[],
  formerNames: ReadonlyMap<string, string> = new Map(),
): FindingChanges {
  const present = new Map(
    pairs.flatMap(({ before: was, after: is }) => (was && is ? [[was.urn, is.urn] as const] : [])),
  );
  const left = new Map<string, Finding[]>();
  for (const finding of before) {
    const key = keyOf(finding, present.get(finding.urn) ?? finding.urn);
    left.set(key, [...(left.get(key) ?? []), finding]);
  }
  const introduced: Finding[] = [];
  const unchanged: Finding[] = [];
  const regraded: { before: Finding; after: Finding }[] = [];
  const match = (finding: Finding, fits: (other: Finding) => boolean): boolean => {
    const own = left.get(keyOf(finding, finding.urn)) ?? [];
    const at = own.findIndex(fits);
    const [other] = at < 0 ? [] : own.splice(at, 1);
    if (other === undefined) return false;
    if (other.enforcement === finding.enforcement && other.severity === finding.severity)
      unchanged.push(finding);
    else regraded.push({ before: other, after: finding });
    return true;
  };
  // The same words first. Other words are another fault, which an old one must not hide; other numbers are the same fault.
  const others = after.filter((finding) => !match(finding, ({ message }) => message === finding.message));
  const unmatched = others.filter((finding) => {
    const words = wordsOf(withFormerNames(finding.message, formerNames));
    return !match(finding, ({ message }) => wordsOf(message) === words);
  });
  const reworded: { before: Finding; after: Finding }[] = [];
  for (const finding of unmatched) {
    const own = isOfStack(finding) ? left.get(keyOf(finding, finding.urn)) : undefined;
    const other = own?.[0]?.enforcement === finding.enforcement ? own.shift() : undefined;
    if (other === undefined) introduced.push(finding);
    else reworded.push({ before: other, after: finding });
  }
  return { introduced, fixed: [...left.values()].flat(), unchanged, regraded, reworded };
}

/** What is said of a stack as a whole names the resources that it counts. */
function isOfStack({ urn }: Finding): boolean {
  return urn.split("::")[2] === "pulumi:pulumi:Stack";
}

function keyOf({ pack, policy }: Finding, urn: string): string {
  return `${pack}\0${policy}\0${urn}`;
}

/** A message without its advice, numbers and the ends of physical names. */
function wordsOf(message: string): string {
  return message.replaceAll(/\nTo do:.*/g, "").replaceAll(/-[0-9a-f]{7}\b|\d+(?:\.\d+)?/g, "#");
}
