import { add, remove, set, unknown } from "../fixtures/program";
import { STAGES } from "../fixtures/release";
import { UNKNOWN } from "../../../policies/testing/messages";
import { faulty, fine, undetermined, unknownIsFine, type Cases } from "../../../policies/testing/case";

const VARIABLES = "environment.environmentVariables";
const SOURCE = "stages.0.actions.0";

/** The build's variables with one more. */
function variable(entry: object) {
  return set("build", VARIABLES, [{ name: "STAGE", value: "prod" }, entry]);
}

const DEPLOY = {
  name: "Pages",
  category: "Deploy",
  provider: "S3",
  configuration: { BucketName: "pages" },
};
const APPROVAL = { name: "Ask", category: "Approval", provider: "Manual" };
const APPROVE = { name: "Approve", actions: [APPROVAL] };

function stages(...others: readonly object[]) {
  return set("pipeline", "stages", [STAGES[0], ...others]);
}

const webhook = (props: object) =>
  add({ type: "aws:codebuild/webhook:Webhook", name: "hook", props: { projectName: "build", ...props } });
const actor = (pattern: string) => ({ type: "ACTOR_ACCOUNT_ID", pattern });

export const codeCases: Cases = {
  "cb-no-source-creds": {
    faulty: {
      "a password in the address": set(
        "build",
        "source.location",
        "https://me:pw@bitbucket.org/team/www.git",
      ),
      "a user in the address": set("build", "source.location", "https://me@bitbucket.org/team/www.git"),
      "a second source": set("build", "secondarySources", [
        { location: "https://me:pw@bitbucket.org/team/x.git" },
      ]),
      "a token of a person for all projects": add({
        type: "aws:codebuild/sourceCredential:SourceCredential",
        name: "credential",
        props: { authType: "PERSONAL_ACCESS_TOKEN", serverType: "BITBUCKET", token: "abc" },
      }),
      "a password as authorization": set("build", "source.auth", { type: "BASIC_AUTH", resource: "arn:x" }),
    },
    absent: fine(remove("build", "source.location")),
    unknown: undetermined(unknown("build", "source.location")),
    fine: {
      "a connection": set("build", "source.auth", { type: "CODECONNECTIONS", resource: "arn:c" }),
      "a connection for all projects": add({
        type: "aws:codebuild/sourceCredential:SourceCredential",
        name: "credential",
        props: { authType: "CODECONNECTIONS", serverType: "BITBUCKET", token: "arn:c" },
      }),
    },
  },
  "cb-no-env-creds": {
    faulty: {
      "AWS's key by name": variable({ name: "AWS_SECRET_ACCESS_KEY", value: "abc" }),
      "an access key by look": variable({ name: "STORE", value: "AKIAIOSFODNN7EXAMPLE" }),
      "a token with the plain type": variable({ name: "NPM_TOKEN", value: "abc", type: "PLAINTEXT" }),
      "a private key": variable({ name: "PEM", value: "-----BEGIN RSA PRIVATE KEY-----\nMII" }),
      "a key in the buildspec": set(
        "build",
        "source.buildspec",
        "env:\n  variables:\n    K: AKIAIOSFODNN7EXAMPLE",
      ),
      "a password in a document": variable({ name: "CONFIG", value: '{"db":{"password":"hunter2"}}' }),
      "a password among arguments": variable({ name: "OPTIONS", value: "--host db --password hunter2" }),
      "a registry's password in a command": set(
        "build",
        "source.buildspec",
        "phases:\n  build:\n    commands:\n      - docker login -u ann -p hunter22 registry.example.com\n",
      ),
      "a Bitbucket password": variable({ name: "REPO", value: "ATBBabcdefghijklmnop1234" }),
    },
    absent: fine(remove("build", VARIABLES)),
    unknown: undetermined(variable({ name: "API_KEY", value: UNKNOWN })),
    fine: {
      "a buildspec that names where its secrets are": set(
        "build",
        "source.buildspec",
        "version: 0.2\nenv:\n  secrets-manager:\n    DB_PASSWORD: shop/db:password\n  parameter-store:\n    TOKEN: /shop/token\nphases: {}\n",
      ),
      "from Parameter Store": variable({ name: "API_KEY", value: "/prod/key", type: "PARAMETER_STORE" }),
      "an id of a distribution": variable({ name: "DISTRIBUTION_ID", value: UNKNOWN }),
    },
  },
  "cb-encryption": {
    faulty: {
      artifacts: set("build", "artifacts.encryptionDisabled", true),
      "the log": set("build", "logsConfig.s3Logs", { status: "ENABLED", encryptionDisabled: true }),
    },
    absent: fine(remove("build", "artifacts")),
    unknown: undetermined(unknown("build", "artifacts.encryptionDisabled")),
  },
  "cb-logs": {
    faulty: { "switched off": set("build", "logsConfig.cloudwatchLogs", { status: "DISABLED" }) },
    absent: faulty(remove("build", "logsConfig")),
    unknown: undetermined(unknown("build", "logsConfig.cloudwatchLogs.status")),
    fine: {
      "to a bucket": set("build", "logsConfig", { s3Logs: { status: "ENABLED", location: "logs/build" } }),
    },
  },
  "cb-not-privileged": {
    faulty: { privileged: set("build", "environment.privilegedMode", true) },
    absent: fine(remove("build", "environment.privilegedMode")),
    unknown: undetermined(unknown("build", "environment.privilegedMode")),
  },
  "cb-no-strangers": {
    faulty: {
      "a project that everybody reads": set("build", "projectVisibility", "PUBLIC_READ"),
      "half a pattern": webhook({ filterGroups: [{ filters: [actor("123|456")] }] }),
      "no approval": webhook({ pullRequestBuildPolicy: { requiresCommentApproval: "DISABLED" } }),
    },
    absent: fine(webhook({})),
    unknown: undetermined(unknown("build", "projectVisibility")),
    fine: {
      "a whole pattern": webhook({ filterGroups: [{ filters: [actor("^(?:123|456)$")] }] }),
      "a private project": set("build", "projectVisibility", "PRIVATE"),
    },
  },
  "cp-artifact-encryption": {
    faulty: { "another type": set("pipeline", "artifactStores.0.encryptionKey.type", "AES") },
    absent: faulty(remove("pipeline", "artifactStores.0.encryptionKey")),
    unknown: undetermined(unknown("pipeline", "artifactStores")),
    fine: { "a key that is not known yet": unknown("pipeline", "artifactStores.0.encryptionKey.id") },
  },
  "cp-connection-source": {
    faulty: {
      GitHub: set("pipeline", `${SOURCE}.provider`, "GitHub"),
      "no connection": remove("pipeline", `${SOURCE}.configuration.ConnectionArn`),
    },
    absent: fine(set("pipeline", "stages", STAGES.slice(1))),
    unknown: undetermined(unknown("pipeline", `${SOURCE}.provider`)),
    fine: {
      "a connection that is not known yet": unknown("pipeline", `${SOURCE}.configuration.ConnectionArn`),
    },
  },
  "cp-no-creds": {
    faulty: {
      "a token of a person": set(
        "pipeline",
        `${SOURCE}.configuration.OAuthToken`,
        "ghp_0123456789abcdefghij",
      ),
      "a token that is not known yet": unknown("pipeline", `${SOURCE}.configuration.OAuthToken`),
      "in the variables of a build": set(
        "pipeline",
        "stages.1.actions.0.configuration.EnvironmentVariables",
        JSON.stringify([{ name: "NPM_TOKEN", value: "npm", type: "PLAINTEXT" }]),
      ),
      "in the parameters of a function": set(
        "pipeline",
        "stages.1.actions.0.configuration.UserParameters",
        '{"token":"hunter22"}',
      ),
      "in a command": set("pipeline", "stages.1.actions.0.commands", ["export DB_PASSWORD=hunter22"]),
      "by its look": set("pipeline", "stages.1.actions.0.configuration.Note", "AKIAIOSFODNN7EXAMPLE"),
    },
    absent: fine(remove("pipeline", `${SOURCE}.configuration`)),
    unknown: undetermined(unknown("pipeline", "stages.1.actions.0.configuration.EnvironmentVariables")),
  },
  "cp-manual-approval": {
    faulty: {
      "no approval": set(
        "pipeline",
        "stages",
        STAGES.filter(({ name }) => name !== "Approve"),
      ),
      "approval too late": set("pipeline", "stages", [STAGES[0], STAGES[1], STAGES[3], STAGES[2]]),
      "approval at the same time": stages({ name: "Deploy", actions: [APPROVAL, DEPLOY] }),
      "a deployment before the approved one": stages({ name: "Latest", actions: [DEPLOY] }, APPROVE, {
        name: "Deploy",
        actions: [DEPLOY],
      }),
      "a build that deploys": set("pipeline", "stages", [
        STAGES[0],
        { name: "Release", actions: [{ name: "Publish", category: "Build", provider: "CodeBuild" }] },
      ]),
    },
    also: ["cp-connection-source"],
    absent: fine(set("pipeline", "stages", STAGES.slice(0, 2))),
    unknown: undetermined(unknown("pipeline", "stages")),
    fine: {
      "a rehearsal before the approval": stages({ name: "DeployStaging", actions: [DEPLOY] }, APPROVE, {
        name: "Deploy",
        actions: [DEPLOY],
      }),
      "approval before it in the same stage, whatever is written first": stages({
        name: "Deploy",
        actions: [
          { ...DEPLOY, runOrder: "2" },
          { ...APPROVAL, runOrder: 1 },
        ],
      }),
    },
  },
  "cp-deploy-target-known": {
    faulty: {
      "a bucket typed by hand": set("pipeline", "stages.3.actions.0.configuration.BucketName", "pages-old"),
      "another team's environment": set(
        "pipeline",
        "stages.3.actions.1.configuration.EnvironmentName",
        "other",
      ),
    },
    absent: fine(set("pipeline", "stages", STAGES.slice(0, 3))),
    unknown: unknownIsFine(unknown("pipeline", "stages.3.actions.0.configuration.BucketName")),
  },
};
