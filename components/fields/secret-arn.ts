/** References of secrets in Secrets Manager and in Systems Manager's Parameter Store. */
import { z } from "zod";

/** Where a secret is kept. */
export type SecretStore = "secretsmanager" | "ssm";

/** A name may hold `!` where a service has made the secret: `rds!cluster-…`. */
const SECRETS_MANAGER =
  /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@!-]+(?::[\w/+=.@-]+)?$/;
const PARAMETER = /^arn:aws[a-z-]*:ssm:[a-z0-9-]+:\d{12}:parameter(?:\/[\w.-]+)+$/;

/** Which store an ARN names a secret of; undefined where it is not such an ARN. */
function secretStoreOf(arn: string): SecretStore | undefined {
  if (SECRETS_MANAGER.test(arn)) {
    return "secretsmanager";
  }
  return PARAMETER.test(arn) ? "ssm" : undefined;
}

/**
 * The ARN of a secret, with the six characters that Secrets Manager appends to its name or without, and with `:KEY` for
 * one key of a JSON secret; or the ARN of a parameter. AWS takes both forms wherever a service or a build reads one.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen
 */
export const secretArn = z
  .string()
  .refine(
    (arn) => secretStoreOf(arn) !== undefined,
    "must be the ARN of a Secrets Manager secret (…:secret:NAME or …:secret:NAME-AbCdEf, then :KEY for one key of a JSON " +
      "secret) or of a Systems Manager parameter",
  );

/** Secrets by the name of the environment variable that gets their value. */
export type Secrets = Readonly<Record<string, string>>;

/**
 * What a role must be allowed to read for these secrets of one store: without the key of a JSON secret, each once, in
 * alphabetical order.
 */
export function secretResources(secrets: Secrets, store: SecretStore): string[] {
  const arns = Object.values(secrets).filter((arn) => secretStoreOf(arn) === store);
  const named = store === "ssm" ? arns : arns.flatMap((arn) => withSuffix(withoutJsonKey(arn)));
  return [...new Set(named)].sort();
}

function withoutJsonKey(arn: string): string {
  return arn.split(":").slice(0, 7).join(":");
}

const SUFFIX = /-[0-9A-Za-z]{6}$/;

/** Six small letters are a word (`my-secret`) far more often than what Secrets Manager appends. */
const WORD = /-[a-z]{6}$/;

/** A permission must name the secret with its suffix; `??????` stands for one that was not given. */
function withSuffix(arn: string): string[] {
  if (!SUFFIX.test(arn)) {
    return [`${arn}-??????`];
  }
  return WORD.test(arn) ? [arn, `${arn}-??????`] : [arn];
}

/** A secret as its store's own API names it. */
export type SecretReference =
  | { readonly store: "ssm"; readonly name: string }
  | { readonly store: "secretsmanager"; readonly secretId: string; readonly jsonKey: string | undefined };

/** @param arn as {@link secretArn} takes it */
export function secretReference(arn: string): SecretReference {
  const path = /^arn:[^:]+:ssm:[^:]+:\d+:parameter(\/.+)$/.exec(arn)?.[1];
  return path === undefined
    ? { store: "secretsmanager", secretId: withoutJsonKey(arn), jsonKey: arn.split(":")[7] }
    : { store: "ssm", name: parameterName(path) };
}

/** The ARN of `token` and that of `/token` look the same; a parameter with a folder always begins with a slash. */
function parameterName(path: string): string {
  return path.indexOf("/", 1) === -1 ? path.slice(1) : path;
}
