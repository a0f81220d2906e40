/** What every rule must pass: its faults are found, what is absent or not known yet is judged as its case says, exemptions hold. */
import assert from "node:assert/strict";
import type { Rule } from "../engine/rule";
import type { RuleCase } from "./case";
import type { Change, Program } from "./changes";
import type { PolicyConfig } from "./config";
import type { Finding } from "./messages";
import { PolicyRunner } from "./runner";

/** One test of a rule, for whatever runs tests. */
export interface Check {
  readonly name: string;
  /** Rejects with an assertion's error where the rule does not do what the name says. */
  readonly run: () => Promise<void>;
}

export interface Surroundings {
  /** A program that satisfies every rule. */
  readonly good: Program;
  /** All rules that run together with this one, itself included. */
  readonly all: PolicyRunner;
  /** Levels and options; by default the rules' own. */
  readonly config?: PolicyConfig;
}

const DAY = "2026-11-22";
const DAY_BEFORE = "2026-11-21";

/** By policy, what is said of a program: everything but that something could not be checked. */
function faults(findings: readonly Finding[]): string[] {
  return [...new Set(findings.filter((each) => !isUndetermined(each)).map(({ policy }) => policy))].sort();
}

function isUndetermined({ message, level }: Finding): boolean {
  return level === "advisory" && message.includes("can't be known during preview");
}

/** The findings as lines, for the message of an assertion. */
export function described(findings: readonly Finding[]): string {
  return findings.map(({ policy, resource, message }) => `${policy} ${resource}: ${message}`).join("\n");
}

/** The tests of one rule. */
export function checksOf(
  rule: Rule,
  { faulty, also = [], absent, unknown, fine = {} }: RuleCase,
  { good, all, config = {} }: Surroundings,
): Check[] {
  const alone = new PolicyRunner([rule], config, () => DAY);
  const [firstFault = (program: Program) => program] = Object.values(faulty);
  const judge = (runner: PolicyRunner, change: Change) => judgeChange(runner, good, change);
  return [
    ...Object.entries(faulty).map(([name, change]) => ({
      name: `finds ${name}, and no other rule does`,
      run: async () => {
        const findings = await judge(all, change);
        const found = faults(findings).filter((policy) => !also.includes(policy));
        assert.deepEqual(found, [rule.id], described(findings));
      },
    })),
    {
      name: `${absent.expect === "faulty" ? "finds" : "accepts"} what is not there`,
      run: async () => {
        const findings = await judge(alone, absent.change);
        assert.deepEqual(faults(findings), absent.expect === "faulty" ? [rule.id] : [], described(findings));
      },
    },
    {
      name: `${unknown.expect === "fine" ? "accepts" : "leaves open"} what is not known yet`,
      run: async () => {
        const findings = await judge(alone, unknown.change);
        assert.deepEqual(faults(findings), [], described(findings));
        assert.equal(findings.some(isUndetermined), unknown.expect === "undetermined", described(findings));
      },
    },
    {
      name: "says nothing of other types of resources with the same properties",
      run: async () => {
        const program = firstFault(good).map((resource) => ({
          ...resource,
          type: `other:${resource.type}`,
        }));
        assert.equal(described(await alone.judge(program)), "");
      },
    },
    {
      name: "is silent on an exempt resource, and says so",
      run: async () => {
        assert.equal(described(await judge(exempting(rule, config, DAY), firstFault)), "");
      },
    },
    {
      name: "finds again what an exemption no longer covers, and says when it ended",
      run: async () => {
        const findings = await judge(exempting(rule, config, DAY_BEFORE), firstFault);
        assert.deepEqual(faults(findings), [rule.id]);
        assert.match(findings[0]?.message ?? "", /its exemption "until the move" ended on 2026-11-21/);
      },
    },
    ...Object.entries(fine).map(([name, change]) => ({
      name: `accepts ${name}`,
      run: async () => {
        assert.equal(described(await judge(alone, change)), "");
      },
    })),
  ];
}

/** Judges only what a change could affect: the resources that differ, and the stack. */
async function judgeChange(runner: PolicyRunner, good: Program, change: Change): Promise<Finding[]> {
  const program = change(good);
  const before = new Set(good);
  const changed = program.filter((resource) => !before.has(resource));
  const single = await Promise.all(changed.map((resource) => runner.analyze(resource)));
  return [...single.flat(), ...(await runner.analyzeStack(program))];
}

function exempting(rule: Rule, config: PolicyConfig, expires: string): PolicyRunner {
  const entry = config[rule.id];
  const base = typeof entry === "object" ? entry : { enforcementLevel: rule.levels.prod };
  const exemptions = [{ name: ".*", reason: "until the move", expires }];
  return new PolicyRunner([rule], { [rule.id]: { ...base, exemptions } }, () => DAY);
}
