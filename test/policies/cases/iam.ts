import { add, remove, set, unknown, without } from "../fixtures/program";
import { BUILD_STATEMENTS, trust } from "../fixtures/release";
import { policyDocument } from "../fixtures/static";
import { UNKNOWN } from "../../../policies/testing/messages";
import { faulty, fine, undetermined, type Cases } from "../../../policies/testing/case";

function granted(...statements: readonly object[]) {
  return set("build-policy", "policy", policyDocument([...BUILD_STATEMENTS, ...statements]));
}

const allow = (Action: unknown, Resource: unknown = "*") => ({
  Sid: "More",
  Effect: "Allow",
  Action,
  Resource,
});

const HUB = "token.actions.githubusercontent.com";
const GITHUB = { Federated: `arn:aws:iam::123456789012:oidc-provider/${HUB}` };

/** A topic's policy with this statement. */
function topic(statement: object) {
  return add({
    type: "aws:sns/topicPolicy:TopicPolicy",
    name: "topic-policy",
    props: {
      policy: policyDocument([{ Effect: "Allow", Action: "sns:Publish", Resource: "*", ...statement }]),
    },
  });
}

function permission(props: object) {
  return add({
    type: "aws:lambda/permission:Permission",
    name: "permission",
    props: { action: "lambda:InvokeFunction", function: "f", ...props },
  });
}

const OVER_TLS = {
  Effect: "Deny",
  Principal: "*",
  Action: "sqs:*",
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};

export const iamCases: Cases = {
  "iam-no-public-resource": {
    faulty: {
      "a topic for everybody": topic({ Principal: "*" }),
      "a queue for every account": add({
        type: "aws:sqs/queue:Queue",
        name: "queue",
        props: {
          policy: { Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "sqs:*" }, OVER_TLS] },
        },
      }),
      "a key for all but one": add({
        type: "aws:kms/key:Key",
        name: "key",
        props: {
          policy: policyDocument([
            { Effect: "Allow", NotPrincipal: { AWS: "arn:x" }, Action: "kms:Decrypt" },
          ]),
        },
      }),
      "a function for everybody": permission({ principal: "*" }),
      "a function for everybody's resources": permission({ principal: "*", sourceArn: "*" }),
      "a bucket of tables": add({
        type: "aws:s3tables/tableBucketPolicy:TableBucketPolicy",
        name: "tables",
        props: {
          resourcePolicy: { Statement: [{ Effect: "Allow", Principal: "*", Action: "s3tables:GetTable" }] },
        },
      }),
      "a function's address for everybody": permission({ principal: "*", functionUrlAuthType: "NONE" }),
      "an address without a signature": add({
        type: "aws:lambda/functionUrl:FunctionUrl",
        name: "url",
        props: { functionName: "f", authorizationType: "NONE" },
      }),
      "a layer for everybody": add({
        type: "aws:lambda/layerVersionPermission:LayerVersionPermission",
        name: "layer",
        props: { layerName: "l", principal: "*", action: "lambda:GetLayerVersion" },
      }),
      "an event bus for a role of any account": add({
        type: "aws:cloudwatch/eventBusPolicy:EventBusPolicy",
        name: "bus",
        props: {
          policy: policyDocument([
            { Effect: "Allow", Principal: { AWS: "arn:aws:iam::*:role/x" }, Action: "events:PutEvents" },
          ]),
        },
      }),
    },
    also: ["sns-tls-only", "kms-rotation", "iam-no-resource-wildcard", "sns-encryption"],
    absent: fine(add({ type: "aws:sqs/queue:Queue", name: "queue", props: {} })),
    unknown: undetermined(add({ type: "aws:kms/key:Key", name: "key", props: { policy: UNKNOWN } })),
    fine: {
      "AWS's own policy of a topic": topic({
        Principal: { AWS: "*" },
        Condition: { StringEquals: { "AWS:SourceOwner": "123456789012" } },
      }),
      "AWS's own policy of a key": add({
        type: "aws:kms/key:Key",
        name: "key",
        props: {
          policy: policyDocument([
            { Effect: "Allow", Principal: { AWS: "arn:aws:iam::123456789012:root" }, Action: "kms:*" },
          ]),
        },
      }),
      "a service": topic({ Principal: { Service: "events.amazonaws.com" } }),
      "a function for one organization": permission({ principal: "*", principalOrgId: "o-1234567890" }),
      "a function's address with a signature": add({
        type: "aws:lambda/functionUrl:FunctionUrl",
        name: "url",
        props: { functionName: "f", authorizationType: "AWS_IAM" },
      }),
    },
  },
  "iam-no-admin": {
    faulty: {
      "all of everything": granted(allow("*")),
      "all of everything, as a list": granted(allow(["s3:GetObject", "*:*"], ["*"])),
      "all but something": granted({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
      "AWS's administrators": set(
        "build-attachment",
        "policyArn",
        "arn:aws:iam::aws:policy/AdministratorAccess",
      ),
      "attached with others": add({
        type: "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
        name: "all-attachments",
        props: { roleName: "build-role", policyArns: [UNKNOWN, "arn:aws:iam::aws:policy/IAMFullAccess"] },
      }),
      "all of everything, as ARN": granted(allow("*", "arn:aws:*:*:*:*")),
      "attached by the role": set("build-role", "managedPolicyArns", [
        "arn:aws:iam::aws:policy/PowerUserAccess",
      ]),
      "inline in the role": set("service-role", "inlinePolicies", [{ policy: policyDocument([allow("*")]) }]),
    },
    also: ["iam-role-policy-conflicts", "iam-no-service-wildcard"],
    absent: fine(remove("build-role", "managedPolicyArns")),
    unknown: undetermined(unknown("build-policy", "policy")),
    fine: {
      "a policy of the stack": unknown("build-attachment", "policyArn"),
      "denied to all": granted({ Effect: "Deny", Action: "*", Resource: "*" }),
    },
  },
  "iam-no-service-wildcard": {
    faulty: {
      "all of S3 on one bucket": granted(allow("s3:*", "arn:aws:s3:::pages")),
      "in an object": set("build-policy", "policy", { Statement: [allow(["logs:*"], "arn:log")] }),
      "everything on one bucket": granted(allow("*", "arn:aws:s3:::pages")),
      "everything but one action on one bucket": granted({
        Effect: "Allow",
        NotAction: "s3:DeleteBucket",
        Resource: "arn:aws:s3:::pages",
      }),
    },
    absent: fine(set("build-policy", "policy", policyDocument([]))),
    unknown: undetermined(unknown("build-policy", "policy")),
    fine: { "a group of actions": granted(allow("s3:GetObject*", "arn:aws:s3:::pages/*")) },
  },
  "iam-passrole": {
    faulty: {
      "every role": granted(allow("iam:PassRole")),
      "with a star in the action": granted(allow("iam:Pass*")),
      "with stars anywhere in the action": granted(allow("iam:P*Role")),
      "every role of the account": granted(allow("iam:PassRole", "arn:aws:iam::123456789012:role/*")),
    },
    absent: fine(set("build-policy", "policy", policyDocument([]))),
    unknown: undetermined(unknown("build-policy", "policy")),
    fine: { "roles of one path": granted(allow("iam:PassRole", "arn:aws:iam::123456789012:role/app/*")) },
  },
  "iam-invalidation-scope": {
    faulty: {
      "every distribution": granted(allow("cloudfront:CreateInvalidation")),
      "every distribution of the account": granted(
        allow("cloudfront:CreateInvalidation", "arn:aws:cloudfront::123456789012:distribution/*"),
      ),
      "every store": granted(allow(["cloudfront-keyvaluestore:UpdateKeys"], ["*"])),
    },
    absent: fine(set("build-policy", "policy", policyDocument([]))),
    unknown: undetermined(unknown("build-policy", "policy")),
    fine: {
      "reading of all": granted(allow("cloudfront:ListDistributions")),
      "a distribution that is not known yet": set("build-policy", "policy", {
        Statement: [allow("cloudfront:CreateInvalidation", UNKNOWN)],
      }),
    },
  },
  "iam-trust": {
    faulty: {
      everybody: set("build-role", "assumeRolePolicy", trust("*")),
      "every account": set("build-role", "assumeRolePolicy", trust({ AWS: "*" })),
      "every service": set("build-role", "assumeRolePolicy", trust({ Service: "*" })),
      "every workload of an identity provider": set(
        "build-role",
        "assumeRolePolicy",
        trust({ Federated: "arn:aws:iam::123456789012:oidc-provider/api.bitbucket.org" }),
      ),
      "GitHub's every repository, by AWS's audience": set(
        "build-role",
        "assumeRolePolicy",
        trust(GITHUB, { StringEquals: { [`${HUB}:aud`]: "sts.amazonaws.com" } }),
      ),
      "GitHub's every repository, by a star": set(
        "build-role",
        "assumeRolePolicy",
        trust(GITHUB, { StringLike: { [`${HUB}:sub`]: "repo:*" } }),
      ),
      "all repositories but one": set(
        "build-role",
        "assumeRolePolicy",
        trust(GITHUB, { StringNotLike: { [`${HUB}:sub`]: "repo:acme/app:*" } }),
      ),
    },
    absent: fine(without("build-role", "build-policy", "build-attachment", "service-role", "ship")),
    unknown: undetermined(unknown("build-role", "assumeRolePolicy")),
    fine: {
      "one account": set("build-role", "assumeRolePolicy", trust({ AWS: "arn:aws:iam::123456789012:root" })),
      "GitHub's one repository": set(
        "build-role",
        "assumeRolePolicy",
        trust(GITHUB, {
          StringEquals: { [`${HUB}:aud`]: "sts.amazonaws.com" },
          StringLike: { [`${HUB}:sub`]: "repo:acme/app:*" },
        }),
      ),
      "the people of an identity provider": set(
        "build-role",
        "assumeRolePolicy",
        trust(
          { Federated: "arn:aws:iam::123456789012:saml-provider/corp" },
          { StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" } },
        ),
      ),
      "workloads of one repository": set(
        "build-role",
        "assumeRolePolicy",
        trust(
          { Federated: "arn:aws:iam::123456789012:oidc-provider/api.bitbucket.org" },
          {
            StringLike: {
              "api.bitbucket.org/2.0/workspaces/team/pipelines-config/identity/oidc:sub": "{r}*",
            },
          },
        ),
      ),
    },
  },
  "iam-no-access-keys": {
    faulty: { "an active key": set("old-key", "status", "Active") },
    absent: faulty(remove("old-key", "status")),
    unknown: undetermined(unknown("old-key", "status")),
  },
};
