/**
 * Each control of another catalogue that a rule names: the catalogue's own failing example is found by that rule, its passing one is
 * not. A name without a case here is an error, so that no rule can claim what it does not do.
 */
import assert from "node:assert/strict";
import { configOf } from "../../policies/engine/config-file";
import { RULES } from "../../policies/rules";
import { PolicyRunner } from "../support/policy-runner";
import { CASES } from "./cases";
import { checkovClaims } from "./claims/checkov";
import { checkovGraphClaims } from "./claims/checkov-graph";
import type { Claim, Claims } from "./claims/claim";
import { fsbpClaims } from "./claims/fsbp";
import { otherClaims } from "./claims/others";
import { COMPLIANT, type Change, type Program } from "./fixtures/program";
import { REMEDIES } from "./remedies";

const CLAIMS: Claims = { ...fsbpClaims, ...checkovClaims, ...checkovGraphClaims, ...otherClaims };
const PROD = configOf(RULES, "prod");

/** The claims that rules make, and those that have a case, as lines that can be compared. */
const made = RULES.flatMap(({ id, controls }) => controls.map((control) => `${control}: ${id}`));
const held = Object.entries(CLAIMS).flatMap(([control, claims]) =>
  claims.map(({ rule }) => `${control}: ${rule}`),
);

function failing({ rule, fails }: Claim): Change {
  const change = typeof fails === "string" ? CASES[rule]?.faulty[fails] : fails;
  assert.ok(change !== undefined, `${rule} has no faulty case "${String(fails)}"`);
  return change;
}

/** The same program put right: a remedy by its name or the first of the case, a fine case, or a program of its own. */
function passing(claim: Claim): Program {
  const { rule, fails, passes } = claim;
  if (typeof passes === "function") {
    return passes(COMPLIANT);
  }
  const remedies = Object.entries(REMEDIES[rule] ?? {});
  const remedy = remedies.find(([name, { of }]) => (passes === undefined ? of === fails : name === passes));
  if (remedy !== undefined) {
    const [, { of, does }] = remedy;
    const faulty = CASES[rule]?.faulty[of];
    assert.ok(faulty !== undefined);
    return does(faulty(COMPLIANT));
  }
  const fine = CASES[rule]?.fine?.[passes ?? ""];
  assert.ok(
    fine !== undefined,
    `${rule} has no remedy of "${String(fails)}" and no fine case "${passes ?? ""}"`,
  );
  return fine(COMPLIANT);
}

/** Whether the rule finds anything; what a preview can't know is no finding. */
async function finds({ rule, options }: Claim, program: Program): Promise<boolean> {
  const subject = RULES.filter(({ id }) => id === rule);
  const config = { ...PROD, [rule]: { enforcementLevel: "mandatory" as const, ...options } };
  const before = new Set(COMPLIANT);
  const runner = new PolicyRunner(subject, config);
  const single = await Promise.all(
    program.filter((each) => !before.has(each)).map((each) => runner.analyze(each)),
  );
  const all = [...single.flat(), ...(await runner.analyzeStack(program))];
  return all.some(({ message }) => !message.includes("can't be known during preview"));
}

describe("claims of other catalogues' controls", () => {
  it("each that a rule makes has a case, and each case is claimed", () => {
    assert.deepEqual([...new Set(held)].sort(), made.sort());
  });

  for (const [control, claims] of Object.entries(CLAIMS)) {
    for (const claim of claims) {
      it(`${control} (${claim.about}): ${claim.rule} finds its failing example, not its passing one`, async () => {
        assert.ok(await finds(claim, failing(claim)(COMPLIANT)), "the failing example is not found");
        assert.ok(!(await finds(claim, passing(claim))), "the passing example is found");
      });
    }
  }
});
