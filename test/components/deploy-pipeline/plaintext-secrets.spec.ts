import assert from "node:assert/strict";
import { plaintextSecret } from "../../../components/deploy-pipeline/plaintext-secrets";

describe("a secret in plain text", () => {
  const named = "is named like a secret";
  const NAMES: Record<string, string | undefined> = {
    NPM_TOKEN: named,
    DATABASE_PASSWORD: named,
    PGPASSWORD: named,
    MYSQL_PWD: named,
    DB_PASS: named,
    AWS_SECRET_ACCESS_KEY: named,
    STRIPE_APIKEY: named,
    API_KEY: named,
    BASIC_AUTH: named,
    clientSecret: named,
    npmToken: named,
    LOG_LEVEL: undefined,
    PASSENGER_APP_ENV: undefined,
    TOKENIZER: undefined,
    AUTHOR: undefined,
    SECRET_ARN: undefined,
    TOKEN_URL: undefined,
    AUTH_DOMAIN: undefined,
    PASSWORD_MIN_LENGTH: undefined,
    VITE_FIREBASE_API_KEY: undefined,
    NEXT_PUBLIC_AUTH_TOKEN: undefined,
  };
  for (const [name, expected] of Object.entries(NAMES)) {
    it(`${name} ${expected ?? "is none by its name"}`, () => {
      assert.equal(plaintextSecret(name, "x1"), expected);
      assert.equal(plaintextSecret(name, ""), undefined, "an empty one hides nothing");
    });
  }

  const VALUES: Record<string, string | undefined> = {
    AKIAIOSFODNN7EXAMPLE: "holds an AWS access key",
    "-----BEGIN EC PRIVATE KEY-----\nabc": "holds a private key",
    [`ghp_${"a".repeat(36)}`]: "holds a GitHub token",
    [`ATCTT3${"x".repeat(30)}`]: "holds a Bitbucket or Atlassian token",
    "postgres://app:hunter2@db.internal/app": "holds a URL with a password",
    "redis://:hunter2@cache.internal:6379": "holds a URL with a password",
    "https://user@example.com/a:b": undefined,
    "https://example.com:8443/path@2x.png": undefined,
    "arn:aws:secretsmanager:eu-west-1:123456789012:secret:x": undefined,
  };
  for (const [value, expected] of Object.entries(VALUES)) {
    it(`${expected ?? "holds none"}: ${value.slice(0, 40).replace("\n", " ")}`, () => {
      assert.equal(plaintextSecret("STORE", value), expected);
      // What is public by its name is still no place for a key.
      assert.equal(plaintextSecret("VITE_STORE", value), expected);
    });
  }
});
