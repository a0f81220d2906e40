import { UNKNOWN } from "../../provider/properties";
import type { PlainProperties } from "../../provider/properties";
import type { Handler } from "./entries";
import { goJson, hashCode } from "./go-json";
import { canonical, inReverse, merge, type PolicyDocument, type Statement } from "./policy-merge";

/**
 * `iam.getPolicyDocument`, evaluated as the provider does it, to the letter: several values are sorted in reverse, a single one
 * stands alone, principals and conditions of one kind are joined, and `&{…}` stands for `${…}`.
 *
 * Where anything in it is unknown the whole document is, as in Pulumi's own preview.
 */
export const getPolicyDocument: Handler = (args) => {
  if (containsUnknown(args)) {
    return { known: { ...args, id: UNKNOWN, json: UNKNOWN, minifiedJson: UNKNOWN } };
  }
  try {
    const document = canonical(evaluate(args));
    const json = goJson(document, 2);
    return { known: { ...args, id: String(hashCode(json)), json, minifiedJson: goJson(document) } };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
};

function evaluate(args: PlainProperties): PolicyDocument {
  const document: PolicyDocument = { Statement: [] };
  const sids = new Set<string>();
  texts(args["sourcePolicyDocuments"]).forEach((text, index) => {
    const source = parse(text, `merging source document ${index}`);
    source.Statement.forEach((statement, at) => {
      const sid = statement.Sid ?? "";
      if (sid !== "" && sids.has(sid)) {
        throw new Error(
          `writing IAM Policy Document: merging source document ${index}: duplicate Sid (${sid}) in source_policy_documents ` +
            `(statement ${at}). Remove the Sid or ensure Sids are unique.`,
        );
      }
      sids.add(sid);
    });
    merge(document, source);
  });
  merge(document, ownDocument(args));
  texts(args["overridePolicyDocuments"]).forEach((text, index) => {
    merge(document, parse(text, `merging override document ${index}`));
  });
  return document;
}

function ownDocument(args: PlainProperties): PolicyDocument {
  const version = typeof args["version"] === "string" ? args["version"] : "2012-10-17";
  const sids = new Set<string>();
  const statements = objects(args["statements"]).map((each) => {
    const sid = typeof each["sid"] === "string" ? each["sid"] : "";
    if (sid !== "" && sids.has(sid)) {
      throw new Error(
        `writing IAM Policy Document: duplicate Sid (${sid}). Remove the Sid or ensure the Sid is unique.`,
      );
    }
    sids.add(sid);
    return statementOf(each, sid, version);
  });
  return {
    Version: version,
    ...(typeof args["policyId"] === "string" && args["policyId"] !== "" ? { Id: args["policyId"] } : {}),
    Statement: statements,
  };
}

function statementOf(each: PlainProperties, sid: string, version: string): Statement {
  const principals = principalsOf(each["principals"], version);
  const notPrincipals = principalsOf(each["notPrincipals"], version);
  const conditions = conditionsOf(each["conditions"], version);
  return {
    ...(sid === "" ? {} : { Sid: sid }),
    Effect: typeof each["effect"] === "string" ? each["effect"] : "Allow",
    ...optional("Action", oneOrMany(texts(each["actions"]))),
    ...optional("NotAction", oneOrMany(texts(each["notActions"]))),
    ...optional("Resource", oneOrMany(variables(texts(each["resources"]), version, "reading resources"))),
    ...optional(
      "NotResource",
      oneOrMany(variables(texts(each["notResources"]), version, "reading not_resources")),
    ),
    ...optional("Principal", principals),
    ...optional("NotPrincipal", notPrincipals),
    ...optional("Condition", conditions),
  };
}

/** Principals by type. Several blocks of one type are joined, and each is sorted by itself. */
function principalsOf(value: unknown, version: string): unknown {
  const byType: Record<string, string | string[]> = {};
  for (const each of objects(value)) {
    const type = String(each["type"]);
    const identifiers =
      oneOrMany(variables(texts(each["identifiers"]), version, "reading principals: reading identifiers")) ??
      [];
    const before = byType[type];
    byType[type] = before === undefined ? identifiers : [before, identifiers].flat();
  }
  return Object.keys(byType).length === 0 ? undefined : byType;
}

/** Conditions by test and variable; the order of values is kept. */
function conditionsOf(value: unknown, version: string): unknown {
  const conditions = objects(value);
  if (conditions.length === 0) {
    return undefined;
  }
  const byTest: Record<string, Record<string, string[]>> = {};
  for (const each of conditions) {
    const ofTest = (byTest[String(each["test"])] ??= {});
    const values = (ofTest[String(each["variable"])] ??= []);
    values.push(...variables(texts(each["values"]), version, "reading condition: reading values"));
  }
  return byTest;
}

function parse(text: string, doing: string): PolicyDocument {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(
      `writing IAM Policy Document: ${doing}: ${error instanceof Error ? error.message : String(error)}`,
      {
        cause: error,
      },
    );
  }
  const document = (typeof value === "object" && value !== null ? value : {}) as PlainProperties;
  const statements = document["Statement"];
  return {
    ...optional("Version", document["Version"] as string | undefined),
    ...optional("Id", document["Id"] as string | undefined),
    Statement: objects(Array.isArray(statements) || statements === undefined ? statements : [statements]),
  };
}

/** A list has no order of its own in these arguments; one value stands alone. */
function oneOrMany(values: readonly string[]): string | string[] | undefined {
  const all = distinct(values).sort(inReverse);
  return all.length === 0 ? undefined : all.length === 1 ? all[0] : all;
}

function variables(values: readonly string[], version: string, doing: string): string[] {
  return values.map((value) => {
    if (version === "2008-10-17" && value.includes("&{")) {
      throw new Error(
        `${doing}: found &{ sequence in (${value}), which is not supported in document version 2008-10-17`,
      );
    }
    return value.replaceAll("&{", "${");
  });
}

const distinct = (values: readonly string[]) => [...new Set(values)];

function optional<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, V>);
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? (value as unknown[]).filter((each) => each !== null).map(String) : [];
}

function objects(value: unknown): PlainProperties[] {
  return Array.isArray(value)
    ? (value as unknown[]).filter(
        (each): each is PlainProperties => typeof each === "object" && each !== null,
      )
    : [];
}

function containsUnknown(value: unknown): boolean {
  if (typeof value === "object" && value !== null) {
    return Object.values(value).some(containsUnknown);
  }
  return value === UNKNOWN;
}
