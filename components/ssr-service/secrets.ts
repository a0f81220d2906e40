/** Where a secret's ARN leads. */
export type SecretStore = "secretsmanager" | "ssm";

/**
 * With the six characters that AWS appends to the name: a permission for the name alone does not match the secret, and
 * instances would fail to start.
 */
const SECRETS_MANAGER =
  /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+-[A-Za-z0-9]{6}(:[\w/+=.@-]+)?$/;
const PARAMETER = /^arn:aws[a-z-]*:ssm:[a-z0-9-]+:\d{12}:parameter(\/[\w.-]+)+$/;

/** Which store an ARN names a secret of; undefined where it is not such an ARN. */
export function secretStoreOf(arn: string): SecretStore | undefined {
  if (SECRETS_MANAGER.test(arn)) {
    return "secretsmanager";
  }
  return PARAMETER.test(arn) ? "ssm" : undefined;
}

/** The ARN that a permission must name: that of the secret, without the key of a JSON secret behind it. */
export function resourceArnOf(arn: string): string {
  return secretStoreOf(arn) === "secretsmanager" ? arn.split(":").slice(0, 7).join(":") : arn;
}

/** Names of variables that hold something secret by custom. */
const SECRET_NAME =
  /(^|_)(PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|CREDENTIALS?|(API|ACCESS|SECRET|PRIVATE|SIGNING|ENCRYPTION)_?KEY)$/;

/** Next.js and Vite put these into the browser's bundle, so that they are public whatever their name. */
const PUBLIC_NAME = /^(NEXT_PUBLIC|VITE|REACT_APP|PUBLIC)_/;

const SECRET_VALUES = [
  /\b(AKIA|ASIA)[0-9A-Z]{16}\b/, // AWS access key id
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\b(ghp|gho|ghs|ghu|ghr)_\w{30,}/, // GitHub
  /\bgithub_pat_\w{30,}/,
  /\bATATT3\S{30,}/, // Atlassian
  /\bxox[abprs]-[\w-]{10,}/, // Slack
  /\b[rs]k_live_\w{10,}/, // Stripe
  /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]+/, // JSON Web Token
  /^[a-z][a-z0-9+.-]*:\/\/[^/:@\s]*:[^/@\s]+@/i, // a password within a URL
] as const;

/** Whether a variable in plain text seems to hold a secret, by its name or by its value. */
export function looksSecret(name: string, value: string): boolean {
  return (
    (SECRET_NAME.test(name) && !PUBLIC_NAME.test(name)) || SECRET_VALUES.some((each) => each.test(value))
  );
}
