/**
 * Who is told of releases: EventBridge carries CodePipeline's events to an encrypted topic (e-mail) and, as the form that
 * it understands, to the topic of a Slack channel. CodeStar notification rules are not used: their first one in an
 * account may fail for a quarter of an hour, and none tells a recovery.
 */
import * as chatbot from "@pulumi/aws/chatbot";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as iam from "@pulumi/aws/iam";
import * as kms from "@pulumi/aws/kms";
import * as sns from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";
import type { PipelineFoundationConfig } from "./args";
import { arnOf, policy, serviceTrust, type Place, type PolicyDocument } from "./iam/document";
import { pipelineNamePattern } from "./naming";

/** Where a pipeline's messages go, and how they are written there. */
export interface NotificationTarget {
  readonly topicArn: pulumi.Input<string>;
  readonly format: "text" | "chatbot";
}

/** What a pipeline must know to tell of itself. */
export interface Notifications {
  readonly targets: Readonly<Record<string, NotificationTarget>>;
  /** The metric that is 1 after a failed execution and 0 after a successful one, by pipeline. */
  readonly metric: { readonly namespace: string; readonly name: string; readonly dimension: string };
}

export const FAILURE_METRIC = {
  namespace: "WebInfra/Pipelines",
  name: "Failed",
  dimension: "Pipeline",
} as const;

/** The topic lets EventBridge publish, on behalf of this account's rules alone where the service says for whom it asks. */
export function topicPolicy(topicArn: string): PolicyDocument {
  return policy(
    {
      Sid: "Events",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sns:Publish",
      Resource: topicArn,
    },
    {
      Sid: "DenyInsecureTransport",
      Effect: "Deny",
      Principal: "*",
      Action: "sns:Publish",
      Resource: topicArn,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  );
}

/**
 * EventBridge's requests to KMS carry neither aws:SourceArn nor aws:SourceAccount: a condition on them would silently
 * drop every message. So this key encrypts these topics and nothing else.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
export function topicKeyPolicy(place: Place): PolicyDocument {
  return policy(
    {
      Sid: "Account",
      Effect: "Allow",
      Principal: { AWS: `arn:${place.partition}:iam::${place.accountId}:root` },
      Action: "kms:*",
      Resource: "*",
    },
    {
      Sid: "Events",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: "*",
    },
  );
}

/** EventBridge may write what it has seen of the pipelines into their log. */
export function eventLogPolicy(logGroupArn: string, accountId: string): PolicyDocument {
  return policy({
    Sid: "Events",
    Effect: "Allow",
    Principal: { Service: "events.amazonaws.com" },
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: `${logGroupArn}:*`,
    Condition: { StringEquals: { "aws:SourceAccount": accountId } },
  });
}

interface NotificationArgs extends Pick<
  PipelineFoundationConfig,
  "notificationEmails" | "slack" | "permissionsBoundaryArn"
> {
  readonly place: pulumi.Output<Place>;
  readonly topics: Readonly<Record<string, pulumi.Input<string>>>;
}

export function makeNotifications(
  name: string,
  args: NotificationArgs,
  opts: { readonly parent: pulumi.Resource },
): Notifications {
  const key = new kms.Key(
    `${name}-notifications`,
    {
      description: `Notifications of the pipelines of ${pulumi.getProject()} ${pulumi.getStack()}`,
      enableKeyRotation: true,
      policy: args.place.apply((place) => JSON.stringify(topicKeyPolicy(place))),
    },
    opts,
  );
  const mail = makeTopic(`${name}-notifications`, key, opts);
  for (const endpoint of args.notificationEmails ?? []) {
    new sns.TopicSubscription(
      `${name}-${endpoint}`,
      { topic: mail.arn, protocol: "email", endpoint },
      { ...opts, parent: mail },
    );
  }
  const slack = args.slack === undefined ? undefined : makeSlack(name, args, args.slack, key, opts);
  makeHistory(name, args, opts);
  const further = Object.entries(args.topics).map(
    ([each, topicArn]) => [each, { topicArn, format: "text" }] as const,
  );
  return {
    targets: {
      notifications: { topicArn: mail.arn, format: "text" },
      ...(slack === undefined ? {} : { slack: { topicArn: slack.arn, format: "chatbot" } }),
      ...Object.fromEntries(further),
    },
    metric: FAILURE_METRIC,
  };
}

function makeTopic(name: string, key: kms.Key, opts: { readonly parent: pulumi.Resource }): sns.Topic {
  const topic = new sns.Topic(name, { kmsMasterKeyId: key.arn }, opts);
  new sns.TopicPolicy(
    name,
    { arn: topic.arn, policy: topic.arn.apply((arn) => JSON.stringify(topicPolicy(arn))) },
    { ...opts, parent: topic },
  );
  return topic;
}

/** A topic of its own: Chatbot drops what is not in its form, and people should not get that form by mail. */
function makeSlack(
  name: string,
  args: NotificationArgs,
  slack: NonNullable<PipelineFoundationConfig["slack"]>,
  key: kms.Key,
  opts: { readonly parent: pulumi.Resource },
): sns.Topic {
  const topic = makeTopic(`${name}-slack`, key, opts);
  const role = new iam.Role(
    `${name}-slack`,
    {
      description: "Amazon Q Developer in chat applications: tells of releases, may do nothing",
      assumeRolePolicy: args.place.apply((place) =>
        JSON.stringify(
          serviceTrust(
            "chatbot.amazonaws.com",
            place,
            `arn:${place.partition}:chatbot::${place.accountId}:chat-configuration/*`,
          ),
        ),
      ),
      ...boundary(args.permissionsBoundaryArn),
    },
    opts,
  );
  new chatbot.SlackChannelConfiguration(
    `${name}-slack`,
    {
      configurationName: `${pulumi.getProject()}-${pulumi.getStack()}-releases`,
      iamRoleArn: role.arn,
      slackTeamId: slack.workspaceId,
      slackChannelId: slack.channelId,
      snsTopicArns: [topic.arn],
      loggingLevel: "ERROR",
      // What the channel's members may do through the bot: nothing beyond reading CloudWatch.
      guardrailPolicyArns: [
        args.place.apply(({ partition }) => `arn:${partition}:iam::aws:policy/CloudWatchReadOnlyAccess`),
      ],
    },
    opts,
  );
  return topic;
}

/** The optional permissions boundary as an argument of a role. */
export function boundary(arn: string | undefined): { permissionsBoundary?: string } {
  return arn === undefined ? {} : { permissionsBoundary: arn };
}

/**
 * Every finished execution, in a log: of it a metric is made that is 1 after a failure and 0 after a success. A pipeline's
 * alarm on it remembers whether the last execution failed, which is what a message "works again" needs.
 */
function makeHistory(name: string, args: NotificationArgs, opts: { readonly parent: pulumi.Resource }): void {
  const HISTORY_DAYS = 365;
  const groupName = `/aws/events/${pulumi.getProject()}-${pulumi.getStack()}-pipelines`;
  const group = new cloudwatch.LogGroup(
    `${name}-history`,
    { name: groupName, retentionInDays: HISTORY_DAYS },
    opts,
  );
  const child = { ...opts, parent: group };
  const logPolicy = new cloudwatch.LogResourcePolicy(
    `${name}-history`,
    {
      policyName: `${pulumi.getProject()}-${pulumi.getStack()}-pipelines`,
      policyDocument: args.place.apply((place) =>
        JSON.stringify(eventLogPolicy(arnOf(place, "logs", `log-group:${groupName}`), place.accountId)),
      ),
    },
    child,
  );
  const rule = new cloudwatch.EventRule(
    `${name}-history`,
    {
      description: "Finished executions of the pipelines",
      eventPattern: JSON.stringify({
        source: ["aws.codepipeline"],
        "detail-type": ["CodePipeline Pipeline Execution State Change"],
        detail: {
          state: ["SUCCEEDED", "FAILED"],
          pipeline: [{ wildcard: pipelineNamePattern(pulumi.getProject(), pulumi.getStack()) }],
        },
      }),
    },
    child,
  );
  new cloudwatch.EventTarget(
    `${name}-history`,
    { rule: rule.name, arn: args.place.apply((place) => arnOf(place, "logs", `log-group:${groupName}`)) },
    { ...child, dependsOn: [logPolicy] },
  );
  for (const [state, value] of Object.entries({ FAILED: "1", SUCCEEDED: "0" })) {
    new cloudwatch.LogMetricFilter(
      `${name}-${state.toLowerCase()}`,
      {
        logGroupName: group.name,
        pattern: `{ $.detail.state = "${state}" }`,
        metricTransformation: {
          namespace: FAILURE_METRIC.namespace,
          name: FAILURE_METRIC.name,
          value,
          dimensions: { [FAILURE_METRIC.dimension]: "$.detail.pipeline" },
        },
      },
      child,
    );
  }
}
