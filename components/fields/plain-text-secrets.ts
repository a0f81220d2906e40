/**
 * The one detector of secrets in plain text. Services and pipelines refuse what it finds before anything is made, the
 * policies refuse it in any program, and messages hide it.
 */

/** Words that people name secrets by, alone or as the end of a longer word: PGPASSWORD, DB_PASS, clientSecret. */
const WORDS =
  /^(?:[a-z]*(?:password|passwd|passphrase)s?|(?:client|app|consumer|shared|hmac|jwt|session|webhook)?secrets?|[a-z]*token|[a-z]*apikeys?|creds?|credentials?)$/;

/** The same in other languages, without their accents where people leave them out. */
const FOREIGN_WORDS = new Set(
  (
    "비밀번호 암호 패스워드 비번 비밀 토큰 パスワード 暗証番号 秘密 トークン 密码 密碼 口令 令牌 密钥 密鑰 пароль секрет токен пароли " +
    "passwort kennwort geheimnis motdepasse mdp contraseña contrasena clave senha wachtwoord lösenord losenord " +
    "adgangskode hasło haslo heslo parola şifre sifre salasana lozinka jelszó jelszo سر كلمةالمرور סיסמה รหัสผ่าน"
  ).split(" "),
);

/** Words that only say so beside others: PWD is the shell's working directory, DB_PWD is not. */
const SHORT_WORDS = new Set(["pass", "pwd", "pw", "psw", "pat", "auth"]);

/** What makes a key a secret one. A key of a cache, a table or a map is none. */
const KEYS = new Set(
  "api access private signing encryption secret master account hmac jwt cipher".split(" "),
);

/** What a name ends with where it only says where the secret is, what it is like, or how it is used. */
const DESCRIPTIONS = new Set(
  (
    "age algorithm alg arn arns audience backend bucket cookie count days dir domain duration enabled disabled endpoint " +
    "engine expiration expires expiry field file format header host hours id ids interval issuer length lifetime limit " +
    "location manager max min minutes mode name names parameter path policy prefix provider region required rotation " +
    "rounds scope scopes seconds size store timeout ttl type uri url version"
  ).split(" "),
);

/** Words in the name of what may be public, however random it looks. */
const PUBLIC_WORDS = new Set(
  "certificate checksum commit digest fingerprint hash image integrity public revision sha sri".split(" "),
);

/** Prefixes of variables that a framework builds into pages for every visitor: no secret by definition. */
const PUBLIC = /^(?:NEXT_PUBLIC|VITE|REACT_APP|NUXT_PUBLIC|PUBLIC|GATSBY|VUE_APP|EXPO_PUBLIC|STORYBOOK)_/;

/** Values that are references: to a secret, to another variable, or to the file that holds it. */
const REFERENCE_VALUE =
  /^(?:arn:aws[\w-]*:|\{\{resolve:|#\{|\$\{?\w+\}?$|\/(?:var\/)?run\/secrets\/[\w./-]+$|(?:~|\.{1,2})?\/(?:[\w.@-]+\/)*[\w@-][\w.@-]*\.(?:json|ya?ml|toml|ini|cfg|conf|txt|pem|key|crt|p12|pfx|jks)$)/;

/** What stands where a program puts a value in later. */
const PLACEHOLDER = String.raw`(?![$<{%*\[]|\s|$)`;

/** Values of settings: switches, and numbers with or without a unit. */
const SWITCH = /^(?:true|false|yes|no|on|off|enabled|disabled|none)$/i;
const NUMBER = /^\d+(?:\.\d+)?(?:ms|s|m|h|d)?$/;

/** What well-known credentials look like. */
const LOOKS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/, "an AWS access key"],
  [/-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/, "a private key"],
  [/\bgh[pousr]_[A-Za-z0-9]{20,}/, "a GitHub token"],
  [/\bgithub_pat_[A-Za-z0-9_]{20,}/, "a GitHub token"],
  [/\bsk-(?:proj|ant|svcacct|admin|or)-[A-Za-z0-9_-]{20,}/, "a key of an AI service"],
  [/\bhf_[A-Za-z0-9]{30,}/, "a Hugging Face token"],
  [/\bpypi-AgE[A-Za-z0-9_-]{16,}/, "a PyPI token"],
  [/\bdckr_pat_[A-Za-z0-9_-]{20,}/, "a Docker Hub token"],
  [/\bhv[sb]\.[A-Za-z0-9_-]{20,}/, "a Vault token"],
  [/\b(?:dop|doo|dor)_v1_[a-f0-9]{32,}/, "a DigitalOcean token"],
  [/\bshp(?:at|ca|pa|ss)_[A-Fa-f0-9]{32}/, "a Shopify token"],
  [/\bsntr(?:ys|yu)_[A-Za-z0-9_=+/-]{16,}/, "a Sentry token"],
  [/\bglsa_[A-Za-z0-9]{32}_[a-f0-9]{8}/, "a Grafana token"],
  [/\bGOCSPX-[A-Za-z0-9_-]{20,}/, "a Google client secret"],
  [/\bNRAK-[A-Z0-9]{20,}/, "a New Relic key"],
  [/\bsq0(?:atp|csp)-[A-Za-z0-9_-]{20,}/, "a Square token"],
  [/\bwhsec_[A-Za-z0-9+/=]{24,}/, "a webhook's secret"],
  [/\bSK[0-9a-f]{32}\b/, "a Twilio key"],
  [/\b\d{8,10}:AA[A-Za-z0-9_-]{30,}/, "a Telegram token"],
  [/\bdiscord(?:app)?\.com\/api\/webhooks\/\d+\/[\w-]{20,}/, "a Discord webhook"],
  [/\boutlook\.office(?:365)?\.com\/webhook\//, "a Teams webhook"],
  // "-----BEGIN … PRIVATE KEY-----": the word PRIVATE in each of the three alignments of base64.
  [/\bLS0tLS1CRUdJTi[A-Za-z0-9+/]{0,16}?(?:UFJJVkFUR|BSSVZBVE|QUklWQVRF)/, "a private key in base64"],
  [/\bglpat-[A-Za-z0-9_-]{16,}/, "a GitLab token"],
  [/\bAT(?:BB|CTT3|ATT3)[A-Za-z0-9_=-]{16,}/, "a Bitbucket or Atlassian token"],
  [/\bxox[abpors]-[A-Za-z0-9-]{10,}/, "a Slack token"],
  [/\bhooks\.slack\.com\/services\/[A-Z0-9]+\/[A-Z0-9]+\//, "a Slack webhook"],
  [/\b(?:sk|rk)_live_[A-Za-z0-9]{10,}/, "a Stripe key"],
  [/\bnpm_[A-Za-z0-9]{30,}/, "an npm token"],
  [/\bAIza[A-Za-z0-9_-]{35}\b/, "a Google key"],
  [/\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/, "a SendGrid key"],
  [/\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\./, "a JSON web token"],
  [/\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:(?![$<{%])[^\s/@]+@/i, "an address with a password in it"],
  [
    new RegExp(
      String.raw`[?&](?:access_?token|auth_?token|token|api_?key|secret|password|passwd|pwd|sig)=${PLACEHOLDER}[^&\s"']{3,}`,
      "i",
    ),
    "an address with a token in it",
  ],
  [
    new RegExp(
      String.raw`(?:^|[;\s"'])(?:password|pwd|accountkey|sharedaccesskey)\s*=\s*${PLACEHOLDER}[^;\s"']{3,};|;\s*(?:password|pwd|accountkey|sharedaccesskey)\s*=\s*${PLACEHOLDER}[^;\s"']{3,}`,
      "i",
    ),
    "a connection string with a password in it",
  ],
  [
    new RegExp(
      String.raw`(?:\bauthorization["']?\s*[:=]\s*["']?(?:bearer|basic)\s+|^(?:bearer|basic)\s+)${PLACEHOLDER}[\w.+/=-]{8,}`,
      "i",
    ),
    "an Authorization header",
  ],
  // In quotes it may stand anywhere in a program; "Basic authentication" is no base64.
  [/["'`]Basic (?=[A-Za-z+/]*[0-9=])[A-Za-z0-9+/]{8,}={0,2}["'`]/, "an Authorization header"],
];

/**
 * What makes a variable with this name and this plain text look like a secret, e.g. `holds an npm token`; undefined
 * where nothing does. The text itself is never part of the answer.
 */
export function plainTextSecret(name: string, text: string): string | undefined {
  if (text === "" || REFERENCE_VALUE.test(text)) {
    return undefined;
  }
  const look = credentialLook(text);
  if (look !== undefined) {
    return `holds ${look}`;
  }
  const suspicion = suspicionOf(name);
  if (suspicion !== "none" && !SWITCH.test(text) && (suspicion === "strong" || !NUMBER.test(text))) {
    return "has the name of a secret";
  }
  return isPublic(name) || !looksRandom(text.replace(/^base64:/, ""))
    ? undefined
    : "holds what looks like a random key";
}

/** What the text holds that looks like a well-known kind of credential; undefined where nothing does. */
export function credentialLook(text: string): string | undefined {
  return LOOKS.find(([pattern]) => pattern.test(text))?.[1];
}

/** Strong where the name ends in a word for a secret, weak where more follows: PASSWORD_PROD, but also TOKEN_RETRIES. */
export function suspicionOf(name: string): "none" | "weak" | "strong" {
  const words = wordsOf(name);
  if (isPublic(name)) {
    return "none";
  }
  if (words.join("_").endsWith("aws_access_key_id")) {
    return "strong";
  }
  const found = words.map((word, index) => isSecretWord(words, word, index)).lastIndexOf(true);
  const last = words.length - 1;
  if (found < 0 || DESCRIPTIONS.has(words[last] ?? "")) {
    return "none";
  }
  return found === last ? "strong" : "weak";
}

function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .normalize("NFC")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}

function isPublic(name: string): boolean {
  return PUBLIC.test(name) || wordsOf(name).some((word) => PUBLIC_WORDS.has(word));
}

function isSecretWord(words: readonly string[], word: string, index: number): boolean {
  return (
    WORDS.test(word) ||
    FOREIGN_WORDS.has(word) ||
    (word === "passe" && words[index - 1] === "de") ||
    (SHORT_WORDS.has(word) && index > 0 && index === words.length - 1) ||
    ((word === "key" || word === "keys") && KEYS.has(words[index - 1] ?? ""))
  );
}

/** Fewer characters, or less mixed ones, are names and numbers far more often than keys. */
const RANDOM = { length: 32, bitsPerCharacter: 4.2, word: /[a-z]{8}/ };

/** Base64 of random bytes, such as a secret access key. Hashes and ids are hexadecimal and never match. */
function looksRandom(text: string): boolean {
  return (
    text.length >= RANDOM.length &&
    /^(?!\/)[A-Za-z0-9+/]+={0,2}$/.test(text) &&
    [/[a-z]/, /[A-Z]/, /\d/].every((kind) => kind.test(text)) &&
    !RANDOM.word.test(text) &&
    entropyOf(text) >= RANDOM.bitsPerCharacter
  );
}

/** Shannon's entropy, in bits for each character. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) {
    counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  return [...counts.values()].reduce((sum, count) => {
    const share = count / text.length;
    return sum - share * Math.log2(share);
  }, 0);
}
