import { all, remove, set } from "../fixtures/program";
import { STAGES } from "../fixtures/release";
import { to, type Remedies } from "./remedy";

const SOURCE = "stages.0.actions.0";

const variable = (entry: object) =>
  set("build", "environment.environmentVariables", [{ name: "STAGE", value: "prod" }, entry]);

const REFERENCES = JSON.stringify([{ name: "NPM_TOKEN", value: "npm-token", type: "SECRETS_MANAGER" }]);

export const codeRemedies: Remedies = {
  "cb-no-source-creds": {
    "remove them from the address": to(
      "a password in the address",
      set("build", "source.location", "https://bitbucket.org/team/www.git"),
    ),
    "a connection": to(
      "a password as authorization",
      set("build", "source.auth", { type: "CODECONNECTIONS", resource: "arn:connection" }),
    ),
    "a connection for all projects": to(
      "a token of a person for all projects",
      all(set("credential", "authType", "CODECONNECTIONS"), set("credential", "token", "arn:connection")),
    ),
  },
  "cb-no-env-creds": {
    "from Secrets Manager": to(
      "a token with the plain type",
      variable({ name: "NPM_TOKEN", value: "npm-token", type: "SECRETS_MANAGER" }),
    ),
    "from Parameter Store": to(
      "a token with the plain type",
      variable({ name: "NPM_TOKEN", value: "/shop/npm", type: "PARAMETER_STORE" }),
    ),
    "by the service role": to("AWS's key by name", set("build", "environment.environmentVariables", [])),
  },
  "cb-encryption": {
    "of artifacts": to("artifacts", remove("build", "artifacts.encryptionDisabled")),
    "of the log": to("the log", remove("build", "logsConfig.s3Logs.encryptionDisabled")),
  },
  "cb-logs": {
    "to CloudWatch": to("switched off", set("build", "logsConfig.cloudwatchLogs.status", "ENABLED")),
    "to S3": to(
      "switched off",
      set("build", "logsConfig.s3Logs", { status: "ENABLED", location: "logs/builds" }),
    ),
  },
  "cb-no-strangers": {
    "make it private": to("a project that everybody reads", set("build", "projectVisibility", "PRIVATE")),
    "the whole pattern": to(
      "half a pattern",
      set("hook", "filterGroups.0.filters.0.pattern", "^(?:123|456)$"),
    ),
    "with approval": to(
      "no approval",
      set("hook", "pullRequestBuildPolicy.requiresCommentApproval", "FORK_PULL_REQUESTS"),
    ),
  },
  "cb-not-privileged": { "remove it": to("privileged", remove("build", "environment.privilegedMode")) },
  "cp-no-creds": {
    "a connection": to("a token of a person", set("pipeline", SOURCE, STAGES[0]?.actions[0])),
    "variables by reference": to(
      "in the variables of a build",
      set("pipeline", "stages.1.actions.0.configuration.EnvironmentVariables", REFERENCES),
    ),
  },
  "cp-artifact-encryption": {
    "by KMS": to("another type", set("pipeline", "artifactStores.0.encryptionKey.type", "KMS")),
  },
  "cp-connection-source": {
    "use the action": to("GitHub", set("pipeline", `${SOURCE}.provider`, "CodeStarSourceConnection")),
    "name the connection": to(
      "no connection",
      set("pipeline", `${SOURCE}.configuration.ConnectionArn`, "arn:connection"),
    ),
  },
  "cp-deploy-target-known": {
    "take it from the bucket": to(
      "a bucket typed by hand",
      set("pipeline", "stages.3.actions.0.configuration.BucketName", "pages"),
    ),
  },
  "cp-manual-approval": {
    "a stage before": to(
      "no approval",
      set("pipeline", "stages", [
        STAGES[0],
        STAGES[1],
        {
          name: "Approval",
          actions: [{ name: "Approve", category: "Approval", provider: "Manual", configuration: {} }],
        },
        STAGES[3],
      ]),
    ),
  },
};
