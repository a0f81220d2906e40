import { UNKNOWN } from "../../values";
import { moduleTable, of } from "../entries";
import type { Rule, Scope } from "../rules";

const keyArn = "arn:{partition}:kms:{region}:{account}:key/{keyId}";
const key = of(
  "{keyId}",
  { arn: keyArn, keyId: "{uuid}", multiRegion: false },
  {
    defaults: {
      customerMasterKeySpec: "SYMMETRIC_DEFAULT",
      enableKeyRotation: false,
      isEnabled: true,
      keyUsage: "ENCRYPT_DECRYPT",
    },
  },
);
const replica = of("{keyId}", { arn: keyArn, keyId: "mrk-{hex:32}" });

/** The key that an alias points to may be given as an ARN or as an id. */
const targetKeyArn: Rule = ({ get, text }) => {
  const id = get("targetKeyId");
  return typeof id !== "string"
    ? UNKNOWN
    : id.startsWith("arn:")
      ? id
      : text("arn:{partition}:kms:{region}:{account}:key/{targetKeyId}");
};

/** A parameter's name starts with a slash or not; in the ARN there is exactly one. */
function parameterArn({ get, text }: Scope): unknown {
  const name = get("name");
  return typeof name !== "string"
    ? UNKNOWN
    : text(`arn:{partition}:ssm:{region}:{account}:parameter/${name.replace(/^\//, "")}`);
}

const document = "arn:{partition}:ssm:{region}:{account}:document/{name}";

export const secrets = {
  ...moduleTable("kms", {
    Alias: of(
      "{name}",
      { arn: "arn:{partition}:kms:{region}:{account}:{name}", targetKeyArn },
      { autoName: { max: 238, prefix: "alias/" } },
    ),
    ExternalKey: of("{keyId}", { arn: keyArn, keyId: "{uuid}", keyState: "PendingImport" }),
    Grant: of("{keyId}:{grantId}", { grantId: "{hex:64}" }),
    Key: key,
    KeyPolicy: of("{keyId}"),
    ReplicaKey: replica,
    ReplicaExternalKey: replica,
  }),
  ...moduleTable("secretsmanager", {
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
  }),
  ...moduleTable("ssm", {
    Activation: of("{uuid}", { expired: false, registrationCount: 0 }),
    Association: of("{associationId}", {
      arn: "arn:{partition}:ssm:{region}:{account}:association/{associationId}",
      associationId: "{uuid}",
      documentVersion: "$DEFAULT",
    }),
    Document: of("{name}", {
      arn: document,
      defaultVersion: "1",
      latestVersion: "1",
      owner: "{account}",
      status: "Active",
    }),
    MaintenanceWindow: of("mw-{hex:17}"),
    MaintenanceWindowTarget: of("{uuid}"),
    MaintenanceWindowTask: of("{uuid}"),
    Parameter: of("{name}", { arn: parameterArn, dataType: "text", tier: "Standard", version: 1 }),
    PatchBaseline: of("pb-{hex:17}", { arn: "arn:{partition}:ssm:{region}:{account}:patchbaseline/{id}" }),
  }),
};
