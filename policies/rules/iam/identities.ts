import { covers, isBounded, statementsOf, type Statement } from "../../aws/policy-documents";
import { defineRule, type Subject } from "../../engine/rule";
import {
  ACCESS_KEY,
  IAM_ATTACHMENT,
  IAM_ATTACHMENT_LIST,
  IAM_POLICY_DOCUMENT,
  ROLE,
} from "../../aws/type-tokens";
import type { Value } from "../../engine/value";

const BEST_PRACTICES = "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html";
const WITH_DOCUMENT = [...IAM_POLICY_DOCUMENT, ...ROLE];

/** The statements that a resource grants: of its own document, or of a role's inline policies. */
function* granted({ type, props }: Subject): Generator<Statement> {
  if (ROLE.includes(type)) {
    for (const policy of props.at("inlinePolicies").items()) {
      yield* policy.at("policy").absent ? [] : statementsOf(policy.at("policy"));
    }
    return;
  }
  yield* statementsOf(props.at("policy"));
}

/** A star, or an ARN of stars only. */
const EVERYTHING = /^(?:\*+|arn:[\w*-]+(?::\*)+)$/;

function isEverything(resources: readonly Value[], pattern = EVERYTHING): boolean {
  return resources.some(
    (resource) =>
      !resource.unknown && (EVERYTHING.test(resource.text() ?? "") || pattern.test(resource.text() ?? "")),
  );
}

const ADMINISTRATORS = /:policy\/(?:AdministratorAccess|PowerUserAccess|IAMFullAccess)$/;

export const iamNoAdmin = defineRule({
  id: "iam-no-admin",
  pack: "security",
  demands: "No identity is an administrator.",
  why: "Whoever gets hold of such a role, a build or a server, has the whole account.",
  fix: "Name the actions and the resources that are needed; do not attach AdministratorAccess, PowerUserAccess or IAMFullAccess.",
  severity: "critical",
  controls: [
    "FSBP IAM.1",
    "CKV_AWS_62",
    "CKV_AWS_63",
    "CKV_AWS_274",
    "CKV2_AWS_40",
    "CKV2_AWS_56",
    "compliance-policies iam disallow-admin attachments",
  ],
  url: BEST_PRACTICES,
  levels: { dev: "mandatory", prod: "mandatory" },
  resource: {
    types: [...WITH_DOCUMENT, ...IAM_ATTACHMENT, ...IAM_ATTACHMENT_LIST],
    judge: (resource, demand) => {
      const attached = ["policyArn", "policyArns", "managedPolicyArns"].flatMap((key) =>
        resource.props.at(key).elements(),
      );
      for (const arn of attached) {
        // The ARN of a policy that the stack makes is unknown at first; AWS's own administrators never are.
        demand(
          () => arn.unknown || !ADMINISTRATORS.test(arn.text() ?? ""),
          () => `${arn.path} is ${arn.shown()}; attach only what is needed.`,
        );
      }
      if (!WITH_DOCUMENT.includes(resource.type)) {
        return;
      }
      for (const statement of granted(resource)) {
        demand(
          () =>
            !statement.allows ||
            !isEverything(statement.resources()) ||
            (!statement.hasNotAction &&
              !statement.actions().some((action) => /^(?:\*|\*:\*|iam:\*)$/i.test(action))),
          () => `statement ${statement.label} allows every action (or all of IAM) on every resource.`,
        );
      }
    },
  },
});

export const iamNoServiceWildcard = defineRule({
  id: "iam-no-service-wildcard",
  pack: "security",
  demands: "No policy allows all actions of a service.",
  why: "s3:* on one bucket includes deleting it and opening its policy.",
  fix: "Name the actions, or groups of them such as s3:GetObject*.",
  severity: "medium",
  controls: ["FSBP IAM.21"],
  url: BEST_PRACTICES,
  levels: { dev: "advisory", prod: "mandatory" },
  options: {
    allowed: { type: "strings", default: [], about: "Wildcard actions that are accepted, such as logs:*." },
  },
  resource: {
    types: WITH_DOCUMENT,
    judge: (resource, demand, { allowed }) => {
      for (const statement of granted(resource)) {
        const wild = () =>
          statement
            .actions()
            .filter((action) => /^(?:\*|[a-z0-9-]+:)\*?$/i.test(action) && !allowed.includes(action));
        demand(
          () => !statement.allows || wild().length === 0,
          () => `statement ${statement.label} allows ${wild().join(", ")}; name the actions.`,
        );
        demand(
          () => !statement.allows || !statement.hasNotAction,
          `statement ${statement.label} allows everything but its NotAction; name the actions.`,
        );
      }
    },
  },
});

export const iamPassRole = defineRule({
  id: "iam-passrole",
  pack: "security",
  demands: "Only named roles may be passed to a service (iam:PassRole).",
  why: "Who may pass any role to a service can act with the strongest of them.",
  fix: "Put the ARNs of the roles to be passed into Resource, and bound it with iam:PassedToService.",
  severity: "high",
  controls: ["guard IAM_NO_INLINE_POLICY/PassRole"],
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
  levels: { dev: "advisory", prod: "mandatory" },
  resource: {
    types: WITH_DOCUMENT,
    judge: (resource, demand) => {
      for (const statement of granted(resource)) {
        demand(
          () =>
            !statement.allows ||
            !isEverything(statement.resources(), /:role\/\*+$/) ||
            // Broader wildcards are for iam-no-admin and iam-no-service-wildcard.
            !statement.actions().some((action) => /^iam:./i.test(action) && passesRoles(action)),
          () => `statement ${statement.label} allows iam:PassRole on every role.`,
        );
      }
    },
  },
});

function passesRoles(action: string): boolean {
  return covers(action, "iam:PassRole") && !/^iam:\*+$/i.test(action);
}

export const iamInvalidationScope = defineRule({
  id: "iam-invalidation-scope",
  pack: "security",
  demands: "Writing to CloudFront is allowed on named distributions only.",
  why: "A build that may invalidate or change every distribution can take down every site of the account.",
  fix: "Put the distribution's ARN into Resource.",
  severity: "medium",
  controls: ["none of the catalogues has it"],
  url: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudfront.html",
  levels: { dev: "advisory", prod: "mandatory" },
  resource: {
    types: WITH_DOCUMENT,
    judge: (resource, demand) => {
      for (const statement of granted(resource)) {
        const writes = () =>
          statement
            .actions()
            .filter((action) =>
              /^cloudfront(?:-keyvaluestore)?:(?:Create|Update|Delete|Put|\*)/i.test(action),
            );
        demand(
          () =>
            !statement.allows ||
            !isEverything(statement.resources(), /:(?:distribution|key-value-store|function)\/\*+$/) ||
            writes().length === 0,
          () => `statement ${statement.label} allows ${writes().join(", ")} on every distribution.`,
        );
      }
    },
  },
});

export const iamTrust = defineRule({
  id: "iam-trust",
  pack: "security",
  demands: "A role is assumed by named services and principals only.",
  why: "A role that anybody may assume, or any workload of an identity provider, is public.",
  fix: "Name the service or the principal; bound web identities by a condition on their subject.",
  severity: "critical",
  controls: ["CKV_AWS_60", "CKV_AWS_61"],
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
  levels: { dev: "mandatory", prod: "mandatory" },
  resource: {
    types: ROLE,
    judge: ({ props }, demand) => {
      for (const statement of statementsOf(props.at("assumeRolePolicy"))) {
        const stars = () =>
          statement.hasNotPrincipal ||
          statement.principals().some(({ value }) => !value.unknown && value.text() === "*");
        demand(
          () => !statement.allows || !stars() || isBounded(statement),
          () => `statement ${statement.label} lets everybody assume the role.`,
        );
        demand(
          () =>
            !statement.allows ||
            !statement.principals().some(({ kind }) => kind === "Federated") ||
            statement
              .conditions()
              .some(
                ({ operator, key, values }) => !/not|ifexists|null/i.test(operator) && isNarrow(key, values),
              ),
          () => `statement ${statement.label} lets every workload of the identity provider assume the role.`,
        );
      }
    },
  },
});

/**
 * Whether a condition leaves only some workloads of the identity provider: those of one subject or of one audience. The
 * audience of AWS itself is the same for every customer of a provider such as GitHub, and a subject such as "repo:*" for
 * every repository.
 */
function isNarrow(key: string, values: Value): boolean {
  const isAudience = /:aud$/i.test(key);
  return (
    (isAudience || /:(?:sub|repository|repository_owner|amr)$/i.test(key)) &&
    values.elements().every((value) => {
      const text = value.unknown ? "unknown" : (value.text() ?? "");
      return !/^(?:[a-z_]+:)?[*:/]*$/i.test(text) && !(isAudience && text === "sts.amazonaws.com");
    })
  );
}

export const iamNoAccessKeys = defineRule({
  id: "iam-no-access-keys",
  pack: "security",
  demands: "No long-lived access key is made.",
  why: "A key works from anywhere until somebody notices, and its secret ends up in the state.",
  fix: "Use a role: OIDC for Bitbucket Pipelines, an instance profile for servers, a service role for builds.",
  severity: "high",
  controls: ["FSBP IAM.3", "CKV_AWS_273", "awsguard access-keys-rotated"],
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-workloads-use-roles",
  levels: { dev: "advisory", prod: "mandatory" },
  resource: {
    types: ACCESS_KEY,
    judge: ({ props }, demand) => {
      demand(() => props.at("status").isOneOf("Inactive"), "an access key is made; use a role instead.");
    },
  },
});
