import { moduleTable, of } from "../entries";

const connections = (service: string) => ({
  Connection: of(
    `arn:{partition}:${service}:{region}:{account}:connection/{uuid}`,
    // A new connection waits until somebody approves it in the console.
    { arn: "{id}", connectionStatus: "PENDING", ownerAccountId: "{account}", providerType: "Bitbucket" },
    { autoName: { max: 32 } },
  ),
  Host: of(
    `arn:{partition}:${service}:{region}:{account}:host/{name}-{hex:8}`,
    { arn: "{id}", status: "PENDING" },
    { autoName: { max: 64 } },
  ),
});

const build = (kind: string) => `arn:{partition}:codebuild:{region}:{account}:${kind}/{name}`;

export const codeServices = {
  ...moduleTable("codebuild", {
    Fleet: of(`${build("fleet")}:{uuid}`, { arn: "{id}" }),
    Project: of(
      build("project"),
      {
        arn: "{id}",
        encryptionKey: "arn:{partition}:kms:{region}:{account}:alias/aws/s3",
        publicProjectAlias: "",
      },
      {
        defaults: { badgeEnabled: false, buildTimeout: 60, projectVisibility: "PRIVATE", queuedTimeout: 480 },
      },
    ),
    ReportGroup: of(build("report-group"), { arn: "{id}" }),
    ResourcePolicy: of("{resourceArn}"),
    SourceCredential: of("arn:{partition}:codebuild:{region}:{account}:token/{serverType}", { arn: "{id}" }),
    Webhook: of("{projectName}", {
      payloadUrl: "https://codebuild.{region}.{suffix}/webhooks?t={mixed:40}&v=1",
      url: "https://api.bitbucket.org/2.0/repositories/webhooks/{uuid}",
    }),
  }),
  ...moduleTable("codecommit", {
    Repository: of("{repositoryName}", {
      arn: "arn:{partition}:codecommit:{region}:{account}:{repositoryName}",
      cloneUrlHttp: "https://git-codecommit.{region}.{suffix}/v1/repos/{repositoryName}",
      cloneUrlSsh: "ssh://git-codecommit.{region}.{suffix}/v1/repos/{repositoryName}",
      repositoryId: "{uuid}",
    }),
  }),
  ...moduleTable("codeconnections", connections("codeconnections")),
  ...moduleTable("codedeploy", {
    Application: of("{applicationId}:{name}", {
      applicationId: "{uuid}",
      arn: "arn:{partition}:codedeploy:{region}:{account}:application:{name}",
    }),
    DeploymentConfig: of("{deploymentConfigName}", { deploymentConfigId: "{uuid}" }),
    DeploymentGroup: of("{deploymentGroupId}", {
      arn: "arn:{partition}:codedeploy:{region}:{account}:deploymentgroup:{appName}/{deploymentGroupName}",
      deploymentGroupId: "{uuid}",
    }),
  }),
  ...moduleTable("codepipeline", {
    Pipeline: of(
      "{name}",
      { arn: "arn:{partition}:codepipeline:{region}:{account}:{name}" },
      { autoName: { max: 100 } },
    ),
    Webhook: of("arn:{partition}:codepipeline:{region}:{account}:webhook:{name}", {
      arn: "{id}",
      url: "https://{region}.webhooks.aws/trigger?t={mixed:40}&v=1",
    }),
  }),
  ...moduleTable("codestarconnections", connections("codestar-connections")),
  ...moduleTable("codestarnotifications", {
    NotificationRule: of(
      "arn:{partition}:codestar-notifications:{region}:{account}:notificationrule/{hex:40}",
      { arn: "{id}" },
      { autoName: { max: 64 } },
    ),
  }),
  ...moduleTable("chatbot", {
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
  }),
};
