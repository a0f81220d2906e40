import { list, lookUp, moduleTable, result } from "./entries";
import type { Rule } from "../../simulation/rules";
import { UNKNOWN } from "../../provider/properties";

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

export const secretsmanager = moduleTable("secretsmanager", {
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
});
