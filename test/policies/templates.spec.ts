import assert from "node:assert/strict";
import { configOf } from "../../policies/engine/config-file";
import { RULES } from "../../policies/rules";
import type { Change } from "../../policies/testing/changes";
import type { PolicyConfig } from "../../policies/testing/config";
import { UNKNOWN, type Finding } from "../../policies/testing/messages";
import { PolicyRunner } from "../support/policy-runner";
import { saved } from "./cases/beanstalk";
import { add, all, COMPLIANT, set } from "./fixtures/program";

const PROCESS = "aws:elasticbeanstalk:environment:process:default";
const GROUP = "aws:autoscaling:asg";
const LAUNCH = "aws:autoscaling:launchconfiguration";
const HTTPS = "aws:elbv2:listener:443";
const PROD = configOf(RULES, "prod");

async function judged(change: Change, config: PolicyConfig = {}): Promise<Finding[]> {
  const program = change(COMPLIANT);
  const runner = new PolicyRunner(RULES, { ...PROD, ...config });
  // As an engine does: each resource in its turn, since what a pack has seen decides which policies are called.
  const findings: Finding[] = [];
  for (const resource of program) {
    findings.push(...(await runner.analyze(resource)));
  }
  return [...findings, ...(await runner.analyzeStack(program))];
}
const policies = (findings: readonly Finding[]) =>
  findings.map(({ policy, resource }) => `${policy} ${resource}`);

describe("a Beanstalk configuration template", () => {
  for (const [what, change, policy] of [
    ["the site's own page as health check", saved(PROCESS, "HealthCheckPath", "/"), "eb-health-check-path"],
    ["AWS's health check", saved(PROCESS, "HealthCheckPath", undefined), "eb-health-check-path"],
    [
      "all at once",
      saved("aws:elasticbeanstalk:command", "DeploymentPolicy", "AllAtOnce"),
      "eb-deployment-policy",
    ],
    ["one instance", saved(GROUP, "MinSize", "1"), "eb-capacity"],
    ["plain HTTP on 443", saved(HTTPS, "Protocol", "HTTP"), "eb-https-listener"],
    ["version 1 of the metadata service", saved(LAUNCH, "DisableIMDSv1", undefined), "eb-imdsv1-disabled"],
    [
      "a password",
      saved("aws:elasticbeanstalk:application:environment", "DATABASE_PASSWORD", "hunter2"),
      "eb-no-plain-secrets",
    ],
  ] as const) {
    it(`is judged by the policies on environments: ${policy} finds ${what}, and no other one does`, async () => {
      assert.deepEqual(policies(await judged(change)), [`${policy} saved`]);
    });
  }

  it("is fine with the settings of a compliant environment, and without settings has AWS's defaults", async () => {
    assert.deepEqual(policies(await judged(saved(GROUP, "MinSize", "2"))), []);
    const bare = policies(await judged(all(saved(GROUP, "MinSize", "2"), set("saved", "settings", []))));
    assert.ok(bare.includes("eb-capacity saved") && bare.includes("eb-enhanced-health saved"), bare.join());
  });

  it("is left open where a setting is not known yet", async () => {
    const [finding, ...more] = await judged(saved("aws:autoscaling:trigger", "UpperThreshold", UNKNOWN));
    assert.match(finding?.message ?? "", /can't be known during preview/);
    assert.equal(more.filter(({ level }) => level === "mandatory").length, 0);
  });

  const alone = saved(GROUP, "MinSize", "1");

  it("obeys the options, the level and the exemptions of each policy", async () => {
    const setting = (more: object) => ({
      "eb-capacity": { enforcementLevel: "mandatory", ...more } as const,
    });
    assert.deepEqual(policies(await judged(alone, setting({ minimum: 1 }))), []);
    assert.deepEqual(policies(await judged(alone, { "eb-capacity": "disabled" })), []);
    const [weak] = await judged(alone, { "eb-capacity": "advisory" });
    assert.equal(weak?.level, "advisory");
    const exemptions = [{ name: "saved", reason: "until the move", expires: "2999-12-31" }];
    assert.deepEqual(policies(await judged(alone, setting({ exemptions }))), []);
  });

  it("takes no tags, so that another resource's tag excuses it", async () => {
    const tags = { app: "example", "web-infra:exempt/eb-capacity@saved": "until 2999-12-31: one is enough" };
    const jobs = { type: "aws:sqs/queue:Queue", name: "jobs", props: { sqsManagedSseEnabled: true, tags } };
    const found = policies(await judged((program) => alone(add(jobs)(program))));
    assert.deepEqual(found, []);
  });
});
