import { isObject, UNKNOWN, type PlainProperties } from "../../provider/properties";
import { partsOf } from "./facts";
import file from "./blocks.json";

interface Module {
  readonly types: Readonly<Record<string, string>>;
  readonly blocks: Readonly<Record<string, string>>;
}

const MODULES: Readonly<Record<string, Module>> = file;

/**
 * The blocks that a program gives, with what the provider computes inside of them, in lists too: a member that is not given is unknown,
 * not missing. Only blocks that change; equal keys and indices stay where they are.
 */
export function withComputedMembers(type: string, inputs: PlainProperties): PlainProperties {
  const parts = partsOf(type);
  const module = Object.hasOwn(MODULES, parts.module) ? MODULES[parts.module] : undefined;
  if (module === undefined) return {};
  const completed: Record<string, unknown> = {};
  for (const word of wordsOf(module.types[parts.short])) {
    const [property = "", block = ""] = word.split(":");
    const given = inputs[property];
    const whole = completedValue(module, block, given);
    if (whole !== given) completed[property] = whole;
  }
  return completed;
}

function completedValue(module: Module, block: string, given: unknown): unknown {
  if (Array.isArray(given)) {
    const items = given.map((item) => completedValue(module, block, item));
    return items.some((item, index) => item !== given[index]) ? items : given;
  }
  return isObject(given) ? completedBlock(module, block, given) : given;
}

function completedBlock(module: Module, block: string, given: PlainProperties): PlainProperties {
  const members: Record<string, unknown> = {};
  for (const word of wordsOf(module.blocks[block])) {
    const [member = "", inner] = word.split(":");
    const value = given[member];
    if (inner === undefined) {
      if (value === undefined || value === null) members[member] = UNKNOWN;
    } else {
      const whole = completedValue(module, inner, value);
      if (whole !== value) members[member] = whole;
    }
  }
  return Object.keys(members).length === 0 ? given : { ...given, ...members };
}

const wordsOf = (words = "") => (words === "" ? [] : words.split(" "));
