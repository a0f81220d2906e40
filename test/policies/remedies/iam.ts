import { add, all, remove, set, without } from "../fixtures/program";
import { BUILD_STATEMENTS, trust } from "../fixtures/release";
import { policyDocument } from "../fixtures/static";
import { to, type Remedies, type Remedy } from "./remedy";

const ACCOUNT = "arn:aws:iam::123456789012";
const TASKS = `${ACCOUNT}:role/tasks/app`;

function granted(of: string, statement: object): Remedy {
  return to(
    of,
    set(
      "build-policy",
      "policy",
      policyDocument([...BUILD_STATEMENTS, { Sid: "More", Effect: "Allow", ...statement }]),
    ),
  );
}

const trusted = (of: string, principal: unknown, condition?: object) =>
  to(of, set("build-role", "assumeRolePolicy", trust(principal, condition)));

const HUB = "token.actions.githubusercontent.com";

export const iamRemedies: Remedies = {
  "iam-no-access-keys": {
    "a role for Bitbucket Pipelines": to(
      "an active key",
      all(
        without("old-key"),
        add({
          type: "aws:iam/role:Role",
          name: "pipelines",
          props: {
            assumeRolePolicy: policyDocument([
              {
                Effect: "Allow",
                Principal: {
                  Federated: `${ACCOUNT}:oidc-provider/api.bitbucket.org/2.0/workspaces/team/pipelines-config/identity/oidc`,
                },
                Action: "sts:AssumeRoleWithWebIdentity",
                Condition: {
                  StringLike: {
                    "api.bitbucket.org/2.0/workspaces/team/pipelines-config/identity/oidc:sub":
                      "{6e9b5a1c-1111-2222-3333-444455556666}:*",
                  },
                },
              },
            ]),
            tags: { app: "example" },
          },
        }),
      ),
    ),
  },
  "iam-no-admin": {
    "name actions and resources": granted("all of everything", {
      Action: ["s3:GetObject", "s3:PutObject"],
      Resource: "arn:aws:s3:::pages/*",
    }),
    "attach another policy": to(
      "AWS's administrators",
      set("build-attachment", "policyArn", "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy"),
    ),
    "do not attach it": to("attached by the role", remove("build-role", "managedPolicyArns")),
  },
  "iam-no-escalation": {
    "name the roles": granted("iam:AttachRolePolicy", { Action: "iam:AttachRolePolicy", Resource: TASKS }),
    "by the boundary": granted("iam:PutRolePolicy", {
      Action: "iam:PutRolePolicy",
      Resource: "*",
      Condition: { StringEquals: { "iam:PermissionsBoundary": `${ACCOUNT}:policy/boundary` } },
    }),
    "by the policy": granted("iam:AttachRolePolicy", {
      Action: "iam:AttachRolePolicy",
      Resource: "*",
      Condition: { ArnEquals: { "iam:PolicyARN": `${ACCOUNT}:policy/app` } },
    }),
    "by a tag": granted("iam:UpdateAssumeRolePolicy", {
      Action: "iam:UpdateAssumeRolePolicy",
      Resource: "*",
      Condition: { StringEquals: { "iam:ResourceTag/app": "example" } },
    }),
  },
  "iam-no-exfiltration": {
    "name the secret": granted("every secret", {
      Action: "secretsmanager:GetSecretValue",
      Resource: "arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:db-*",
    }),
    "name the bucket": granted("every object", { Action: "s3:GetObject", Resource: "arn:aws:s3:::pages/*" }),
    "name the parameters": granted("every parameter", {
      Action: "ssm:Get*",
      Resource: "arn:aws:ssm:ap-northeast-2:123456789012:parameter/shop/*",
    }),
  },
  "iam-no-permissions-management": {
    "name the bucket": granted("every bucket's policy", {
      Action: "s3:PutBucketPolicy",
      Resource: "arn:aws:s3:::pages",
    }),
    "name the function": granted("every function's permissions", {
      Action: "lambda:AddPermission",
      Resource: "arn:aws:lambda:ap-northeast-2:123456789012:function:shop",
    }),
  },
  "iam-bounded-writes": {
    "name the queue": granted("every queue", {
      Action: "sqs:DeleteMessage",
      Resource: "arn:aws:sqs:ap-northeast-2:123456789012:orders",
    }),
    "by the resource's tag": granted("every queue", {
      Action: "sqs:DeleteMessage",
      Resource: "*",
      Condition: { StringEquals: { "aws:ResourceTag/app": "example" } },
    }),
  },
  "iam-invalidation-scope": {
    "name the distribution": granted("every distribution", {
      Action: "cloudfront:CreateInvalidation",
      Resource: "arn:aws:cloudfront::123456789012:distribution/E1EXAMPLE",
    }),
  },
  "iam-no-service-wildcard": {
    "name the actions": granted("all of S3 on one bucket", {
      Action: ["s3:ListBucket", "s3:GetBucketLocation"],
      Resource: "arn:aws:s3:::pages",
    }),
    "name a group of them": granted("everything on one bucket", {
      Action: "s3:GetObject*",
      Resource: "arn:aws:s3:::pages/*",
    }),
  },
  "iam-passrole": {
    "name the role and the service": granted("every role", {
      Action: "iam:PassRole",
      Resource: TASKS,
      Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
    }),
  },
  "iam-no-public-resource": {
    "name the principals": to(
      "a topic for everybody",
      set("topic-policy", "policy", {
        Statement: [
          {
            Effect: "Allow",
            Principal: { AWS: `${ACCOUNT}:role/app` },
            Action: "sns:Publish",
            Resource: "*",
          },
        ],
      }),
    ),
    ...Object.fromEntries(
      [
        ["aws:SourceArn", "arn:aws:s3:::pages"],
        ["aws:SourceAccount", "123456789012"],
        ["aws:PrincipalOrgID", "o-1234567890"],
      ].map(([key = "", value]) => [
        `by ${key}`,
        to(
          "a topic for everybody",
          set("topic-policy", "policy", {
            Statement: [
              {
                Effect: "Allow",
                Principal: "*",
                Action: "sns:Publish",
                Resource: "*",
                Condition: { StringEquals: { [key]: value } },
              },
            ],
          }),
        ),
      ]),
    ),
    "a signature": to("an address without a signature", set("url", "authorizationType", "AWS_IAM")),
  },
  "iam-no-resource-wildcard": {
    "name the actions": to(
      "every action to one role",
      set("extra", "policy", {
        Statement: [
          {
            Effect: "Allow",
            Principal: { AWS: "arn:aws:iam::111122223333:role/r" },
            Action: ["sqs:ReceiveMessage", "sqs:DeleteMessage"],
            Resource: "*",
          },
          {
            Effect: "Deny",
            Principal: "*",
            Action: "sqs:*",
            Resource: "*",
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          },
        ],
      }),
    ),
  },
  "iam-trust": {
    "name the service": trusted("every service", { Service: "codebuild.amazonaws.com" }),
    "name the principal": trusted("everybody", { AWS: `${ACCOUNT}:role/ci` }),
    "by the subject": trusted(
      "GitHub's every repository, by AWS's audience",
      { Federated: `${ACCOUNT}:oidc-provider/${HUB}` },
      { StringLike: { [`${HUB}:sub`]: "repo:acme/app:*" } },
    ),
  },
  "iam-trust-accounts": {
    "name the role": trusted("a whole account", { AWS: "arn:aws:iam::111122223333:role/ci" }),
    "by the principal's ARN": trusted(
      "a whole account",
      { AWS: "arn:aws:iam::111122223333:root" },
      { ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/ci" } },
    ),
    "by the external id": trusted(
      "by its number",
      { AWS: "111122223333" },
      { StringEquals: { "sts:ExternalId": "a1b2c3" } },
    ),
  },
  "iam-no-user-policies": {
    "attach it to a group": to(
      "attached",
      all(
        without("extra"),
        add({
          type: "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
          name: "of-group",
          props: { group: "people", policyArn: `${ACCOUNT}:policy/a` },
        }),
      ),
    ),
    "attach it to a role": to("attached with others", remove("extra", "users")),
  },
  "iam-no-users": {
    "a role for programs": to(
      "a user",
      all(
        without("extra"),
        add({
          type: "aws:iam/role:Role",
          name: "program",
          props: { assumeRolePolicy: trust({ Service: "ec2.amazonaws.com" }), tags: { app: "example" } },
        }),
      ),
    ),
  },
  "iam-role-policy-conflicts": {
    "move them to attachments": to(
      "both",
      all(
        remove("build-role", "managedPolicyArns"),
        add({
          type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
          name: "moved-attachment",
          uses: { role: ["build-role"] },
          props: { role: "build-role", policyArn: `${ACCOUNT}:policy/a` },
        }),
      ),
    ),
  },
};
