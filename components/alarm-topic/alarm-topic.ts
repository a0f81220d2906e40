import { getCallerIdentityOutput, getPartitionOutput } from "@pulumi/aws";
import * as kms from "@pulumi/aws/kms";
import * as sns from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";

/** Who is told of alarms. */
export interface AlarmTopicArgs {
  /**
   * Addresses that are told. Each gets one mail that asks for confirmation; until then it gets nothing else.
   * @see https://docs.aws.amazon.com/sns/latest/dg/sns-email-notifications.html
   */
  readonly emails: readonly string[];
  /**
   * Region of the topic. An alarm can only notify a topic of its own region, and those of CloudFront are in us-east-1.
   * @default the stack's region
   */
  readonly region?: string | undefined;
}

const CLOUDWATCH = { Service: "cloudwatch.amazonaws.com" };

/**
 * The SNS topic that CloudWatch's alarms of one region notify. It is encrypted with a key of its own: with the key that
 * AWS manages (`alias/aws/sns`), every alarm's message would be dropped, since that key's policy cannot admit CloudWatch.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
export class AlarmTopic extends pulumi.ComponentResource {
  /** ARN of the topic, known once the topic admits CloudWatch. */
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: AlarmTopicArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-infra:index:AlarmTopic", name, {}, opts);
    const parent = { parent: this };
    const region = args.region === undefined ? {} : { region: args.region };
    const account = getCallerIdentityOutput({}, parent).accountId;
    const partition = getPartitionOutput({}, parent).partition;

    const key = new kms.Key(
      name,
      {
        ...region,
        description: `Encrypts the messages of topic ${name}`,
        enableKeyRotation: true,
        policy: pulumi.jsonStringify(keyPolicy(account, partition)),
      },
      parent,
    );
    const topic = new sns.Topic(name, { ...region, kmsMasterKeyId: key.arn }, parent);
    const policy = new sns.TopicPolicy(
      name,
      { ...region, arn: topic.arn, policy: pulumi.jsonStringify(topicPolicy(topic.arn, account)) },
      parent,
    );
    for (const email of args.emails) {
      new sns.TopicSubscription(
        `${name}-${email}`,
        { ...region, topic: topic.arn, protocol: "email", endpoint: email },
        parent,
      );
    }
    this.arn = pulumi.all([topic.arn, policy.id]).apply(([arn]) => arn);
    this.registerOutputs({ arn: this.arn });
  }
}

/**
 * The account administers the key, its roles may use it through SNS, and CloudWatch may. CloudWatch has no condition on the account, as AWS's own example has none:
 * a request to KMS that does not carry that key would be refused, and the alarm's message with it. The topic has one.
 */
function keyPolicy(account: pulumi.Output<string>, partition: pulumi.Output<string>) {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Administration",
        Effect: "Allow",
        Principal: { AWS: pulumi.interpolate`arn:${partition}:iam::${account}:root` },
        Action: "kms:*",
        Resource: "*",
      },
      {
        // Elastic Beanstalk publishes as a service's own role.
        Sid: "OwnRoles",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
        Resource: "*",
        Condition: {
          StringEquals: { "kms:CallerAccount": account },
          StringLike: { "kms:ViaService": "sns.*.amazonaws.com" },
        },
      },
      {
        Sid: "Alarms",
        Effect: "Allow",
        Principal: CLOUDWATCH,
        Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
        Resource: "*",
      },
    ],
  };
}

/** CloudWatch may publish for this account, and nobody may without TLS. */
function topicPolicy(arn: pulumi.Output<string>, account: pulumi.Output<string>) {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Alarms",
        Effect: "Allow",
        Principal: CLOUDWATCH,
        Action: "sns:Publish",
        Resource: arn,
        Condition: { StringEquals: { "aws:SourceAccount": account } },
      },
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: { AWS: "*" },
        Action: "sns:Publish",
        Resource: arn,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  };
}
