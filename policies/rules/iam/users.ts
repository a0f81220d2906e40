import {
  ACCESS_KEY,
  IAM_USER,
  LOGIN_PROFILE,
  ROLE,
  IAM_ATTACHMENT,
  USER_POLICY,
} from "../../aws/type-tokens";
import { defineRule } from "../../engine/rule";
import { BEST_PRACTICES } from "./identities";

export const iamNoAccessKeys = defineRule({
  id: "iam-no-access-keys",
  pack: "security",
  demands: "No long-lived access key is made.",
  why: "A key works from anywhere until it is revoked, and its secret ends up in the state.",
  fix: "Use a role: OIDC for Bitbucket Pipelines, an instance profile for servers, a service role for builds.",
  severity: "high",
  controls: ["FSBP IAM.3"],
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-workloads-use-roles",
  levels: { dev: "advisory", prod: "mandatory" },
  resource: {
    types: ACCESS_KEY,
    judge: ({ props }, demand) => {
      demand(() => props.at("status").isOneOf("Inactive"), "an access key is made; use a role instead.");
    },
  },
});

export const iamNoUsers = defineRule({
  id: "iam-no-users",
  pack: "security",
  demands: "No IAM user is made.",
  why: "People sign in through an identity provider and programs assume roles; a user is a password or a key that stays.",
  fix: "Use IAM Identity Center for people and a role for programs.",
  severity: "low",
  controls: ["CKV_AWS_273"],
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-users-federation-idp",
  levels: { dev: "advisory", prod: "advisory" },
  resource: {
    types: [...IAM_USER, ...LOGIN_PROFILE],
    judge: ({ type }, demand) => {
      const what = LOGIN_PROFILE.includes(type) ? "a password for an IAM user" : "an IAM user";
      demand(() => false, `${what} is made; use a role, or IAM Identity Center for people.`);
    },
  },
});

/** Types that hold a list, which may be empty. */
const LISTS = [
  [":PolicyAttachment", "users"],
  [":UserPoliciesExclusive", "policyNames"],
  [":UserPolicyAttachmentsExclusive", "policyArns"],
] as const;

export const iamNoUserPolicies = defineRule({
  id: "iam-no-user-policies",
  pack: "security",
  demands: "No policy is attached to a single user.",
  why: "Rights of single users are never reviewed together, and stay when the person's task has changed.",
  fix: "Attach the policy to a group or a role, and let the user be a member or assume it.",
  severity: "low",
  controls: ["FSBP IAM.2", "CKV_AWS_40", "trivy AWS-0143", "guard IAM_NO_POLICY_ON_USER"],
  url: BEST_PRACTICES,
  levels: { dev: "advisory", prod: "mandatory" },
  resource: {
    types: USER_POLICY,
    judge: ({ type, props }, demand) => {
      const list = LISTS.find(([token]) => type.endsWith(token));
      demand(
        () => list !== undefined && props.at(list[1]).absent,
        "a policy is attached to a user; attach it to a group or a role.",
      );
    },
  },
});

export const iamRolePolicyConflicts = defineRule({
  id: "iam-role-policy-conflicts",
  pack: "reliability",
  demands: "A role's managed policies are named on the role or attached by resources of their own, not both.",
  why: "managedPolicyArns is the whole list: each update removes what is attached separately, and the next one brings it back.",
  fix: "Move managedPolicyArns to aws.iam.RolePolicyAttachment.",
  severity: "medium",
  controls: ["awsguard iam-role-no-policy-management-conflicts"],
  url: "https://www.pulumi.com/registry/packages/aws/api-docs/iam/role/",
  levels: { dev: "advisory", prod: "advisory" },
  stack: {
    types: ROLE,
    judge: (stack, demand) => {
      for (const role of stack.of(ROLE)) {
        demand(
          role,
          () =>
            role.props.at("managedPolicyArns").absent ||
            (stack.referrers(IAM_ATTACHMENT, "role", role).length === 0 &&
              stack.referrers(IAM_ATTACHMENT, "roles", role).length === 0),
          `role "${role.name}" has managedPolicyArns and attachments of its own.`,
        );
      }
    },
  },
});
