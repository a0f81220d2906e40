/** Judging what there is: the file that `pulumi stack export` writes, in the form of deployments of version 3. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { preview, stackOf, temporaryFolder } from "./support/preview";
import { readStateFile } from "../../offline/state/state-file";
import { stateResource } from "../../offline/state/state-resources";
import { shown, UNKNOWN_WIRE } from "../../offline/provider/wire";

const SIG = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const urn = (type: string, name: string) => `urn:pulumi:live::shop::${type}::${name}`;
const STACK = urn("pulumi:pulumi:Stack", "shop-live");
const PROVIDER = urn("pulumi:providers:aws", "default_7_48_0");
const SITE = urn("shop:index:Site", "www");
const QUEUE = "aws:sqs/queue:Queue";

function made(type: string, name: string, inputs: object, more: object = {}): object {
  return {
    ...{
      urn: urn(type, name),
      custom: true,
      id: `${name}-1234567`,
      type,
      inputs: { __defaults: [], ...inputs },
    },
    ...{
      outputs: { ...inputs, arn: `arn:aws:x:::${name}` },
      parent: STACK,
      provider: `${PROVIDER}::11111111-2222`,
    },
    ...more,
  };
}

const STATE = {
  version: 3,
  deployment: {
    manifest: { time: "2026-11-01T00:00:00Z", magic: "0", version: "v3.248.0" },
    secrets_providers: { type: "passphrase", state: { salt: "v1:x" } },
    resources: [
      { urn: STACK, custom: false, type: "pulumi:pulumi:Stack", outputs: { url: "https://x" } },
      {
        urn: PROVIDER,
        custom: true,
        id: "11111111-2222",
        type: "pulumi:providers:aws",
        inputs: { region: "eu-west-1" },
        outputs: { region: "eu-west-1" },
      },
      { urn: SITE, custom: false, type: "shop:index:Site", parent: STACK },
      made("aws:s3/bucketAcl:BucketAcl", "page", { bucket: "page-1234567", acl: "public-read" }),
      made(
        QUEUE,
        "open",
        { sqsManagedSseEnabled: false, __defaults: ["name"] },
        { parent: SITE, protect: true },
      ),
      made(QUEUE, "replaced", { sqsManagedSseEnabled: false }, { delete: true }),
      made(QUEUE, "elsewhere", { sqsManagedSseEnabled: false }, { external: true }),
      made(QUEUE, "sealed", { kmsMasterKeyId: { [SIG]: SECRET, ciphertext: "v1:abc:def" } }),
      made("aws:ssm/parameter:Parameter", "shown", {
        value: { [SIG]: SECRET, plaintext: '"correct-horse"' },
      }),
    ],
    pending_operations: [
      { type: "creating", resource: { urn: urn(QUEUE, "half"), type: QUEUE, custom: true } },
    ],
  },
};

describe("a state", function () {
  this.timeout(300_000);
  const folder = temporaryFolder();
  const write = (name: string, content: unknown) => {
    const file = join(folder, name);
    writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
    return file;
  };
  const file = write("live.json", STATE);
  const packs = ["security", "reliability"].flatMap((name) => ["--policy-pack", join("policies", name)]);

  it("is judged without a program: not what is only read, or waits for its deletion", async () => {
    const { code, stdout } = await preview(["--state", file, ...packs, "--json"]);
    assert.equal(code, 1, stdout);
    const { stack, violations, resources, diagnostics, summary } = stackOf(JSON.parse(stdout) as never);
    assert.equal(stack, "live");
    const mandatory = violations.filter(({ enforcement }) => enforcement === "mandatory");
    assert.deepEqual(mandatory.map((each) => `${each.policy} ${each.urn.split("::").at(-1)}`).sort(), [
      "s3-no-public-acl page",
      "sqs-encryption open",
    ]);
    assert.deepEqual(
      resources.map(({ name }) => name),
      ["shop-live", "www", "page", "open", "elsewhere", "sealed", "shown"],
    );
    assert.equal(resources.find(({ name }) => name === "open")?.protect, true);
    assert.equal(summary.create, 0);
    assert.match(diagnostics.map(({ message }) => message).join(), /has left 1 operation open/);
    assert.ok(!stdout.includes("correct-horse") && !stdout.includes("v1:abc:def"));
  });

  it("is shown as what there is, as text and as SARIF", async () => {
    const sarif = join(folder, "live.sarif");
    const { stdout } = await preview(["--state", file, ...packs, "--sarif", sarif]);
    assert.match(stdout, /^State \(live\):/);
    assert.match(stdout, /Verdict: live FAILED \(6 in the state, 2 mandatory and \d+ advisory findings\)/);
    assert.match(stdout, /sqs-encryption[^]*aws:sqs:Queue \(open\) of Site www: /);
    assert.doesNotMatch(stdout, /to create/);
  });

  it("keeps secrets: encrypted ones are unknown, shown ones hidden", () => {
    const values = (name: string) => {
      const record = readStateFile(file).resources.find((each) => each.urn.endsWith(`::${name}`));
      assert.ok(record);
      return stateResource(record).inputs;
    };
    assert.deepEqual(shown(values("sealed")), { kmsMasterKeyId: "[secret]" });
    assert.deepEqual(values("sealed").values, { kmsMasterKeyId: Symbol.for("web-infra.offline.unknown") });
    assert.deepEqual(values("shown"), { values: { value: "correct-horse" }, secrets: [["value"]] });
    assert.ok(!JSON.stringify(shown(values("open"))).includes(UNKNOWN_WIRE));
  });

  for (const [what, content, message] of [
    ["no JSON", "{", /: is no JSON document$/],
    ["something else", "{}", /: is no state; write one with pulumi stack export --stack NAME --file /],
    ["a list", "[]", /: is no state/],
    ["an older layout", { ...STATE, version: 2 }, /: is a state of version 2, not 3; write it anew/],
    ["an empty stack", { version: 3, deployment: {} }, /: holds no resource$/],
    [
      "a resource without a type",
      { version: 3, deployment: { resources: [{ urn: STACK }] } },
      /resources\[0\] has no URN or no type$/,
    ],
  ] as const) {
    it(`that is ${what} is one line and exit code 2`, async () => {
      const { code, stderr } = await preview(["--state", write("bad.json", content), "--no-policies"]);
      assert.equal(code, 2);
      assert.match(stderr.trim(), message);
      assert.match(stderr, /^error: --state [^\n]*\n$/);
    });
  }

  it("excludes what is about a program", async () => {
    const { code, stderr } = await preview(["--state", file, "--stack", "dev"]);
    assert.equal(code, 2);
    assert.equal(
      stderr,
      "error: --state and --stack exclude each other: the file says which stack it is of, and what it holds\n",
    );
  });
});
