import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { parse } from "parse5";
import { isUnjudged } from "../../offline/preview/result";
import { temporaryFolder } from "./support/preview";

const ROOT = join(__dirname, "..", "..");
const PROGRAM = join(ROOT, "test", "policies", "programs", "faulty");
const MAIN = "test/policies/programs/faulty/main.ts";
const read = (file: string) => readFileSync(file, "utf8");

function preview(...flags: readonly string[]) {
  const main = join(ROOT, "offline", "cli", "main.ts");
  const pack = join(ROOT, "policies", "security");
  return spawnSync(
    process.execPath,
    [
      ...["--import", "tsx", main, "--project", PROGRAM, "--policy-pack", pack],
      ...["--policy-pack-config", join(pack, "config", "prod.json"), ...flags],
    ],
    { cwd: ROOT, encoding: "utf8" },
  );
}

interface Result {
  readonly ruleId: string;
  readonly level: string;
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string };
      readonly region: { readonly startLine: number };
    };
  }[];
}

describe("reports for other tools", function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  const file = (name: string) => join(folder, name);
  let code: number | null;

  before(() => {
    const ended = preview(
      ...["--sarif", file("a.sarif"), "--junit", file("a.xml")],
      ...["--gitlab", file("a.json"), "--markdown", file("a.md")],
    );
    code = ended.status;
    assert.equal(ended.stderr, "");
  });

  it("do not change how the preview ends: a mandatory finding is still exit code 1", () => {
    assert.equal(code, 1);
  });

  it("are SARIF by its own schema, with the line of the program that makes the resource", () => {
    const log = JSON.parse(read(file("a.sarif"))) as { runs: [{ results: readonly Result[] }] };
    const schema = require.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
    const ajv = new Ajv({ schemaId: "auto", meta: false, unknownFormats: "ignore", logger: false });
    ajv.addMetaSchema(JSON.parse(read(require.resolve("ajv/lib/refs/json-schema-draft-04.json"))) as object);
    const valid = ajv.compile(JSON.parse(read(schema)) as object);
    assert.ok(valid(log), JSON.stringify(valid.errors));
    assert.deepEqual(
      log.runs[0].results
        .filter(({ level }) => level === "error")
        .map(({ ruleId, locations: [location] }) => [
          ruleId,
          location?.physicalLocation.artifactLocation.uri,
          location?.physicalLocation.region.startLine,
        ]),
      [
        ["web-infra-security/s3-no-public-acl", MAIN, 3],
        ["web-infra-security/sqs-encryption", MAIN, 5],
      ],
    );
  });

  it("are JUnit's XML, with a failure for each mandatory finding", () => {
    const text = read(file("a.xml"));
    const names: string[] = [];
    const walk = (node: { nodeName: string; childNodes?: unknown }) => {
      names.push(node.nodeName);
      for (const child of (node.childNodes ?? []) as { nodeName: string }[]) {
        walk(child);
      }
    };
    walk(parse(text));
    assert.equal(names.filter((name) => name === "failure").length, 2);
    assert.match(
      text,
      /<testsuite name="policies of dev" tests="\d+" failures="2" errors="0" skipped="\d+">/,
    );
    assert.match(text, /name="s3-no-public-acl: aws:s3\/bucketAcl:BucketAcl &quot;open&quot;"/);
  });

  it("are GitLab's code quality report: each issue has its five fields, and a fingerprint of its own", () => {
    const issues = JSON.parse(read(file("a.json"))) as readonly Record<string, unknown>[];
    for (const issue of issues) {
      assert.deepEqual(Object.keys(issue).sort(), [
        ...["check_name", "description", "fingerprint", "location", "severity"],
      ]);
      assert.ok(["info", "minor", "major", "critical", "blocker"].includes(String(issue["severity"])));
    }
    assert.equal(new Set(issues.map(({ fingerprint }) => fingerprint)).size, issues.length);
    assert.deepEqual(
      issues.find(({ check_name }) => check_name === "s3-no-public-acl"),
      {
        description:
          's3-no-public-acl: aws:s3/bucketAcl:BucketAcl "open" (dev): acl is "public-read"; remove it.',
        check_name: "s3-no-public-acl",
        fingerprint: issues[0]?.["fingerprint"],
        severity: "blocker",
        location: { path: MAIN, lines: { begin: 3 } },
      },
    );
  });

  it("are a table in Markdown, worst first", () => {
    const [verdict, , counts, , , , first] = read(file("a.md")).split("\n");
    assert.equal(verdict, "## ❌ dev");
    assert.match(counts ?? "", /^\d+ policies: 2 mandatory and \d+ advisory findings\.$/);
    assert.match(first ?? "", /^\| \*\*mandatory\*\* \| critical \| \[`s3-no-public-acl`\]\(https:/);
  });

  it("end before the preview where a file cannot be written, each fault in one line", () => {
    for (const [flags, message] of [
      [["--sarif", file("none/a.sarif")], /^error: --sarif .*: there is no folder .*none; make it first\n$/],
      [["--junit", folder], /^error: --junit .* is a folder; name a file\n$/],
      [
        ["--junit", file("x"), "--gitlab", file("x")],
        /^error: --gitlab .*: another format is written to the same file\n$/,
      ],
    ] as const) {
      const ended = preview(...flags);
      assert.equal(ended.status, 2);
      assert.match(ended.stderr, message);
      assert.equal(ended.stdout, "");
    }
    assert.ok(!existsSync(file("x")));
  });
});

describe("a finding", () => {
  it("says that something was not judged by the SDK's own words, or by the policy for that", () => {
    const note = "can't run policy 'a' from policy pack 'p@v1' during preview: string value at .b";
    assert.ok(isUnjudged({ policy: "a", message: note }));
    assert.ok(isUnjudged({ policy: "types-judged", message: "1 resource of" }));
    assert.ok(!isUnjudged({ policy: "a", message: "a is wrong" }));
  });
});
