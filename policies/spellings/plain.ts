/** A value as JSON holds it; what is not known before the update is Pulumi's mark, a text like any other. */
export type Plain = string | number | boolean | null | undefined | readonly Plain[] | PlainObject;
export interface PlainObject {
  readonly [key: string]: Plain;
}

/** A resource of the AWS provider that says the same as one of another spelling. */
export interface Twin {
  /** Type token of the AWS provider. */
  readonly type: string;
  readonly props: PlainObject;
}

export function isObject(value: Plain): value is PlainObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function object(value: Plain): PlainObject {
  return isObject(value) ? value : {};
}

export function list(value: Plain): readonly Plain[] {
  return Array.isArray(value)
    ? (value as readonly Plain[])
    : value === undefined || value === null
      ? []
      : [value];
}

/** The objects of a list; anything else in it is left out. */
export function objects(value: Plain): readonly PlainObject[] {
  return list(value).filter(isObject);
}

/** Without what is absent, so that a rule does not take it for given. */
export function given(props: Readonly<Record<string, Plain>>): PlainObject {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined));
}

/** Without these properties. */
export function without(props: PlainObject, ...names: readonly string[]): PlainObject {
  return Object.fromEntries(Object.entries(props).filter(([name]) => !names.includes(name)));
}

/** Values that hold names of the user's own: they stay as they are. */
const OPAQUE = new Set(["variables", "configuration", "metadata", "dimensions", "parameters"]);

/**
 * Property names of CloudFormation (`SSEAlgorithm`) as Pulumi writes them (`sseAlgorithm`), in the whole value. Policy
 * documents, and maps whose keys are the user's, are left alone.
 */
export function camel(value: Plain): Plain {
  if (Array.isArray(value)) {
    return (value as readonly Plain[]).map(camel);
  }
  if (!isObject(value) || "Statement" in value) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const name = camelName(key);
      return [name, OPAQUE.has(name) && isObject(inner) ? inner : camel(inner)];
    }),
  );
}

function camelName(key: string): string {
  return key
    .replaceAll("ARNs", "Arns")
    .replaceAll("IDs", "Ids")
    .replace(/^[A-Z]+(?=[A-Z][a-z]|$)|^[A-Z]/, (start) => start.toLowerCase())
    .replace(
      /([A-Z])([A-Z]+)(?=[A-Z][a-z]|\d|$)/g,
      (_, first: string, others: string) => first + others.toLowerCase(),
    );
}

/** Tags as a map: CloudFormation has a list of them. */
export function tagsOf(props: PlainObject): Plain {
  const { tags } = props;
  return Array.isArray(tags)
    ? Object.fromEntries(
        objects(tags).flatMap(({ key, value }) => (typeof key === "string" ? [[key, value]] : [])),
      )
    : tags;
}
