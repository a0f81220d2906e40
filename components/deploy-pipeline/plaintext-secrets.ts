/** Finds secrets that somebody is about to put into a stack's configuration, its state and CodeBuild's console. */

/** Words for a secret, as a part of a name between underscores. */
const WORDS =
  /(?:^|_)(?:PASS|PASSWORD|PASSWD|PASSPHRASE|PWD|SECRETS?|TOKEN|API_?KEY|(?:PRIVATE|ACCESS|SIGNING|ENCRYPTION)_?KEY|CREDENTIALS?|AUTH)(?:$|_)/i;

/** Words that are one wherever they stand: PGPASSWORD, clientSecret, npmToken. */
const WORDS_ANYWHERE = /PASSWORD|PASSWD|PASSPHRASE|[a-z](?:Secret|Token|ApiKey|Credentials?)$|(?<=.)APIKEY$/;

/** What such a name ends with where it says where the secret is, or how it is used. */
const REFERENCES =
  /_(?:ARN|NAME|ID|URL|URI|PATH|FILE|DIR|TTL|TYPE|HEADER|ENABLED|DOMAIN|HOST|ISSUER|AUDIENCE|PROVIDER|MODE|LENGTH|TIMEOUT|EXPIRY)$/i;

/** What the bundlers' frameworks put into pages for every visitor: no secret, whatever its name. */
const PUBLIC = /^(?:VITE|NEXT_PUBLIC|NUXT_PUBLIC|REACT_APP|GATSBY|PUBLIC|VUE_APP|EXPO_PUBLIC|STORYBOOK)_/;

const VALUES: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: "an AWS access key", pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/ },
  { what: "a private key", pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/ },
  { what: "a JSON web token", pattern: /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]*/ },
  { what: "a GitHub token", pattern: /\b(?:gh[pousr]_[0-9A-Za-z]{36}|github_pat_\w{40,})/ },
  { what: "a Bitbucket or Atlassian token", pattern: /\bAT(?:BB|CTT3|ATT3)[\w=-]{20,}/ },
  { what: "an npm token", pattern: /\bnpm_[0-9A-Za-z]{36}\b/ },
  { what: "a Slack token", pattern: /\bxox[abprs]-[0-9A-Za-z-]{10,}/ },
  { what: "a Stripe key", pattern: /\b[sr]k_live_[0-9A-Za-z]{16,}/ },
  { what: "a URL with a password", pattern: /\b[a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:[^/\s@]+@/i },
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
  const suspicious = WORDS.test(name) || WORDS_ANYWHERE.test(name);
  return value !== "" && suspicious && !REFERENCES.test(name) && !PUBLIC.test(name)
    ? "is named like a secret"
    : undefined;
}
