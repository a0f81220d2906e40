import type { PlainProperties } from "../../provider/properties";

/** A statement with the keys of a policy document. */
export interface Statement {
  readonly Sid?: string;
  readonly [key: string]: unknown;
}

export interface PolicyDocument {
  Version?: string;
  Id?: string;
  Statement: Statement[];
}

/** Takes over `other`: its Id, a later Version, and its statements, each in the place of an earlier one with the same Sid. */
export function merge(document: PolicyDocument, other: PolicyDocument): void {
  if (other.Id !== undefined && other.Id !== "") {
    document.Id = other.Id;
  }
  if ((other.Version ?? "") > (document.Version ?? "")) {
    document.Version = other.Version ?? "";
  }
  for (const statement of other.Statement) {
    const sid = statement.Sid ?? "";
    const same = sid === "" ? -1 : document.Statement.findIndex((each) => each.Sid === sid);
    if (same < 0) {
      document.Statement.push(statement);
    } else {
      document.Statement[same] = statement;
    }
  }
}

/** The provider's order of keys. What it does not know it drops. */
const STATEMENT_KEYS = [
  "Sid",
  "Effect",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Principal",
  "NotPrincipal",
  "Condition",
];

/** The document with its keys in the provider's order, and without what is empty. */
export function canonical({ Version, Id, Statement: statements }: PolicyDocument): PlainProperties {
  return {
    ...(Version ? { Version } : {}),
    ...(Id ? { Id } : {}),
    ...(statements.length > 0 ? { Statement: statements.map(canonicalStatement) } : {}),
  };
}

function canonicalStatement(statement: Statement): PlainProperties {
  const ordered: Record<string, unknown> = {};
  for (const key of STATEMENT_KEYS) {
    const value = statement[key];
    if (value === undefined || value === null || value === "") {
      continue;
    }
    ordered[key] =
      key === "Principal" || key === "NotPrincipal"
        ? principals(value)
        : key === "Condition"
          ? conditions(value)
          : value;
  }
  return ordered;
}

/** Lists of identifiers are sorted in reverse; `"*"` alone and `{"*": "*"}` are the same, `{"AWS": "*"}` is not. */
function principals(value: unknown): unknown {
  if (!isObject(value)) {
    return "*";
  }
  const everybody: unknown = value["*"];
  if (
    Object.keys(value).length === 1 &&
    [everybody].flat().every((each) => each === "*") &&
    everybody !== undefined
  ) {
    return "*";
  }
  return sorted(value, (each) =>
    Array.isArray(each) ? (each as unknown[]).map(String).sort(inReverse) : each,
  );
}

/** Values are strings or lists of them; a list of one is that one. */
function conditions(value: unknown): unknown {
  return sorted(isObject(value) ? value : {}, (ofTest) =>
    sorted(isObject(ofTest) ? ofTest : {}, (each) => {
      const values: unknown[] = Array.isArray(each) ? each : [each];
      return values.length === 1 ? String(values[0]) : values.map(String);
    }),
  );
}

export const inReverse = (a: string, b: string): number => (a < b ? 1 : a > b ? -1 : 0);

function sorted(value: PlainProperties, map: (each: unknown) => unknown): PlainProperties {
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, map(value[key])]),
  );
}

function isObject(value: unknown): value is PlainProperties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
