import type { PlainProperties } from "../provider/properties";
import { completedMembers, type Block } from "../simulation/blocks";
import { membersOf } from "./declarations";
import { declarationsIn, givenBlocks, sdkFolder } from "./sdk";

/** A block as the result has it, and as the program writes it. */
interface Pair {
  readonly output: string;
  readonly input: string;
}

interface Place {
  readonly programDirectory: string;
  readonly packageName: string;
}

/** The blocks that a program gives, with what the provider computes inside of them as unknown. Only blocks that change. */
export type CompleteBlocks = (type: string, inputs: PlainProperties) => PlainProperties;

/**
 * Packages whose provider makes everything unknown in a preview that the program does not give (pulumi-azure-native's `PreviewOutputs`), not
 * only what a result always has.
 */
const ALL_UNKNOWN = new Set(["azure-native"]);

/** Packages whose provider computes a preview's values itself, so that next to nothing is unknown: Kubernetes dry-runs them in the cluster. */
const NOTHING_UNKNOWN = new Set(["kubernetes"]);

/**
 * Completes blocks by the type declarations of the SDK that the program has installed: the provider computes what a result always has and the
 * program may leave out. Nothing is read before a program gives a block, and nothing is completed where there is no SDK.
 */
export function blocksOf(programDirectory: string, packageName: string): CompleteBlocks {
  return ofPackage({ programDirectory, packageName });
}

/** Once for each package of a program, however many providers and stacks it has. */
const ofPackage = cached(({ programDirectory, packageName }: Place): CompleteBlocks => {
  const folder = once(() => sdkFolder(programDirectory, packageName));
  const outputs = once(() => declarationsIn(folder() ?? "", "types/output.d.ts"));
  const inputs = once(() => declarationsIn(folder() ?? "", "types/input.d.ts"));
  const block = cached(({ output, input }: Pair): Block<Pair> | undefined => {
    const results = membersOf(outputs(), output);
    const given = membersOf(inputs(), input);
    if (results === undefined || given === undefined) return undefined;
    const byName = new Map(given.map((member) => [member.name, member]));
    const all = ALL_UNKNOWN.has(packageName);
    return {
      computed: results
        .filter(({ name, optional }) => (all || !optional) && byName.get(name)?.optional !== false)
        .map(({ name }) => name),
      nested: results.flatMap((member) => {
        const inner = byName.get(member.name)?.block;
        return member.block === undefined || inner === undefined
          ? []
          : [[member.name, { output: member.block, input: inner }] as const];
      }),
    };
  });
  const given = cached(({ type }: { readonly type: string }) =>
    givenBlocks(folder() ?? "", type).map(({ property, ...pair }) => [property, pair] as const),
  );
  return (type, values) => {
    if (NOTHING_UNKNOWN.has(packageName) || !Object.values(values).some(mayBeBlock)) return {};
    return folder() === undefined ? {} : completedMembers(block, given({ type }), values);
  };
});

const mayBeBlock = (value: unknown): boolean => typeof value === "object" && value !== null;

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Remembers what is made of equal arguments. */
function cached<Argument extends object, Value>(make: (argument: Argument) => Value) {
  const made = new Map<string, Value>();
  return (argument: Argument): Value => {
    const key = JSON.stringify(argument);
    if (!made.has(key)) made.set(key, make(argument));
    return made.get(key) as Value;
  };
}
