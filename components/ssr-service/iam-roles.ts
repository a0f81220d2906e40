import { InstanceProfile, Role, RolePolicy, RolePolicyAttachment } from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { type AccountAndRegion, arnOf } from "../aws/account";
import { type PolicyDocument, type PolicyStatement, policyDocument } from "../aws/policy-document";
import { secretResources, type Secrets } from "../fields";
import type { InstanceAccess } from "./instance-access";

interface RolesArgs {
  readonly account: pulumi.Output<AccountAndRegion>;
  readonly secrets: Secrets;
  readonly secretKeyArns: readonly string[];
  readonly xray: boolean;
  readonly instancePolicyStatements: InstanceAccess["instancePolicyStatements"];
  readonly instancePolicyArns: InstanceAccess["instancePolicyArns"];
  readonly notificationTopicArn: pulumi.Input<string> | undefined;
  readonly tags?: Readonly<Record<string, pulumi.Input<string>>> | undefined;
}

/** The two identities of a service, and the permissions that must outlive its environments. */
export interface Roles {
  readonly service: Role;
  readonly instance: Role;
  readonly instanceProfile: InstanceProfile;
  /** What an environment must depend on, so that its permissions are still there while it is terminated. */
  readonly permissions: readonly pulumi.Resource[];
}

const SERVICE_POLICIES = {
  "enhanced-health": "service-role/AWSElasticBeanstalkEnhancedHealth",
  "managed-updates": "AWSElasticBeanstalkManagedUpdatesCustomerRolePolicy",
} as const;

const INSTANCE_POLICIES = {
  "session-manager": "AmazonSSMManagedInstanceCore",
  "cloudwatch-agent": "CloudWatchAgentServerPolicy",
} as const;

/** The role that Beanstalk works in, and the one that instances run in. */
export function createRoles(
  name: string,
  args: RolesArgs,
  opts: { readonly parent: pulumi.Resource },
): Roles {
  const tags = args.tags === undefined ? {} : { tags: args.tags };
  const service = new Role(
    `${name}-service`,
    {
      description: `Elastic Beanstalk watches and updates the environments of ${name}`,
      assumeRolePolicy: JSON.stringify(assumedBy("elasticbeanstalk.amazonaws.com", EXTERNAL_ID)),
      ...tags,
    },
    opts,
  );
  const instance = new Role(
    `${name}-instance`,
    {
      description: `Instances of ${name}`,
      assumeRolePolicy: JSON.stringify(assumedBy("ec2.amazonaws.com")),
      ...tags,
    },
    opts,
  );
  const instanceProfile = new InstanceProfile(`${name}-instance`, { role: instance.name, ...tags }, opts);
  const permissions = [
    ...attach(`${name}-service`, service, SERVICE_POLICIES, args.account, opts),
    ...attach(`${name}-instance`, instance, INSTANCE_POLICIES, args.account, opts),
    ...args.instancePolicyArns.map(
      (policyArn) =>
        new RolePolicyAttachment(
          `${name}-instance-${policyArn.split("/").at(-1) ?? ""}`,
          { role: instance.name, policyArn },
          opts,
        ),
    ),
    createInstancePolicy(name, instance, args, opts),
    ...secretsPolicy(name, instance, args, opts),
    ...notificationsPolicy(name, service, args.notificationTopicArn, opts),
  ];
  return { service, instance, instanceProfile, permissions };
}

/** Beanstalk names itself so; no other party can then have it act in the role. */
const EXTERNAL_ID = { StringEquals: { "sts:ExternalId": "elasticbeanstalk" } };

function assumedBy(service: string, Condition?: PolicyStatement["Condition"]): PolicyDocument {
  return policyDocument({
    Effect: "Allow",
    Principal: { Service: service },
    Action: "sts:AssumeRole",
    ...(Condition === undefined ? {} : { Condition }),
  });
}

function attach(
  prefix: string,
  role: Role,
  policies: Readonly<Record<string, string>>,
  account: pulumi.Output<AccountAndRegion>,
  opts: { readonly parent: pulumi.Resource },
): RolePolicyAttachment[] {
  return Object.entries(policies).map(
    ([key, policy]) =>
      new RolePolicyAttachment(
        `${prefix}-${key}`,
        {
          role: role.name,
          policyArn: account.apply(({ partition }) => `arn:${partition}:iam::aws:policy/${policy}`),
        },
        opts,
      ),
  );
}

/**
 * What an instance of Elastic Beanstalk needs, and no more: AWSElasticBeanstalkWebTier also opens the bundles of every
 * account's bucket that has the prefix, Bedrock's models and AWS Marketplace.
 *
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/iam-instanceprofile.html
 */
function createInstancePolicy(
  name: string,
  role: Role,
  args: RolesArgs,
  opts: { readonly parent: pulumi.Resource },
): RolePolicy {
  const policy = args.account.apply((account) =>
    JSON.stringify(
      policyDocument(
        ...instanceStatements(account, args.xray),
        ...args.instancePolicyStatements.map(({ actions, resources }) => ({
          Effect: "Allow" as const,
          Action: [...actions],
          Resource: [...resources],
        })),
      ),
    ),
  );
  return new RolePolicy(`${name}-instance`, { role: role.id, policy }, opts);
}

/** Buckets of AWS's own that the platform reads while it starts and updates. */
const AWS_BUCKETS = ["env-resources", "platform-assets", "samples"] as const;

/** @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/vpc-vpce.policy.html */
function instanceStatements(account: AccountAndRegion, xray: boolean): PolicyStatement[] {
  const { partition, region, accountId } = account;
  const bucket = `arn:${partition}:s3:::elasticbeanstalk-${region}-${accountId}`;
  return [
    {
      Sid: "Bundles",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:GetObjectVersion"],
      Resource: [
        `${bucket}/resources/environments/*`,
        ...AWS_BUCKETS.map((each) => `arn:${partition}:s3:::elasticbeanstalk-${each}-${region}/*`),
      ],
    },
    {
      Sid: "ListBundles",
      Effect: "Allow",
      Action: "s3:ListBucket",
      Resource: bucket,
      Condition: { StringLike: { "s3:prefix": "resources/environments/*" } },
    },
    {
      // Logs that are requested in the console.
      Sid: "RequestedLogs",
      Effect: "Allow",
      Action: "s3:PutObject",
      Resource: `${bucket}/resources/environments/logs/*`,
    },
    {
      Sid: "LogStreams",
      Effect: "Allow",
      Action: [
        "logs:PutLogEvents",
        "logs:CreateLogStream",
        "logs:DescribeLogStreams",
        "logs:DescribeLogGroups",
      ],
      Resource: arnOf(account, "logs", "log-group:/aws/elasticbeanstalk*"),
    },
    {
      Sid: "Health",
      Effect: "Allow",
      Action: "elasticbeanstalk:PutInstanceStatistics",
      Resource: ["application/*", "environment/*"].map((each) => arnOf(account, "elasticbeanstalk", each)),
    },
    ...(xray
      ? [
          {
            Sid: "Traces",
            Effect: "Allow" as const,
            Action: [
              "xray:PutTraceSegments",
              "xray:PutTelemetryRecords",
              "xray:GetSamplingRules",
              "xray:GetSamplingTargets",
              "xray:GetSamplingStatisticSummaries",
            ],
            Resource: "*",
          },
        ]
      : []),
  ];
}

/** Statements that let instances read exactly these secrets; none where there are none. */
function secretsStatements(secrets: Secrets, keyArns: readonly string[]): PolicyStatement[] {
  const readable = {
    "secretsmanager:GetSecretValue": secretResources(secrets, "secretsmanager"),
    "ssm:GetParameter ssm:GetParameters": secretResources(secrets, "ssm"),
    "kms:Decrypt": [...new Set(keyArns)].sort(),
  };
  return Object.entries(readable)
    .filter(([, resources]) => resources.length > 0)
    .map(([actions, Resource]) => ({ Effect: "Allow", Action: actions.split(" "), Resource }));
}

function secretsPolicy(
  name: string,
  role: Role,
  args: RolesArgs,
  opts: { readonly parent: pulumi.Resource },
): RolePolicy[] {
  const statements = secretsStatements(args.secrets, args.secretKeyArns);
  if (statements.length === 0) {
    return [];
  }
  const policy = JSON.stringify(policyDocument(...statements));
  return [new RolePolicy(`${name}-secrets`, { role: role.id, policy }, opts)];
}

function notificationsPolicy(
  name: string,
  role: Role,
  topicArn: pulumi.Input<string> | undefined,
  opts: { readonly parent: pulumi.Resource },
): RolePolicy[] {
  if (topicArn === undefined) {
    return [];
  }
  const policy = pulumi.output(topicArn).apply((arn) =>
    JSON.stringify(
      policyDocument(
        { Effect: "Allow", Action: "sns:Publish", Resource: arn },
        // The topic's own key, whose ARN is not known here, and that for nothing but this topic's messages.
        {
          Effect: "Allow",
          Action: ["kms:Decrypt", "kms:GenerateDataKey"],
          Resource: "*",
          Condition: { StringEquals: { "kms:EncryptionContext:aws:sns:topicArn": arn } },
        },
      ),
    ),
  );
  return [new RolePolicy(`${name}-notifications`, { role: role.id, policy }, opts)];
}
