import assert from "node:assert/strict";
import { ALL, CALLS, POLICIES } from "./beanstalk-calls";
import { isAllowed } from "./policy-simulator";

describe("calls of a deployment by its policy", () => {
  for (const [row, action, resource, policies] of CALLS) {
    const who = policies.length === 0 ? "no policy" : policies.join(", ");
    it(`${row} allows ${action} on ${resource} with ${who}`, () => {
      const allowed = ALL.filter((policy) => isAllowed(POLICIES[policy], { action, resource }));
      assert.deepEqual(allowed, policies);
    });
  }
});
