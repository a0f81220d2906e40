/**
 * Simulated values: well-formed placeholders for what a provider would assign to a new resource, so that documents built from them can
 * be read by policies and tests before anything exists. Pure: equal arguments give equal results.
 */
import {
  keysWithSecrets,
  merged,
  plain,
  UNKNOWN,
  withSecretPaths,
  withSecrets,
  type Path,
  type PlainProperties,
  type Properties,
  type Unknown,
} from "../provider/properties";
import { physicalName, type PhysicalName } from "./auto-name";
import type { Context, Entry, Facts, Rule } from "./rules";
import { isGiven, scopeOf, type Evaluation } from "./scope";

/** A resource that is simulated. */
export interface Simulated {
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  readonly context: Context;
  readonly entry: Entry;
  readonly facts?: Facts | undefined;
  /** Values for what neither the program nor the entry gives. */
  readonly otherwise?: Readonly<Record<string, Rule>>;
  /** The documents that the program gives as objects, as the text that the provider makes of them. */
  readonly documents?: (type: string, inputs: PlainProperties) => PlainProperties;
  /** The blocks that the program gives, with what is computed inside of them as unknown. */
  readonly blocks?: (type: string, inputs: PlainProperties) => PlainProperties;
}

/**
 * The inputs with what the provider's Check adds: the automatic name (`<logical name>-<7 hex digits>`) and default values.
 *
 * @throws {Error} in Pulumi's words when the name would be longer than the service takes
 */
export function checkedInputs(resource: Simulated, inputs: Properties): Properties {
  const { entry, documents, type } = resource;
  const named = nameOf(resource, inputs.values);
  const texts = documents?.(type, inputs.values) ?? {};
  const secret = keysWithSecrets(inputs);
  const added = {
    ...missing(entry.defaults ?? {}, inputs.values),
    ...(named?.isInput === true ? { [named.property]: named.name } : {}),
  };
  const secretTexts = Object.keys(texts).filter((key) => secret.has(key));
  return merged(merged(plain(added), inputs), withSecrets(plain(texts), secretTexts));
}

/** The state of a resource before anything is made: its inputs, where what the provider computes inside of them is unknown. */
export function plannedState({ type, blocks }: Simulated, inputs: Properties): Properties {
  return { values: { ...inputs.values, ...blocks?.(type, inputs.values) }, secrets: inputs.secrets };
}

/** The id and the whole state of a resource with these inputs. Never throws. */
export function newState(
  resource: Simulated,
  inputs: Properties,
): { readonly id: string | Unknown; readonly state: Properties } {
  const { entry } = resource;
  const named = nameUnchecked(resource, inputs.values);
  const all = {
    ...inputs.values,
    ...missing(entry.defaults ?? {}, inputs.values),
    ...(named === undefined ? {} : { [named.property]: named.name }),
  };
  const rules = rulesOf(resource);
  const scope = evaluation(resource, all, inputs, rules);
  const id = scope.get("id");
  return {
    id: typeof id === "string" ? id : UNKNOWN,
    state: withComputed(resource, inputs, outputsOf(inputs.values, all, rules, scope), scope),
  };
}

/** The state of a resource that is there already, of its id and what is known of it. */
export function existingState(resource: Simulated, id: string, known: Properties): Properties {
  const { entry } = resource;
  // What a path is cannot be seen; nearly always it is the root.
  const given = { path: entry.defaults?.["path"], ...fromId(entry, id), ...known.values };
  const rules = { ...rulesOf(resource), id: () => id };
  const scope = evaluation(resource, given, known, rules);
  return withComputed(resource, known, outputsOf(known.values, given, rules, scope), scope);
}

function evaluation(
  { type, name, context }: Simulated,
  inputs: PlainProperties,
  given: Properties,
  rules: Readonly<Record<string, Rule>>,
): Evaluation {
  return scopeOf({ type, logicalName: name, inputs, context, secrets: keysWithSecrets(given) }, rules);
}

/** Inputs are outputs as well. What is made of a secret is secret; a block that is only completed keeps the secrets inside of it. */
function withComputed(
  resource: Simulated,
  inputs: Properties,
  computed: PlainProperties,
  scope: Evaluation,
): Properties {
  const { type, entry, name, context } = resource;
  const secret = Object.keys(computed).filter((key) => key !== "tagsAll" && scope.isSecret(key));
  const made = withSecrets(plain(computed), secret);
  const state = merged(inputs, withSecretPaths(made, secretTags(inputs)));
  const known = completedBlocks(entry, { type, logicalName: name, context, inputs: state.values });
  return plannedState(resource, { values: { ...state.values, ...known }, secrets: state.secrets });
}

/** Tags keep their keys in `tagsAll`, so a single one can be secret. */
function secretTags({ secrets }: Properties): Path[] {
  return secrets.filter(([key]) => key === "tags").map(([, ...rest]) => ["tagsAll", ...rest]);
}

function nameOf(
  { entry, facts, name, context }: Simulated,
  inputs: PlainProperties,
): PhysicalName | undefined {
  const rule = entry.autoName ?? (facts?.name === true ? {} : false);
  return rule === false ? undefined : physicalName(rule, name, inputs, context);
}

// A name that is too long has been refused by the check already.
function nameUnchecked(resource: Simulated, inputs: PlainProperties): PhysicalName | undefined {
  try {
    return nameOf(resource, inputs);
  } catch {
    const rule = resource.entry.autoName;
    return { property: (rule !== false && rule?.property) || "name", name: UNKNOWN, isInput: true };
  }
}

/** The rules of a type: its own, and those that all types share. */
function rulesOf({ entry, facts, otherwise }: Simulated): Readonly<Record<string, Rule>> {
  return {
    ...otherwise,
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
  scope: Evaluation,
): PlainProperties {
  const outputs: Record<string, unknown> = {};
  for (const key of [...Object.keys(all), ...Object.keys(rules)]) {
    const value = key === "id" || isGiven(given[key]) ? undefined : scope.get(key);
    if (value !== undefined) {
      outputs[key] = value;
    }
  }
  return outputs;
}

/** Blocks that the program gives, with what an entry says that AWS adds inside of them. */
function completedBlocks(
  { completes = {} }: Entry,
  subject: {
    readonly inputs: PlainProperties;
    readonly type: string;
    readonly logicalName: string;
    readonly context: Context;
  },
): PlainProperties {
  const blocks: Record<string, unknown> = {};
  for (const [property, rules] of Object.entries(completes)) {
    const given = subject.inputs[property];
    if (typeof given === "object" && given !== null && !Array.isArray(given)) {
      const block = given as PlainProperties;
      const scope = scopeOf({ ...subject, inputs: { ...subject.inputs, ...block } }, rules);
      blocks[property] = { ...block, ...outputsOf(block, block, rules, scope) };
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
