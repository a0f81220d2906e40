/**
 * Properties as every part of the preview holds them: plain values, and beside them the paths of those that are secret. They are made
 * once of what a message brings and turned back once for the message that goes out (`provider/wire.ts`).
 */

/**
 * A value that only a deployment can know. It may stand wherever a plain value may, at any depth. It is a registered symbol, so that it
 * stays the same in code that is bundled more than once.
 */
export const UNKNOWN: unique symbol = Symbol.for("web-infra.offline.unknown") as never;
export type Unknown = typeof UNKNOWN;

/** Keys of objects and indices of lists, from the outside in. */
export type Path = readonly (string | number)[];

/**
 * Plain properties by name: strings, numbers, booleans, null, lists and objects of them, {@link UNKNOWN}, {@link Asset} and
 * {@link ResourceReference}. Typed `unknown`, because the wire promises nothing.
 */
export type PlainProperties = Readonly<Record<string, unknown>>;

/** Inputs or outputs of a resource, arguments or result of a function. */
export interface Properties {
  readonly values: PlainProperties;
  /** Paths of the values that are secret as a whole; no path lies inside of another. */
  readonly secrets: readonly Path[];
}

/** A file, a folder or a text that the program passes to a provider. */
export class Asset {
  constructor(
    readonly kind: "asset" | "archive",
    /** `path`, `text` or `uri`; `assets` (assets by name) of an archive that is put together. */
    readonly content: PlainProperties,
  ) {}
}

/** A resource as a value, such as an output of a component: the SDK makes an object of the resource's class of it. */
export class ResourceReference {
  constructor(
    readonly urn: string,
    /** Undefined for a component, {@link UNKNOWN} before the resource is made. */
    readonly id: string | Unknown | undefined,
    /** Version of the SDK whose class it is, as far as it is known. */
    readonly packageVersion?: string,
  ) {}
}

/** No properties. */
export const NOTHING: Properties = { values: {}, secrets: [] };

/** Properties without a secret. */
export function plain(values: PlainProperties): Properties {
  return { values, secrets: [] };
}

/** Both, where a key of `over` wins; what is secret in the one that gives a value is secret in the result. */
export function merged(under: Properties, over: Properties): Properties {
  return {
    values: { ...under.values, ...over.values },
    secrets: [...under.secrets.filter(([key = ""]) => !Object.hasOwn(over.values, key)), ...over.secrets],
  };
}

/** The same properties with these (those that are there) secret as a whole. */
export function withSecrets({ values, secrets }: Properties, keys: Iterable<string>): Properties {
  const whole = [...new Set(keys)].filter((key) => Object.hasOwn(values, key));
  return whole.length === 0
    ? { values, secrets }
    : {
        values,
        secrets: [...secrets.filter(([key]) => !whole.includes(String(key))), ...whole.map((key) => [key])],
      };
}

/** Names of the properties that are secret or hold a secret. */
export function keysWithSecrets({ secrets }: Properties): ReadonlySet<string> {
  return new Set(secrets.map(([key]) => String(key)));
}

/** True for an object with keys, as opposed to a list, an asset, a reference or a single value. */
export function isObject(value: unknown): value is PlainProperties {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Asset) &&
    !(value instanceof ResourceReference)
  );
}

/** The same value with what stands at the path changed, and copies of what holds it; the value itself where nothing stands there. */
export function changedAt(whole: unknown, path: Path, change: (value: unknown) => unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return change(whole);
  if (Array.isArray(whole)) {
    return whole.map((item: unknown, index) => (index === key ? changedAt(item, rest, change) : item));
  }
  if (!isObject(whole) || !Object.hasOwn(whole, key)) return whole;
  return { ...whole, [key]: changedAt(whole[key], rest, change) };
}

/** The same values with these paths secret too, as far as something stands there that is not secret already. */
export function withSecretPaths({ values, secrets }: Properties, paths: readonly Path[]): Properties {
  const all = [...secrets];
  for (const path of [...paths].sort((a, b) => a.length - b.length)) {
    const isCovered = all.some((other) => other.every((key, index) => path[index] === key));
    if (!isCovered && stands(values, path)) all.push(path);
  }
  return { values, secrets: all };
}

function stands(values: unknown, path: Path): boolean {
  const [key, ...rest] = path;
  if (key === undefined) return values !== undefined;
  if (typeof values !== "object" || values === null || !Object.hasOwn(values, key)) return false;
  return stands((values as Readonly<Record<string | number, unknown>>)[key], rest);
}
