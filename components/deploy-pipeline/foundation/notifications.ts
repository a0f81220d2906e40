/**
 * Who is notified of releases: EventBridge carries CodePipeline's events to an encrypted topic (e-mail) and, as the form that
 * it understands, to the topic of a Slack channel. CodeStar notification rules are not used: their first one in an
 * account may fail for a quarter of an hour, and none reports a recovery.
 */
import type * as pulumi from "@pulumi/pulumi";
import type { AccountAndRegion } from "../../aws/account";
import { NotificationTopic } from "../../notification-topic";
import type { PipelineFoundationConfig } from "./config";
import { createHistory, FAILURE_METRIC } from "./release-history";
import { createSlackChannel } from "./slack";

/** Where a pipeline's messages go, and how they are written there. */
export interface NotificationTarget {
  readonly topicArn: pulumi.Input<string>;
  readonly format: "text" | "chatbot";
}

/** What a pipeline must know to report its releases. */
export interface Notifications {
  readonly targets: Readonly<Record<string, NotificationTarget>>;
  /** The metric that is 1 after a failed execution and 0 after a successful one, by pipeline. */
  readonly metric: { readonly namespace: string; readonly name: string; readonly dimension: string };
}

interface NotificationArgs {
  readonly notificationEmails: readonly string[];
  readonly slack?: PipelineFoundationConfig["slack"] | undefined;
  readonly permissionsBoundaryArn?: string | undefined;
  readonly account: pulumi.Output<AccountAndRegion>;
  readonly alarmTopicArn?: pulumi.Input<string> | undefined;
}

/** Without a recipient nothing is made. */
export function createNotifications(
  name: string,
  args: NotificationArgs,
  opts: { readonly parent: pulumi.Resource },
): Notifications {
  const { notificationEmails: emails, slack, alarmTopicArn } = args;
  const targets: Record<string, NotificationTarget> = {
    ...(alarmTopicArn === undefined ? {} : { alarms: { topicArn: alarmTopicArn, format: "text" } }),
    ...(emails.length === 0
      ? {}
      : { mail: { topicArn: new NotificationTopic(`${name}-mail`, { emails }, opts).arn, format: "text" } }),
    ...(slack === undefined
      ? {}
      : { slack: { topicArn: createSlackChannel(name, { ...args, slack }, opts), format: "chatbot" } }),
  };
  if (Object.keys(targets).length > 0) {
    createHistory(name, args.account, opts);
  }
  return { targets, metric: FAILURE_METRIC };
}
