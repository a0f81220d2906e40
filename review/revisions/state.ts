import { SIGNATURE } from "../../offline/provider/wire";
import { readStateFile } from "../../offline/state/state-file";
import { isRecord } from "../../growth/stack/document";
import { providersAmong, readResource, type Resource, type Stack, type Value } from "../preview-document";

/**
 * Reads what `pulumi stack export` writes.
 *
 * @throws UsageError where the file is none
 */
export function readState(path: string): Stack {
  const { stack, resources } = readStateFile(path);
  const all = resources
    .filter((resource) => resource["external"] !== true)
    .map((resource) => readResource(resource, `--state ${path}`))
    .map((one) => ({ ...one, inputs: plain(one.inputs) as Resource["inputs"] }));
  const read = all.filter((one) => !isDefaultProvider(one));
  return {
    ...{
      stack,
      outputs: {},
      findings: [],
      errors: [],
      notSimulated: [],
      policyLevels: undefined,
      judged: false,
    },
    resources: read,
    providers: providersAmong(all),
  };
}

function isDefaultProvider({ type, name }: Resource): boolean {
  return type.startsWith("pulumi:providers:") && name.startsWith("default");
}

/** Without the engine's own marks, and with secrets as a preview shows them. */
function plain(value: Value): Value {
  if (Array.isArray(value)) return (value as readonly Value[]).map(plain);
  if (!isRecord(value)) return value;
  if (SIGNATURE in value) return "plaintext" in value || "ciphertext" in value ? "[secret]" : null;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== "__defaults")
      .map(([key, each]) => [key, plain(each)]),
  );
}

/** What differs between two accounts, or between AWS and its simulation, and comes from no program. */
const MADE_UP: readonly (readonly [RegExp, string])[] = [
  [/-[0-9a-f]{7}(?![0-9a-z])/g, "-#"],
  [/\b\d{12}\b/g, "#"],
  [/\b([a-z]{2,10})-[0-9a-f]{8,17}\b/g, "$1-#"],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "#"],
];

/**
 * The preview's resources with what the state knows better: a property made of other resources' outputs, and ids that AWS assigns,
 * are the state's where both stand for the same.
 */
export function alignedWithState(state: Stack, preview: Stack): Stack {
  const known = new Map(state.resources.map((resource) => [resource.urn, resource]));
  return {
    ...preview,
    resources: preview.resources.map((resource) => {
      const own =
        known.get(resource.urn) ?? resource.options.aliases.map((alias) => known.get(alias)).find(Boolean);
      if (own === undefined) return resource;
      const inputs = Object.entries(resource.inputs).map(([key, value]): [string, Value] => {
        const real = own.inputs[key];
        const derived = (resource.propertyDependencies[key]?.length ?? 0) > 0;
        return [key, real === undefined ? value : aligned(real, value, derived)];
      });
      return { ...resource, inputs: Object.fromEntries(inputs) };
    }),
  };
}

function aligned(real: Value, value: Value, derived: boolean): Value {
  if (Array.isArray(real) && Array.isArray(value)) {
    const [reals, values] = [real as readonly Value[], value as readonly Value[]];
    return values.map((each, at) => (reals[at] === undefined ? each : aligned(reals[at], each, derived)));
  }
  if (isRecord(real) && isRecord(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => {
        const own = (real as Record<string, Value>)[key];
        return [key, own === undefined ? each : aligned(own, each, derived)];
      }),
    );
  }
  if (typeof real === "string" && typeof value === "string") {
    return generic(real) === generic(value) || (derived && isOpaque(real) && isOpaque(value)) ? real : value;
  }
  return value;
}

function generic(text: string): string {
  return MADE_UP.reduce((result, [pattern, by]) => result.replace(pattern, by), text);
}

/** An id or a name that only AWS can know: no document, no sentence. */
function isOpaque(text: string): boolean {
  return /^[\w.:/+=@-]+$/.test(text) && !text.startsWith("{");
}
