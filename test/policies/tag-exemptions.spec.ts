import assert from "node:assert/strict";
import { join } from "node:path";
import { RULES } from "../../policies/rules";
import { Batch, stackOf } from "../offline/support/preview";
import { urnOf } from "../../policies/testing/messages";
import { PolicyRunner, TODAY } from "../support/policy-runner";
import { all, COMPLIANT, remove, set, type Change } from "./fixtures/program";

const key = "web-infra:exempt/cf-waf";

describe("a tag that exempts its resource", () => {
  const runner = new PolicyRunner(RULES.filter(({ id }) => id === "cf-waf" || id === "cf-default-root"));
  const judge = (tags: unknown, change: Change = (program) => program) => {
    const program = all(set("cdn", "webAclId", ""), set("cdn", "tags", tags), change)(COMPLIANT);
    const resource = program.find(({ name }) => name === "cdn");
    assert.ok(resource);
    return { program, resource };
  };

  const rootless = remove("cdn", "defaultRootObject");

  for (const [what, tags] of [
    ["as a map", { [key]: `until ${TODAY}: moving to a shared firewall` }],
    ["as a list", [{ key, value: `until ${TODAY}: moving to a shared firewall` }]],
  ] as const) {
    it(`${what}: holds to its last day, for its policy alone, and is reported`, async () => {
      const { program, resource } = judge(tags);
      assert.deepEqual(
        (await runner.judge(rootless(program))).map(({ policy }) => policy),
        ["cf-default-root"],
      );
      assert.deepEqual(
        (await runner.notApplicable(resource)).filter((reason) => reason.startsWith("exempt")),
        [`exempt from cf-waf until ${TODAY}: moving to a shared firewall (${urnOf(resource)})`],
      );
    });
  }

  for (const [what, tags] of [
    ["of another policy", { "web-infra:exempt/cf-geo": "until 2999-12-31: everybody" }],
    ["without a reason", { [key]: "until 2999-12-31:" }],
    ["without an end", { [key]: "moving to a shared firewall" }],
    ["for another resource", { [`${key}@other`]: "until 2999-12-31: moving" }],
    ["that is empty", { [key]: "" }],
  ] as const) {
    it(`${what} excuses nothing`, async () => {
      const { resource } = judge(tags);
      assert.deepEqual(
        (await runner.analyze(resource)).map(({ policy }) => policy),
        ["cf-waf"],
      );
    });
  }

  it("that has ended excuses nothing, and the finding says so", async () => {
    const { resource } = judge({ [key]: "until 2026-11-21: moving" });
    const [finding] = await runner.analyze(resource);
    assert.match(finding?.message ?? "", /\(its exemption "moving" ended on 2026-11-21\)/);
  });

  it("that has ended is one finding: of the policy that it excused, and none of the tag", async () => {
    const { program, resource } = judge({ [key]: "until 2026-11-21: moving" });
    const both = new PolicyRunner(RULES.filter(({ id }) => id === "cf-waf" || id === "exempt-tags"));
    assert.deepEqual(
      [...(await both.analyze(resource)), ...(await both.analyzeStack(program))].map(({ policy }) => policy),
      ["cf-waf"],
    );
  });

  it("may excuse a policy of another pack, where the option otherPolicies names it", async () => {
    const { program } = judge({ "web-infra:exempt/team-cdn-price": "until 2999-12-31: moving" });
    const rules = RULES.filter(({ id }) => id === "exempt-tags");
    const [finding] = await new PolicyRunner(rules).analyzeStack(program);
    assert.match(finding?.message ?? "", /excuses a policy that there is not: team-cdn-price; one of a pack/);
    const named = {
      "exempt-tags": { enforcementLevel: "mandatory", otherPolicies: ["team-cdn-price"] },
    } as const;
    assert.deepEqual(await new PolicyRunner(rules, named).analyzeStack(program), []);
  });

  it("keeps a remediation from its resource", async () => {
    const rules = RULES.filter(({ id }) => id === "lb-desync");
    const dev = new PolicyRunner(rules, { "lb-desync": "remediate" });
    const balancer = (tags: object) =>
      all(
        set("balancer", "desyncMitigationMode", "monitor"),
        set("balancer", "tags", tags),
      )(COMPLIANT).find(({ name }) => name === "balancer");
    const [bare, tagged] = [
      balancer({}),
      balancer({ "web-infra:exempt/lb-desync": "until 2999-12-31: old" }),
    ];
    assert.ok(bare && tagged);
    assert.equal((await dev.remediate(bare)).length, 1);
    assert.deepEqual(await dev.remediate(tagged), []);
  });
});

describe("tags that exempt, in a preview of a program without our code", function () {
  this.timeout(120_000);
  const batch = new Batch();
  const preview = batch.json([
    ...["--project", join(__dirname, "programs", "tagged"), "--policy-pack", join("policies", "security")],
  ]);

  it("hold for the resource, for one without tags that another names, and for findings on the stack", async () => {
    const { code, document } = await preview();
    const { exempted, violations } = stackOf(document);
    const said = (list: readonly { policy: string; urn: string }[]) =>
      list.map(({ policy, urn }) => `${policy} ${urn.split("::").at(-1)}`);
    assert.deepEqual(said(exempted), [
      "iam-no-public-resource jobs",
      "s3-no-public-acl page",
      "s3-tls-only page",
      "sqs-encryption jobs",
    ]);
    assert.deepEqual(said(violations.filter(({ enforcement }) => enforcement === "mandatory")), [
      "sqs-encryption other",
      "exempt-tags other",
    ]);
    assert.equal(code, 1);
  });
});
