import type { Stack } from "../preview-document";
import type { StackPair } from "../revisions/pair";
import { alignedWithState } from "../revisions/state";

/** A stack whose project or own name is another one: Pulumi looks for its state under the new name. */
export interface Renamed {
  /** `project shop → store`. */
  readonly what: string;
  /** How many resources of AWS the former one has. */
  readonly resources: number;
}

/** Of a new stack's resources so many must be those of one that is gone, to take it for the same. */
const LEAST_ALIKE = 0.8;

/** A pair that may be compared although a name changed. */
export interface ComparablePair extends StackPair {
  readonly renamed: Renamed | undefined;
}

/** Pairs a stack that is gone with a new one that is made of the same resources, and takes both under the present names. */
export function withRenamed(pairs: readonly StackPair[]): readonly ComparablePair[] {
  const gone = pairs.filter(({ before, after }) => before !== undefined && after === undefined);
  const taken = new Set<StackPair>();
  const found = pairs.map((pair): ComparablePair => {
    const { stack, before, after } = pair;
    if (after === undefined) return { ...pair, renamed: undefined };
    if (before !== undefined) return underPresentName(stack, before, after);
    const former = gone.find(
      (one) => !taken.has(one) && one.before !== undefined && areAlike(one.before, after),
    );
    if (former?.before === undefined) return { ...pair, renamed: undefined };
    taken.add(former);
    return underPresentName(stack, former.before, after);
  });
  return found.filter((_, at) => !taken.has(pairs[at] as StackPair));
}

function underPresentName(stack: string, before: Stack, after: Stack): ComparablePair {
  const [was, is] = [headOf(before), headOf(after)];
  if (was === undefined || is === undefined || was === is)
    return { stack, before, after, renamed: undefined };
  const parts = (head: string): readonly string[] => head.replace(/^urn:pulumi:|::$/g, "").split("::");
  const [oldParts, newParts] = [parts(was), parts(is)];
  const what = ["stack", "project"].flatMap((kind, at) =>
    oldParts[at] === newParts[at] ? [] : [`${kind} ${oldParts[at] ?? ""} → ${newParts[at] ?? ""}`],
  );
  const root = (head: readonly string[], urn: string): string =>
    `${urn}pulumi:pulumi:Stack::${head[1] ?? ""}-${head[0] ?? ""}`;
  const moved = <Part>(part: Part): Part =>
    JSON.parse(
      JSON.stringify(part).replaceAll(root(oldParts, was), root(newParts, is)).replaceAll(was, is),
    ) as Part;
  const renamed = {
    ...before,
    resources: moved(before.resources).map((one) =>
      one.type === "pulumi:pulumi:Stack"
        ? { ...one, name: `${newParts[1] ?? ""}-${newParts[0] ?? ""}` }
        : one,
    ),
    findings: moved(before.findings),
    providers: new Map(moved([...before.providers])),
    // They hold physical names, which a rename does not change and a preview makes anew.
    outputs: after.outputs,
  };
  return {
    stack,
    before: renamed,
    after: alignedWithState(renamed, after),
    renamed: {
      what: what.join(", "),
      resources: before.resources.filter(({ custom, operation }) => custom && operation !== "read").length,
    },
  };
}

/** `urn:pulumi:prod::shop::`. */
function headOf({ resources }: Stack): string | undefined {
  const [first] = resources;
  return first === undefined ? undefined : `${first.urn.split("::").slice(0, 2).join("::")}::`;
}

/** Of one kind and name are most of the resources of both. */
function areAlike(before: Stack, after: Stack): boolean {
  const keys = ({ resources }: Stack): readonly string[] =>
    resources.filter(({ custom }) => custom).map(({ type, name }) => `${type} ${name}`);
  const [was, is] = [keys(before), new Set(keys(after))];
  const shared = was.filter((key) => is.has(key)).length;
  return shared > 0 && shared >= LEAST_ALIKE * Math.max(was.length, is.size);
}
