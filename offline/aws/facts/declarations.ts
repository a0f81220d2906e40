/** Reads the type declarations of a Pulumi SDK, `types/input.d.ts` and `types/output.d.ts`, which are written by a program and so regular. */

/** What one block computes: its own members, and those of the blocks in it. */
export interface Block {
  readonly computed: readonly string[];
  readonly nested: readonly (readonly [member: string, block: string])[];
}

/** Blocks by `module.Interface`. */
export type Blocks = ReadonlyMap<string, Block>;

interface Member {
  readonly name: string;
  readonly optional: boolean;
  readonly type: string;
}

/** Members of each interface of a module's namespace, by `module.Interface`. */
function interfaces(declarations: string): Map<string, Member[]> {
  const found = new Map<string, Member[]>();
  let module = "";
  let members: Member[] | undefined;
  for (const line of declarations.split("\n")) {
    const namespace = /^export declare namespace (\w+) \{/.exec(line)?.[1];
    const name = /^ {4}interface (\w+) \{/.exec(line)?.[1];
    const member = /^ {8}(\w+)(\?)?: (.*)$/.exec(line);
    if (namespace !== undefined) {
      module = namespace;
    } else if (name !== undefined) {
      members = [];
      found.set(`${module}.${name}`, members);
    } else if (member !== null) {
      members?.push({ name: member[1] ?? "", optional: member[2] === "?", type: member[3] ?? "" });
    }
  }
  return found;
}

/** Members that a program has to give, by `module.Interface`. */
export function requiredMembers(inputs: string): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    [...interfaces(inputs)].map(([name, members]) => [
      name,
      new Set(members.filter(({ optional }) => !optional).map((member) => member.name)),
    ]),
  );
}

/**
 * What each block computes: a member that the result always has and that the program may leave out. Only blocks with such a member,
 * of their own or in a block inside; a block that is only ever a result is not one that a program gives.
 */
export function computedMembers(outputs: string, required: ReadonlyMap<string, ReadonlySet<string>>): Blocks {
  const all = new Map<string, Block>();
  for (const [name, members] of interfaces(outputs)) {
    const needed = required.get(name);
    if (needed === undefined) {
      continue;
    }
    all.set(name, {
      computed: members
        .filter((member) => !member.optional && !needed.has(member.name))
        .map((member) => member.name),
      nested: members.flatMap((member) => {
        const block = /^outputs\.(\w+\.\w+)(?:\[\])?;$/.exec(member.type)?.[1];
        return block === undefined ? [] : [[member.name, block] as const];
      }),
    });
  }
  const useful = new Set([...all].filter(([, { computed }]) => computed.length > 0).map(([name]) => name));
  for (let before = -1; before !== useful.size;) {
    before = useful.size;
    for (const [name, { nested }] of all) {
      if (nested.some(([, block]) => useful.has(block))) {
        useful.add(name);
      }
    }
  }
  return new Map(
    [...all]
      .filter(([name]) => useful.has(name))
      .map(([name, { computed, nested }]) => [
        name,
        { computed, nested: nested.filter(([, block]) => useful.has(block)) },
      ]),
  );
}
