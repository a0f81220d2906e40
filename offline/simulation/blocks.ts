import { isObject, UNKNOWN, type PlainProperties } from "../provider/properties";

/** What a provider computes in a block that a program gives: members of its own, and those of the blocks inside. */
export interface Block<Name> {
  readonly computed: readonly string[];
  readonly nested: readonly (readonly [member: string, block: Name])[];
}

/** The block of a name; undefined for one that is not known. */
export type BlockOf<Name> = (name: Name) => Block<Name> | undefined;

/**
 * A value that the program gives in the place of a block or of a list of it: a computed member that is not given is unknown, not missing. The
 * same object where nothing is added; keys and indices stay where they are.
 */
function completedValue<Name>(blockOf: BlockOf<Name>, name: Name, given: unknown): unknown {
  if (Array.isArray(given)) {
    const items = given.map((item) => completedValue(blockOf, name, item));
    return items.some((item, index) => item !== given[index]) ? items : given;
  }
  if (!isObject(given)) return given;
  const block = blockOf(name);
  return block === undefined ? given : completedBlock(blockOf, block, given);
}

function completedBlock<Name>(
  blockOf: BlockOf<Name>,
  { computed, nested }: Block<Name>,
  given: PlainProperties,
): PlainProperties {
  const members: Record<string, unknown> = completedMembers(blockOf, nested, given);
  for (const member of computed) {
    const value = given[member];
    if (value === undefined || value === null) members[member] = UNKNOWN;
  }
  return Object.keys(members).length === 0 ? given : { ...given, ...members };
}

/** Those of the properties that hold a block which is completed. */
export function completedMembers<Name>(
  blockOf: BlockOf<Name>,
  nested: Block<Name>["nested"],
  given: PlainProperties,
): Record<string, unknown> {
  const completed: Record<string, unknown> = {};
  for (const [member, name] of nested) {
    const whole = completedValue(blockOf, name, given[member]);
    if (whole !== given[member]) completed[member] = whole;
  }
  return completed;
}
