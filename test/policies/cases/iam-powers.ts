import { add, all, remove, set, unknown, uses, without } from "../fixtures/program";
import { BUILD_STATEMENTS, trust } from "../fixtures/release";
import { policyDocument } from "../fixtures/static";
import { UNKNOWN } from "../../../policies/testing/messages";
import { fine, undetermined, unknownIsFine, type Cases } from "../../../policies/testing/case";
import { alone } from "./data";

const granted = (...statements: readonly object[]) =>
  set("build-policy", "policy", policyDocument([...BUILD_STATEMENTS, ...statements]));
const allow = (Action: unknown, Resource: unknown = "*", more: object = {}) => ({
  Sid: "More",
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});
const ROLES = "arn:aws:iam::123456789012:role/*";
const queue = alone("aws:sqs/queue:Queue");
const OVER_TLS = {
  Effect: "Deny",
  Principal: "*",
  Action: "sqs:*",
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const permission = alone("aws:lambda/permission:Permission");
const sets = (statement: object) =>
  add({
    type: "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy",
    name: "people",
    props: { inlinePolicy: policyDocument([statement]) },
  });
const nothing = fine(set("build-policy", "policy", policyDocument([])));
const open = undetermined(unknown("build-policy", "policy"));

export const iamPowerCases: Cases = {
  "iam-no-escalation": {
    faulty: Object.fromEntries([
      ...[
        "iam:AttachRolePolicy",
        "iam:PutRolePolicy",
        "iam:CreatePolicyVersion",
        "iam:SetDefaultPolicyVersion",
        "iam:UpdateLoginProfile",
        "iam:CreateAccessKey",
        "iam:UpdateAssumeRolePolicy",
        "iam:AddUserToGroup",
        "iam:Put*",
        "sts:AssumeRole",
        "lambda:UpdateFunctionCode",
        "ssm:SendCommand",
      ].map((action) => [action, granted(allow(action))] as const),
      ["on every role", granted(allow("iam:AttachRolePolicy", ROLES))],
      [
        "on all but one role",
        granted({ Effect: "Allow", Action: "iam:PutRolePolicy", NotResource: "arn:x" }),
      ],
      ["by a permission set", sets(allow("iam:CreateAccessKey"))],
    ]),
    absent: nothing,
    unknown: open,
    fine: {
      "roles of one path": granted(allow("iam:PutRolePolicy", "arn:aws:iam::123456789012:role/app/*")),
      "with a boundary": granted(
        allow("iam:AttachRolePolicy", "*", {
          Condition: { StringEquals: { "iam:PermissionsBoundary": "arn:aws:iam::123456789012:policy/b" } },
        }),
      ),
      "one's own password": granted(
        allow("iam:UpdateLoginProfile", "arn:aws:iam::123456789012:user/${aws:username}"),
      ),
    },
  },
  "iam-no-exfiltration": {
    faulty: {
      "every secret": granted(allow("secretsmanager:GetSecretValue")),
      "every log": granted(allow("logs:GetLogEvents")),
      "everything, by a policy of AWS's": set(
        "build-attachment",
        "policyArn",
        "arn:aws:iam::aws:policy/ReadOnlyAccess",
      ),
      "every object": granted(allow("s3:GetObject", "arn:aws:s3:::*")),
      "every parameter": granted(allow("ssm:Get*", "arn:aws:ssm:*:*:parameter/*")),
    },
    absent: nothing,
    unknown: open,
    fine: { "one bucket": granted(allow("s3:GetObject", "arn:aws:s3:::pages/*")) },
  },
  "iam-no-permissions-management": {
    faulty: {
      "every bucket's policy": granted(allow("s3:PutBucketPolicy")),
      "every function's permissions": granted(allow("lambda:AddPermission")),
    },
    absent: nothing,
    unknown: open,
    fine: { "one bucket's": granted(allow("s3:PutBucketPolicy", "arn:aws:s3:::pages")) },
  },
  "iam-bounded-writes": {
    faulty: {
      "every queue": granted(allow("sqs:DeleteMessage")),
      "every trail": granted(allow("cloudtrail:StopLogging")),
    },
    absent: nothing,
    unknown: open,
    fine: {
      "what cannot be limited": granted(allow("ec2:DescribeInstances")),
      "with a tag": granted(
        allow("ec2:TerminateInstances", "*", { Condition: { StringEquals: { "ec2:ResourceTag/app": "a" } } }),
      ),
    },
  },
  "iam-trust-accounts": {
    faulty: {
      "a whole account": set(
        "build-role",
        "assumeRolePolicy",
        trust({ AWS: "arn:aws:iam::111122223333:root" }),
      ),
      "by its number": set("build-role", "assumeRolePolicy", trust({ AWS: ["111122223333"] })),
    },
    absent: fine(without("build-role", "build-policy", "build-attachment", "service-role", "ship")),
    unknown: undetermined(unknown("build-role", "assumeRolePolicy")),
    fine: {
      "a supplier, by an external id": set(
        "build-role",
        "assumeRolePolicy",
        trust({ AWS: "111122223333" }, { StringEquals: { "sts:ExternalId": "x" } }),
      ),
      "a role": set("build-role", "assumeRolePolicy", trust({ AWS: "arn:aws:iam::111122223333:role/x" })),
    },
  },
  "iam-no-users": {
    faulty: {
      "a user": alone("aws:iam/user:User")({}),
      "a user's password": alone("aws:iam/userLoginProfile:UserLoginProfile")({ user: "ann" }),
    },
    absent: fine(remove("old-key", "user")),
    unknown: unknownIsFine(unknown("old-key", "user")),
  },
  "iam-no-user-policies": {
    faulty: {
      inline: alone("aws:iam/userPolicy:UserPolicy")({ user: "ann", policy: policyDocument([]) }),
      attached: alone("aws:iam/userPolicyAttachment:UserPolicyAttachment")({
        user: "ann",
        policyArn: "arn:x",
      }),
      "a list of them": alone("aws:iam/userPoliciesExclusive:UserPoliciesExclusive")({
        userName: "ann",
        policyNames: ["a"],
      }),
      "attached with others": alone("aws:iam/policyAttachment:PolicyAttachment")({
        users: ["ann"],
        roles: ["r"],
        policyArn: "arn:x",
      }),
    },
    absent: fine(alone("aws:iam/policyAttachment:PolicyAttachment")({ groups: ["g"], policyArn: "arn:x" })),
    unknown: {
      change: alone("aws:iam/policyAttachment:PolicyAttachment")({ groups: UNKNOWN, policyArn: "arn:x" }),
      expect: "fine",
    },
  },
  "iam-role-policy-conflicts": {
    faulty: {
      both: all(
        set("build-role", "managedPolicyArns", ["arn:aws:iam::123456789012:policy/a"]),
        uses("build-attachment", "role", "build-role"),
      ),
    },
    absent: fine(remove("build-role", "managedPolicyArns")),
    unknown: {
      change: all(unknown("build-attachment", "policyArn"), uses("build-attachment", "role", "build-role")),
      expect: "fine",
    },
  },
  "iam-no-resource-wildcard": {
    faulty: {
      "every action to one role": queue({
        policy: policyDocument([
          { Effect: "Allow", Principal: { AWS: "arn:aws:iam::111122223333:role/r" }, Action: "sqs:*" },
          OVER_TLS,
        ]),
      }),
      "all but one action": queue({
        policy: policyDocument([
          {
            Effect: "Allow",
            Principal: { AWS: "arn:aws:iam::111122223333:role/r" },
            NotAction: "sqs:DeleteQueue",
          },
          OVER_TLS,
        ]),
      }),
    },
    absent: fine(queue({})),
    unknown: undetermined(queue({ policy: UNKNOWN })),
  },
  "lambda-permission-source": {
    faulty: { "any account's bucket": permission({ principal: "s3.amazonaws.com", function: "f" }) },
    absent: fine(permission({ function: "f" })),
    unknown: undetermined(permission({ principal: UNKNOWN, function: "f" })),
    fine: {
      "one bucket": permission({ principal: "s3.amazonaws.com", sourceArn: "arn:aws:s3:::pages" }),
    },
  },
};
