import { aws, bad, document, good, native, type Kind } from "./kind";

const ROLE = "arn:aws:iam::111122223333:role/app";
const policy = (...statements: readonly object[]) =>
  aws("iam/policy:Policy", { policy: document(...statements) });
const role = (statement: object, more: object = {}) =>
  aws("iam/role:Role", {
    assumeRolePolicy: document({ Action: "sts:AssumeRole", ...statement }),
    ...more,
  });
const queue = (statement: object) =>
  aws("sqs/queuePolicy:QueuePolicy", {
    queueUrl: "https://q",
    policy: document({ Resource: "*", ...statement }),
  });
const web = (issuer: string, condition: object) =>
  role({
    Action: "sts:AssumeRoleWithWebIdentity",
    Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${issuer}` },
    Condition: condition,
  });

export const iamKinds: readonly Kind[] = [
  bad("iam-no-admin", "question marks for letters", policy({ Action: "?*", Resource: "*" })),
  bad(
    "iam-no-admin",
    "everything but one harmless action",
    policy({ NotAction: "aws-portal:*", Resource: "*" }),
  ),
  bad(
    "iam-no-admin",
    "everything, unless it rains: a condition that bounds nothing",
    policy({ Action: "*", Resource: "*", Condition: { StringLike: { "aws:UserAgent": "*" } } }),
  ),
  bad(
    "iam-no-admin",
    "a document as text with spaces",
    aws("iam/policy:Policy", {
      policy: `  ${JSON.stringify(document({ Action: ["s3:GetObject", "*"], Resource: ["*"] }))}\n`,
    }),
  ),
  bad(
    "iam-no-admin",
    "one statement that is no list",
    aws("iam/rolePolicy:RolePolicy", {
      role: "app",
      policy: { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } },
    }),
  ),
  bad(
    "iam-no-admin",
    "a role's inline policy",
    role(
      { Principal: { Service: "ec2.amazonaws.com" } },
      {
        inlinePolicies: [{ name: "x", policy: JSON.stringify(document({ Action: "*", Resource: "*" })) }],
      },
    ),
  ),
  bad(
    "iam-no-admin",
    "AWS's policy in another partition, on a group",
    aws("iam/groupPolicyAttachment:GroupPolicyAttachment", {
      group: "g",
      policyArn: "arn:aws-cn:iam::aws:policy/AdministratorAccess",
    }),
  ),
  bad(
    "iam-no-admin",
    "AWS's policy by an exclusive list",
    aws("iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive", {
      roleName: "app",
      policyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"],
    }),
  ),
  bad(
    "iam-no-admin",
    "a native group's inline policy",
    native("iam:Group", {
      policies: [{ policyName: "x", policyDocument: document({ Action: "*", Resource: "*" }) }],
    }),
  ),
  bad(
    "iam-no-escalation",
    "a new version of any policy, in odd case",
    policy({
      Action: "IAM:createpolicyVERSION",
      Resource: "*",
    }),
  ),
  bad(
    "iam-no-escalation",
    "a pattern that holds the action",
    policy({ Action: "iam:Put*Policy", Resource: "*" }),
  ),
  bad(
    "iam-passrole",
    "split over two statements: pass a role, start a function",
    policy(
      { Action: "iam:PassRole", Resource: "*" },
      { Action: ["lambda:CreateFunction", "lambda:InvokeFunction"], Resource: "*" },
    ),
  ),
  bad(
    "iam-passrole",
    "any role by a pattern of the ARN",
    policy({
      Action: "iam:PassRole",
      Resource: "arn:aws:iam::*:role/*",
    }),
  ),
  bad(
    "iam-no-service-wildcard",
    "a service by its pattern",
    policy({ Action: "dynamodb:**", Resource: "*" }),
  ),
  bad(
    "iam-no-exfiltration",
    "every secret by a pattern of the ARN",
    policy({
      Action: "secretsmanager:GetSecretValue",
      Resource: "arn:aws:secretsmanager:*:*:secret:*",
    }),
  ),
  bad("iam-trust", "anyone of a list that holds everybody", role({ Principal: { AWS: [ROLE, "*"] } })),
  bad(
    "iam-trust",
    "GitHub without a repository",
    web("token.actions.githubusercontent.com", {
      StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
    }),
  ),
  bad(
    "iam-trust",
    "GitLab by a pattern of every project",
    web("gitlab.com", {
      StringLike: { "gitlab.com:sub": "project_path:*" },
    }),
  ),
  bad(
    "iam-trust",
    "a claim that may be absent",
    web("token.actions.githubusercontent.com", {
      StringLikeIfExists: { "token.actions.githubusercontent.com:sub": "repo:*" },
    }),
  ),
  bad(
    "iam-no-public-resource",
    "everybody but one: NotPrincipal that allows",
    queue({
      NotPrincipal: { AWS: ROLE },
      Action: "sqs:SendMessage",
    }),
  ),
  bad(
    "iam-no-public-resource",
    "everybody by a condition of the agent",
    queue({
      Principal: "*",
      Action: "sqs:SendMessage",
      Condition: { StringEquals: { "aws:UserAgent": "shop" } },
    }),
  ),
  bad(
    "iam-no-public-resource",
    "everybody from all addresses, as two halves",
    queue({
      Principal: { AWS: "*" },
      Action: "sqs:SendMessage",
      Condition: { IpAddress: { "aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"] } },
    }),
  ),
  bad(
    "iam-no-public-resource",
    "any source account by a pattern",
    queue({
      Principal: "*",
      Action: "sqs:SendMessage",
      Condition: { StringLike: { "aws:SourceAccount": "*" } },
    }),
  ),
  bad(
    "iam-no-public-resource",
    "a key for everybody as text",
    aws("kms/key:Key", {
      enableKeyRotation: true,
      policy: JSON.stringify(document({ Principal: { AWS: ["*"] }, Action: "kms:Decrypt", Resource: "*" })),
    }),
  ),
  bad(
    "iam-no-public-resource",
    "a file system for everybody",
    aws("efs/fileSystemPolicy:FileSystemPolicy", {
      fileSystemId: "fs-1",
      policy: document({ Principal: { AWS: "*" }, Action: "elasticfilesystem:ClientMount", Resource: "*" }),
    }),
  ),
  bad(
    "iam-no-public-resource",
    "a secret for everybody, whose denial covers another action",
    aws("secretsmanager/secretPolicy:SecretPolicy", {
      secretArn: "arn:s",
      policy: document(
        { Principal: "*", Action: "secretsmanager:GetSecretValue", Resource: "*" },
        { Effect: "Deny", Principal: "*", Action: "secretsmanager:DeleteSecret", Resource: "*" },
      ),
    }),
  ),
  good(
    "a boundary that allows everything",
    aws("iam/policy:Policy", { policy: document({ Action: "*", Resource: "*" }) }, "boundary"),
    role({ Principal: { Service: "ec2.amazonaws.com" } }, { permissionsBoundary: "arn:b" }),
    aws(
      "iam/role:Role",
      {
        assumeRolePolicy: document({ Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } }),
      },
      "bounded",
      { permissionsBoundary: ["boundary"] },
    ),
  ),
  good(
    "everything denied outside two regions",
    policy(
      { Action: ["s3:GetObject"], Resource: "arn:aws:s3:::files/*" },
      {
        Effect: "Deny",
        NotAction: ["iam:*"],
        Resource: "*",
        Condition: { StringNotEquals: { "aws:RequestedRegion": ["eu-west-1"] } },
      },
    ),
  ),
  good(
    "a role passed to one service by its ARN",
    policy({
      Action: "iam:PassRole",
      Resource: ROLE,
      Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
    }),
  ),
  good(
    "what takes no resource",
    policy({ Action: ["ec2:DescribeInstances", "ecr:GetAuthorizationToken"], Resource: "*" }),
  ),
  good(
    "GitHub's one branch",
    web("token.actions.githubusercontent.com", {
      StringEquals: {
        "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
        "token.actions.githubusercontent.com:sub": "repo:team/shop:ref:refs/heads/main",
      },
    }),
  ),
  good(
    "everybody of one organization",
    queue({
      Principal: "*",
      Action: "sqs:SendMessage",
      Condition: { StringEquals: { "aws:PrincipalOrgID": "o-abc123" } },
    }),
  ),
  good(
    "everybody from one network",
    queue({
      Principal: "*",
      Action: "sqs:SendMessage",
      Condition: { StringEquals: { "aws:SourceVpc": "vpc-1" } },
    }),
  ),
];
