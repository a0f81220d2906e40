import assert from "node:assert/strict";
import { unknownCheckingProxy } from "@pulumi/policy";
import fc from "fast-check";
import { BeanstalkOptions } from "../../policies/aws/beanstalk-options";
import { statementsOf } from "../../policies/aws/policy-documents";
import { rulesOf } from "../../policies/engine/pack";
import { isLoadBalancerPolicyAtLeast, isViewerPolicyAtLeast } from "../../policies/aws/tls-policies";
import { DecidedElsewhere, Value } from "../../policies/engine/value";
import { RULES } from "../../policies/rules";
import { UNKNOWN } from "../../policies/testing/messages";

/** A value as the SDK hands it to a policy. */
function handed(props: unknown): Value {
  return Value.of((unknownCheckingProxy as (props: unknown) => unknown)(props));
}

describe("a value of a resource", () => {
  it("reads booleans and numbers that are texts", () => {
    const value = handed({ a: "TRUE", b: "80", c: 80, d: "x", e: " " });
    assert.equal(value.at("a").bool(), true);
    assert.equal(value.at("b").number(), value.at("c").number());
    assert.equal(value.at("d").number(), undefined);
    assert.equal(value.at("e").number(), undefined);
  });

  it("reads what is known beside what is not", () => {
    const value = handed({ list: [UNKNOWN, "b"], other: 1 });
    assert.equal(value.at("list").items().length, 2);
    assert.equal(value.at("list", 1).text(), "b");
    assert.throws(() => value.at("list", 0).text(), /list\.0 can't be known/);
  });

  it("counts an unknown value as given, and does not know what stands inside of it", () => {
    const value = handed({ a: UNKNOWN });
    assert.equal(value.at("a").absent, false);
    assert.throws(() => value.at("a").surelyAbsent, /can't be known/);
    assert.throws(() => value.at("a", "b").absent, /can't be known/);
  });

  it("finds every value of any object at its path", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue()), (object) => {
        for (const [key, value] of Value.of(object).entries()) {
          assert.deepEqual(value.raw(), object[key]);
        }
      }),
    );
  });
});

describe("the reader of Beanstalk's options", () => {
  const environment = (props: object) => new BeanstalkOptions({ props: handed(props) });
  const setting = (namespace: unknown, name: unknown, value: unknown) => ({ namespace, name, value });

  it("answers with AWS's default where an option is absent", () => {
    const options = environment({ settings: [] });
    assert.equal(options.get("aws:autoscaling:trigger", "MeasureName").text(), "NetworkOut");
    assert.equal(options.get("aws:autoscaling:trigger", "UpperThreshold").number(), 6_000_000);
    assert.equal(options.get("aws:elbv2:listener:8443", "Protocol").text(), "HTTP");
    assert.equal(
      options.get("aws:elasticbeanstalk:environment:process:admin", "HealthCheckPath").text(),
      "/",
    );
    assert.equal(options.get("aws:ec2:vpc", "Subnets").absent, true);
  });

  it("does not take a default for granted while names, the list or a template are not known", () => {
    const read = (props: object) => environment(props).get("aws:autoscaling:asg", "MinSize").number();
    assert.throws(() => read({ settings: UNKNOWN }), /can't be known/);
    assert.throws(() => read({ settings: [setting(UNKNOWN, "x", "y")] }), /can't be known/);
    assert.throws(() => read({ settings: [], templateName: "saved" }), DecidedElsewhere);
    assert.equal(
      read({ settings: [setting("aws:autoscaling:asg", "MinSize", 3)], templateName: "saved" }),
      3,
    );
  });
});

describe("the parser of policy documents", () => {
  const statement = {
    Sid: "S",
    Effect: "Allow",
    Principal: { AWS: ["a", "b"] },
    Action: "s3:Get*",
    Resource: ["x"],
  };

  for (const [form, document] of Object.entries({
    "a text": JSON.stringify({ Statement: [statement] }),
    "an object": { Statement: [statement] },
    "an object with one statement": { Statement: statement },
  })) {
    it(`reads ${form}`, () => {
      const [parsed] = statementsOf(handed({ policy: document }).at("policy"));
      assert.ok(parsed);
      assert.equal(parsed.allows, true);
      assert.deepEqual(parsed.actions(), ["s3:Get*"]);
      assert.deepEqual(
        parsed.principals().map(({ kind, value }) => [kind, value.text()]),
        [
          ["AWS", "a"],
          ["AWS", "b"],
        ],
      );
    });
  }

  it("takes a text that is no JSON for a document that says nothing", () => {
    assert.deepEqual(statementsOf(Value.of("{")), []);
  });
});

describe("TLS policies", () => {
  it("accepts every later year and version of CloudFront's policies, and nothing that is no such name", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 2021, max: 2099 }), (version, year) => {
        assert.equal(isViewerPolicyAtLeast(`TLSv1.${version}_${year}`, "TLSv1.2_2021"), true);
      }),
    );
    for (const policy of [
      "TLSv1",
      "TLSv1_2016",
      "TLSv1.1_2016",
      "TLSv1.2_2018",
      "TLSv1.2_2019",
      "SSLv3",
      "",
      undefined,
    ]) {
      assert.equal(isViewerPolicyAtLeast(policy, "TLSv1.2_2021"), false, policy);
    }
  });

  for (const [policy, from12, from13] of [
    ["ELBSecurityPolicy-TLS13-1-3-2021-06", true, true],
    ["ELBSecurityPolicy-TLS13-1-3-PQ-2025-09", true, true],
    ["ELBSecurityPolicy-TLS13-1-2-2021-06", true, false],
    ["ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09", true, false],
    ["ELBSecurityPolicy-TLS-1-2-2017-01", true, false],
    ["ELBSecurityPolicy-FS-1-2-Res-2020-10", true, false],
    ["ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06", false, false],
    ["ELBSecurityPolicy-TLS-1-2-Ext-2018-06", false, false],
    ["ELBSecurityPolicy-TLS13-1-1-2021-06", false, false],
    ["ELBSecurityPolicy-TLS13-1-0-2021-06", false, false],
    ["ELBSecurityPolicy-FS-2018-06", false, false],
    ["ELBSecurityPolicy-2016-08", false, false],
    [undefined, false, false],
  ] as const) {
    it(`knows what ${policy ?? "no policy"} accepts`, () => {
      assert.equal(isLoadBalancerPolicyAtLeast(policy, "1.2"), from12);
      assert.equal(isLoadBalancerPolicyAtLeast(policy, "1.3"), from13);
    });
  }
});

describe("a pack", () => {
  it("does not start with two rules of one name", () => {
    assert.throws(() => rulesOf("security", [...RULES, ...RULES]), /two rules are named/);
  });
});
