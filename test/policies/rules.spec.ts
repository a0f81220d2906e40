import assert from "node:assert/strict";
import { configOf } from "../../policies/engine/config-file";
import type { Rule } from "../../policies/engine/rule";
import { RULES } from "../../policies/rules";
import type { Finding } from "../support/policy-messages";
import { PolicyRunner } from "../support/policy-runner";
import { CASES } from "./cases";
import type { RuleCase } from "./cases/case";
import { COMPLIANT, type Change, type Program } from "./fixtures/program";

const PROD = configOf(RULES, "prod");
const ALL = new PolicyRunner(RULES, PROD);

/** By policy, what is said of a program: everything but that something could not be checked. */
function faults(findings: readonly Finding[]): string[] {
  return [...new Set(findings.filter((each) => !isUndetermined(each)).map(({ policy }) => policy))].sort();
}

function isUndetermined({ message, level }: Finding): boolean {
  return level === "advisory" && message.includes("can't be known during preview");
}

function described(findings: readonly Finding[]): string {
  return findings.map(({ policy, resource, message }) => `${policy} ${resource}: ${message}`).join("\n");
}

/** Judges only what a change could affect: the resources that differ, and the stack. */
async function judgeChange(runner: PolicyRunner, change: Change): Promise<Finding[]> {
  const program = change(COMPLIANT);
  const before = new Set(COMPLIANT);
  const changed = program.filter((resource) => !before.has(resource));
  const single = await Promise.all(changed.map((resource) => runner.analyze(resource)));
  return [...single.flat(), ...(await runner.analyzeStack(program))];
}

describe("the compliant program", () => {
  it("gives no finding of any rule at production's levels", async () => {
    assert.equal(described(await ALL.judge(COMPLIANT)), "");
  });

  it("has a case for every rule, and no case of a rule that does not exist", () => {
    assert.deepEqual(Object.keys(CASES).sort(), RULES.map(({ id }) => id).sort());
  });
});

for (const rule of RULES) {
  const ruleCase: RuleCase | undefined = CASES[rule.id];
  if (ruleCase !== undefined) {
    describe(rule.id, () => {
      checkRule(rule, ruleCase);
    });
  }
}

function checkRule(rule: Rule, { faulty, also = [], absent, unknown, fine = {} }: RuleCase): void {
  const alone = new PolicyRunner([rule], PROD);
  const [firstFault = (program: Program) => program] = Object.values(faulty);

  for (const [name, change] of Object.entries(faulty)) {
    it(`finds ${name}, and no other rule does`, async () => {
      const findings = await judgeChange(ALL, change);
      const found = faults(findings).filter((policy) => !also.includes(policy));
      assert.deepEqual(found, [rule.id], described(findings));
    });
  }

  it(`${absent.expect === "faulty" ? "finds" : "accepts"} what is not there`, async () => {
    const findings = await judgeChange(alone, absent.change);
    assert.deepEqual(faults(findings), absent.expect === "faulty" ? [rule.id] : [], described(findings));
  });

  it(`${unknown.expect === "fine" ? "accepts" : "leaves open"} what is not known yet`, async () => {
    const findings = await judgeChange(alone, unknown.change);
    assert.deepEqual(faults(findings), [], described(findings));
    assert.equal(findings.some(isUndetermined), unknown.expect === "undetermined", described(findings));
  });

  it("says nothing of other types of resources with the same properties", async () => {
    const program = firstFault(COMPLIANT).map((resource) => ({
      ...resource,
      type: `other:${resource.type}`,
    }));
    assert.equal(described(await alone.judge(program)), "");
  });

  it("is silent on an exempt resource, and says so", async () => {
    const exempted = exempting(rule, "2026-11-22");
    const findings = await judgeChange(exempted, firstFault);
    assert.equal(described(findings), "");
  });

  it("finds again what an exemption no longer covers, and says when it ended", async () => {
    const findings = await judgeChange(exempting(rule, "2026-11-21"), firstFault);
    assert.deepEqual(faults(findings), [rule.id]);
    assert.match(findings[0]?.message ?? "", /its exemption "until the move" ended on 2026-11-21/);
  });

  for (const [name, change] of Object.entries(fine)) {
    it(`accepts ${name}`, async () => {
      const findings = await judgeChange(alone, change);
      assert.equal(described(findings), "");
    });
  }
}

function exempting(rule: Rule, expires: string): PolicyRunner {
  const entry = PROD[rule.id];
  const base = typeof entry === "object" ? entry : { enforcementLevel: rule.levels.prod };
  return new PolicyRunner([rule], {
    [rule.id]: { ...base, exemptions: [{ name: ".*", reason: "until the move", expires }] },
  });
}
