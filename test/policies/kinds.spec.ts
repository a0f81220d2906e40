/** Faults and look-alikes of other catalogues' kinds, each a program of a resource or two: what must be found, and what must not. */
import assert from "node:assert/strict";
import { configOf } from "../../policies/engine/config-file";
import { RULES } from "../../policies/rules";
import { PolicyRunner } from "../support/policy-runner";
import { callerKinds } from "./kinds/callers";
import { dataKinds } from "./kinds/data";
import { exposureKinds } from "./kinds/exposure";
import { iamKinds } from "./kinds/iam";
import { identityKinds } from "./kinds/identities";
import type { Kind } from "./kinds/kind";
import { networkKinds } from "./kinds/network";
import { secretKinds } from "./kinds/secrets";
import { sharedKinds } from "./kinds/shared";

const runner = new PolicyRunner(RULES, configOf(RULES, "prod"));

const KINDS = {
  IAM: iamKinds,
  callers: callerKinds,
  identities: identityKinds,
  exposure: exposureKinds,
  network: networkKinds,
  data: dataKinds,
  secrets: secretKinds,
  "shared images": sharedKinds,
};

for (const [service, kinds] of Object.entries(KINDS)) {
  describe(`kinds of faults, and what only looks like them: ${service}`, () => {
    for (const kind of kinds) {
      it(kind.policy === undefined ? `accepts ${kind.what}` : `${kind.policy} finds ${kind.what}`, () =>
        check(kind),
      );
    }
  });
}

async function check({ program, policy, times = 1 }: Kind): Promise<void> {
  const findings = (await runner.judge(program)).filter(({ message }) => !message.includes("can't be known"));
  if (policy === undefined) {
    assert.deepEqual(
      findings.filter(({ level }) => level === "mandatory"),
      [],
    );
  } else {
    assert.equal(
      findings.filter((each) => each.policy === policy).length,
      times,
      `found ${findings.map((each) => `${each.policy}: ${each.message}`).join("\n") || "nothing"}`,
    );
  }
}
