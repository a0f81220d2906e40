import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as kms from "@pulumi/aws/kms";
import * as sns from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";
import { type PolicyDocument, policyDocument } from "../aws/policy-document";
import { normalizeArgs } from "../fields";
import { type NotificationTopicArgs, notificationTopicArgsSchema } from "./config";

/** Alarms. What they send says for which account. */
const ALARMS = "cloudwatch.amazonaws.com";

/**
 * Events of pipelines. What EventBridge sends to a topic and to its key carries neither aws:SourceAccount nor
 * aws:SourceArn: with a condition on them the rule succeeds and every message is dropped.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
const EVENTS = "events.amazonaws.com";

/**
 * An SNS topic, encrypted with a key of its own: with the key that AWS manages (`alias/aws/sns`), messages of CloudWatch
 * and EventBridge are dropped, since its policy cannot admit them.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
export class NotificationTopic extends pulumi.ComponentResource {
  /** ARN of the topic. It is known only once the topic admits its publishers. */
  readonly arn: pulumi.Output<string>;

  /** @throws {pulumi.ResourceError} with every fault of `args`, one line each */
  constructor(name: string, args: NotificationTopicArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-infra:index:NotificationTopic", name, {}, opts);
    const component = { resource: this, label: `NotificationTopic "${name}"` };
    const { emails, region: ownRegion } = normalizeArgs(notificationTopicArgsSchema, args, component);
    const parent = { parent: this };
    const region = ownRegion === undefined ? {} : { region: ownRegion };
    const account = getCallerIdentityOutput({}, parent).accountId;
    const partition = getPartitionOutput({}, parent).partition;

    const key = new kms.Key(
      name,
      {
        ...region,
        description: `Encrypts the notifications of ${name}`,
        enableKeyRotation: true,
        policy: pulumi.all([account, partition]).apply((of) => JSON.stringify(keyPolicy(...of))),
      },
      parent,
    );
    const topic = new sns.Topic(name, { ...region, kmsMasterKeyId: key.arn }, parent);
    const policy = new sns.TopicPolicy(
      name,
      {
        ...region,
        arn: topic.arn,
        policy: pulumi.all([topic.arn, account]).apply((of) => JSON.stringify(topicPolicy(...of))),
      },
      parent,
    );
    for (const email of emails) {
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
 * The account administers the key and its roles may use it through SNS. Alarms have no condition on the account here, as in
 * AWS's own example; the topic has one.
 */
function keyPolicy(account: string, partition: string): PolicyDocument {
  return policyDocument(
    {
      Sid: "Administration",
      Effect: "Allow",
      Principal: { AWS: `arn:${partition}:iam::${account}:root` },
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
      Principal: { Service: ALARMS },
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Resource: "*",
    },
    {
      Sid: "Events",
      Effect: "Allow",
      Principal: { Service: EVENTS },
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Resource: "*",
    },
  );
}

/** Alarms of this account and EventBridge may publish, and no one may without TLS. */
function topicPolicy(arn: string, account: string): PolicyDocument {
  return policyDocument(
    {
      Sid: "Alarms",
      Effect: "Allow",
      Principal: { Service: ALARMS },
      Action: "sns:Publish",
      Resource: arn,
      Condition: { StringEquals: { "aws:SourceAccount": account } },
    },
    {
      Sid: "Events",
      Effect: "Allow",
      Principal: { Service: EVENTS },
      Action: "sns:Publish",
      Resource: arn,
    },
    {
      Sid: "TlsOnly",
      Effect: "Deny",
      Principal: { AWS: "*" },
      Action: "sns:Publish",
      Resource: arn,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  );
}
