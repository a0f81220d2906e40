import { actionsWith, isBroad, powerOf, type Power } from "../../aws/iam-permissions";
import type { Statement } from "../../aws/policy-documents";
import { defineRule, type Subject } from "../../engine/rule";
import type { Value } from "../../engine/value";
import { onGranted } from "./statements";

export const BEST_PRACTICES = "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html";
const ESCALATION =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-deprecated.html#access_policies-privilege-escalation";

/** The demand that no action of the statement has this power. */
function without(power: Power, statement: Statement, what: string) {
  return [
    () => actionsWith(power, statement).length === 0,
    () => `statement ${statement.label} allows ${actionsWith(power, statement).join(", ")} ${what}`,
  ] as const;
}

/** The policies that a resource attaches, by whichever property. */
function attachedBy({ props }: Subject): Value[] {
  return ["policyArn", "policyArns", "managedPolicyArn", "managedPolicyArns"].flatMap((key) =>
    props.at(key).elements(),
  );
}

/** The ARN of a policy that the stack makes is unknown at first; AWS's own are written down. */
function isNamed(arn: Value, names: RegExp): boolean {
  return !arn.unknown && names.test(arn.text() ?? "");
}

const ADMINISTRATORS = /:policy\/(?:AdministratorAccess|PowerUserAccess|IAMFullAccess)$/;

export const iamNoAdmin = defineRule({
  id: "iam-no-admin",
  pack: "security",
  demands: "No identity is an administrator.",
  why: "A build or a server with such a role hands the whole account to the first intruder.",
  fix: "Name the actions and the resources that are needed; do not attach AdministratorAccess, PowerUserAccess or IAMFullAccess.",
  severity: "critical",
  controls: ["FSBP IAM.1", "CKV_AWS_62", "CKV_AWS_63", "CKV_AWS_274", "CKV2_AWS_40", "CKV2_AWS_56"],
  url: BEST_PRACTICES,
  levels: { dev: "mandatory", prod: "mandatory" },
  ...onGranted(
    (statement, demand) => {
      demand(
        ...without("administrator", statement, "on every resource: every action, or all of IAM; name them."),
      );
      demand(
        () => !statement.allows || !statement.hasNotAction || !isBroad(statement),
        () =>
          `statement ${statement.label} allows all but its NotAction on every resource; name the actions.`,
      );
    },
    (resource, demand) => {
      for (const arn of attachedBy(resource)) {
        demand(
          () => !isNamed(arn, ADMINISTRATORS),
          () => `${arn.path} is ${arn.shown()}; attach only what is needed.`,
        );
      }
    },
  ),
});

export const iamNoEscalation = defineRule({
  id: "iam-no-escalation",
  pack: "security",
  demands: "No identity can make itself an administrator.",
  why: "Attaching a policy to any role, writing a new version of one or a password for any user is one call away from the whole account.",
  fix: "Name the roles, users, groups or policies in Resource, or bound the statement by iam:PermissionsBoundary, iam:PolicyARN or a tag.",
  severity: "critical",
  controls: ["CKV_AWS_286", "CKV_AWS_287"],
  url: ESCALATION,
  levels: { dev: "advisory", prod: "mandatory" },
  ...onGranted((statement, demand) => {
    demand(...without("escalation", statement, "on every identity or resource; name those that it is for."));
  }),
});

const ALLOWED = {
  allowed: {
    type: "strings",
    default: [],
    about: "Wildcard actions that are accepted, such as logs:*.",
  },
} as const;

/** AWS's policies that allow everything of a service. */
const FULL_ACCESS =
  /:policy\/(?:.*\/)?(?!IAMFullAccess$)[\w-]*(?:_?FullAccess(?:[_-]?[Vv]\d)?|AdminAccess|SecretsManagerReadWrite|KeyManagementServicePowerUser|MasterAccountAdministrator|AdministratorAccess-[\w-]+|(?:System|Database|Network)Administrator)$/;

/** AWS's policies that let their holder read all data of the account. */
const READS_EVERYTHING = /:policy\/(?:ReadOnlyAccess|job-function\/DataScientist)$/;

export const iamNoServiceWildcard = defineRule({
  id: "iam-no-service-wildcard",
  pack: "security",
  demands: "No policy allows all actions of a service.",
  why: "s3:* on one bucket includes deleting it and opening its policy.",
  fix: "Name the actions, or groups of them such as s3:GetObject*; attach none of AWS's …FullAccess policies.",
  severity: "medium",
  controls: [
    "FSBP IAM.21",
    "trivy AWS-0345",
    "guard IAM_ROLE_OR_POLICY_NO_ALLOW_PLUS_NOT_ACTION",
    "guard IAM_ROLE_OR_POLICY_NO_ALLOW_PLUS_NOT_RESOURCE",
  ],
  url: BEST_PRACTICES,
  levels: { dev: "advisory", prod: "mandatory" },
  options: ALLOWED,
  ...onGranted<typeof ALLOWED>(
    (statement, demand, { allowed }) => {
      const wild = () => actionsWith("wildcard", statement).filter((action) => !allowed.includes(action));
      demand(
        () => wild().length === 0,
        () => `statement ${statement.label} allows ${wild().join(", ")}; name the actions.`,
      );
      demand(
        () => !statement.allows || !statement.hasNotAction || isBroad(statement),
        () => `statement ${statement.label} allows everything but its NotAction; name the actions.`,
      );
      demand(
        () =>
          !statement.allows ||
          !statement.hasNotResource ||
          statement.hasNotAction ||
          // What is worse than a wide list of resources is found by the rule for it.
          statement.actions().some((action) => powerOf(action, statement) !== undefined),
        () => `statement ${statement.label} is for everything but its NotResource; name the resources.`,
      );
    },
    (resource, demand) => {
      for (const arn of attachedBy(resource)) {
        demand(
          () => !isNamed(arn, FULL_ACCESS),
          () => `${arn.path} is ${arn.shown()}, which allows everything of a service; name the actions.`,
        );
      }
    },
  ),
});

export const iamPassRole = defineRule({
  id: "iam-passrole",
  pack: "security",
  demands: "Only named roles may be passed to a service (iam:PassRole).",
  why: "Any role that may be passed to a service lends its rights to what the service runs.",
  fix: "Put the ARNs of the roles to be passed into Resource, and bound it with iam:PassedToService.",
  severity: "high",
  controls: [
    "trivy AWS-0342",
    "guard IAM_POLICY_NO_WILDCARD_RESOURCE_ON_PASSROLE",
    "guard IAM_ROLE_NO_WILDCARD_RESOURCE_ON_PASSROLE",
  ],
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
  levels: { dev: "advisory", prod: "mandatory" },
  ...onGranted((statement, demand) => {
    demand(...without("pass-role", statement, "on every role; name the roles."));
  }),
});

export const iamNoExfiltration = defineRule({
  id: "iam-no-exfiltration",
  pack: "security",
  demands: "No identity may read every secret, parameter or object of the account.",
  why: "Code that a dependency brought in would read what every other service keeps.",
  fix: "Name the buckets, secrets, parameters or keys in Resource.",
  severity: "high",
  controls: ["CKV_AWS_288", "guard IAM_ROLE_OR_POLICY_NO_ALLOW_PLUS_NOT_RESOURCE"],
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
  levels: { dev: "advisory", prod: "mandatory" },
  ...onGranted(
    (statement, demand) => {
      demand(...without("exfiltration", statement, "on every resource; name those that it needs."));
    },
    (resource, demand) => {
      for (const arn of attachedBy(resource)) {
        demand(
          () => !isNamed(arn, READS_EVERYTHING),
          () =>
            `${arn.path} is ${arn.shown()}, which reads every object and item; attach only what is needed.`,
        );
      }
    },
  ),
});

export const iamNoPermissionsManagement = defineRule({
  id: "iam-no-permissions-management",
  pack: "security",
  demands: "No identity may change who may use every resource of a service.",
  why: "Writing any bucket's, key's or function's policy opens it to any account, past every role.",
  fix: "Name the resources whose policies are to be written in Resource.",
  severity: "high",
  controls: ["CKV_AWS_289"],
  url: "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
  levels: { dev: "advisory", prod: "mandatory" },
  ...onGranted((statement, demand) => {
    demand(...without("permissions", statement, "on every resource; name those that it is for."));
  }),
});

export const iamBoundedWrites = defineRule({
  id: "iam-bounded-writes",
  pack: "security",
  demands: "What an identity may change is named where AWS can limit it.",
  why: "With a star as the resource, a fault in one service's build deletes another one's data.",
  fix: "Put the ARNs of what it changes into Resource, or add a condition on the resource's tag.",
  severity: "low",
  controls: ["CKV_AWS_290", "CKV_AWS_355"],
  url: "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
  // Advisory: a call that makes what has no name yet, or a log stream, is often granted so for good reasons.
  levels: { dev: "disabled", prod: "advisory" },
  ...onGranted((statement, demand) => {
    demand(...without("write", statement, "on every resource; name those that it changes."));
  }),
});

export const iamInvalidationScope = defineRule({
  id: "iam-invalidation-scope",
  pack: "security",
  demands: "Writing to CloudFront is allowed on named distributions only.",
  why: "A build that may invalidate or change every distribution can take down every site of the account.",
  fix: "Put the distribution's ARN into Resource.",
  severity: "medium",
  controls: [],
  url: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudfront.html",
  levels: { dev: "advisory", prod: "mandatory" },
  ...onGranted((statement, demand) => {
    demand(...without("invalidation", statement, "on every distribution; name it."));
  }),
});
