import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { mapOf, structOf } from "../../offline/engine/structs";
import { Asset, isObject, ResourceReference, UNKNOWN } from "../../offline/provider/properties";
import type { Path, PlainProperties, Properties } from "../../offline/provider/properties";
import {
  assetOf,
  normalizedMap,
  referenceWire,
  secretInside,
  secretWire,
  UNKNOWN_WIRE,
  type Wire,
  type WireMap,
} from "../../offline/engine/wire";

/** Properties of a message: what an absent message holds is nothing. */
export function fromStruct(struct: Struct | undefined): Properties {
  const secrets: Path[] = [];
  const values = plainMap(normalizedMap(mapOf(struct)), [], secrets);
  return { values, secrets };
}

function plainMap(map: WireMap, path: Path, secrets: Path[]): PlainProperties {
  return Object.fromEntries(
    Object.entries(map).map(([key, value]) => [key, plain(value, [...path, key], secrets)]),
  );
}

function plain(value: Wire, path: Path, secrets: Path[]): unknown {
  if (value === UNKNOWN_WIRE) return UNKNOWN;
  if (Array.isArray(value)) {
    return (value as readonly Wire[]).map((item, index) => plain(item, [...path, index], secrets));
  }
  if (typeof value !== "object" || value === null) return value;
  const inner = secretInside(value);
  if (inner !== undefined) {
    secrets.push(path);
    return plain(inner, path, []);
  }
  const asset = assetOf(value);
  if (asset) return new Asset(asset.kind, asset.content);
  const map = value as WireMap;
  if (typeof map["urn"] === "string" && Object.keys(map).some((key) => key.startsWith("4dabf181"))) {
    const id = map["id"];
    return new ResourceReference(
      map["urn"],
      id === UNKNOWN_WIRE ? UNKNOWN : typeof id === "string" ? id : undefined,
    );
  }
  return plainMap(map, path, secrets);
}

/** Properties for a message. */
export function toStruct(properties: Properties): Struct {
  return structOf(toWire(properties));
}

export function toWire({ values, secrets }: Properties): WireMap {
  const wire = wireOf(values) as WireMap;
  return secrets.reduce<WireMap>((map, path) => sealed(map, path) as WireMap, wire);
}

function sealed(value: Wire | undefined, [key, ...rest]: Path): Wire {
  if (value === undefined) return null;
  if (key === undefined) return secretWire(value);
  if (Array.isArray(value)) {
    return (value as readonly Wire[]).map((item, index) => (index === key ? sealed(item, rest) : item));
  }
  const map = value as WireMap;
  return key in map ? { ...map, [key]: sealed(map[key], rest) } : map;
}

function wireOf(value: unknown): Wire | undefined {
  if (value === UNKNOWN) return UNKNOWN_WIRE;
  if (value instanceof Asset) return value.content as WireMap;
  if (value instanceof ResourceReference) {
    return referenceWire(value.urn, typeof value.id === "string" ? value.id : "");
  }
  if (Array.isArray(value)) return value.map((item) => wireOf(item) ?? null);
  if (isObject(value)) {
    const entries = Object.entries(value).map(([key, item]) => [key, wireOf(item)] as const);
    return Object.fromEntries(entries.filter((entry): entry is [string, Wire] => entry[1] !== undefined));
  }
  return value === null || ["string", "number", "boolean"].includes(typeof value)
    ? (value as Wire)
    : undefined;
}
