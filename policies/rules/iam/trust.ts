import {
  isBounded,
  isForEverybody,
  statementsOf,
  wholeAccounts,
  type Statement,
} from "../../aws/policy-documents";
import { isNarrowClaim } from "../../aws/web-identities";
import { ROLE } from "../../aws/type-tokens";
import { defineRule } from "../../engine/rule";

const PRINCIPALS =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html";

export const iamTrust = defineRule({
  id: "iam-trust",
  pack: "security",
  demands: "A role is assumed by named services and principals only.",
  why: "A role that anybody may assume, or any workload of an identity provider, is public.",
  fix: "Name the service or the principal; bound web identities by a condition on their subject, with the owner written out.",
  severity: "critical",
  controls: [
    "CKV_AWS_60",
    "CKV_AWS_358",
    "CKV_AWS_393",
    "guard IAM_ROLE_NO_ALLOW_PLUS_NOT_PRINCIPAL",
    "guard IAM_ROLE_NO_ALLOW_PLUS_NOT_ACTION_ON_TRUST_POLICY",
    "guard IAM_ROLE_NO_FULL_ACCESS_ON_TRUST_POLICY",
  ],
  url: PRINCIPALS,
  levels: { dev: "mandatory", prod: "mandatory" },
  resource: {
    types: ROLE,
    judge: ({ props }, demand) => {
      for (const statement of statementsOf(props.at("assumeRolePolicy"))) {
        demand(
          () => !statement.allows || !isForAnybody(statement) || isBounded(statement),
          () => `statement ${statement.label} lets everybody assume the role.`,
        );
        demand(
          () => !statement.allows || !isFederated(statement) || isForSomeWorkloads(statement),
          () =>
            `statement ${statement.label} lets workloads of strangers assume the role; name the owner in a condition on the subject.`,
        );
        demand(
          () =>
            !statement.allows ||
            (!statement.hasNotAction &&
              !statement.actions().some((action) => /^(?:\*+|sts:\*+|\*:\*)$/i.test(action))),
          () =>
            `statement ${statement.label} allows every action; name sts:AssumeRole or the one that is meant.`,
        );
      }
    },
  },
});

/** A star stands for everybody as a service too. */
function isForAnybody(statement: Statement): boolean {
  return (
    isForEverybody(statement) ||
    statement.principals().some(({ value }) => !value.unknown && value.text() === "*")
  );
}

function isFederated(statement: Statement): boolean {
  return statement.principals().some(({ kind }) => kind === "Federated");
}

function isForSomeWorkloads(statement: Statement): boolean {
  return statement
    .conditions()
    .some(
      ({ operator, key, values }) =>
        !/not|ifexists|null|^forallvalues:/i.test(operator) &&
        values
          .elements()
          .every((value) => isNarrowClaim(key, value.unknown ? undefined : (value.text() ?? ""))),
    );
}

export const iamTrustAccounts = defineRule({
  id: "iam-trust-accounts",
  pack: "security",
  demands: "A role names the principals of another account that may assume it.",
  why: "Trust of a whole account lets its every administrator decide who may assume the role.",
  fix: "Name the role in Principal, or bound the statement by aws:PrincipalArn, or by sts:ExternalId for a supplier's account.",
  severity: "low",
  controls: ["CKV_AWS_61"],
  url: PRINCIPALS,
  levels: { dev: "disabled", prod: "advisory" },
  options: {
    allowed: { type: "strings", default: [], about: "Numbers of accounts that are trusted as a whole." },
  },
  resource: {
    types: ROLE,
    judge: ({ props }, demand, { allowed }) => {
      for (const statement of statementsOf(props.at("assumeRolePolicy"))) {
        const whole = () => wholeAccounts(statement).filter((account) => !allowed.includes(account));
        demand(
          () => !statement.allows || whole().length === 0 || statement.conditions().length > 0,
          () => `statement ${statement.label} lets the whole account ${whole().join(", ")} assume the role.`,
        );
      }
    },
  },
});
