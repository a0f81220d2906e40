import type { PlainProperties } from "../../provider/properties";
import { completedMembers, type Block } from "../../simulation/blocks";
import { partsOf } from "./facts";
import file from "./blocks.json";

interface Module {
  readonly types: Readonly<Record<string, string>>;
  readonly blocks: Readonly<Record<string, string>>;
}

const MODULES: Readonly<Record<string, Module>> = file;

/** The blocks that a program gives, with what the provider computes inside of them as unknown. Only blocks that change. */
export function withComputedMembers(type: string, inputs: PlainProperties): PlainProperties {
  const parts = partsOf(type);
  const module = Object.hasOwn(MODULES, parts.module) ? MODULES[parts.module] : undefined;
  if (module === undefined) return {};
  const blockOf = (name: string) => read(module.blocks[name]);
  return completedMembers(blockOf, read(module.types[parts.short]).nested, inputs);
}

/** Words of the facts: `vpcId` is computed, `vpcOptions:DomainVpcOptions` a block. */
function read(words = ""): Block<string> {
  const all = words === "" ? [] : words.split(" ").map((word) => word.split(":"));
  return {
    computed: all.flatMap(([member = "", inner]) => (inner === undefined ? [member] : [])),
    nested: all.flatMap(([member = "", inner]) => (inner === undefined ? [] : [[member, inner] as const])),
  };
}
