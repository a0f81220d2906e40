import { aws, bad, document, good, native, type Kind } from "./kind";

const READ = { Action: "s3:GetObject", Resource: "arn:aws:s3:::files/*" };
const bucketPolicy = (...statements: readonly object[]) =>
  aws("s3/bucketPolicy:BucketPolicy", {
    bucket: "files",
    policy: JSON.stringify(
      document(...statements, {
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: ["arn:aws:s3:::files", "arn:aws:s3:::files/*"],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      }),
    ),
  });
const variables = (pairs: object) =>
  aws("lambda/function:Function", { role: "arn:r", environment: { variables: pairs } });

export const dataKinds: readonly Kind[] = [
  bad(
    "s3-no-public-policy",
    "everybody by a pattern of principals",
    bucketPolicy({ Principal: { AWS: "arn:aws:iam::*:root" }, ...READ }),
  ),
  bad(
    "s3-no-public-policy",
    "everybody by a referer",
    bucketPolicy({
      Principal: "*",
      ...READ,
      Condition: { StringLike: { "aws:Referer": "https://shop.example/*" } },
    }),
  ),
  bad(
    "s3-no-public-policy",
    "everybody who is signed in, of any account",
    bucketPolicy({
      Principal: "*",
      ...READ,
      Condition: { StringLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/*" } },
    }),
  ),
  bad(
    "s3-no-public-policy",
    "everybody but a range: a condition that excludes",
    bucketPolicy({
      Principal: "*",
      ...READ,
      Condition: { NotIpAddress: { "aws:SourceIp": "203.0.113.0/24" } },
    }),
  ),
  bad(
    "s3-no-public-policy",
    "a native policy for everybody",
    native("s3:BucketPolicy", { bucket: "files", policyDocument: document({ Principal: "*", ...READ }) }),
  ),
  bad(
    "s3-no-public-acl",
    "a group's grant",
    aws("s3/bucketAcl:BucketAcl", {
      bucket: "files",
      accessControlPolicy: {
        owner: { id: "o" },
        grants: [
          {
            permission: "WRITE",
            grantee: { type: "Group", uri: "http://acs.amazonaws.com/groups/global/AllUsers" },
          },
        ],
      },
    }),
  ),
  bad(
    "s3-no-public-acl",
    "an object of its own",
    aws("s3/bucketObjectv2:BucketObjectv2", { bucket: "files", key: "a", acl: "public-read" }),
  ),
  bad(
    "s3-public-access-block",
    "one of four as text",
    aws("s3/bucketPublicAccessBlock:BucketPublicAccessBlock", {
      bucket: "files",
      blockPublicAcls: "true",
      blockPublicPolicy: "false",
      ignorePublicAcls: "true",
      restrictPublicBuckets: "true",
    }),
  ),
  bad(
    "s3-tls-only",
    "a denial that an older key bounds",
    aws("s3/bucketPolicy:BucketPolicy", {
      bucket: "files",
      policy: document({
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: ["arn:aws:s3:::files", "arn:aws:s3:::files/*"],
        Condition: {
          Bool: { "aws:SecureTransport": "false" },
          StringEquals: { "aws:PrincipalAccount": "1" },
        },
      }),
    }),
  ),
  bad(
    "lambda-no-plain-secrets",
    "a password in a connection string",
    variables({ DATABASE: "postgres://shop:s3cr3t-Pa55@db.example/shop" }),
  ),
  bad(
    "lambda-no-plain-secrets",
    "a key of Stripe",
    variables({ PAYMENT: "sk_live_" + "4eC39HqLyjWDarjtT1zdp7dc" }),
  ),
  bad("lambda-no-plain-secrets", "a name in Korean", variables({ 비밀번호: "correct-horse-1" })),
  bad(
    "ecs-no-plain-secrets",
    "a password in the second container",
    aws("ecs/taskDefinition:TaskDefinition", {
      family: "f",
      containerDefinitions: JSON.stringify([
        { name: "a", environment: [] },
        { name: "b", environment: [{ name: "DB_PASSWORD", value: "hunter22" }] },
      ]),
    }),
  ),
  bad(
    "ssm-secure-parameters",
    "a token as a plain parameter",
    aws("ssm/parameter:Parameter", {
      type: "String",
      name: "/shop/api-token",
      value: "ghp_" + "0123456789abcdefghijklmnopqrstuvwxyz",
    }),
  ),
  bad(
    "ssm-private-documents",
    "a document for everybody",
    aws("ssm/document:Document", {
      documentType: "Command",
      content: "{}",
      permissions: { type: "Share", accountIds: "All" },
    }),
  ),
  bad(
    "cb-no-env-creds",
    "a key of AWS in the environment",
    aws("codebuild/project:Project", {
      serviceRole: "arn:r",
      artifacts: { type: "NO_ARTIFACTS" },
      environment: {
        environmentVariables: [
          {
            name: "AWS_SECRET_ACCESS_KEY",
            value: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzzzzzzzzz",
            type: "PLAINTEXT",
          },
        ],
      },
      logsConfig: { cloudwatchLogs: { groupName: "b" } },
    }),
  ),
  bad(
    "cb-not-privileged",
    "a privileged native build",
    native("codebuild:Project", { environment: { privilegedMode: true } }),
  ),
  bad("sqs-encryption", "switched off as text", aws("sqs/queue:Queue", { sqsManagedSseEnabled: "false" })),
  bad(
    "ec2-ebs-encrypted",
    "a volume that says no",
    aws("ebs/volume:Volume", { availabilityZone: "a", encrypted: "false" }),
  ),
  bad("cw-log-retention", "one day as text", aws("cloudwatch/logGroup:LogGroup", { retentionInDays: "1" })),
  bad(
    "waf-has-rules",
    "a web ACL that lets everything in",
    aws("wafv2/webAcl:WebAcl", { scope: "REGIONAL", defaultAction: { allow: {} }, rules: [] }),
  ),
  bad(
    "lambda-permission-source",
    "a function for a bucket of any account",
    aws("lambda/permission:Permission", {
      action: "lambda:InvokeFunction",
      function: "f",
      principal: "s3.amazonaws.com",
    }),
  ),
  good(
    "a bucket for one role",
    bucketPolicy({ Principal: { AWS: "arn:aws:iam::111122223333:role/app" }, ...READ }),
  ),
  good(
    "a bucket for everybody of the organization's paths",
    bucketPolicy({
      Principal: "*",
      ...READ,
      Condition: { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": ["o-abc123/r-ab12/ou-1/*"] } },
    }),
  ),
  good(
    "a bucket for everybody from an access point's account",
    bucketPolicy({
      Principal: "*",
      ...READ,
      Condition: { StringEquals: { "s3:DataAccessPointAccount": "111122223333" } },
    }),
  ),
  good(
    "variables that only sound so",
    variables({
      PASSWORD_MIN_LENGTH: "12",
      TOKEN_TTL_SECONDS: "3600",
      SECRET_ARN: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf",
      AUTH_URL: "https://login.example/oauth",
    }),
  ),
  good(
    "a task whose password comes from a secret",
    aws("ecs/taskDefinition:TaskDefinition", {
      family: "f",
      containerDefinitions: JSON.stringify([
        {
          name: "a",
          secrets: [
            {
              name: "DB_PASSWORD",
              valueFrom: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf",
            },
          ],
        },
      ]),
    }),
  ),
  good(
    "a parameter that is a path",
    aws("ssm/parameter:Parameter", { type: "String", name: "/shop/secret-name", value: "prod/db" }),
  ),
  good(
    "a function for one bucket",
    aws("lambda/permission:Permission", {
      action: "lambda:InvokeFunction",
      function: "f",
      principal: "s3.amazonaws.com",
      sourceArn: "arn:aws:s3:::files",
      sourceAccount: "111122223333",
    }),
  ),
];
