import assert from "node:assert/strict";
import { credentialIn } from "../../policies/aws/credentials";
import { Value } from "../../policies/engine/value";

const NAMED = "has the name of a secret";

/** Values that the tests put together, so that no scanner of this repository takes them for real ones. */
const KEY = ["wJalrXUtnFEMI", "K7MDENG", "bPxRfiCYzQq8w3LmNv"].join("/");
const TOKEN = `ghp_${"a1B2".repeat(9)}`;
const WEB_TOKEN = ["eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiIxMjM0NTY3ODkwIn0", "c2ln"].join(".");

/** By name and value, what must be found. */
const SECRETS: readonly (readonly [name: string, value: string, found: string])[] = [
  ["DB_PASSWORD", "hunter2", NAMED],
  ["DB_PASSWORD", "123456", NAMED],
  ["dbPassword", "hunter2", NAMED],
  ["PGPASSWORD", "hunter2", NAMED],
  ["MYSQL_PWD", "hunter2", NAMED],
  ["DB_PASS", "hunter2", NAMED],
  ["clientSecret", "abc", NAMED],
  ["SECRET_KEY_BASE", "abc", NAMED],
  ["PASSWORD_PROD", "hunter2", NAMED],
  ["GITHUB_PAT", "abc", NAMED],
  ["ACCESS_TOKEN", "abc", NAMED],
  ["API_KEY", "123e4567-e89b-12d3-a456-426614174000", NAMED],
  ["BASIC_AUTH", "me:hunter2", NAMED],
  ["AWS_ACCESS_KEY_ID", "abc", NAMED],
  ["AWS_SECRET_ACCESS_KEY", "abc", NAMED],
  ["ANY", `AKIA${"A".repeat(16)}`, "holds an AWS access key"],
  ["ANY", "-----BEGIN OPENSSH PRIVATE KEY-----\nMII", "holds a private key"],
  ["ANY", TOKEN, "holds a GitHub token"],
  ["ANY", `xoxb-${"1".repeat(12)}`, "holds a Slack token"],
  ["ANY", "https://hooks.slack.com/services/T0/B0/x", "holds a Slack webhook"],
  ["ANY", `AIza${"a".repeat(35)}`, "holds a Google key"],
  ["ANY", `SG.${"a".repeat(22)}.${"b".repeat(43)}`, "holds a SendGrid key"],
  ["ANY", WEB_TOKEN, "holds a JSON web token"],
  ["ANY", "postgres://u:pw@db/x", "holds an address with a password in it"],
  ["ANY", KEY, "holds what looks like a random key"],
  ["NEXT_PUBLIC_API_KEY", TOKEN, "holds a GitHub token"],
  ["ANY", `sk-proj-${"aB3".repeat(10)}`, "holds a key of an AI service"],
  ["ANY", `hf_${"aB".repeat(17)}`, "holds a Hugging Face token"],
  ["ANY", `pypi-AgE${"aB".repeat(17)}`, "holds a PyPI token"],
  ["ANY", `dckr_pat_${"aB".repeat(12)}`, "holds a Docker Hub token"],
  ["ANY", `hvs.${"aB".repeat(12)}`, "holds a Vault token"],
  ["ANY", `123456789:AA${"aB".repeat(17)}`, "holds a Telegram token"],
  ["ANY", `https://discord.com/api/webhooks/1234/${"aB".repeat(17)}`, "holds a Discord webhook"],
  ["ANY", `Basic ${Buffer.from("ann:hunter2hunter2").toString("base64")}`, "holds an Authorization header"],
  [
    "ANY",
    Buffer.from("-----BEGIN RSA PRIVATE KEY-----\nMII").toString("base64"),
    "holds a private key in base64",
  ],
  [
    "ANY",
    Buffer.from("-----BEGIN PRIVATE KEY-----\nMII").toString("base64"),
    "holds a private key in base64",
  ],
  ["ANY", '{"db":{"password":"hunter2"}}', "sets password"],
  ["ANY", "--host db --password hunter2", "sets password"],
  ["CLIENTSECRET", "abc", NAMED],
  ["CREDS", "ann:hunter2", NAMED],
];

/** By name, values that only look like a secret, or are the name of one. */
const HARMLESS: readonly (readonly [name: string, value: string])[] = [
  ["TOKEN_TTL", "3600"],
  ["TOKEN_REFRESH_INTERVAL", "300"],
  ["TOKEN_RETRIES", "3"],
  ["MAX_TOKENS", "4096"],
  ["PASSWORD_MIN_LENGTH", "12"],
  ["PASSWORD_RESET", "enabled"],
  ["REQUIRE_PASSWORD", "true"],
  ["AUTH_MODE", "cognito"],
  ["AUTH_DOMAIN", "login.example.com"],
  ["PWD", "/srv"],
  ["PATTERN", "*.html"],
  ["SECRETARY", "ann"],
  ["TOKENIZER", "bpe"],
  ["CACHE_KEY", "v1-deps"],
  ["PRIMARY_KEY", "id"],
  ["PUBLIC_KEY", "abc"],
  ["NEXT_PUBLIC_API_KEY", "abc"],
  ["SECRET_ARN", "abc"],
  ["PEM", Buffer.from("-----BEGIN PUBLIC KEY-----\nMII").toString("base64")],
  ["PEM", Buffer.from("-----BEGIN CERTIFICATE-----\nMII").toString("base64")],
  ["CONFIG", '{"db":{"password":"${DB_PASSWORD}"}}'],
  ["OPTIONS", "--password-file /run/secrets/db --max-tokens 3"],
  ["DB_PASSWORD", "arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:db-AbCdEf"],
  ["DB_PASSWORD", "{{resolve:secretsmanager:db}}"],
  ["DB_PASSWORD", "${OTHER}"],
  ["DB_PASSWORD", ""],
  ["DB_PASSWORD_PARAMETER", "/prod/db/password"],
  ["ROLE", "arn:aws:iam::123456789012:role/build"],
  ["URL", "https://api.example.com/v1?page=1"],
  ["COMMIT", "9fceb02d0ae598e95dc970b74767f19372d61af8"],
  ["SUM", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
  ["ID", "123e4567-e89b-12d3-a456-426614174000"],
  ["INTEGRITY", "sha384-oqVuAfXRKap7fdgcCY5uykM6R9GqQ8Kuxy9rx7HNQlGYl1kPzQho1wx4JwY8wC"],
  ["BUNDLE_HASH", KEY],
  ["STACK", "Storefront-ArtifactsBucket-1ABCDEF2GHIJK"],
  ["FOLDER", "/usr/local/share/App/Version2/Assets/Main/Public1"],
];

describe("what looks like a credential", () => {
  for (const [name, value, found] of SECRETS) {
    it(`is ${name}, which ${found}, and the answer never holds the value`, () => {
      const answer = credentialIn(name, Value.of(value));
      assert.equal(answer, found);
    });
  }

  for (const [name, value] of HARMLESS) {
    it(`is not ${name}=${value}`, () => {
      assert.equal(credentialIn(name, Value.of(value)), undefined);
    });
  }
});
