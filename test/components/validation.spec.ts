import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { checkArgs, faultsOf, format, input } from "../../components/shared/validation";
import { run, valueOf } from "../support/mocks";

const schema = z.strictObject({
  domain: input(z.string().regex(/\./, "must contain a dot")),
  mode: z.enum(["spa", "static"]).default("spa"),
  scaling: z
    .strictObject({ min: z.int().min(1), max: z.int().max(100) })
    .refine(({ min, max }) => min <= max, { path: ["max"], message: "must be at least min" })
    .optional(),
  hosts: z.array(z.string()).max(2).optional(),
  secrets: z.record(z.string(), z.string().startsWith("arn:", "must be an ARN")).optional(),
});

const lines = (value: unknown) => faultsOf(schema, value, "web-infra:sites.www").map(format);

describe("validation", () => {
  it("accepts what the schema allows", () => {
    assert.deepEqual(lines({ domain: "a.b" }), []);
  });

  it("names the path, what is allowed and the value got", () => {
    assert.deepEqual(lines({ domain: "ab", mode: "ssr" }), [
      'web-infra:sites.www.domain: must contain a dot, got "ab"',
      'web-infra:sites.www.mode: must be one of spa, static, got "ssr"',
    ]);
  });

  it("reports a required key, a wrong type and a cross-field rule", () => {
    assert.deepEqual(lines({ mode: "spa", scaling: { min: "2", max: 1 } }), [
      "web-infra:sites.www.domain: is required: must be a string",
      'web-infra:sites.www.scaling.min: must be a number, got "2"',
    ]);
    assert.deepEqual(lines({ domain: "a.b", scaling: { min: 2, max: 1 } }), [
      "web-infra:sites.www.scaling.max: must be at least min, got 1",
    ]);
  });

  it("reports bounds of numbers and lists", () => {
    assert.deepEqual(lines({ domain: "a.b", scaling: { min: 0, max: 101 }, hosts: ["a", "b", "c"] }), [
      "web-infra:sites.www.scaling.min: must be at least 1, got 0",
      "web-infra:sites.www.scaling.max: must be at most 100, got 101",
      'web-infra:sites.www.hosts: must have at most 2 entries, got ["a","b","c"]',
    ]);
  });

  it("reports an unknown key by its path", () => {
    assert.match(
      lines({ domain: "a.b", colour: "red" })[0] ?? "",
      /^web-infra:sites\.www\.colour: is not a known key/,
    );
  });

  it("never prints what stands under a key that may hold a secret", () => {
    assert.deepEqual(lines({ domain: "a.b", secrets: { DB: "hunter2" } }), [
      'web-infra:sites.www.secrets.DB: must be an ARN, got "[hidden]"',
    ]);
  });

  it("lets an Output stand for an input", () => {
    assert.deepEqual(lines({ domain: pulumi.output("x") }), []);
  });

  it("throws one ResourceError with every fault of a component's arguments, and applies defaults", async () => {
    const { result } = await run(() => {
      const resource = new pulumi.ComponentResource("test:index:Thing", "www");
      assert.throws(
        () => checkArgs(schema, { domain: "ab", mode: 1 }, resource, 'Thing "www"'),
        (error: pulumi.ResourceError) =>
          error.hideStack === true &&
          error.message ===
            'Thing "www": domain: must contain a dot, got "ab"\nThing "www": mode: must be one of spa, static, got 1',
      );
      return pulumi.output(checkArgs(schema, { domain: "a.b" }, resource, 'Thing "www"'));
    });
    assert.deepEqual(await valueOf(result), { domain: "a.b", mode: "spa" });
  });
});
