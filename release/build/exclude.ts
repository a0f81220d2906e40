/** Files of a build that are not for visitors: some are left out, others are a reason to stop. */
import picomatch from "picomatch";

/** What operating systems leave in folders. */
const JUNK =
  /(?:^|\/)(?:\.DS_Store|\._[^/]*|Thumbs\.db|ehthumbs\.db|desktop\.ini|\.Spotlight-V100|\.Trashes)$/i;

/** Names of files that hold secrets, wherever they lie, with the reason. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\/)\.env(?:\.(?!example$|sample$|template$)[^/]+)?$/i, "holds the build's environment"],
  [
    /(?:^|\/)(?:\.npmrc|\.yarnrc(?:\.yml)?|\.pypirc|\.netrc|_netrc|\.pgpass|\.my\.cnf|\.git-credentials|\.htpasswd|\.dockercfg|\.vault-token|\.terraformrc)$/i,
    "holds credentials",
  ],
  [/(?:^|\/)(?:\.git|\.svn|\.hg|\.aws|\.ssh|\.gnupg|\.kube|\.docker|\.terraform)\//i, "is no part of a site"],
  [/(?:^|\/)id_(?:rsa|dsa|ecdsa|ed25519)$/i, "is a private key"],
  [/\.(?:p12|pfx|jks|keystore|kdbx|ppk)$/i, "is a store of keys"],
  [/\.tfstate(?:\.backup)?$/i, "is the state of an infrastructure, with its secrets"],
  [/(?:^|\/)(?:service-?account(?:-?key)?|gcp-?credentials|aws-?credentials)\.json$/i, "holds credentials"],
];

/** Names of files that may be a private key or a public certificate: the content decides. */
const MAYBE_KEY = /\.(?:pem|key|crt|cer|asc|txt)$|(?:^|\/)[^/.]+$/i;

const PRIVATE_KEY = /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/;

export interface Exclusion {
  readonly isExcluded: (path: string) => boolean;
}

/** @param patterns of the configuration, e.g. `**\/*.map`; a pattern without a slash holds in every folder */
export function exclusionOf(patterns: readonly string[]): Exclusion {
  const matches = patterns.map((pattern) => {
    const plain = pattern.replace(/^\//, "").replace(/\/$/, "/**");
    return picomatch(plain, { dot: true, ...(pattern.includes("/") ? {} : { basename: true }) });
  });
  return { isExcluded: (path) => matches.some((match) => match(path)) };
}

export function isJunk(path: string): boolean {
  return JUNK.test(path);
}

/** Why the file must not be public; undefined: nothing speaks against it. */
export function secretFault(path: string): string | undefined {
  const reason = SECRETS.find(([pattern]) => pattern.test(path))?.[1];
  return reason === undefined ? undefined : faultText(path, reason);
}

/** As `secretFault`, by the beginning of the content. */
export function keyFault(path: string, content: Buffer): string | undefined {
  return MAYBE_KEY.test(path) && PRIVATE_KEY.test(content.toString("latin1", 0, 4096))
    ? faultText(path, "holds a private key")
    : undefined;
}

function faultText(path: string, reason: string): string {
  return `${path} ${reason}: it must not be public. Keep it out of the build, or name it under exclude`;
}
