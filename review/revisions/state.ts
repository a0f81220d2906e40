import { SIGNATURE } from "../../offline/provider/wire";
import { readStateFile } from "../../offline/state/state-file";
import { isRecord } from "../../growth/stack/document";
import { alignedValue } from "../compare/aligned-value";
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
        return [key, real === undefined ? value : alignedValue(real, value, { derived })];
      });
      return { ...resource, inputs: Object.fromEntries(inputs) };
    }),
  };
}
