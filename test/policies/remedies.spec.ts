/** Does what a rule's `fix` says: the finding is gone, and no other rule of either pack objects to the result. */
import assert from "node:assert/strict";
import { configOf } from "../../policies/engine/config-file";
import { RULES } from "../../policies/rules";
import type { Finding } from "../../policies/testing/messages";
import { PolicyRunner } from "../support/policy-runner";
import { CASES } from "./cases";
import { COMPLIANT, type Program } from "./fixtures/program";
import { REMEDIES } from "./remedies";

const ALL = new PolicyRunner(RULES, configOf(RULES, "prod"));

function described(findings: readonly Finding[]): string {
  return findings.map(({ policy, resource, message }) => `${policy} ${resource}: ${message}`).join("\n");
}

const key = ({ policy, resource }: Finding) => `${policy} ${resource}`;

/** Only what differs from the compliant program can be found anew; that has no finding at all. */
async function judge(program: Program): Promise<Finding[]> {
  const same = new Set(COMPLIANT);
  const single = await Promise.all(
    program.filter((each) => !same.has(each)).map((each) => ALL.analyze(each)),
  );
  return [...single.flat(), ...(await ALL.analyzeStack(program))];
}

describe("remedies", () => {
  it("there is one for every rule, and none for a rule that does not exist", () => {
    assert.deepEqual(Object.keys(REMEDIES).sort(), RULES.map(({ id }) => id).sort());
  });
});

for (const { id } of RULES) {
  describe(`${id}, when its fix is done`, () => {
    for (const [name, { of, does, brings = [] }] of Object.entries(REMEDIES[id] ?? {})) {
      it(`${of} → ${name}: nothing else is found`, async () => {
        const fault = CASES[id]?.faulty[of];
        assert.ok(fault !== undefined, `${id} has no faulty case "${of}"`);
        const faulty = fault(COMPLIANT);
        const after = await judge(does(faulty));
        assert.ok(!after.some(({ policy }) => policy === id), described(after));
        // That the rule finds the faulty case at all, test/policies/rules.spec.ts holds.
        const known = new Set(after.length === 0 ? [] : (await judge(faulty)).map(key));
        const brought = after.filter((each) => !known.has(key(each)));
        const others = brought.filter(
          ({ policy, level }) => level !== "advisory" || !brings.includes(policy),
        );
        assert.equal(described(others), "");
        // What it may bring really comes: a list that is too long would hide a contradiction.
        assert.deepEqual([...new Set(brought.map(({ policy }) => policy))].sort(), [...brings].sort());
      });
    }
  });
}
