import assert from "node:assert/strict";
import { configOf } from "../../policies/engine/config-file";
import { RULES } from "../../policies/rules";
import { UNKNOWN, type Planted } from "../../policies/testing/messages";
import { PolicyRunner, TODAY } from "../support/policy-runner";
import { COMPLIANT, option, remove, set, unknown, type Change } from "./fixtures/program";

const HEALTH = "aws:elasticbeanstalk:healthreporting:system";

/** Pulumi's mark of a secret, as it stands in what a policy is sent. */
const SECRET = {
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value: "hunter2",
};

interface Remedy {
  readonly resource: string;
  readonly faulty: readonly Change[];
  readonly unknown: Change;
}

const REMEDIES: Readonly<Record<string, Remedy>> = {
  "s3-public-access-block": {
    resource: "pages-access-block",
    faulty: [
      set("pages-access-block", "blockPublicAcls", false),
      remove("pages-access-block", "restrictPublicBuckets"),
    ],
    unknown: unknown("pages-access-block", "blockPublicAcls"),
  },
  "lb-drop-invalid-headers": {
    resource: "balancer",
    faulty: [remove("balancer", "dropInvalidHeaderFields")],
    unknown: unknown("balancer", "dropInvalidHeaderFields"),
  },
  "lb-desync": {
    resource: "balancer",
    faulty: [set("balancer", "desyncMitigationMode", "monitor")],
    unknown: unknown("balancer", "desyncMitigationMode"),
  },
  "ec2-imdsv2": {
    resource: "template",
    faulty: [
      remove("template", "metadataOptions"),
      set("template", "metadataOptions.httpTokens", "optional"),
    ],
    unknown: unknown("template", "metadataOptions"),
  },
  "eb-enhanced-health": {
    resource: "environment",
    faulty: [
      option(HEALTH, "SystemType", "basic"),
      option(HEALTH, "SystemType", undefined),
      remove("environment", "settings"),
    ],
    unknown: option(HEALTH, "SystemType", UNKNOWN),
  },
};

function planted(name: string, change: Change = (program) => program): Planted {
  const resource = change(COMPLIANT).find((each) => each.name === name);
  assert.ok(resource);
  return resource;
}

describe("in dev, what is right for everybody is set right", () => {
  it("by exactly the rules that say so", () => {
    assert.deepEqual(
      Object.keys(REMEDIES).sort(),
      RULES.filter(({ levels }) => levels.dev === "remediate")
        .map(({ id }) => id)
        .sort(),
    );
  });

  for (const [id, remedy] of Object.entries(REMEDIES)) {
    const rules = RULES.filter((rule) => rule.id === id);
    const runner = new PolicyRunner(rules, configOf(rules, "dev"));
    const judge = new PolicyRunner(rules, configOf(rules, "prod"));

    it(`${id}: afterwards the rule has nothing to find, and nothing more to set`, async () => {
      for (const change of remedy.faulty) {
        const resource = planted(remedy.resource, change);
        assert.notEqual((await judge.analyze(resource)).length, 0);
        const [done, ...others] = await runner.remediate(resource);
        assert.deepEqual([done?.policy, others], [id, []]);
        const mended = { ...resource, props: done?.properties ?? {} };
        assert.deepEqual(await judge.analyze(mended), []);
        assert.deepEqual(await runner.remediate(mended), []);
      }
    });

    it(`${id}: what is right, not known yet or exempt stays as it is`, async () => {
      assert.deepEqual(await runner.remediate(planted(remedy.resource)), []);
      assert.deepEqual(await runner.remediate(planted(remedy.resource, remedy.unknown)), []);
      const exempting = new PolicyRunner(rules, {
        [id]: {
          enforcementLevel: "remediate",
          exemptions: [{ name: remedy.resource, reason: "until the move", expires: TODAY }],
        },
      });
      for (const change of remedy.faulty) {
        assert.deepEqual(await exempting.remediate(planted(remedy.resource, change)), []);
      }
    });
  }

  it("beside secrets and unknown values, which stay what they are", async () => {
    const rules = RULES.filter(({ id }) => id === "eb-enhanced-health");
    const settings = [
      { namespace: HEALTH, name: "SystemType", value: "basic" },
      { namespace: "aws:elasticbeanstalk:application:environment", name: "SESSION_KEY", value: SECRET },
      { namespace: "aws:elasticbeanstalk:application:environment", name: "TOPIC", value: UNKNOWN },
    ];
    const resource = planted("environment", set("environment", "settings", settings));
    const [done] = await new PolicyRunner(rules, configOf(rules, "dev")).remediate(resource);
    assert.deepEqual(done?.properties?.["settings"], [
      { namespace: HEALTH, name: "SystemType", value: "enhanced" },
      ...settings.slice(1),
    ]);
  });
});
