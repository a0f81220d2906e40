/** The JSON schema of a stack's file, for editors: made of the one schema that checks the configuration. */
import { z } from "zod";
import { REGIONS } from "../components/fields";
import { AWS_PROVIDER_KEYS } from "./aws-provider";
import { ALWAYS_KNOWN } from "./namespaces";
import { ENTRY_RENAMES, stackSchema } from "./stack";

/** A part of a JSON schema (draft 7). */
type Schema = Record<string, unknown>;

/** What Pulumi itself writes into a stack's file. */
const PULUMIS_OWN = ["encryptionsalt", "encryptedkey", "secretsprovider", "environment"];

/**
 * @param project its name, the namespace of its keys
 * @param descriptions what each key is for, by its path as docs/configuration.md has it
 * @param providers further namespaces that something reads
 */
export function stackFileSchema(
  project: string,
  descriptions: ReadonlyMap<string, string>,
  providers: readonly string[] = [],
): Schema {
  const json = z.toJSONSchema(stackSchema, {
    io: "input",
    target: "draft-7",
    unrepresentable: "any",
    override: ({ jsonSchema }) => {
      tidy(jsonSchema);
    },
  }) as Schema;
  const properties = json["properties"] as Record<string, Schema>;
  withFormerNames(properties);
  describe(properties, "", descriptions);
  const others = [...new Set([...ALWAYS_KNOWN, ...providers])].filter((name) => name !== "aws").join("|");
  const config = (keys: Record<string, Schema>): Schema => ({
    type: "object",
    properties: {
      ...Object.fromEntries(
        Object.entries(keys).map(([key, value]) => [`${project}:${key}`, topLevel(value)]),
      ),
      ...Object.fromEntries(AWS_PROVIDER_KEYS.map((key) => [`aws:${key}`, awsKey(key)])),
    },
    patternProperties: { [`^(?:${others}):`]: {} },
    additionalProperties: false,
  });
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: `A stack's file of ${project}`,
    type: "object",
    required: ["config"],
    properties: {
      config: {
        // A stack that is like another one need not repeat what that one has, and takes a key away by null.
        if: { type: "object", required: [`${project}:like`] },
        then: { $ref: "#/definitions/like" },
        else: { $ref: "#/definitions/whole" },
      },
      ...Object.fromEntries(PULUMIS_OWN.map((key) => [key, {}])),
    },
    additionalProperties: false,
    definitions: { whole: config(properties), like: config(loosened(properties) as Record<string, Schema>) },
  };
}

/** Takes out what an editor would read otherwise than it is meant. */
function tidy(schema: Schema): void {
  delete schema["readOnly"];
  // A name of zod's own, beside the pattern that says the same.
  if (schema["format"] === "starts_with") {
    delete schema["format"];
  }
  // Without its flag, a pattern with a Unicode property means something else.
  if (typeof schema["pattern"] === "string" && schema["pattern"].includes("\\p{")) {
    delete schema["pattern"];
  }
}

/** Pulumi hands each value over as a text, so a quoted switch is one, too. */
function topLevel(schema: Schema): Schema {
  return schema["type"] === "boolean"
    ? { ...schema, type: ["boolean", "string"], enum: [true, false, "true", "false"] }
    : schema;
}

function awsKey(key: string): Schema {
  if (key === "region") {
    return {
      type: "string",
      enum: REGIONS,
      description: "Region of everything that has no region of its own.",
    };
  }
  return key === "defaultTags"
    ? {
        type: "object",
        required: ["tags"],
        properties: { tags: { type: "object" } },
        additionalProperties: false,
      }
    : {};
}

/** Former names of an entry's keys are accepted and struck out. */
function withFormerNames(properties: Record<string, Schema>): void {
  for (const [section, renames] of Object.entries(ENTRY_RENAMES)) {
    const entry = (properties[section] as { additionalProperties: { properties: Record<string, Schema> } })
      .additionalProperties;
    for (const { from, to } of renames) {
      const [name = ""] = from;
      entry.properties[name] ??= { deprecated: true, description: `Former name of ${to.join(".")}.` };
    }
  }
}

/** The words of the reference, so that an editor shows them beside the key. */
function describe(
  properties: Readonly<Record<string, Schema>>,
  prefix: string,
  descriptions: ReadonlyMap<string, string>,
): void {
  for (const [key, schema] of Object.entries(properties)) {
    const path = `${prefix}${key}`;
    const text = descriptions.get(
      path.replace(/^(?:sites|services)\.<name>\.(?=pipeline\b|formerName$)/, ""),
    );
    if (text !== undefined) {
      schema["description"] ??= text;
    }
    for (const each of [schema, ...((schema["anyOf"] ?? []) as Schema[])]) {
      describe((each["properties"] ?? {}) as Record<string, Schema>, `${path}.`, descriptions);
      const { additionalProperties: values } = each as { additionalProperties?: unknown };
      if (typeof values === "object" && values !== null) {
        describe(
          ((values as Schema)["properties"] ?? {}) as Record<string, Schema>,
          `${path}.<name>.`,
          descriptions,
        );
      }
    }
  }
}

/** A copy in which nothing is required and every value may be null. */
function loosened(schema: unknown): unknown {
  if (Array.isArray(schema)) {
    return schema.map(loosened);
  }
  if (typeof schema !== "object" || schema === null) {
    return schema;
  }
  return Object.fromEntries(
    Object.entries(schema).flatMap(([key, value]: [string, unknown]) => {
      if (key === "required") {
        return [];
      }
      const isKeys = key === "properties";
      const loose = isKeys
        ? Object.fromEntries(
            Object.entries(value as object).map(([name, each]) => [name, orNull(loosened(each))]),
          )
        : loosened(value);
      return [[key, key === "additionalProperties" && typeof value === "object" ? orNull(loose) : loose]];
    }),
  );
}

function orNull(schema: unknown): unknown {
  return { anyOf: [schema, { type: "null" }] };
}
