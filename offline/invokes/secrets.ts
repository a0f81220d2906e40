import { UNKNOWN } from "../values";
import { madeUp } from "../simulate/made-up";
import type { Rule } from "../simulate/rules";
import { list, lookUp, moduleTable, result } from "./functions";

const isArn = (value: unknown) => typeof value === "string" && value.startsWith("arn:");

/** A secret by name or ARN; only its owner knows the six characters after the name. */
const secretArn: Rule = ({ inputs, text }) =>
  inputs["arn"] ?? text("arn:{partition}:secretsmanager:{region}:{account}:secret:{name}-{mixed:6}");

const ofSecretId: Rule = ({ inputs, text }) =>
  isArn(inputs["secretId"])
    ? inputs["secretId"]
    : text("arn:{partition}:secretsmanager:{region}:{account}:secret:{secretId}-{mixed:6}");

const secretName: Rule = ({ inputs }) => {
  const { arn, name } = inputs;
  return name ?? (typeof arn === "string" ? (/:secret:(.+)-\w{6}$/.exec(arn)?.[1] ?? UNKNOWN) : UNKNOWN);
};

/** Parameters in which AWS publishes the current images; the image is a placeholder. */
const AMI_PARAMETERS =
  /^\/aws\/service\/(ami-|bottlerocket\/|ecs\/optimized-ami\/|eks\/optimized-ami\/|canonical\/|debian\/|freebsd\/|suse\/|marketplace\/)/;

const parameterValue: Rule = ({ inputs, context }) => {
  const name = inputs["name"];
  if (typeof name !== "string" || !AMI_PARAMETERS.test(name)) {
    return UNKNOWN;
  }
  const image = `ami-${madeUp("hex", 17, `${context.region}::${name}`)}`;
  // The parameters of ECS hold a document, unless the name goes on to one of its fields.
  return /^\/aws\/service\/ecs\/optimized-ami\/.*\/recommended$/.test(name)
    ? JSON.stringify({ image_id: image })
    : image;
};

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

export const secrets = {
  ...moduleTable("kms", {
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
  }),
  ...moduleTable("secretsmanager", {
    getRandomPassword: result({ id: "{region}" }, "randomPassword"),
    getSecret: lookUp(
      "aws:secretsmanager/secret:Secret",
      secretArn,
      "arn createdDate description id kmsKeyId lastChangedDate name policy tags type",
      { with: { arn: "{id}", name: secretName } },
    ),
    getSecretVersion: result(
      {
        arn: ofSecretId,
        id: "{secretId}|{versionId}",
        secretArn: ofSecretId,
        versionId: "{uuid}",
        versionStages: () => ["AWSCURRENT"],
      },
      "createdDate secretBinary secretString",
    ),
    getSecretVersions: result({ arn: ofSecretId, secretArn: ofSecretId }, "name secretName versions"),
    getSecrets: list("arns names"),
  }),
  ...moduleTable("ssm", {
    getDocument: result(
      { arn: "arn:{partition}:ssm:{region}:{account}:document/{name}", id: "{name}" },
      "content documentType",
    ),
    getInstances: list("ids"),
    getParameter: result(
      {
        arn: ({ inputs, text }) => {
          const name = inputs["name"];
          return typeof name === "string"
            ? text(
                `arn:{partition}:ssm:{region}:${name.startsWith("/aws/") ? "" : "{account}"}:parameter/${name.replace(/^\//, "")}`,
              )
            : UNKNOWN;
        },
        id: "{name}",
        insecureValue: parameterValue,
        type: ({ inputs }) => (String(inputs["name"]).startsWith("/aws/service/") ? "String" : UNKNOWN),
        value: parameterValue,
      },
      "version",
    ),
    getParametersByPath: result({ id: "{path}" }, "arns names types values"),
    getPatchBaseline: result(
      { id: "pb-{hex:17}" },
      "approvalRules approvedPatches approvedPatchesComplianceLevel approvedPatchesEnableNonSecurity availableSecurityUpdatesComplianceStatus description globalFilters id json name rejectedPatches rejectedPatchesAction sources",
    ),
  }),
};
