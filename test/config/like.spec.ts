import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { checkRaw } from "../../config";
import { stackFilesOf } from "../../config/like";

const DEV = `config:
  aws:region: eu-west-1
  web-infra:zone: example.com
  web-infra:protect: "true"
  web-infra:sites:
    www:
      domain: www.<stack>.example.com
      alarms: false
      geo: { allow: [KR, JP] }
      pipeline: { repository: team/www, branch: dev, approval: false }
  web-infra:services:
    app: { domain: app.dev.example.com, healthCheckPath: /health, alarms: false, environment: { STACK: <stack> } }
`;

describe("a stack that is like another one", () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "web-infra-like-"));
    writeFileSync(join(folder, "Pulumi.dev.yaml"), DEV);
    writeFileSync(
      join(folder, "Pulumi.staging.yaml"),
      "config:\n  aws:region: eu-west-1\n  web-infra:like: dev\n",
    );
    writeFileSync(join(folder, "Pulumi.yaml"), "name: web-infra\n");
  });
  after(() => rmSync(folder, { recursive: true }));

  const check = (yaml: string, stack = "pr-12") =>
    checkRaw({
      texts: Object.fromEntries(
        Object.entries(parse(yaml) as Record<string, unknown>).map(([key, value]) => [
          key,
          typeof value === "string" ? value : JSON.stringify(value),
        ]),
      ),
      project: "web-infra",
      stack,
      others: stackFilesOf(folder, "web-infra"),
    });

  const REGION = "aws:region: eu-west-1\nweb-infra:like: dev\n";
  const OWN_HOST = "web-infra:services: { app: { domain: app.pr-12.example.com } }";

  it("F6: has what the other has, but for what its own file says", () => {
    const { value, faults } = check(
      `${REGION}${OWN_HOST}\nweb-infra:sites: { www: { geo: { allow: [DE] } } }`,
    );
    assert.deepEqual(faults, []);
    const { www } = value?.sites ?? {};
    assert.equal(value?.zone, "example.com");
    // As Pulumi reads a quoted switch.
    assert.equal(value.protect, true);
    assert.equal(www?.domain, "www.pr-12.example.com");
    assert.deepEqual(www.geo, { allow: ["DE"] });
    assert.equal(www.pipeline?.branch, "dev");
    assert.equal(value.services["app"]?.domain, "app.pr-12.example.com");
    assert.deepEqual(value.services["app"].environment, { STACK: "pr-12" });
  });

  it("leaves out what its own file sets to null", () => {
    const { value, faults } = check(
      `${REGION}web-infra:services: { app: null }\nweb-infra:sites: { www: { pipeline: null } }`,
    );
    assert.deepEqual(faults, []);
    assert.deepEqual(value?.services, {});
    assert.equal(value.sites["www"]?.pipeline, undefined);
  });

  it("stands by itself under its own name where <stack> is written in its file alone", () => {
    const { value } = check(
      "aws:region: eu-west-1\nweb-infra:zone: example.com\nweb-infra:sites: { www: { domain: <stack>.example.com } }",
      "blue",
    );
    assert.equal(value?.sites["www"]?.domain, "blue.example.com");
  });

  it("reads the other's file as Pulumi reads it, also where that differs from YAML 1.2", () => {
    writeFileSync(
      join(folder, "Pulumi.odd.yaml"),
      `\ufeffconfig:
  aws:region: eu-west-1
  zone: example.com
  web-infra:config:alarmEmail: ops@example.com
  web-infra:sites: { www: { domain: www.<stack>.example.com, priceClass: !choice PriceClass_100, tags: { Since: 2026-01-31, Cost: 0365 } } }
`,
    );
    const { value, faults } = check("aws:region: eu-west-1\nweb-infra:like: odd");
    assert.deepEqual(faults, []);
    assert.equal(value?.zone, "example.com");
    assert.equal(value.alarmEmail, "ops@example.com");
    assert.deepEqual(value.sites["www"]?.tags, { Since: "2026-01-31 00:00:00 +0000 UTC", Cost: "245" });
  });

  for (const [what, text, line] of [
    [
      "YAML that cannot be read",
      "config:\n\taws:region: eu-west-1\n",
      /^web-infra:like: must name a stack whose file can be read, and that of broken cannot: .*Pulumi\.broken\.yaml:2: Tabs are not allowed as indentation: indent with blanks$/,
    ],
    [
      "keys that stand above config",
      "aws:region: eu-west-1\n",
      /cannot: .*Pulumi\.broken\.yaml:1: aws:region is read by nothing where it stands: indent it below config:$/,
    ],
    [
      "an encrypted value",
      "config: { web-infra:zone: { secure: AAABAxxxx } }\n",
      /cannot: web-infra:zone holds an encrypted value \(secure:\)$/,
    ],
  ] as const) {
    it(`is refused in one line where the other's file has ${what}`, () => {
      writeFileSync(join(folder, "Pulumi.broken.yaml"), text);
      const { faults } = check("aws:region: eu-west-1\nweb-infra:like: broken\nweb-infra:zone: example.com");
      rmSync(join(folder, "Pulumi.broken.yaml"));
      assert.equal(faults.length, 1, faults.join("\n"));
      assert.match(faults[0] ?? "", line);
    });
  }

  for (const [what, yaml, line] of [
    [
      "a host that the other stack has",
      REGION,
      'web-infra:services.app.domain: must be another host than that of stack dev: write it here, or write <stack> for the stack\'s name in Pulumi.dev.yaml, got "app.dev.example.com"',
    ],
    [
      "no region, which Pulumi would not read from the other file",
      `web-infra:like: dev\n${OWN_HOST}`,
      "web-infra:like: does not bring the region along, since Pulumi reads the provider's keys from this file alone: write aws:region: eu-west-1 here, as Pulumi.dev.yaml has it",
    ],
    [
      "a stack that is like another one itself",
      "aws:region: eu-west-1\nweb-infra:like: staging\nweb-infra:zone: example.com",
      'web-infra:like: must name a stack that stands by itself, and staging is like dev: name that one, got "staging"',
    ],
    [
      "a misspelt stack",
      "aws:region: eu-west-1\nweb-infra:like: deev\nweb-infra:zone: example.com",
      'web-infra:like: must name another stack that has a file (did you mean dev?), got "deev"',
    ],
    [
      "the stack itself",
      "aws:region: eu-west-1\nweb-infra:like: pr-12\nweb-infra:zone: example.com",
      'web-infra:like: must name another stack that has a file (there are dev, odd, staging), got "pr-12"',
    ],
    [
      "a path",
      "aws:region: eu-west-1\nweb-infra:like: ../dev\nweb-infra:zone: example.com",
      'web-infra:like: must be the name of a stack, got "../dev"',
    ],
  ] as const) {
    it(`is refused in one line with ${what}`, () => {
      assert.deepEqual(check(yaml).faults, [line]);
    });
  }
});
