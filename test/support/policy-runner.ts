import type { Rule } from "../../policies/engine/rule";
import type { PolicyConfig } from "../../policies/testing/config";
import { PolicyRunner as Runner } from "../../policies/testing/runner";

/** The day on which all tests run. */
export const TODAY = "2026-11-22";

/** Runs rules on that day. */
export class PolicyRunner extends Runner {
  constructor(rules: readonly Rule[], config: PolicyConfig = {}) {
    super(rules, config, () => TODAY);
  }
}
