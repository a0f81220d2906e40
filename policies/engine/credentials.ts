import type { Value } from "./value";

/** Names that people give to secrets. */
const NAMES =
  /(?:^|[_-])(?:passwd|password|passphrase|pwd|secret|secrets|token|api_?key|apikey|access_?key|private_?key|signing_?key|encryption_?key|credentials?|auth)(?:$|[_-])/i;

/** What such a name ends with where it only says where the secret is, or how it is used. */
const REFERENCES =
  /[_-](?:arn|name|path|parameter|file|ttl|expiry|expires|header|length|url|uri|id|type|issuer)$/i;

/** Prefixes of variables that a framework builds into pages for every visitor: no secret by definition. */
const PUBLIC = /^(?:NEXT_PUBLIC_|VITE_|REACT_APP_|NUXT_PUBLIC_|PUBLIC_|GATSBY_)/;

/** Values that are references to a secret, not the secret itself. */
const REFERENCE_VALUE = /^(?:arn:aws[\w-]*:(?:secretsmanager|ssm):|\{\{resolve:|#\{)/;

/** What well-known credentials look like. */
const LOOKS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/, "an AWS access key"],
  [/-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/, "a private key"],
  [/\bgh[pousr]_[A-Za-z0-9]{20,}/, "a GitHub token"],
  [/\bgithub_pat_[A-Za-z0-9_]{20,}/, "a GitHub token"],
  [/\bglpat-[A-Za-z0-9_-]{16,}/, "a GitLab token"],
  [/\bAT(?:BB|CTT3)[A-Za-z0-9_=-]{16,}/, "a Bitbucket or Atlassian token"],
  [/\bxox[abpors]-[A-Za-z0-9-]{10,}/, "a Slack token"],
  [/\b(?:sk|rk)_live_[A-Za-z0-9]{10,}/, "a Stripe key"],
  [/\bnpm_[A-Za-z0-9]{30,}/, "an npm token"],
  [/\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\./, "a JSON web token"],
  [/^[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:[^\s/@]+@/i, "an address with a password in it"],
];

/**
 * Says what makes a variable look like a credential in plain text; undefined where nothing does. The value itself is
 * never part of the answer.
 *
 * @throws {UnknownValueError} where the name is suspicious and the value not known yet: it may be a reference
 */
export function credentialIn(name: string, value: Value): string | undefined {
  const suspicious = NAMES.test(name) && !REFERENCES.test(name) && !PUBLIC.test(name);
  if (value.unknown) {
    return suspicious ? (value.text() ?? undefined) : undefined;
  }
  const text = value.text() ?? "";
  if (text === "" || REFERENCE_VALUE.test(text)) {
    return undefined;
  }
  const look = LOOKS.find(([pattern]) => pattern.test(text));
  if (look !== undefined) {
    return `holds ${look[1]}`;
  }
  return suspicious ? "has the name of a secret" : undefined;
}
