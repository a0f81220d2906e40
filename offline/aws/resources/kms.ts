import { moduleTable, of } from "../../simulation/entries";
import type { Rule } from "../../simulation/rules";
import { UNKNOWN } from "../../provider/properties";

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

export const kms = moduleTable("kms", {
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
});
