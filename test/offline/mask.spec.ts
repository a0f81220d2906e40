import assert from "node:assert/strict";
import { Deployment } from "../../offline/engine/deployment";
import { NOTHING } from "../../offline/provider/properties";
import { resultOf } from "../../offline/preview/result";
import { redactor } from "../../offline/report/mask";

describe("what the preview prints", () => {
  const config = {
    values: { "shop:key": "-----BEGIN KEY-----\nabc\n-----END KEY-----", "shop:open": "visible" },
    ...{ secretKeys: ["shop:key"], encryptedKeys: [], environments: [], warnings: [] },
  };
  const result = {
    ...resultOf(new Deployment("shop", "dev", {}, []), [], {}, { programMs: 0, policyMs: 0, totalMs: 0 }),
    resources: [
      {
        ...{ urn: "u", type: "t", name: "n", parent: "", custom: true, remote: false, protect: false },
        ...{ operation: "create" as const, provider: "", providers: new Map<string, string>(), id: "" },
        inputs: {
          values: { password: 'say "friend"', nested: [{ pin: "12345678", two: "1234" }] },
          secrets: [["password"], ["nested", 0]],
        },
        ...{ outputs: NOTHING, dependencies: [], propertyDependencies: {}, isDefaultProvider: false },
        options: {
          ...{ ignoreChanges: [], deleteBeforeReplace: undefined, additionalSecretOutputs: [], aliases: [] },
          ...{ timeouts: undefined, retainOnDelete: false, deletedWith: "", replaceOnChanges: [] },
        },
      },
    ],
  };
  const redact = redactor(result, config);

  it("holds no secret, of the configuration or of a resource", () => {
    assert.equal(redact(`key ${config.values["shop:key"]}!`), "key [secret]!");
    assert.equal(redact('you say "friend" and enter'), "you [secret] and enter");
    assert.equal(redact("open: visible"), "open: visible");
  });

  it("holds none inside of JSON either, where it is spelled otherwise", () => {
    const logged = JSON.stringify({ key: config.values["shop:key"], word: 'say "friend"' });
    assert.equal(redact(logged), '{"key":"[secret]","word":"[secret]"}');
  });

  it("hides the longer of two secrets that begin alike as a whole", () => {
    assert.equal(redact("pin 12345678, two 1234"), "pin [secret], two [secret]");
  });
});
