/** `web-infra-policy-kit/testing`: tests of a rule of one's own, under mocha, Jest, Vitest with globals, or Node.js's own test runner. */
import assert from "node:assert/strict";
import * as nodeTest from "node:test";
import type { Rule } from "../engine/rule";
import type { RuleCase } from "./case";
import type { Program } from "./changes";
import { checksOf, described } from "./checks";
import type { PolicyConfig } from "./config";
import { PolicyRunner } from "./runner";

export { faulty, fine, undetermined, unknownIsFine, type Expectation, type RuleCase } from "./case";
export * from "./changes";
export { checksOf, described, type Check, type Surroundings } from "./checks";
export type { PolicyConfig } from "./config";
export { UNKNOWN, type Finding, type Planted } from "./messages";
export { PolicyRunner } from "./runner";

export interface PolicyTest extends RuleCase {
  /** A program that satisfies the rule, and the others of `rules`. */
  readonly good: Program;
  /** The rules of the pack that run together with it: none of them may find the rule's faults too, except those in `also`. */
  readonly rules?: readonly Rule[];
  /** Levels and options, as `--policy-pack-config` has them; by default the rules' own. */
  readonly config?: PolicyConfig;
}

interface Frame {
  readonly describe: (name: string, body: () => void) => unknown;
  readonly it: (name: string, body: () => Promise<void>) => unknown;
}

/** The test runner that runs this file: one that has global functions, or Node.js's. */
function frame(): Frame {
  const { describe, it } = globalThis as Partial<Frame>;
  return typeof describe === "function" && typeof it === "function" ? { describe, it } : nodeTest;
}

/**
 * Registers the tests of one rule: it accepts the good program, finds each fault and is not joined by other rules, treats what is absent
 * or not known yet as the case says, leaves resources of other types alone, and obeys exemptions.
 */
export function testPolicy(rule: Rule, { good, rules = [rule], config = {}, ...ruleCase }: PolicyTest): void {
  const { describe, it } = frame();
  const all = new PolicyRunner(rules, config);
  describe(rule.id, () => {
    it("accepts the good program", async () => {
      assert.equal(described(await all.judge(good)), "");
    });
    for (const { name, run } of checksOf(rule, ruleCase, { good, all, config })) {
      it(name, run);
    }
  });
}
