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
import { isGiven, scopeOf } from "./scope";
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
  const rules = rulesOf(known);
  const scope = scopeOf({ type, logicalName: name, inputs: all, context }, rules);
  const id = scope.get("id");
  return {
    id: typeof id === "string" ? id : UNKNOWN,
    outputs: outputsOf(inputs, all, rules, (key) => scope.get(key)),
  };
};

export const simulateRead: SimulateRead = (type, id, state, context) => {
  const known = lookUp(type);
  if (known === undefined) {
    return undefined;
  }
  const given = { ...fromId(known.entry, id), ...state };
  const rules = { ...rulesOf(known), id: () => id };
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
function rulesOf({ entry, facts }: Known): Readonly<Record<string, Rule>> {
  return {
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

function missing(defaults: PlainProperties, inputs: PlainProperties): PlainProperties {
  return Object.fromEntries(Object.entries(defaults).filter(([key]) => !isGiven(inputs[key])));
}

/** Where a type's id is one of its properties (`{bucket}`), a resource that is read by its id has that property. */
function fromId(entry: Entry, id: string): PlainProperties {
  const property = typeof entry.id === "string" ? /^\{(\w+)\}$/.exec(entry.id)?.[1] : undefined;
  return property === undefined ? {} : { [property]: id };
}
