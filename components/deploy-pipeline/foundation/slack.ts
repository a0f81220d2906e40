/** The Slack channel that releases are reported to, through Amazon Q Developer in chat applications (formerly Chatbot). */
import * as chatbot from "@pulumi/aws/chatbot";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import type { AccountAndRegion } from "../../aws/account";
import { serviceTrust } from "../../aws/policy-document";
import { NotificationTopic } from "../../notification-topic";
import { boundary } from "../roles/role";
import type { PipelineFoundationConfig } from "./config";

interface SlackArgs {
  readonly slack: NonNullable<PipelineFoundationConfig["slack"]>;
  readonly account: pulumi.Output<AccountAndRegion>;
  readonly permissionsBoundaryArn?: string | undefined;
}

/** A topic of its own: Chatbot drops what is not in its form, and people should not get that form by mail. */
export function createSlackChannel(
  name: string,
  args: SlackArgs,
  opts: { readonly parent: pulumi.Resource },
): pulumi.Output<string> {
  const topic = new NotificationTopic(`${name}-slack`, { emails: [] }, opts);
  const role = new iam.Role(
    `${name}-slack`,
    {
      description: "Amazon Q Developer in chat applications: tells of releases, may do nothing",
      assumeRolePolicy: args.account.apply((account) =>
        JSON.stringify(
          serviceTrust(
            "chatbot.amazonaws.com",
            account,
            `arn:${account.partition}:chatbot::${account.accountId}:chat-configuration/*`,
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
      slackTeamId: args.slack.workspaceId,
      slackChannelId: args.slack.channelId,
      snsTopicArns: [topic.arn],
      loggingLevel: "ERROR",
      // What the channel's members may do through the bot: nothing beyond reading CloudWatch.
      guardrailPolicyArns: [
        args.account.apply(({ partition }) => `arn:${partition}:iam::aws:policy/CloudWatchReadOnlyAccess`),
      ],
    },
    opts,
  );
  return topic.arn;
}
