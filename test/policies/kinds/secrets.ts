import { aws, bad, good, native, type Kind } from "./kind";

const variables = (pairs: object) =>
  aws("lambda/function:Function", { role: "arn:r", environment: { variables: pairs } });
const task = (container: object) =>
  aws("ecs/taskDefinition:TaskDefinition", {
    family: "f",
    containerDefinitions: JSON.stringify([{ name: "a", ...container }]),
  });
const splunk = (options: object) => ({ logConfiguration: { logDriver: "splunk", options } });
const TOKEN = "8a1b2c3d-0000-1111-2222-333344445555";

/** Credentials in places and spellings of their own, and what only says where one is. */
export const secretKinds: readonly Kind[] = [
  bad(
    "lambda-no-plain-secrets",
    "a random key that says how it is encoded",
    variables({ APP_KEY: "base64:Jx3vQm9ZrT7Lw2KfYp8Hs1NdBc6Ag5EuRiOt4XyVjMk=" }),
  ),
  bad("ecs-no-plain-secrets", "a token for a log driver", task(splunk({ "splunk-token": TOKEN }))),
  bad(
    "ecs-no-plain-secrets",
    "a key for a log router",
    task({ logConfiguration: { logDriver: "awsfirelens", options: { Name: "datadog", apikey: TOKEN } } }),
  ),
  bad(
    "ecs-no-plain-secrets",
    "a token for a log driver of a native task",
    native("ecs:TaskDefinition", {
      containerDefinitions: [{ name: "a", ...splunk({ "splunk-token": TOKEN }) }],
    }),
  ),
  bad(
    "ecs-no-plain-secrets",
    "a password in a health check's command",
    task({ healthCheck: { command: ["CMD-SHELL", "mysqladmin ping -uroot -pHunter2hunter"] } }),
  ),
  good(
    "a log driver whose token is a secret",
    task({
      logConfiguration: {
        logDriver: "splunk",
        options: { "splunk-url": "https://logs.example", "splunk-format": "json" },
        secretOptions: [
          {
            name: "splunk-token",
            valueFrom: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:splunk-AbCdEf",
          },
        ],
      },
    }),
  ),
  good(
    "files that hold credentials",
    variables({
      GOOGLE_APPLICATION_CREDENTIALS: "/etc/gcp/key.json",
      DB_PASSWORD: "/run/secrets/db-password",
      TLS_PRIVATE_KEY: "./certificates/server.key",
    }),
  ),
  good(
    "a digest that says how it is encoded",
    variables({ IMAGE_SHA: "base64:Jx3vQm9ZrT7Lw2KfYp8Hs1NdBc6Ag5EuRiOt4XyVjMk=" }),
  ),
];
