import { moduleTable, of } from "../../simulation/entries";

export const chatbot = moduleTable("chatbot", {
  SlackChannelConfiguration: of(
    "arn:{partition}:chatbot::{account}:chat-configuration/slack-channel/{configurationName}",
    {
      chatConfigurationArn: "{id}",
      loggingLevel: "NONE",
      slackChannelName: "channel-{slackChannelId}",
      slackTeamName: "team-{slackTeamId}",
    },
  ),
  TeamsChannelConfiguration: of(
    "arn:{partition}:chatbot::{account}:chat-configuration/microsoft-teams-channel/{configurationName}",
    {
      chatConfigurationArn: "{id}",
      loggingLevel: "NONE",
    },
  ),
});
