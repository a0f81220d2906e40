import assert from "node:assert/strict";
import { RULES } from "../../policies/rules";
import { UNKNOWN } from "../../policies/testing/messages";
import { PolicyRunner } from "../support/policy-runner";

const rule = RULES.filter(({ id }) => id === "sg-description");
const groups = (descriptions: readonly (string | undefined)[]) =>
  descriptions.map((description, index) => ({
    type: "aws:ec2/securityGroup:SecurityGroup",
    name: `group-${index}`,
    props: { description },
  }));

describe("What a preview cannot judge", () => {
  it("is one note for the policy, with the number of resources", async () => {
    const findings = await new PolicyRunner(rule).judge(groups([UNKNOWN, UNKNOWN, "the app's own", UNKNOWN]));
    assert.deepEqual(
      findings.map(({ policy, level }) => [policy, level]),
      [["sg-description", "advisory"]],
    );
    assert.match(
      findings[0]?.message ?? "",
      /value at \.description of 3 resources can't be known during preview/,
    );
  });

  it("does not take the place of what is found, and is forgotten once it has been said", async () => {
    const runner = new PolicyRunner(rule);
    const first = await runner.judge(groups([UNKNOWN, "Managed by Pulumi"]));
    assert.deepEqual(first.map(({ resource }) => resource).sort(), ["", "group-1"]);
    assert.deepEqual(await runner.judge(groups(["the app's own"])), []);
  });

  it("is left out where the configuration ignores it, and counts for each resource where that is a violation", async () => {
    const ignoring = new PolicyRunner(rule, { "sg-description": { onUnknown: "ignore" } });
    assert.deepEqual(await ignoring.judge(groups([UNKNOWN, UNKNOWN])), []);
    const strict = new PolicyRunner(rule, { "sg-description": { onUnknown: "violation" } });
    const findings = await strict.judge(groups([UNKNOWN, UNKNOWN]));
    assert.equal(findings.length, 2);
    assert.match(findings[0]?.message ?? "", /could not be checked/);
  });
});
