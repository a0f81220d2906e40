import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "../../offline/analyzer/findings";
import { changesOf } from "../../offline/analyzer/changes";
import { compared, entriesFor, readBaseline, writeBaseline } from "../../offline/baseline/baseline";
import type { Resource } from "../../offline/engine/deployment";
import { UNKNOWN, type PlainProperties } from "../../offline/provider/properties";
import { preview, program, stackOf, temporaryFolder } from "./support/preview";

const urn = (name: string) => `urn:pulumi:dev::shop::aws:s3/bucket:Bucket::${name}`;

function bucket(name: string, values: PlainProperties, from: readonly string[] = []): Resource {
  const own = { urn: urn(name), type: "aws:s3/bucket:Bucket", name, custom: true, protect: false };
  return {
    ...own,
    inputs: { values, secrets: [] },
    propertyDependencies: from.length === 0 ? {} : { origin: from.map(urn) },
  } as unknown as Resource;
}

function finding(name: string, given: Partial<Finding> = {}): Finding {
  return {
    ...{ pack: "team", policy: "private", enforcement: "mandatory", severity: "high", place: "" },
    ...{
      urn: urn(name),
      message: "It is open.",
      detail: "It is open.",
      description: "",
      remedy: "",
      url: "",
      tags: [],
    },
    ...{ remediated: false, ofStack: false },
    ...given,
  };
}

describe("a baseline", () => {
  const before = [bucket("a", { acl: "public-read", tags: { owner: "web" } }), bucket("b", {}, ["a"])];
  const entries = entriesFor([finding("a")], before);
  const left = (findings: readonly Finding[], now: readonly Resource[], from = entries) =>
    compared(findings, from, now).fresh.map((each) => each.urn.split("::").at(-1));

  it("leaves out what it holds, also when tags and other resources change", () => {
    assert.deepEqual(left([finding("a")], before), []);
    const later = [
      bucket("a", { acl: "public-read", tags: { owner: "ops" } }),
      bucket("b", { acl: "x" }, ["a"]),
    ];
    assert.deepEqual(left([finding("a")], later), []);
  });

  it("holds no longer for a resource whose judged properties change, and the finding says so", () => {
    const { fresh } = compared([finding("a")], entries, [bucket("a", { acl: "public-read-write" })]);
    assert.match(
      fresh[0]?.detail ?? "",
      /^It is open\.\n\(the baseline has it, but what it judges has changed since\)$/,
    );
    assert.deepEqual(left([finding("a")], [bucket("a", { acl: UNKNOWN })]), ["a"]);
  });

  it("holds no longer for what the stack shows, when a resource next to it changes", () => {
    const ofStack = finding("a", { ofStack: true });
    const stack = entriesFor([ofStack], before);
    assert.deepEqual(left([ofStack], before, stack), []);
    const now = [before[0] as Resource, bucket("b", { policy: "everybody" }, ["a"])];
    assert.deepEqual(left([ofStack], now, stack), ["a"]);
  });

  it("covers one finding with each entry: another resource, policy or a second fault is new", () => {
    assert.deepEqual(left([finding("a"), finding("a")], before), ["a"]);
    assert.deepEqual(left([finding("b")], before), ["b"]);
    assert.deepEqual(left([finding("a", { policy: "logged" })], before), ["a"]);
  });

  it("counts what is gone", () => {
    assert.equal(compared([], entries, before).gone, 1);
    assert.equal(compared([finding("a")], entries, before).gone, 0);
  });

  it("knows a finding on the stack as a whole by what it says", () => {
    const whole = finding("", { urn: "", detail: "2 resources have no tag." });
    const stack = entriesFor([whole], before);
    assert.deepEqual(left([whole], before, stack), []);
    assert.equal(left([{ ...whole, detail: "3 resources have no tag." }], before, stack).length, 1);
  });

  it("keeps the other stacks of its file, and is refused with one line where it is none", () => {
    const file = join(temporaryFolder(), "baseline.json");
    writeBaseline(file, { dev: entries });
    writeBaseline(file, { prod: [] });
    assert.deepEqual(readBaseline(file), { dev: entries, prod: [] });
    for (const [text, message] of [
      ["{", /--baseline .*: is no JSON document$/],
      ["[]", /: is no baseline; write one with --write-baseline/],
      ['{"version":2,"stacks":{}}', /: is no baseline/],
      ['{"version":1,"stacks":{"dev":{}}}', /: stacks\.dev must be a list/],
      ['{"version":1,"stacks":{"dev":[{"pack":"a"}]}}', /: stacks\.dev\[0\]\.policy must be a text/],
    ] as const) {
      writeFileSync(file, text);
      assert.throws(() => readBaseline(file), message);
      assert.throws(() => {
        writeBaseline(file, {});
      }, message);
    }
    assert.throws(() => readBaseline(`${file}.none`), /: no such file$/);
  });
});

describe("the preview with findings that were there before", function () {
  this.timeout(400_000);
  const file = join(temporaryFolder(), "baseline.json");
  const faulty = join("test", "policies", "programs", "faulty");
  const flags = ["--project", faulty, "--policy-pack", join("policies", "security")];

  it("writes them, ends with 0, leaves them out after that, and fails by severity on what is advisory", async () => {
    const written = await preview([...flags, "--write-baseline", file]);
    assert.equal(written.code, 0, written.stdout);
    assert.match(written.stdout, /Baseline: \d+ findings left out/);
    assert.ok(!readFileSync(file, "utf8").includes("team <web>"), "no value of the program");
    const { code, stdout } = await preview([
      ...flags,
      "--baseline",
      file,
      "--fail-on-severity",
      "low",
      "--json",
    ]);
    const stack = stackOf(JSON.parse(stdout) as never);
    assert.equal(code, 0, stdout);
    assert.deepEqual(
      stack.violations.filter(({ policy }) => policy !== "types-judged"),
      [],
    );
    assert.ok(stack.baselined.length > 1);
    const advisory = ["--project", program("shop"), "--policy-pack", join("policies", "security")];
    const bare = await preview([...advisory, "--fail-on-severity", "low"]);
    assert.equal(bare.code, 1);
    assert.match(
      bare.stdout,
      /\[(?:mandatory|advisory)\] {2}[a-z0-9-]+ {2}(?:critical|high|medium|low) {2}web-infra-security/,
    );
  });

  it("refuses wrong flags with one line", async () => {
    for (const [args, message] of [
      [["--fail-on-severity", "hihg"], "--fail-on-severity hihg: must be one of critical, high, medium, low"],
      [["--baseline", "a", "--write-baseline", "b"], "--baseline and --write-baseline exclude each other"],
    ] as const) {
      const { code, stderr } = await preview([...flags, ...args]);
      assert.equal(code, 2);
      assert.ok(stderr.startsWith(`error: ${message}`), stderr);
      assert.equal(stderr.trim().split("\n").length, 1);
    }
  });
});

describe("what a remediation says that it changed", () => {
  const settings = (type: string, ...more: readonly object[]) => ({
    values: {
      settings: [
        { name: "DB_PASSWORD", value: "correct-horse" },
        { name: "SystemType", value: type },
        ...more,
      ],
    },
    secrets: [],
  });

  it("is of a list the element that differs, never those beside it", () => {
    assert.deepEqual(changesOf(settings("basic"), settings("enhanced")), [
      'settings[SystemType].value: "basic" → "enhanced"',
    ]);
    assert.deepEqual(changesOf(settings("basic"), settings("basic", { name: "Stream", value: "true" })), [
      'settings[Stream]: (none) → {"name":"Stream","value":"true"}',
    ]);
    assert.deepEqual(changesOf(settings("basic"), settings("basic")), []);
  });

  it("is never a secret", () => {
    const secret = (value: string) => ({ values: { list: ["a", value] }, secrets: [["list", 1]] });
    assert.deepEqual(changesOf(secret("hunter2"), secret("hunter3")), []);
    const [change] = changesOf({ values: { list: ["a"] }, secrets: [] }, secret("hunter3"));
    assert.equal(change, 'list[1]: (none) → "[secret]"');
  });
});
