import assert from "node:assert/strict";
import { deployPipelineConfigSchema } from "../../../components/deploy-pipeline";
import { faultsOf, plainTextSecret } from "../../../components/fields";
import { credentialIn } from "../../../policies/aws/credentials";
import { Value } from "../../../policies/engine/value";

const NAMED = "has the name of a secret";

/** Put together here, so that no scanner of this repository takes them for real ones. */
const NPM_TOKEN = `npm_${"a1B2".repeat(9)}`;
const BITBUCKET_TOKEN = `ATBB${"x1Y2".repeat(8)}`;
const ATLASSIAN_TOKEN = `ATATT3${"x1Y2".repeat(8)}`;
const ACCESS_TOKEN = `ATCTT3${"x1Y2".repeat(8)}`;

/** By name and value, what is found; undefined: the variable may stand in plain text. */
const TABLE: readonly (readonly [name: string, value: string, found: string | undefined])[] = [
  ["DB_PASS", "hunter2", NAMED],
  ["DB_PWD", "hunter2", NAMED],
  ["MYSQL_PWD", "hunter2", NAMED],
  ["PGPASSWORD", "hunter2", NAMED],
  ["NPM_TOKEN", "x1", NAMED],
  ["DATABASE_PASSWORD", "x1", NAMED],
  ["AWS_SECRET_ACCESS_KEY", "x1", NAMED],
  ["STRIPE_APIKEY", "x1", NAMED],
  ["API_KEY", "x1", NAMED],
  ["BASIC_AUTH", "x1", NAMED],
  ["SESSION_SECRET", "x1", NAMED],
  ["GITHUB_PAT", "x1", NAMED],
  ["STORE", NPM_TOKEN, "holds an npm token"],
  ["STORE", BITBUCKET_TOKEN, "holds a Bitbucket or Atlassian token"],
  ["STORE", ATLASSIAN_TOKEN, "holds a Bitbucket or Atlassian token"],
  ["STORE", ACCESS_TOKEN, "holds a Bitbucket or Atlassian token"],
  ["STORE", `AKIA${"A".repeat(16)}`, "holds an AWS access key"],
  ["STORE", "postgres://app:hunter2@db.internal/app", "holds an address with a password in it"],
  ["STORE", "redis://:hunter2@cache.internal:6379", "holds an address with a password in it"],
  ["VITE_STORE", NPM_TOKEN, "holds an npm token"],
  ["NUXT_PUBLIC_TOKEN", "abc", undefined],
  ["NEXT_PUBLIC_AUTH_TOKEN", "abc", undefined],
  ["VITE_FIREBASE_API_KEY", "abc", undefined],
  ["EXPO_PUBLIC_API_KEY", "abc", undefined],
  ["VUE_APP_API_KEY", "abc", undefined],
  ["STORYBOOK_TOKEN", "abc", undefined],
  ["DB_PW", "hunter2", NAMED],
  ["DB", "Server=db;User=app;Password=hunter2;", "holds a connection string with a password in it"],
  ["HOOK", "https://hook.example.com/?token=abc123def", "holds an address with a token in it"],
  ["HOOK", "https://hook.example.com/?token=$TOKEN", undefined],
  ["LOG_LEVEL", "info", undefined],
  ["PWD", "/srv", undefined],
  ["PASSENGER_APP_ENV", "production", undefined],
  ["TOKENIZER", "bpe", undefined],
  ["AUTHOR", "ann", undefined],
  ["SECRET_ARN", "x1", undefined],
  ["SECRET_NAMES", "a,b", undefined],
  ["TOKEN_URL", "https://login.example.com/token", undefined],
  ["AUTH_DOMAIN", "login.example.com", undefined],
  ["PASSWORD_MIN_LENGTH", "12", undefined],
  ["TOKEN_RETRIES", "3", undefined],
  ["STORE", "https://user@example.com/a:b", undefined],
  ["STORE", "https://example.com:8443/path@2x.png", undefined],
  ["DB_PASSWORD", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:x", undefined],
];

const inPipeline = (name: string, value: string) =>
  faultsOf(deployPipelineConfigSchema, {
    repository: "team/app",
    build: { environment: { [name]: value } },
  }).map(({ message }) => message)[0];

describe("secrets in plain text", () => {
  it("are seen under their names in other languages", () => {
    for (const name of ["디비_비밀번호", "CONTRASEÑA", "パスワード", "Kennwort", "mot_de_passe"]) {
      assert.equal(plainTextSecret(name, "hunter2"), NAMED, name);
    }
  });

  for (const [name, value, found] of TABLE) {
    const what = `${name}=${value.slice(0, 12)}…`;
    it(`are ${found === undefined ? "not seen" : "seen"} in ${what} by the detector and by the policies`, () => {
      assert.equal(plainTextSecret(name, value), found);
      assert.equal(credentialIn(name, Value.of(value)), found);
    });

    it(`are ${found === undefined ? "accepted" : "refused"} in ${what} by a pipeline`, () => {
      const message = inPipeline(name, value);
      assert.equal(message === undefined, found === undefined, message);
      assert.ok(message === undefined || message.includes(found ?? ""), message);
      assert.ok(message?.includes(value) !== true, "the message must not hold the value");
    });
  }

  it("are not seen in an empty value", () => {
    assert.equal(plainTextSecret("DB_PASSWORD", ""), undefined);
  });
});
