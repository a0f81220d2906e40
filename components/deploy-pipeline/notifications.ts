/**
 * Who is told of releases: EventBridge carries CodePipeline's events to an encrypted topic (e-mail) and, as the form that
 * it understands, to the topic of a Slack channel. CodeStar notification rules are not used: their first one in an
 * account may fail for a quarter of an hour, and none tells a recovery.
 */
import * as chatbot from "@pulumi/aws/chatbot";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { NotificationTopic } from "../notification-topic";
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

const FAILURE_METRIC = {
  namespace: "WebInfra/Pipelines",
  name: "Failed",
  dimension: "Pipeline",
} as const;

/**
 * EventBridge may write what it has seen of the pipelines into their log. As in AWS's own example there is no condition on
 * the account: with one that its requests do not meet, the rule would match and nothing would be written.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
 */
export function eventLogPolicy(logGroupArn: string): PolicyDocument {
  return policy({
    Sid: "Events",
    Effect: "Allow",
    Principal: { Service: ["events.amazonaws.com", "delivery.logs.amazonaws.com"] },
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: `${logGroupArn}:*`,
  });
}

interface NotificationArgs extends Pick<
  PipelineFoundationConfig,
  "notificationEmails" | "slack" | "permissionsBoundaryArn"
> {
  readonly place: pulumi.Output<Place>;
  readonly alarmTopicArn?: pulumi.Input<string> | undefined;
}

/** Without anybody to tell, nothing is made. */
export function makeNotifications(
  name: string,
  args: NotificationArgs,
  opts: { readonly parent: pulumi.Resource },
): Notifications {
  const { notificationEmails: emails = [], slack, alarmTopicArn } = args;
  const targets: Record<string, NotificationTarget> = {
    ...(alarmTopicArn === undefined ? {} : { alarms: { topicArn: alarmTopicArn, format: "text" } }),
    ...(emails.length === 0
      ? {}
      : { mail: { topicArn: new NotificationTopic(`${name}-mail`, { emails }, opts).arn, format: "text" } }),
    ...(slack === undefined
      ? {}
      : { slack: { topicArn: makeSlack(name, args, slack, opts), format: "chatbot" } }),
  };
  if (Object.keys(targets).length > 0) {
    makeHistory(name, args, opts);
  }
  return { targets, metric: FAILURE_METRIC };
}

/** A topic of its own: Chatbot drops what is not in its form, and people should not get that form by mail. */
function makeSlack(
  name: string,
  args: NotificationArgs,
  slack: NonNullable<PipelineFoundationConfig["slack"]>,
  opts: { readonly parent: pulumi.Resource },
): pulumi.Output<string> {
  const topic = new NotificationTopic(`${name}-slack`, { emails: [] }, opts);
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
  return topic.arn;
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
        JSON.stringify(eventLogPolicy(arnOf(place, "logs", `log-group:${groupName}`))),
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
