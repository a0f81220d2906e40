import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { argumentsOf } from "../../../components/provider/arguments";
import { PROVIDED_COMPONENTS } from "../../../components/provider/components";
import type { PackageSpec, PropertySpec, TypeSpec } from "../../../components/provider/spec";

const ROOT = join(__dirname, "..", "..", "..");
const schema = JSON.parse(
  readFileSync(join(ROOT, "packages", "components", "schema.json"), "utf8"),
) as PackageSpec;

const converted = (type: z.ZodType) =>
  argumentsOf("Site", z.strictObject({ key: type }), new Map([["key", { what: "What it is." }]]));

describe("the package schema of the components", function () {
  this.timeout(60_000);

  it("is what npm run docs writes", () => {
    execFileSync(process.execPath, ["--import", "tsx", "scripts/package-schema.ts", "--check"], {
      cwd: ROOT,
    });
  });

  it("has every component that other languages can make, with its arguments and outputs described", () => {
    const expected = Object.keys(PROVIDED_COMPONENTS).map((name) => `web-infra:index:${name}`);
    assert.deepEqual(Object.keys(schema.resources).sort(), expected.sort());
    for (const [token, resource] of Object.entries(schema.resources)) {
      assert.ok(resource.description.length > 20, token);
      for (const [key, property] of allProperties(resource))
        assert.ok((property.description ?? "").length > 3, `${token} ${key} says what it is`);
    }
  });

  it("describes each key of each type, and refers to no type that it does not have", () => {
    for (const [token, { properties = {} }] of Object.entries(schema.types)) {
      if (token.endsWith(":DnsRecord")) continue;
      for (const [key, { description }] of Object.entries(properties))
        assert.ok((description ?? "").length > 3, `${token} ${key} says what it is`);
    }
    const references = [...JSON.stringify(schema).matchAll(/"#\/types\/([^"]+)"/g)].map(([, token]) => token);
    assert.ok(references.length > 40);
    for (const token of references) assert.ok(schema.types[String(token)], token);
  });

  it("has the defaults that the components have", () => {
    for (const [name, { args }] of Object.entries(PROVIDED_COMPONENTS)) {
      const inputs = schema.resources[`web-infra:index:${name}`]?.inputProperties ?? {};
      for (const [key, { default: fallback }] of Object.entries(inputs)) {
        if (fallback === undefined) continue;
        const { shape } = args as z.ZodObject;
        assert.deepEqual((shape[key] as z.ZodType).parse(undefined), fallback, `${name}.${key}`);
      }
    }
    assert.equal(input("StaticSite", "mode").default, "spa");
    assert.match(input("StaticSite", "deepLinks").description ?? "", /Default: \[\]/);
  });

  it("takes a value of another resource exactly where the component does", () => {
    const supplied = (name: string) =>
      Object.entries(schema.resources[`web-infra:index:${name}`]?.inputProperties ?? {})
        .filter(([, { plain }]) => plain !== true)
        .map(([key]) => key);
    assert.deepEqual(supplied("StaticSite"), ["zoneId", "alarmTopicArn", "responseHeadersPolicyId"]);
    assert.deepEqual(supplied("SsrService"), [
      ...["zoneId", "vpcId", "publicSubnetIds", "privateSubnetIds", "alarmTopicArn"],
    ]);
    assert.deepEqual(input("SsrService", "extraEnvironment").additionalProperties, { type: "string" });
  });

  const kinds: readonly (readonly [what: string, type: z.ZodType, expected: TypeSpec])[] = [
    ["a text", z.string(), { type: "string", plain: true }],
    ["a whole number", z.int().min(1), { type: "integer", plain: true }],
    ["a number", z.number(), { type: "number", plain: true }],
    ["a list", z.array(z.boolean()), { type: "array", items: { type: "boolean", plain: true }, plain: true }],
    [
      "texts by name",
      z.record(z.string(), z.string()),
      { type: "object", additionalProperties: { type: "string", plain: true }, plain: true },
    ],
    [
      "a switch with keys of its own",
      z.union([z.boolean(), z.strictObject({ days: z.int() })]),
      {
        oneOf: [
          { type: "boolean", plain: true },
          { $ref: "#/types/web-infra:index:SiteKey", plain: true },
        ],
        plain: true,
      },
    ],
    [
      "a text or a number",
      z.union([z.string(), z.number()]),
      {
        oneOf: [
          { type: "string", plain: true },
          { type: "number", plain: true },
        ],
        plain: true,
      },
    ],
    ["one of some texts", z.enum(["a", "b"]), { $ref: "#/types/web-infra:index:SiteKey", plain: true }],
  ];
  for (const [what, type, expected] of kinds) {
    it(`has a type for ${what}`, () => {
      const { description, ...found } = converted(type).inputProperties["key"] ?? {};
      assert.deepEqual(found, expected);
      assert.equal(description, "What it is.");
    });
  }

  it("names values as every language can: an identifier for each, no two alike", () => {
    for (const [token, { enum: values = [] }] of Object.entries(schema.types)) {
      const names = values.map(({ name }) => name);
      assert.equal(new Set(names).size, names.length, token);
      for (const name of names) assert.match(name, /^[A-Z][A-Za-z0-9_]*$/, token);
    }
    const tls = schema.types["web-infra:index:StaticSiteMinimumTls"];
    assert.equal(tls?.type, "string");
    assert.ok(tls.enum?.some(({ name, value }) => name === "V1_3" && value === "1.3"));
  });

  it("refuses a type that Pulumi's schema has nothing for", () => {
    assert.throws(() => converted(z.null()), /key: null is no type of Pulumi's schema/);
    assert.throws(() => converted(z.custom(() => true)), /key: a type that Pulumi's schema has nothing for/);
  });

  function input(component: string, key: string): PropertySpec {
    const found = schema.resources[`web-infra:index:${component}`]?.inputProperties[key];
    assert.ok(found, `${component}.${key}`);
    return found;
  }
});

function allProperties({ inputProperties, properties }: PackageSpec["resources"][string]) {
  return [...Object.entries(inputProperties), ...Object.entries(properties)];
}
