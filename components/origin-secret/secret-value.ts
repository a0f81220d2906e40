/** The value of a secret, for resources that take no reference; it is encrypted in Pulumi's state. */
import { getSecretVersionOutput } from "@pulumi/aws/secretsmanager";
import { getParameterOutput } from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import { isRecord, secretReference } from "../fields";

/**
 * @param arn of a Secrets Manager secret (then `:KEY` for one key of a JSON secret) or of a Systems Manager parameter; who
 *   runs `pulumi up` must be allowed to read it
 * @throws where a JSON secret has no such key; AWS's own error where there is no such secret
 */
export function secretValue(arn: string, opts: pulumi.InvokeOptions): pulumi.Output<string> {
  const secret = secretReference(arn);
  if (secret.store === "ssm") {
    return pulumi.secret(getParameterOutput({ name: secret.name, withDecryption: true }, opts).value);
  }
  const { secretId, jsonKey } = secret;
  const text = pulumi.secret(getSecretVersionOutput({ secretId }, opts).secretString);
  return jsonKey === undefined ? text : text.apply((json) => valueOfKey(json, jsonKey, arn));
}

/** The text under a key of a JSON secret. @throws {pulumi.RunError} where there is none */
export function valueOfKey(json: string, key: string, arn: string): string {
  const parsed = parse(json);
  const value = isRecord(parsed) ? parsed[key] : undefined;
  if (typeof value !== "string") {
    throw new pulumi.RunError(`${arn}: the secret must be a JSON object with a text under ${key}`);
  }
  return value;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
