/** The resources of a state, as a preview holds those that a program makes. */
import type { Resource } from "../engine/deployment";
import { NO_OPTIONS } from "../engine/providers";
import { isProviderType, nameOf } from "../engine/urn";
import { asRecord } from "../project/project";
import type { Properties } from "../provider/properties";
import { decode, SECRET, SIGNATURE, UNKNOWN_WIRE, type Wire, type WireMap } from "../provider/wire";
import type { StateRecord } from "./state-file";

export function stateResource(record: StateRecord): Resource {
  const { urn, type } = record;
  const name = nameOf(urn);
  const inputs = propertiesIn(record["inputs"]);
  const custom = record["custom"] === true;
  return {
    ...{ urn, type, name, custom, inputs },
    // A component has outputs only, and a policy reads of the others what AWS has answered.
    outputs: record["outputs"] === undefined ? inputs : propertiesIn(record["outputs"]),
    parent: textIn(record["parent"]),
    remote: false,
    protect: record["protect"] === true,
    operation: record["external"] === true ? "read" : "same",
    provider: textIn(record["provider"]),
    providers: new Map(),
    id: textIn(record["id"]),
    dependencies: textsIn(record["dependencies"]),
    propertyDependencies: Object.fromEntries(
      Object.entries(asRecord(record["propertyDependencies"]) ?? {}).map(([key, urns]) => [
        key,
        textsIn(urns),
      ]),
    ),
    options: {
      ...NO_OPTIONS,
      ignoreChanges: textsIn(record["ignoreChanges"]),
      additionalSecretOutputs: textsIn(record["additionalSecretOutputs"]),
      aliases: textsIn(record["aliases"]),
      retainOnDelete: record["retainOnDelete"] === true,
      deletedWith: textIn(record["deletedWith"]),
      replaceOnChanges: textsIn(record["replaceOnChanges"]),
    },
    isDefaultProvider: isProviderType(type) && /^default(?:_|$)/.test(name),
  };
}

function propertiesIn(given: unknown): Properties {
  return decode((readable((asRecord(given) ?? {}) as WireMap) ?? {}) as WireMap);
}

/** As the protocol has it: without the bridge's own notes, and a secret with its value, or with one that is not known. */
function readable(value: Wire): Wire {
  if (Array.isArray(value)) return (value as readonly Wire[]).map(readable);
  if (typeof value !== "object" || value === null) return value;
  const map = value as WireMap;
  if (map[SIGNATURE] === SECRET) return { [SIGNATURE]: SECRET, value: secretIn(map) };
  return Object.fromEntries(
    Object.entries(map)
      .filter(([key]) => key !== "__defaults" && key !== "__meta")
      .map(([key, each]) => [key, readable(each)]),
  );
}

/** An export with --show-secrets holds the value as JSON; otherwise it is encrypted. */
function secretIn({ plaintext }: WireMap): Wire {
  if (typeof plaintext !== "string") return UNKNOWN_WIRE;
  try {
    return readable(JSON.parse(plaintext) as Wire);
  } catch {
    return UNKNOWN_WIRE;
  }
}

const textIn = (value: unknown) => (typeof value === "string" ? value : "");
const textsIn = (value: unknown) =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : [];
