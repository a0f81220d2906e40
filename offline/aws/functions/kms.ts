import { moduleTable, result } from "./entries";
import type { Rule } from "../../simulation/rules";
import { UNKNOWN } from "../../provider/properties";

const KEY = "arn:{partition}:kms:{region}:{account}:key/";

/** A key is given by its id, its ARN, or an alias, behind which there is some key. */
const keyArn: Rule = ({ inputs, text }) => {
  const id = inputs["keyId"];
  if (typeof id !== "string") {
    return UNKNOWN;
  }
  if (/(^|:)alias\//.test(id)) {
    return text(`${KEY}{uuid}`);
  }
  return id.startsWith("arn:") ? id : text(`${KEY}{keyId}`);
};

const afterSlash =
  (field: string): Rule =>
  ({ get }) => {
    const arn = get(field);
    return typeof arn === "string" ? arn.split("/").at(-1) : UNKNOWN;
  };

export const kms = moduleTable("kms", {
  getAlias: result({
    arn: "arn:{partition}:kms:{region}:{account}:{name}",
    id: "{arn}",
    targetKeyArn: "arn:{partition}:kms:{region}:{account}:key/{targetKeyId}",
    targetKeyId: "{uuid}",
  }),
  getCipherText: result({ id: "{keyId}" }, "ciphertextBlob"),
  getKey: result(
    {
      arn: keyArn,
      awsAccountId: "{account}",
      customerMasterKeySpec: "SYMMETRIC_DEFAULT",
      enabled: true,
      id: afterSlash("arn"),
      keyManager: ({ inputs }) => (/alias\/aws\//.test(String(inputs["keyId"])) ? "AWS" : "CUSTOMER"),
      keySpec: "SYMMETRIC_DEFAULT",
      keyState: "Enabled",
      keyUsage: "ENCRYPT_DECRYPT",
      origin: "AWS_KMS",
    },
    "arn awsAccountId cloudHsmClusterId creationDate customKeyStoreId customerMasterKeySpec deletionDate description enabled expirationModel id keyManager keySpec keyState keyUsage multiRegion multiRegionConfigurations origin pendingDeletionWindowInDays validTo xksKeyConfigurations",
  ),
  getPublicKey: result(
    { arn: keyArn, id: afterSlash("arn") },
    "arn customerMasterKeySpec encryptionAlgorithms id keyUsage publicKey publicKeyPem signingAlgorithms",
  ),
  getSecrets: result({ id: "{region}" }, "plaintext"),
});
