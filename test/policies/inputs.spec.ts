import assert from "node:assert/strict";
import { RULES } from "../../policies/rules";
import type { Planted } from "../../policies/testing/messages";
import { PolicyRunner } from "../support/policy-runner";

const RULE = RULES.filter(({ id }) => id === "ec2-ebs-encrypted");
const INSTANCE = { type: "aws:ec2/instance:Instance", name: "machine" };

/** What AWS answers for a root device that the program says nothing of. */
const FILLED: Planted = {
  ...INSTANCE,
  props: { rootBlockDevice: { volumeSize: 30, snapshotId: "snap-1", encrypted: true } },
};

describe("a rule that asks what the program gave", () => {
  it("does not take what AWS fills in for it", async () => {
    const runner = new PolicyRunner(RULE);
    await runner.analyze({ ...INSTANCE, props: { rootBlockDevice: { volumeSize: 30 } } });
    const findings = await runner.analyzeStack([FILLED]);
    assert.deepEqual(
      findings.map(({ resource, message }) => [resource, message.split("\n").at(-1)]),
      [["machine", 'rootBlockDevice.encrypted of "machine" is not set; set it to true.']],
    );
  });

  it("takes the resource as it is where it saw nothing of it before", async () => {
    assert.deepEqual(await new PolicyRunner(RULE).analyzeStack([FILLED]), []);
  });

  it("forgets what it saw when the stack has been judged", async () => {
    const runner = new PolicyRunner(RULE);
    await runner.analyze({ ...INSTANCE, props: { rootBlockDevice: { volumeSize: 30 } } });
    await runner.analyzeStack([FILLED]);
    assert.deepEqual(await runner.analyzeStack([FILLED]), []);
  });
});
