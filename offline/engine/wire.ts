import { UNKNOWN } from "../values";

/**
 * Property values as they travel between the SDK and the engine: JSON, where an object with a signature key is a secret,
 * an asset, an archive, a resource reference or an output value, and one distinguished string is the unknown value.
 * The constants are the protocol's own (`sdk/go/common/resource/properties.go`); the SDK exports the same from
 * `runtime/rpc`, which would load all of it.
 */
export const UNKNOWN_WIRE = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const ASSET = "c44067f5952c0a294b673a41bacd8c17";
const ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7";
const RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e";
const OUTPUT_VALUE = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** A value on the wire. */
export type Wire = string | number | boolean | null | readonly Wire[] | { readonly [key: string]: Wire };
/** Properties of a resource, arguments of a function. */
export type WireMap = Readonly<Record<string, Wire>>;

/** What a secret is shown as, wherever it is shown. */
export const SHOWN_SECRET = "[secret]";

type Special = "secret" | "asset" | "archive" | "resource" | "output" | undefined;

function isMap(value: Wire): value is WireMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function specialOf(value: WireMap): Special {
  switch (value[SIGNATURE]) {
    case undefined:
      return undefined;
    case SECRET:
      return "secret";
    case ASSET:
      return "asset";
    case ARCHIVE:
      return "archive";
    case RESOURCE:
      return "resource";
    case OUTPUT_VALUE:
      return "output";
    default:
      return undefined;
  }
}

/** An asset or archive and what it is made of, or undefined for anything else. */
export function assetOf(
  value: Wire,
): { readonly kind: "asset" | "archive"; readonly content: WireMap } | undefined {
  if (!isMap(value)) return undefined;
  const kind = specialOf(value);
  return kind === "asset" || kind === "archive" ? { kind, content: value } : undefined;
}

function mapValues(map: WireMap, change: (value: Wire) => Wire): WireMap {
  const changed: Record<string, Wire> = {};
  for (const key of Object.keys(map)) changed[key] = change(map[key] as Wire);
  return changed;
}

function isSecret(value: Wire): boolean {
  return isMap(value) && specialOf(value) === "secret";
}

/** The value of a secret, or undefined for anything that is not one. */
export function secretInside(value: Wire): Wire | undefined {
  return isMap(value) && specialOf(value) === "secret" ? (value["value"] ?? null) : undefined;
}

/** A reference to a resource, which the SDK turns into an object of the resource's class. */
export function referenceWire(urn: string, id: string): Wire {
  return { [SIGNATURE]: RESOURCE, urn, id: id === "" ? UNKNOWN_WIRE : id };
}

/** Marks a value as a secret, once. */
export function secretWire(value: Wire): Wire {
  return isSecret(value) ? value : { [SIGNATURE]: SECRET, value };
}

/** The same properties with these top-level ones marked as secrets. */
export function markSecret(properties: WireMap, names: Iterable<string>): WireMap {
  const marked: Record<string, Wire> = { ...properties };
  for (const name of names) {
    if (marked[name] !== undefined) marked[name] = secretWire(marked[name]);
  }
  return marked;
}

/**
 * Brings what a program sends to one form: output values become their value (unknown, or wrapped as a secret), and a text with
 * the unknown value inside, which only a program makes that built it from an encrypted configuration value, becomes unknown.
 */
function normalized(value: Wire): Wire {
  if (typeof value === "string") {
    return value.length > UNKNOWN_WIRE.length && value.includes(UNKNOWN_WIRE) ? UNKNOWN_WIRE : value;
  }
  if (Array.isArray(value)) return (value as readonly Wire[]).map(normalized);
  if (!isMap(value)) return value;
  if (specialOf(value) !== "output") return mapValues(value, normalized);
  const inner = value["value"] === undefined ? UNKNOWN_WIRE : normalized(value["value"]);
  return value["secret"] === true ? secretWire(inner) : inner;
}

/** {@link normalized} for properties. */
export function normalizedMap(properties: WireMap): WireMap {
  return mapValues(properties, normalized);
}

/** What a policy sees: a resource reference as the resource's id, or its URN where it has none. */
export function forPolicies(properties: WireMap): WireMap {
  const change = (value: Wire): Wire => {
    if (Array.isArray(value)) return (value as readonly Wire[]).map(change);
    if (!isMap(value)) return value;
    if (specialOf(value) === "resource") return idOf(value);
    return mapValues(value, change);
  };
  return mapValues(properties, change);
}

function idOf(reference: WireMap): Wire {
  const id = reference["id"];
  if (id === undefined) return reference["urn"] ?? null;
  return id === "" || id === null ? UNKNOWN_WIRE : id;
}

/** What the tables that simulate AWS see: plain values, {@link UNKNOWN} for what is not known. */
function toPlain(value: Wire): unknown {
  if (value === UNKNOWN_WIRE) return UNKNOWN;
  if (Array.isArray(value)) return (value as readonly Wire[]).map(toPlain);
  if (!isMap(value)) return value;
  switch (specialOf(value)) {
    case "secret":
      return toPlain(value["value"] ?? null);
    case "resource":
      return toPlain(idOf(value));
    case "output":
      return toPlain(normalized(value));
    default:
      return plainMap(value);
  }
}

/** {@link toPlain} for properties. */
export function plainMap(properties: WireMap): Record<string, unknown> {
  const plain: Record<string, unknown> = {};
  for (const key of Object.keys(properties)) {
    if (key !== SIGNATURE) plain[key] = toPlain(properties[key] as Wire);
  }
  return plain;
}

/** Back from the tables' plain values; what cannot travel (undefined, a function) is left out. */
export function fromPlain(value: unknown): Wire | undefined {
  if (value === UNKNOWN) return UNKNOWN_WIRE;
  if (
    value === null ||
    typeof value === "string" ||
    typeof value === "number" ||
    typeof value === "boolean"
  ) {
    return value;
  }
  if (Array.isArray(value)) return value.map((item) => fromPlain(item) ?? null);
  return typeof value === "object" ? wireMap(value as Record<string, unknown>) : undefined;
}

/** {@link fromPlain} for properties. */
export function wireMap(properties: Readonly<Record<string, unknown>>): WireMap {
  const wire: Record<string, Wire> = {};
  for (const [key, value] of Object.entries(properties)) {
    const converted = fromPlain(value);
    if (converted !== undefined) wire[key] = converted;
  }
  return wire;
}

/**
 * What is reported: secrets as `[secret]`, at any depth, unknown values as they are, a resource reference as its id (what the provider
 * gets), an asset or archive by what it is made of.
 */
export function shown(value: Wire): Wire {
  if (Array.isArray(value)) return (value as readonly Wire[]).map(shown);
  if (!isMap(value)) return value;
  switch (specialOf(value)) {
    case "secret":
      return SHOWN_SECRET;
    case "output":
      return shown(normalized(value));
    case "resource":
      return idOf(value);
    case "asset":
    case "archive":
      return shownMap(Object.fromEntries(Object.entries(value).filter(([key]) => ASSET_KEYS.has(key))));
    default:
      return mapValues(value, shown);
  }
}

const ASSET_KEYS = new Set(["path", "text", "uri", "assets"]);

/** {@link shown} for properties. */
export function shownMap(properties: WireMap): WireMap {
  return mapValues(properties, shown);
}
