import assert from "node:assert/strict";
import { parse } from "yaml";
import { ConfigError, parseConfig } from "../../config";
import { exampleStack } from "../support/example-stacks";

/** A stack's file as Pulumi hands it over: strings as they are, everything else as JSON. */
function raw(config: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [
      key,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}

const site = (more = {}) => ({ domain: "www.example.com", ...more });
const service = (more = {}) => ({ domain: "app.example.com", healthCheckPath: "/health", ...more });
const stack = (more: Record<string, unknown>) => ({ "web-infra:zone": "example.com", ...more });

/** The lines with which a configuration is refused; none when it is taken. */
function faults(config: Record<string, unknown>, project = "web-infra", secrets: string[] = []): string[] {
  try {
    parseConfig(raw(config), project, (key) => secrets.includes(key));
    return [];
  } catch (error) {
    assert.ok(error instanceof ConfigError, String(error));
    return error.message.split("\n");
  }
}

describe("config", () => {
  for (const name of ["dev", "prod"]) {
    it(`takes the example of ${name} as it stands`, () => {
      const file = parse(exampleStack(name)) as {
        config: Record<string, unknown>;
      };
      const config = parseConfig(raw(file.config), "web-infra");
      assert.deepEqual(Object.keys(config.sites), ["www"]);
      assert.deepEqual(Object.keys(config.services), ["app"]);
      assert.equal(config.protect, name === "prod");
      const { scaling, pipeline } = config.services["app"] ?? {};
      const { min, max, cpuUpper, cpuLower } = scaling ?? {};
      assert.deepEqual([min, max], name === "dev" ? [1, 2] : [2, 4]);
      assert.deepEqual([cpuUpper, cpuLower], [80, 40]);
      assert.deepEqual(pipeline?.approval, name === "prod" && { timeoutMinutes: 1440 });
    });
  }

  it("takes a stack without sites or services, and reads only its own keys", () => {
    assert.deepEqual(
      parseConfig(raw(stack({ "aws:region": "eu-west-1", "pulumi:tags": "x" })), "web-infra"),
      {
        zone: "example.com",
        protect: false,
        sites: {},
        services: {},
      },
    );
  });

  // What is wrong → every line that says so, in order.
  const table: Record<string, [config: Record<string, unknown>, lines: (string | RegExp)[]]> = {
    "no zone": [{ "aws:region": "eu-west-1" }, ["web-infra:zone: is required: must be a string"]],
    "a zone that is no domain name": [
      { "web-infra:zone": "Example.com." },
      [/^web-infra:zone: must be a host name in lower case, .*: write example\.com, got "Example\.com\."$/],
    ],
    "an unknown key at the top": [stack({ "web-infra:site": {} }), [/^web-infra:site: is not a known key/]],
    "an address that is none": [
      stack({ "web-infra:alarmEmail": "ops" }),
      ['web-infra:alarmEmail: must be an e-mail address, such as ops@example.com, got "ops"'],
    ],
    "text where keys belong": [
      stack({ "web-infra:sites": "www" }),
      [
        'web-infra:sites: must be an object with keys, got "www": write a name, a colon, a blank and a value for each entry',
      ],
    ],
    "a name that AWS would refuse": [
      stack({ "web-infra:sites": { "My Site": site() } }),
      [/^web-infra:sites\.My Site: name must be 1 to 20 lower-case letters/],
    ],
    "an unknown key of a site": [
      stack({ "web-infra:sites": { www: site({ bucket: "b" }) } }),
      [/^web-infra:sites\.www\.bucket: is not a known key/],
    ],
    "an unknown mode": [
      stack({ "web-infra:sites": { www: site({ mode: "ssr" }) } }),
      ['web-infra:sites.www.mode: must be one of spa, static, got "ssr"'],
    ],
    "a site outside the zone": [
      stack({ "web-infra:sites": { www: site({ redirectFrom: ["example.org"] }) } }),
      [
        /^web-infra:sites\.www\.redirectFrom\[0\]: must be in the hosted zone example\.com.*, got "example\.org"$/,
      ],
    ],
    "a service outside the zone": [
      stack({ "web-infra:services": { app: service({ domain: "app.example.org" }) } }),
      ['web-infra:services.app.domain: must be in the hosted zone example.com, got "app.example.org"'],
    ],
    "a host that two sites claim": [
      stack({ "web-infra:sites": { www: site(), shop: site() } }),
      [
        'web-infra:sites.shop.domain: must not be a host that sites.www.domain has already, got "www.example.com"',
      ],
    ],
    "a host that a site and a service claim": [
      stack({
        "web-infra:sites": { www: site() },
        "web-infra:services": { app: service({ aliases: ["www.example.com"] }) },
      }),
      [
        'web-infra:services.app.aliases[0]: must not be a host that sites.www.domain has already, got "www.example.com"',
      ],
    ],
    "a site and a service of one name": [
      stack({ "web-infra:sites": { app: site() }, "web-infra:services": { app: service() } }),
      ["web-infra:services.app: must have another name: a site has this one"],
    ],
    "max below min": [
      stack({
        "web-infra:services": { app: service({ scaling: { min: 2, max: 1 } }) },
      }),
      [/^web-infra:services\.app\.scaling\.max: must be at least min \(2\)/],
    ],
    "no health-check path": [
      stack({ "web-infra:services": { app: { domain: "app.example.com" } } }),
      [/^web-infra:services\.app\.healthCheckPath: is required/],
    ],
    "a service whose instances would reach nothing": [
      stack({ "web-infra:network": { natGateways: "none" }, "web-infra:services": { app: service() } }),
      [
        /^web-infra:services\.app\.instanceSubnets: must be public with network\.natGateways none, got "private"/,
      ],
    ],
    "notifications to no one": [
      stack({ "web-infra:services": { app: service({ eventNotifications: true }) } }),
      ["web-infra:services.app.eventNotifications: has no effect without alarmEmail, got true"],
    ],
    "IPv6 in a VPC that has none": [
      stack({ "web-infra:services": { app: service({ ipAddressType: "dualstack" }) } }),
      [/^web-infra:services\.app\.ipAddressType: must be ipv4 in a VPC that is built/],
    ],
    "a service's certificate and web ACL of another region": [
      stack({
        "aws:region": "ap-northeast-2",
        "web-infra:services": {
          app: service({
            certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1",
            webAclArn: "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/a/1",
          }),
        },
      }),
      [
        'web-infra:services.app.certificateArn: must be in the stack\'s region ap-northeast-2, and is in us-east-1, got "arn:aws:acm:us-east-1:123456789012:certificate/1"',
        'web-infra:services.app.waf.webAclArn: must be in the stack\'s region ap-northeast-2, and is in eu-west-1, got "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/a/1"',
      ],
    ],
    "a region that is none, beside what else is wrong": [
      stack({
        "aws:region": "ap-northeast-9",
        "web-infra:services": {
          app: service({
            nodeVersion: "18",
            certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1",
          }),
        },
      }),
      [
        /^web-infra:services\.app\.nodeVersion: must be one of /,
        'aws:region: must be a region of AWS (did you mean ap-northeast-1?), got "ap-northeast-9"',
      ],
    ],
    "a repository that is none": [
      stack({ "web-infra:sites": { www: site({ pipeline: { repository: "www" } }) } }),
      [/^web-infra:sites\.www\.pipeline\.repository: .*, got "www"$/],
    ],
    "faults in several places": [
      stack({
        "web-infra:alarmEmail": "ops",
        "web-infra:network": { natGateways: "two" },
        "web-infra:sites": { www: site({ mode: "ssr", domain: "www.example.org", colour: "red" }) },
        "web-infra:services": { app: service({ domain: "www.example.org", healthCheckPath: "health" }) },
      }),
      [
        /^web-infra:alarmEmail: /,
        /^web-infra:network\.natGateways: must be one of none, single, onePerAz, got "two"$/,
        /^web-infra:sites\.www\.mode: /,
        /^web-infra:sites\.www\.colour: is not a known key/,
        /^web-infra:services\.app\.healthCheckPath: /,
        // What only the whole stack shows, of a site and a service that have other faults.
        /^web-infra:sites\.www\.domain: must be in the hosted zone/,
        /^web-infra:services\.app\.domain: must not be a host that sites\.www\.domain has already/,
        /^web-infra:services\.app\.domain: must be in the hosted zone/,
      ],
    ],
  };
  for (const [what, [config, lines]] of Object.entries(table)) {
    it(`refuses ${what}`, () => {
      const got = faults(config);
      assert.equal(got.length, lines.length, got.join("\n"));
      lines.forEach((line, i) => {
        if (typeof line === "string") {
          assert.equal(got[i], line);
        } else {
          assert.match(got[i] ?? "", line);
        }
      });
    });
  }

  it("refuses an encrypted value and says where a secret belongs", () => {
    const [line, ...more] = faults(stack({ "web-infra:alarmEmail": "?" }), "web-infra", [
      "web-infra:alarmEmail",
    ]);
    assert.match(
      line ?? "",
      /^web-infra:alarmEmail: must not hold an encrypted value.*services\.<name>\.secrets$/,
    );
    assert.deepEqual(more, []);
  });

  it("points at the prefix when the project was renamed and the stack's file was not", () => {
    assert.deepEqual(faults(stack({}), "shop"), [
      "web-infra:zone: belongs to another project: Pulumi.yaml names this one shop, so write shop:zone",
    ]);
  });
});
