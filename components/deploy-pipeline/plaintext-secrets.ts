/** Finds secrets that somebody is about to put into a stack's configuration, its state and CodeBuild's console. */

const NAMES =
  /(?:^|_)(?:PASSWORD|PASSWD|PWD|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY|CREDENTIALS?|AUTH)(?:$|_)/i;

/** Names that end like a secret's and are none: a public site key, the name or the ARN of a secret. */
const HARMLESS_NAMES =
  /(?:^|_)PUBLIC(?:$|_)|(?:_ARN|_NAME|_ID|_URL|_PATH|_FILE|_TTL|_TYPE|_HEADER|_ENABLED)$/i;

const VALUES: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: "an AWS access key", pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/ },
  { what: "a private key", pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/ },
  { what: "a JSON web token", pattern: /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]*/ },
  { what: "a GitHub token", pattern: /\b(?:gh[pousr]_[0-9A-Za-z]{36}|github_pat_\w{40,})/ },
  { what: "a Bitbucket or Atlassian token", pattern: /\bAT(?:BB|CTT3|ATT3)[\w=-]{20,}/ },
  { what: "an npm token", pattern: /\bnpm_[0-9A-Za-z]{36}\b/ },
  { what: "a Slack token", pattern: /\bxox[abprs]-[0-9A-Za-z-]{10,}/ },
  { what: "a Stripe key", pattern: /\b[sr]k_live_[0-9A-Za-z]{16,}/ },
  { what: "a URL with a password", pattern: /\b[a-z][a-z0-9+.-]*:\/\/[^/\s:@]+:[^/\s:@]+@/i },
];

/**
 * Why an environment variable must not stand in plain text; undefined where nothing speaks against it.
 * The reason never holds the value.
 */
export function plaintextSecret(name: string, value: string): string | undefined {
  const found = VALUES.find(({ pattern }) => pattern.test(value));
  if (found !== undefined) {
    return `holds ${found.what}`;
  }
  return NAMES.test(name) && !HARMLESS_NAMES.test(name) && value !== ""
    ? "is named like a secret"
    : undefined;
}
