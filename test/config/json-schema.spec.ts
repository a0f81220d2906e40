import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import Ajv from "ajv";
import { parse } from "yaml";

const ROOT = resolve(__dirname, "..", "..");
const read = (file: string) => readFileSync(join(ROOT, file), "utf8");
const validate = new Ajv({ allErrors: true, unknownFormats: "ignore" }).compile(
  JSON.parse(read("stack.schema.json")) as object,
);

/** The places of a stack file that the schema refuses, without those of an alternative that was not meant. */
function refused(yaml: string): string[] {
  validate(parse(yaml));
  return [
    ...new Set(
      (validate.errors ?? []).map(({ dataPath, params }) => {
        const { additionalProperty = "", missingProperty = "" } = params as Record<string, string>;
        return [dataPath, additionalProperty, missingProperty].filter((each) => each !== "").join(" ");
      }),
    ),
  ];
}

const site = (keys: string) => `config: { web-infra:zone: example.com, web-infra:sites: { www: ${keys} } }`;
const service = (keys: string) => `config: { web-infra:services: { app: ${keys} } }`;

describe("stack.schema.json", function () {
  this.timeout(60_000);

  it("is what the schema of the configuration says", () => {
    execFileSync(process.execPath, ["--import", "tsx", "scripts/stack-schema.ts", "--check"], { cwd: ROOT });
  });

  for (const file of [
    "Pulumi.dev.yaml",
    "Pulumi.prod.yaml",
    "test/stacks/Pulumi.dev.yaml",
    "test/stacks/Pulumi.prod.yaml",
  ]) {
    it(`takes ${file}, whose first line names it`, () => {
      assert.deepEqual(refused(read(file)), []);
      assert.match(read(file), /^# yaml-language-server: \$schema=\.\/stack\.schema\.json\n/);
    });
  }

  it("takes every stack file that the README and the pages print", () => {
    for (const page of [
      "README.md",
      "docs/static-site.md",
      "docs/ssr-service.md",
      "docs/network.md",
      "docs/deploy-pipeline.md",
    ]) {
      const blocks = [...read(page).matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = ""]) => text);
      const stacks = blocks.filter((text) => /^ {2}web-infra:/m.test(text));
      assert.ok(stacks.length > 0, page);
      for (const text of stacks) {
        assert.deepEqual(refused(text), [], `${page}:\n${text}`);
      }
    }
  });

  for (const [what, yaml, place] of [
    ["a misspelt namespace", "config: { webinfra:sites: {} }", "webinfra:sites"],
    ["a misspelt section", "config: { web-infra:site: {} }", "web-infra:site"],
    ["a misspelt key of the provider", "config: { aws:regoin: eu-west-1 }", "aws:regoin"],
    ["a region that does not exist", "config: { aws:region: eu-west-9 }", "aws:region"],
    ["tags on the wrong level", "config: { aws:defaultTags: { Project: x } }", "tags"],
    [
      "a misspelt key of a site",
      site("{ domain: www.example.com, redirectForm: [a.example.com] }"),
      "redirectForm",
    ],
    ["an unknown mode", site("{ mode: ssr }"), "mode"],
    ["a list that is none", site("{ aliases: a.example.com }"), "aliases"],
    [
      "a number out of range",
      service("{ domain: a.example.com, healthCheckPath: /health, scaling: { cpuUpper: 200 } }"),
      "cpuUpper",
    ],
    [
      "a number in quotes",
      service('{ domain: a.example.com, healthCheckPath: /health, scaling: { min: "2" } }'),
      "min",
    ],
    [
      "a key on the wrong level",
      service("{ domain: a.example.com, healthCheckPath: /health, cpuUpper: 80 }"),
      "cpuUpper",
    ],
    ["no health check", service("{ domain: a.example.com }"), "healthCheckPath"],
    [
      "a Node.js that Beanstalk lacks",
      service("{ domain: a.example.com, healthCheckPath: /health, nodeVersion: 18 }"),
      "nodeVersion",
    ],
    ["a switch that is a word", site("{ domain: www.example.com, accessLogs: maybe }"), "accessLogs"],
    [
      "a repository as an address",
      site('{ pipeline: { repository: "https://bitbucket.org/team/www" } }'),
      "repository",
    ],
    ["config: forgotten", "web-infra:zone: example.com", "config"],
  ] as const) {
    it(`refuses ${what}`, () => {
      const places = refused(yaml);
      assert.ok(
        places.some((each) => each.includes(place)),
        JSON.stringify(places),
      );
    });
  }

  it("asks nothing of a stack that is like another one, and lets it take keys away", () => {
    assert.deepEqual(
      refused(
        "config: { aws:region: eu-west-1, web-infra:like: dev, web-infra:services: { app: { domain: a.example.com } }, web-infra:sites: { www: null } }",
      ),
      [],
    );
    assert.notDeepEqual(
      refused("config: { web-infra:like: dev, web-infra:sites: { www: { domian: x } } }"),
      [],
    );
  });

  it("has the words of the reference beside the keys", () => {
    const text = read("stack.schema.json");
    assert.match(text, /"healthCheckPath": \{\s+"type": "string",[^}]*"description": "[^"]{20,}"/);
  });
});
