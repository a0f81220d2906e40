import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { EnforcementLevel } from "@pulumi/policy";
import { configOf } from "../../policies/engine/config-file";
import { readOptions } from "../../policies/engine/options";
import { rulesOf } from "../../policies/engine/pack";
import * as tokens from "../../policies/aws/type-tokens";
import { RULES } from "../../policies/rules";
import type { PolicyConfig } from "../../policies/testing/config";
import { urnOf } from "../../policies/testing/messages";
import { PolicyRunner, TODAY } from "../support/policy-runner";
import { COMPLIANT, set } from "./fixtures/program";

const ROOT = join(__dirname, "..", "..");
const STRENGTH: readonly EnforcementLevel[] = ["disabled", "advisory", "remediate", "mandatory"];

function read(pack: string, environment: string): PolicyConfig {
  return JSON.parse(
    readFileSync(join(ROOT, "policies", pack, "config", `${environment}.json`), "utf8"),
  ) as PolicyConfig;
}

function entry(
  config: PolicyConfig,
  id: string,
): { level: EnforcementLevel; options: Record<string, unknown> } {
  const value = config[id];
  assert.ok(value !== undefined, `${id} is missing`);
  const { enforcementLevel, ...options } = typeof value === "string" ? { enforcementLevel: value } : value;
  assert.ok(enforcementLevel !== undefined, `${id} has no level`);
  return { level: enforcementLevel, options };
}

for (const pack of ["security", "reliability"] as const) {
  describe(`the configuration of the ${pack} pack`, () => {
    const rules = rulesOf(pack, RULES);

    for (const environment of ["dev", "prod"] as const) {
      it(`names exactly the pack's rules for ${environment}, as the rules say`, () => {
        const config = read(pack, environment);
        assert.deepEqual(
          Object.keys(config),
          rules.map(({ id }) => id),
        );
        assert.deepEqual(config, JSON.parse(JSON.stringify(configOf(rules, environment))));
      });

      it(`sets only options that the rules have, to values that they take, for ${environment}`, () => {
        const config = read(pack, environment);
        for (const rule of rules) {
          assert.doesNotThrow(() => readOptions(rule.id, rule.options, entry(config, rule.id).options));
        }
      });
    }

    it("is nowhere weaker in prod than in dev", () => {
      const [dev, prod] = [read(pack, "dev"), read(pack, "prod")];
      for (const { id } of rules) {
        const [inDev, inProd] = [entry(dev, id), entry(prod, id)];
        assert.ok(STRENGTH.indexOf(inProd.level) >= STRENGTH.indexOf(inDev.level), id);
        // What prod does not set has the rule's own default, which is the strict one.
        assert.deepEqual(inProd.options, {}, id);
      }
    });

    it("never turns remediation off by a level for all", () => {
      assert.equal("all" in read(pack, "dev") || "all" in read(pack, "prod"), false);
    });
  });
}

describe("every rule", () => {
  it("says what it demands, why, how to mend it, how grave it is and which controls it answers", () => {
    for (const rule of RULES) {
      assert.match(rule.id, /^[a-z0-9]+(?:-[a-z0-9]+)+$/);
      assert.match(rule.demands, /^[A-Z].*\.$/, rule.id);
      assert.match(rule.why, /\.$/, rule.id);
      assert.match(rule.fix, /\.$/, rule.id);
      assert.match(rule.url, /^https:\/\//, rule.id);
      for (const control of rule.controls) {
        assert.match(
          control,
          /^(?:FSBP|Security Hub|CKV2?_AWS_|trivy|guard|cdk-nag|awsguard|compliance-policies)/,
          rule.id,
        );
      }
      assert.ok(rule.resource !== undefined || rule.stack !== undefined, rule.id);
      const types = [...(rule.resource?.types ?? []), ...(rule.stack?.types ?? [])];
      assert.ok(types.length > 0, rule.id);
    }
  });

  it("has a name of its own across both packs", () => {
    assert.equal(new Set(RULES.map(({ id }) => id)).size, RULES.length);
  });

  it("remediates in dev exactly where it can", () => {
    for (const rule of RULES) {
      assert.equal(rule.levels.dev === "remediate", rule.resource?.remediate !== undefined, rule.id);
      assert.notEqual(rule.levels.prod, "remediate", rule.id);
    }
  });
});

describe("the type tokens of the rules", () => {
  it("are all types of @pulumi/aws", () => {
    const aws = dirname(createRequire(__filename).resolve("@pulumi/aws/package.json"));
    const { WITH_RESOURCE_POLICY, ...lists } = tokens;
    for (const token of [...Object.values(lists), ...Object.values(WITH_RESOURCE_POLICY)].flat()) {
      const [, module = "", type = ""] = token.split(":");
      const [folder = "", file = ""] = module.split("/");
      const source = readFileSync(join(aws, folder, `${file}.js`), "utf8");
      assert.ok(source.includes(`'${token}'`), `${token} (${type}) is not in ${folder}/${file}.js`);
    }
  });

  it("are the only ones in the rules, but for components", () => {
    const folder = join(ROOT, "policies", "rules");
    for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
      if (!file.endsWith(".ts")) {
        continue;
      }
      const found = readFileSync(join(folder, file), "utf8").match(
        /"aws:[a-z0-9]+\/[A-Za-z0-9]+:[A-Za-z0-9]+"/g,
      );
      assert.equal(found, null, file);
    }
  });
});

describe("an exemption", () => {
  const rule = RULES.filter(({ id }) => id === "cf-waf");
  const [resource, ...others] = set("cdn", "webAclId", "")(COMPLIANT).filter(({ name }) => name === "cdn");
  assert.ok(resource !== undefined && others.length === 0);
  const with_ = (exemption: object) =>
    new PolicyRunner(rule, { "cf-waf": { enforcementLevel: "mandatory", exemptions: [exemption] } });

  it("holds for the resource that its pattern matches as a whole, to its last day, and is reported", async () => {
    const runner = with_({ name: "c.n", reason: "moving to a shared firewall", expires: TODAY });
    assert.deepEqual(await runner.analyze(resource), []);
    assert.deepEqual(await runner.notApplicable(resource), [
      `exempt from cf-waf until ${TODAY}: moving to a shared firewall (${urnOf(resource)})`,
    ]);
  });

  it("does not hold for resources whose name or URN only contains the pattern", async () => {
    for (const exemption of [{ name: "cd" }, { urn: "cdn" }, { name: "cdn", urn: ".*::other" }]) {
      const runner = with_({ ...exemption, reason: "r", expires: TODAY });
      assert.equal((await runner.analyze(resource)).length, 1, JSON.stringify(exemption));
    }
  });

  for (const [what, exemption, message] of [
    ["no reason", { name: "x", expires: TODAY }, /exemptions\[0\] must have a "reason"/],
    [
      "no end, which says how a date is written (F24)",
      { name: "x", reason: "r" },
      /must have "expires", a date YYYY-MM-DD/,
    ],
    ["an end that is no date", { name: "x", reason: "r", expires: "2026-02-31" }, /must have "expires"/],
    ["nothing that it is for", { reason: "r", expires: TODAY }, /must have a "urn" or a "name"/],
    ["a pattern that is none", { name: "(", reason: "r", expires: TODAY }, /is not a regular expression/],
    [
      "a key of its own",
      { name: "x", reason: "r", expires: TODAY, by: "me" },
      /exemptions\[0\]\.by must be one of/,
    ],
  ] as const) {
    it(`with ${what} ends the operation`, async () => {
      await assert.rejects(with_(exemption).analyze(resource), message);
    });
  }
});

describe("the options of a rule", () => {
  const specs = {
    minimum: { type: "number", default: 2, minimum: 1, about: "" },
    level: { type: "string", default: "a", enum: ["a", "b"], about: "" },
    names: { type: "strings", default: [], about: "" },
    ports: { type: "numbers", default: [443], about: "" },
    on: { type: "boolean", default: false, about: "" },
    stages: { type: "string", default: "", format: "regex", about: "" },
    policy: { type: "string", default: "v1", pattern: "^v\\d$", about: "" },
  } as const;

  it("are the defaults before the engine has sent any", () => {
    assert.deepEqual(readOptions("rule", specs, {}), {
      options: { minimum: 2, level: "a", names: [], ports: [443], on: false, stages: "", policy: "v1" },
      common: { onUnknown: "advisory", exemptions: [] },
    });
  });

  for (const [given, message] of [
    [{ minimum: "3" }, 'rule: minimum must be a number of at least 1, got "3"'],
    [{ minimum: 0 }, "rule: minimum must be a number of at least 1, got 0"],
    [{ level: "c" }, 'rule: level must be one of a, b, got "c"'],
    [{ names: "x" }, 'rule: names must be a list of strings, got "x"'],
    [{ ports: ["443"] }, 'rule: ports must be a list of numbers, got ["443"]'],
    [{ on: "yes" }, 'rule: on must be true or false, got "yes"'],
    [{ stages: "(" }, 'rule: stages: "(" is not a regular expression'],
    [{ policy: "one" }, 'rule: policy must be a text that matches ^v\\d$, got "one"'],
    [{ onUnknown: "fail" }, 'rule: onUnknown must be one of ignore, advisory, violation, got "fail"'],
    [
      { minimun: 3 },
      'rule: has no option "minimun"; it takes minimum, level, names, ports, on, stages, policy, exemptions, onUnknown',
    ],
  ] as const) {
    it(`refuse ${JSON.stringify(given)}`, () => {
      // Without a stack: Pulumi would print it below the one line that says what to change.
      assert.throws(() => readOptions("rule", specs, given), { message, stack: message });
    });
  }
});
