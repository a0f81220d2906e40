import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ssrServiceConfigSchema } from "../../../components/ssr-service";
import { faultsOf, formatFault } from "../../../components/fields";
import { run, type Cloud } from "../../support/mocks";
import { originSecretValue, valueOfKey } from "../../../components/origin-secret";
import { SsrService } from "../../../components/ssr-service";
import { CLOUD, LOAD_BALANCER } from "./cloud";
import { ARGS, makeSmallest, SECRET } from "./service";

const RULE = "aws:lb/listenerRule:ListenerRule";
const LISTENER = LOAD_BALANCER.replace(":loadbalancer/", ":listener/") + "/0123456789abcdef";
const TARGETS = "arn:aws:elasticloadbalancing:ap-northeast-2:123456789012:targetgroup/awseb-AWSEB-1/2";
const [FIRST, SECOND] = ["first-value-0123456789", "second-value-0123456789"];

/** A value as Pulumi sends it where it is secret: encrypted in the state, hidden in the preview. */
const secret = (value: string) => ({
  [pulumi.runtime.specialSigKey]: pulumi.runtime.specialSecretSig,
  value,
});

/** AWS with a listener of Elastic Beanstalk's, and these secrets. */
const cloud = (values: { readonly secret?: string; readonly parameter?: string } = {}): Cloud => ({
  ...CLOUD,
  call: (call) => {
    const inputs = call.inputs as Record<string, unknown>;
    switch (call.token) {
      case "aws:lb/getListener:getListener":
        assert.deepEqual(inputs, { loadBalancerArn: LOAD_BALANCER, port: 443 });
        return { arn: LISTENER, defaultActions: [{ type: "forward", targetGroupArn: TARGETS }] };
      case "aws:secretsmanager/getSecretVersion:getSecretVersion":
        assert.equal(inputs["secretId"], SECRET);
        return { secretString: values.secret ?? FIRST };
      case "aws:ssm/getParameter:getParameter":
        assert.deepEqual(inputs, { name: "/app/flag", withDecryption: true });
        return { value: values.parameter ?? SECOND };
      default:
        return CLOUD.call?.(call);
    }
  },
});

const PARAMETER = "arn:aws:ssm:ap-northeast-2:123456789012:parameter/app/flag";
const rulesOf = async (secrets: readonly string[], values = {}, headerName?: string) => {
  const originSecret = { secrets, ...(headerName === undefined ? {} : { headerName }) };
  const { made } = await run(
    () => new SsrService("app", { ...ARGS, cloudFrontOnly: true, originSecret }),
    cloud(values),
  );
  return made.ofType(RULE);
};

describe("2.18 a secret header of the CDN in front", () => {
  it("2.18 forwards what bears it to the listener's own targets, and refuses all else", async () => {
    const rules = await rulesOf([SECRET]);
    assert.deepEqual(
      rules.map(({ name, inputs }) => [name, inputs]),
      [
        [
          "app-node24-origin-secret",
          {
            listenerArn: LISTENER,
            priority: 49_999,
            conditions: [{ httpHeader: { httpHeaderName: "X-Origin-Verify", values: [secret(FIRST)] } }],
            actions: [{ type: "forward", targetGroupArn: TARGETS }],
          },
        ],
        [
          "app-node24-no-origin-secret",
          {
            listenerArn: LISTENER,
            priority: 50_000,
            conditions: [{ pathPattern: { values: ["*"] } }],
            actions: [
              {
                type: "fixed-response",
                fixedResponse: { contentType: "text/plain", messageBody: "Forbidden", statusCode: "403" },
              },
            ],
          },
        ],
      ],
    );
    assert.ok(rules[1]?.dependsOn.includes("app-node24-origin-secret"), "made after and deleted before it");
  });

  it("2.18 accepts two values while one takes the place of the other, from either store", async () => {
    const [forward] = await rulesOf(
      [PARAMETER, `${SECRET}:header`],
      { secret: `{"header":"${FIRST}"}` },
      "X-Cdn",
    );
    assert.deepEqual(forward?.inputs["conditions"], [
      { httpHeader: { httpHeaderName: "X-Cdn", values: [secret(SECOND), secret(FIRST)] } },
    ]);
  });

  it("2.18 stands on the standby's listener as well", async () => {
    const { made } = await run(
      () => new SsrService("app", { ...ARGS, standbyNodeVersion: "22", originSecret: { secrets: [SECRET] } }),
      cloud(),
    );
    assert.deepEqual(
      made
        .ofType(RULE)
        .map(({ name }) => name)
        .sort(),
      [
        "app-node22-no-origin-secret",
        "app-node22-origin-secret",
        "app-node24-no-origin-secret",
        "app-node24-origin-secret",
      ],
    );
    assert.deepEqual((await makeSmallest()).made.ofType(RULE), [], "and nowhere without it");
  });

  for (const [what, value] of [
    ["an empty one, which would be in every request", ""],
    ["a short one", "secret"],
    ["a wildcard", "x".repeat(16) + "*"],
    ["more than a rule may hold", "x".repeat(129)],
  ] as const) {
    it(`2.18 refuses a value that Elastic Load Balancing would take for another: ${what}`, () => {
      assert.throws(
        () => originSecretValue(value, PARAMETER),
        /\/app\/flag: .* must have 16 to 128 characters/,
      );
    });
  }

  it("2.18 refuses a JSON secret without that key", () => {
    for (const json of ["{}", "[]", "no JSON", '{"other":1}'])
      assert.throws(() => valueOfKey(json, "other", SECRET), /must be a JSON object with a text under other/);
  });

  for (const [config, line] of [
    [{ secrets: [] }, 'originSecret.secrets: must have at least 1 entries, got "[hidden]"'],
    [{ secrets: ["x"] }, /^originSecret\.secrets\[0\]: must be the ARN of a Secrets Manager secret/],
    [{ secrets: [SECRET, SECRET] }, /^originSecret\.secrets\[1\]: must not be named twice/],
    [{ secrets: [SECRET], headerName: "X Y" }, /^originSecret\.headerName: must be the name of a header/],
  ] as const) {
    it(`2.18 refuses ${JSON.stringify(config)}`, () => {
      const [fault = "", ...more] = lines({ originSecret: config });
      assert.deepEqual(more, []);
      if (typeof line === "string") assert.equal(fault, line);
      else assert.match(fault, line);
    });
  }

  it("2.18 refuses what would lead past it: traffic splitting, and rules of Elastic Beanstalk's", () => {
    const originSecret = { secrets: [SECRET] };
    assert.match(
      lines({ originSecret, deployment: { policy: "TrafficSplitting" } }).join("\n"),
      /^originSecret: must not stand with deployment\.policy TrafficSplitting/,
    );
    const extraSettings = {
      "aws:elbv2:listenerrule:open": { PathPatterns: "/open", Priority: "1" },
      "aws:elbv2:listener:443": { Rules: "open" },
    };
    assert.deepEqual(lines({ extraSettings }), []);
    const refused = lines({ originSecret, extraSettings });
    assert.equal(refused.length, 3);
    for (const each of refused)
      assert.match(each, /must not stand with originSecret: such a rule comes first/);
  });
});

const lines = (more: object) =>
  faultsOf(ssrServiceConfigSchema, { domain: "app.example.com", healthCheckPath: "/health", ...more }).map(
    (fault) => formatFault(fault),
  );
