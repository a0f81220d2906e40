import { moduleTable, of } from "../../simulation/entries";

const build = (kind: string) => `arn:{partition}:codebuild:{region}:{account}:${kind}/{name}`;

export const codebuild = moduleTable("codebuild", {
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
});
