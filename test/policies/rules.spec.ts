import assert from "node:assert/strict";
import { configOf } from "../../policies/engine/config-file";
import { RULES } from "../../policies/rules";
import { checksOf, described } from "../../policies/testing/checks";
import { PolicyRunner } from "../support/policy-runner";
import { CASES } from "./cases";
import { COMPLIANT } from "./fixtures/program";

const PROD = configOf(RULES, "prod");
const ALL = new PolicyRunner(RULES, PROD);

describe("the compliant program", () => {
  it("gives no finding of any rule at production's levels", async () => {
    assert.equal(described(await ALL.judge(COMPLIANT)), "");
  });

  it("has a case for every rule, and no case of a rule that does not exist", () => {
    assert.deepEqual(Object.keys(CASES).sort(), RULES.map(({ id }) => id).sort());
  });
});

for (const rule of RULES) {
  const ruleCase = CASES[rule.id];
  if (ruleCase !== undefined) {
    describe(rule.id, () => {
      for (const { name, run } of checksOf(rule, ruleCase, { good: COMPLIANT, all: ALL, config: PROD })) {
        it(name, run);
      }
    });
  }
}
