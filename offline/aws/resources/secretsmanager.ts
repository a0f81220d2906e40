import { moduleTable, of } from "../../simulation/entries";

export const secretsmanager = moduleTable("secretsmanager", {
  Secret: of(
    "arn:{partition}:secretsmanager:{region}:{account}:secret:{name}-{mixed:6}",
    { arn: "{id}" },
    { autoName: { max: 512 }, defaults: { forceOverwriteReplicaSecret: false, recoveryWindowInDays: 30 } },
  ),
  SecretPolicy: of("{secretArn}"),
  SecretRotation: of("{secretId}"),
  SecretVersion: of("{secretId}|{versionId}", {
    arn: "{secretId}",
    secretArn: "{secretId}",
    versionId: "{uuid}",
    versionStages: () => ["AWSCURRENT"],
  }),
});
