/**
 * Simulated values: well-formed placeholders for what AWS would assign to a new resource, so that documents built from
 * them can be read by policies and tests before anything exists. Pure: equal arguments give equal results.
 */
import { UNKNOWN } from "../values";
import type { CheckInputs, PlainProperties, Simulate, SimulateRead, SimulationContext } from "../contract";
import { factsOf } from "./facts";
import { fallbackEntry } from "./fallback";
import { physicalName, type PhysicalName } from "./naming";
import type { AutoName, Entry, Facts, Rule } from "./rules";
import { documentsAsText } from "./documents";
import { isGiven, isObject, scopeOf, type Subject } from "./scope";
import { entryOf } from "./tables";

export const checkInputs: CheckInputs = (type, name, inputs, context) => {
  const known = lookUp(type);
  if (known === undefined) {
    return {};
  }
  const named = nameOf(known, type, name, inputs, context);
  return {
    ...missing(known.entry.defaults ?? {}, inputs),
    ...(named?.isInput === true ? { [named.property]: named.name } : {}),
    ...documentsAsText(type, inputs),
  };
};

export const simulate: Simulate = (type, name, inputs, context) => {
  const known = lookUp(type);
  if (known === undefined) {
    return undefined;
  }
  const named = nameUnchecked(known, type, name, inputs, context);
  const all = {
    ...inputs,
    ...missing(known.entry.defaults ?? {}, inputs),
    ...(named === undefined ? {} : { [named.property]: named.name }),
  };
  const rules = rulesOf(type, known);
  const subject = { type, logicalName: name, inputs: all, context };
  const scope = scopeOf(subject, rules);
  const id = scope.get("id");
  return {
    id: typeof id === "string" ? id : UNKNOWN,
    outputs: {
      ...outputsOf(inputs, all, rules, (key) => scope.get(key)),
      ...documentsAsText(type, inputs),
      ...completedBlocks(known.entry, subject),
    },
  };
};

export const simulateRead: SimulateRead = (type, id, state, context) => {
  const known = lookUp(type);
  if (known === undefined) {
    return undefined;
  }
  const given = { ...fromId(known.entry, id), ...state };
  const rules = { ...rulesOf(type, known), id: () => id };
  const scope = scopeOf({ type, logicalName: id, inputs: given, context }, rules);
  return { outputs: outputsOf(state, given, rules, (key) => scope.get(key)) };
};

interface Known {
  readonly entry: Entry;
  readonly facts: Facts | undefined;
}

function lookUp(type: string): Known | undefined {
  const facts = factsOf(type);
  const own = entryOf(type);
  if (own !== undefined) {
    return { entry: own, facts };
  }
  return type.startsWith("aws:") ? { entry: fallbackEntry(type, facts), facts } : undefined;
}

function nameOf(
  { entry, facts }: Known,
  type: string,
  name: string,
  inputs: PlainProperties,
  context: SimulationContext,
): PhysicalName | undefined {
  const rule: AutoName | false = entry.autoName ?? (facts?.name === true ? {} : false);
  return rule === false ? undefined : physicalName(rule, type, name, inputs, context);
}

// A name that is too long has been refused by checkInputs already; simulate itself never throws.
function nameUnchecked(...args: Parameters<typeof nameOf>): PhysicalName | undefined {
  try {
    return nameOf(...args);
  } catch {
    const rule = args[0].entry.autoName;
    return { property: (rule !== false && rule?.property) || "name", name: UNKNOWN, isInput: true };
  }
}

/** The rules of a type: its own, and those that all types share. */
function rulesOf(type: string, { entry, facts }: Known): Readonly<Record<string, Rule>> {
  return {
    ...fallbackEntry(type, facts).outputs,
    ...(facts?.tagsAll === true ? { tagsAll: allTags } : {}),
    ...(facts?.region === true ? { region: ({ context }) => context.region } : {}),
    ...entry.outputs,
    id: entry.id,
  };
}

const allTags: Rule = ({ inputs, context }) => {
  const tags = inputs["tags"];
  if (tags === UNKNOWN) {
    return UNKNOWN;
  }
  return { ...context.defaultTags, ...(typeof tags === "object" && tags !== null ? tags : {}) };
};

/** Everything that is not an input: rules' values where the program gives none, and the provider's additions. */
function outputsOf(
  given: PlainProperties,
  all: PlainProperties,
  rules: Readonly<Record<string, Rule>>,
  get: (key: string) => unknown,
): PlainProperties {
  const outputs: Record<string, unknown> = {};
  for (const key of [...Object.keys(all), ...Object.keys(rules)]) {
    const value = key === "id" || isGiven(given[key]) ? undefined : get(key);
    if (value !== undefined) {
      outputs[key] = value;
    }
  }
  return outputs;
}

/** Blocks that the program gives, with what AWS adds inside of them. */
function completedBlocks({ completes = {} }: Entry, subject: Subject): PlainProperties {
  const blocks: Record<string, unknown> = {};
  for (const [property, rules] of Object.entries(completes)) {
    const given = subject.inputs[property];
    if (isObject(given)) {
      const scope = scopeOf({ ...subject, inputs: { ...subject.inputs, ...given } }, rules);
      blocks[property] = { ...given, ...outputsOf(given, given, rules, (key) => scope.get(key)) };
    }
  }
  return blocks;
}

function missing(defaults: PlainProperties, inputs: PlainProperties): PlainProperties {
  return Object.fromEntries(Object.entries(defaults).filter(([key]) => !isGiven(inputs[key])));
}

/** Where a type's id is one of its properties (`{bucket}`), a resource that is read by its id has that property. */
function fromId(entry: Entry, id: string): PlainProperties {
  const property = typeof entry.id === "string" ? /^\{(\w+)\}$/.exec(entry.id)?.[1] : undefined;
  return property === undefined ? {} : { [property]: id };
}
