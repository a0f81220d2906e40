import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { NAMED_KEYS, RULES_WITH_KEYS, stackKeyLine } from "../../policies/engine/stack-keys";
import { RULES } from "../../policies/rules";

const urn = (types: string, name: string, project = "web-infra") =>
  `urn:pulumi:prod::${project}::${types}::${name}`;
const SITE = "web-infra:index:StaticSite";
const SERVICE = "web-infra:index:SsrService";

describe("F10: the key of the stack's file that a finding names", () => {
  for (const [what, rule, resource, line] of [
    [
      "a service's health check",
      "eb-health-check-path",
      urn(`${SERVICE}$aws:elasticbeanstalk/environment:Environment`, "app-node24"),
      "To do: set web-infra:services.<name>.healthCheckPath in the stack's file.",
    ],
    [
      "an alarm's receiver, which the stack has",
      "cw-alarm-actions",
      urn(`${SITE}$aws:cloudwatch/metricAlarm:MetricAlarm`, "www-server-errors"),
      "To do: set web-infra:alarmEmail in the stack's file.",
    ],
    [
      "a pipeline, of a site or of a service",
      "cp-manual-approval",
      urn("web-infra:index:DeployPipeline$aws:codepipeline/pipeline:Pipeline", "www"),
      "To do: set web-infra:sites.<name>.pipeline.approval: true or web-infra:services.<name>.pipeline.approval: true in the stack's file.",
    ],
    [
      "a project of another name",
      "cf-waf",
      urn(`${SITE}$aws:cloudfront/distribution:Distribution`, "www", "shop"),
      "To do: set shop:sites.<name>.waf: true in the stack's file.",
    ],
    [
      "a tag, which the provider sets",
      "tags-required",
      urn(`${SITE}$aws:s3/bucket:Bucket`, "www-files"),
      "To do: set aws:defaultTags in the stack's file.",
    ],
    [
      "nothing for a resource of the program itself",
      "cf-waf",
      urn("aws:cloudfront/distribution:Distribution", "cdn"),
      undefined,
    ],
    [
      "nothing for a resource of another component",
      "cf-waf",
      urn("acme:web:Cdn$aws:cloudfront/distribution:Distribution", "cdn"),
      undefined,
    ],
    ["nothing where no key decides", "kms-rotation", urn(`${SITE}$aws:kms/key:Key`, "key"), undefined],
    ["nothing for the stack as a whole", "cf-waf", "", undefined],
  ] as const) {
    it(`is ${what}`, () => {
      assert.equal(stackKeyLine(rule, resource), line);
    });
  }

  it("is named for rules that exist", () => {
    const ids = new Set(RULES.map(({ id }) => id));
    assert.deepEqual(
      RULES_WITH_KEYS.filter((id) => !ids.has(id)),
      [],
    );
  });

  it("is a key that the stack's file has", () => {
    const page = readFileSync(join(__dirname, "..", "..", "docs", "configuration.md"), "utf8");
    const known = new Set([...page.matchAll(/^\| `([^`]+)`/gm)].map(([, key = ""]) => key));
    const inPage = (key: string) => key.replace(/^(?:sites|services)\.<name>\.(pipeline\.)/, "$1");
    assert.deepEqual(
      NAMED_KEYS.filter((key) => !known.has(inPage(key))),
      [],
    );
  });
});
