import {
  Asset,
  ResourceReference,
  UNKNOWN,
  type Path,
  type PlainProperties,
  type Properties,
} from "./properties";

/**
 * Property values as they travel between the SDK, the engine and providers: JSON, where an object with a signature key is a secret, an
 * asset, an archive, a resource reference or an output value, and one distinguished string is the unknown value. The constants are the
 * protocol's own (`sdk/go/common/resource/properties.go`); the SDK exports the same from `runtime/rpc`, which would load all of it.
 */
export const UNKNOWN_WIRE = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
export const SIGNATURE = "4dabf18193072939515e22adb298388d";
export const SECRET = "1b47061264138c4ac30d75fd1eb44270";
export const ASSET = "c44067f5952c0a294b673a41bacd8c17";
export const ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7";
export const RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e";
const OUTPUT_VALUE = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** A value on the wire. */
export type Wire = string | number | boolean | null | readonly Wire[] | { readonly [key: string]: Wire };
/** Properties on the wire. */
export type WireMap = Readonly<Record<string, Wire>>;

/** Reads what a message brings. */
export function decode(wire: WireMap): Properties {
  const secrets: Path[] = [];
  return { values: new Decoder(secrets).map(wire), secrets };
}

class Decoder {
  private readonly path: (string | number)[] = [];
  private inSecret = false;

  constructor(private readonly secrets: Path[]) {}

  map(wire: WireMap): PlainProperties {
    const values: Record<string, unknown> = {};
    for (const key of Object.keys(wire)) {
      if (key !== SIGNATURE) values[key] = this.at(key, wire[key] as Wire);
    }
    return values;
  }

  private at(key: string | number, wire: Wire): unknown {
    this.path.push(key);
    const value = this.value(wire);
    this.path.pop();
    return value;
  }

  private value(wire: Wire): unknown {
    if (typeof wire === "string") {
      // A longer text that holds it was built by the program from an encrypted configuration value: as unknown as that.
      return wire.includes(UNKNOWN_WIRE) ? UNKNOWN : wire;
    }
    if (typeof wire !== "object" || wire === null) return wire;
    if (Array.isArray(wire)) return (wire as readonly Wire[]).map((item, index) => this.at(index, item));
    const map = wire as WireMap;
    switch (map[SIGNATURE]) {
      case SECRET:
        return this.secret(map["value"] ?? null);
      case OUTPUT_VALUE: {
        const inner = map["value"] === undefined ? UNKNOWN_WIRE : map["value"];
        return map["secret"] === true ? this.secret(inner) : this.value(inner);
      }
      case ASSET:
        return new Asset("asset", this.map(map));
      case ARCHIVE:
        return new Asset("archive", this.map(map));
      case RESOURCE:
        return referenceOf(map);
      default:
        return this.map(map);
    }
  }

  private secret(wire: Wire): unknown {
    if (this.inSecret) return this.value(wire);
    this.secrets.push([...this.path]);
    this.inSecret = true;
    const value = this.value(wire);
    this.inSecret = false;
    return value;
  }
}

function referenceOf(map: WireMap): ResourceReference {
  const { urn, id, packageVersion } = map;
  return new ResourceReference(
    typeof urn === "string" ? urn : "",
    id === undefined ? undefined : id === "" || id === null || id === UNKNOWN_WIRE ? UNKNOWN : textOf(id),
    typeof packageVersion === "string" ? packageVersion : undefined,
  );
}

const textOf = (value: Wire) => (typeof value === "string" ? value : JSON.stringify(value));

/** How values that are not JSON are written. */
interface Form {
  readonly secret: (value: Wire) => Wire;
  readonly asset: (asset: Asset, content: WireMap) => Wire;
  readonly reference: (reference: ResourceReference) => Wire;
}

const signed = (signature: string, content: WireMap): Wire => ({ [SIGNATURE]: signature, ...content });
const signedAsset: Form["asset"] = ({ kind }, content) => signed(kind === "asset" ? ASSET : ARCHIVE, content);
const secretWire = (value: Wire): Wire => ({ [SIGNATURE]: SECRET, value });

/** The id of the resource, as a provider or a policy gets it: the URN of one that has none. */
function idOf({ id, urn }: ResourceReference): Wire {
  return id === undefined ? urn : id === UNKNOWN ? UNKNOWN_WIRE : id;
}

const FOR_PROGRAM: Form = {
  secret: secretWire,
  asset: signedAsset,
  reference: ({ urn, id, packageVersion }) =>
    signed(RESOURCE, {
      urn,
      ...(id === undefined ? {} : { id: id === UNKNOWN ? UNKNOWN_WIRE : id }),
      ...(packageVersion === undefined ? {} : { packageVersion }),
    }),
};

const FOR_PROVIDER: Form = { ...FOR_PROGRAM, reference: idOf };

/** What a secret is shown as, wherever it is shown. */
export const SHOWN_SECRET = "[secret]";

/** What an asset or archive is made of; the rest (hashes) is for the engine. */
const ASSET_KEYS = new Set(["path", "text", "uri", "assets"]);

const SHOWN: Form = {
  secret: () => SHOWN_SECRET,
  asset: (_, content) => Object.fromEntries(Object.entries(content).filter(([key]) => ASSET_KEYS.has(key))),
  reference: idOf,
};

/** What a message to the program says. */
export function encode(properties: Properties): WireMap {
  return written(properties, FOR_PROGRAM);
}

/** What a message to a provider or a policy says: a reference to a resource is the resource's id. */
export function encodeForProvider(properties: Properties): WireMap {
  return written(properties, FOR_PROVIDER);
}

/** What is reported: secrets as `[secret]`, unknown values as the protocol writes them, an asset or archive by what it is made of. */
export function shown(properties: Properties): WireMap {
  return written(properties, SHOWN);
}

function written({ values, secrets }: Properties, form: Form): WireMap {
  const wire = mapWritten(values, form);
  for (const path of secrets) seal(wire, path, form);
  return wire;
}

function mapWritten(values: PlainProperties, form: Form): Record<string, Wire> {
  const wire: Record<string, Wire> = {};
  for (const key of Object.keys(values)) {
    const value = valueWritten(values[key], form);
    if (value !== undefined) wire[key] = value;
  }
  return wire;
}

/** Undefined for what cannot travel: undefined, a function. */
function valueWritten(value: unknown, form: Form): Wire | undefined {
  if (value === UNKNOWN) return UNKNOWN_WIRE;
  switch (typeof value) {
    case "string":
    case "number":
    case "boolean":
      return value;
    case "object":
      break;
    default:
      return undefined;
  }
  if (value === null) return null;
  if (Array.isArray(value)) return value.map((item) => valueWritten(item, form) ?? null);
  if (value instanceof Asset) return form.asset(value, mapWritten(value.content, form));
  if (value instanceof ResourceReference) return form.reference(value);
  return mapWritten(value as PlainProperties, form);
}

/** Wraps what stands at the path; `wire` is ours to change. */
function seal(wire: Record<string, Wire>, path: Path, form: Form): void {
  let parent: Record<string | number, Wire> = wire;
  for (const key of path.slice(0, -1)) {
    const next = parent[key];
    if (typeof next !== "object" || next === null) return;
    parent = next as Record<string | number, Wire>;
  }
  const last = path.at(-1);
  const value = last === undefined ? undefined : parent[last];
  if (last !== undefined && value !== undefined) parent[last] = form.secret(value);
}

/** Every text that stands in a secret. */
export function secretTexts({ values, secrets }: Properties): string[] {
  return secrets.flatMap((path) => textsOf(valueAt(values, path)));
}

function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

/** The value at a path, or undefined. */
export function valueAt(values: unknown, path: Path): unknown {
  let value = values;
  for (const key of path) {
    const holder: unknown = value instanceof Asset ? value.content : value;
    if (typeof holder !== "object" || holder === null) return undefined;
    value = (holder as Record<string | number, unknown>)[key];
  }
  return value;
}
