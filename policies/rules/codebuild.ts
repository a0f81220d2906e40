import { credentialIn, credentialInBuildspec } from "../aws/credentials";
import { defineRule } from "../engine/rule";
import { CODEBUILD_PROJECT, CODEBUILD_WEBHOOK, REPORT_GROUP, SOURCE_CREDENTIAL } from "../aws/type-tokens";
import type { Value } from "../engine/value";

function sources(props: Value): Value[] {
  return [props.at("source"), ...props.at("secondarySources").items()];
}

const TOKENS = ["BASIC_AUTH", "PERSONAL_ACCESS_TOKEN"];

export const cbNoSourceCreds = defineRule({
  id: "cb-no-source-creds",
  pack: "security",
  demands:
    "CodeBuild reads sources through a connection and over TLS that it verifies, not with a user name, a password or a token.",
  why: "An address shows in the console, in logs and in every API answer; a token ends when its owner leaves.",
  fix: "Use a CodeConnections connection; remove user, password and token from the address, and insecureSsl.",
  severity: "critical",
  controls: ["FSBP CodeBuild.1", "guard CODEBUILD_PROJECT_SOURCE_REPO_URL_CHECK"],
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/codebuild-controls.html#codebuild-1",
  levels: { dev: "mandatory", prod: "mandatory" },
  resource: {
    types: [...CODEBUILD_PROJECT, ...SOURCE_CREDENTIAL],
    judge: ({ type, props }, demand) => {
      if (SOURCE_CREDENTIAL.includes(type)) {
        const kind = props.at("authType");
        demand(
          () => !kind.isOneOf(...TOKENS),
          () => `authType is ${kind.shown()}; use CODECONNECTIONS (or SECRETS_MANAGER).`,
        );
        return;
      }
      for (const source of sources(props)) {
        demand(
          () => !/:\/\/[^/\s@]+@/.test(source.at("location").text() ?? ""),
          `${source.path}.location holds credentials; remove them.`,
        );
        demand(
          () => source.at("insecureSsl").bool() !== true,
          `${source.path}.insecureSsl is true: any server may pose as the source's; remove it.`,
        );
        demand(
          () => source.at("auth", "type").absent || !source.at("auth", "type").isOneOf(...TOKENS),
          `${source.path}.auth uses a password or token; use CODECONNECTIONS.`,
        );
      }
    },
  },
});

export const cbNoStrangers = defineRule({
  id: "cb-no-strangers",
  pack: "security",
  demands: "Strangers neither read the builds of a CodeBuild project nor start them.",
  why: "A build's log and artifacts show more than is meant, and a stranger's change runs with the rights of the project's role.",
  fix: "Leave projectVisibility PRIVATE; write an account filter of a webhook as ^(?:1|2)$, and leave approval of pull requests on.",
  severity: "high",
  controls: [],
  url: "https://docs.aws.amazon.com/codebuild/latest/userguide/pull-request-build-policy.html",
  levels: { dev: "advisory", prod: "mandatory" },
  resource: {
    types: CODEBUILD_PROJECT,
    seldom: CODEBUILD_WEBHOOK,
    judge: ({ type, props }, demand) => {
      if (CODEBUILD_PROJECT.includes(type)) {
        demand(
          () => !props.at("projectVisibility").isOneOf("PUBLIC_READ"),
          "projectVisibility is PUBLIC_READ: everybody reads logs and artifacts; remove it.",
        );
        return;
      }
      const groups = () => props.at("filterGroups").items();
      for (const group of groups()) {
        for (const actor of accountsOf(group)) {
          demand(
            () =>
              isWhole(actor.at("pattern").text() ?? "") && actor.at("excludeMatchedPattern").bool() !== true,
            () =>
              `${actor.path} lets in other accounts: its pattern ${actor.at("pattern").shown()} must hold from ^ to $ and name who may.`,
          );
        }
      }
      demand(
        () =>
          !props.at("pullRequestBuildPolicy", "requiresCommentApproval").isOneOf("DISABLED") ||
          (groups().length > 0 &&
            groups().every((group) => accountsOf(group).length > 0 || !takesPullRequests(group))),
        "requiresCommentApproval is DISABLED: everybody's pull request is built; set it to FORK_PULL_REQUESTS.",
        // Of a private repository there are no strangers' pull requests, and a policy does not know which it is.
        "advisory",
      );
    },
  },
});

/** Filters of a webhook that say whose changes are built. */
function accountsOf(group: Value): Value[] {
  return group
    .at("filters")
    .items()
    .filter((filter) => filter.at("type").isOneOf("ACTOR_ACCOUNT_ID"));
}

/** Numbers or names from end to end: without its ends a pattern also matches what only contains one of them, and .* is everybody. */
function isWhole(pattern: string): boolean {
  const [, inner] = /^\^\((?:\?:)?([^()]*)\)\$$/.exec(pattern) ?? [];
  const each = inner?.split("|") ?? pattern.split("|").map((part) => /^\^(.*)\$$/.exec(part)?.[1] ?? "");
  return each.every((part) => /^(?:[\w{}-]|\\[{}-])+$/.test(part));
}

function takesPullRequests(group: Value): boolean {
  const events = group
    .at("filters")
    .items()
    .filter((filter) => filter.at("type").isOneOf("EVENT"));
  return (
    events.length === 0 || events.some((event) => /PULL_REQUEST/i.test(event.at("pattern").text() ?? ""))
  );
}

export const cbNoEnvCreds = defineRule({
  id: "cb-no-env-creds",
  pack: "security",
  demands: "No plain-text variable and no inline buildspec of a CodeBuild project holds a credential.",
  why: "Plain-text variables show in the console and to everybody who may read the project.",
  fix: "Set the variable's type to SECRETS_MANAGER or PARAMETER_STORE; give AWS access by the service role.",
  severity: "critical",
  controls: ["FSBP CodeBuild.2", "guard CODEBUILD_PROJECT_ENVVAR_AWSCRED_CHECK"],
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/codebuild-controls.html#codebuild-2",
  levels: { dev: "mandatory", prod: "mandatory" },
  resource: {
    types: CODEBUILD_PROJECT,
    judge: ({ props }, demand) => {
      for (const source of sources(props)) {
        demand(
          () => credentialInBuildspec(source.at("buildspec")) === undefined,
          () => `${source.path}.buildspec ${credentialInBuildspec(source.at("buildspec")) ?? ""}.`,
        );
      }
      for (const variable of props.at("environment", "environmentVariables").items()) {
        const name = variable.at("name");
        demand(
          () =>
            variable.at("type").isOneOf("SECRETS_MANAGER", "PARAMETER_STORE") ||
            credentialIn(name.text() ?? "", variable.at("value")) === undefined,
          () =>
            `variable ${name.text() ?? ""} ${credentialIn(name.text() ?? "", variable.at("value")) ?? ""}.`,
        );
      }
    },
  },
});

export const cbEncryption = defineRule({
  id: "cb-encryption",
  pack: "security",
  demands: "What a CodeBuild project puts out is encrypted.",
  why: "Artifacts and logs of a build hold the source and often more.",
  fix: "Remove encryptionDisabled from artifacts and from the S3 log.",
  severity: "medium",
  controls: ["FSBP CodeBuild.3", "FSBP CodeBuild.7", "CKV_AWS_78", "CKV_AWS_311"],
  url: "https://docs.aws.amazon.com/codebuild/latest/userguide/security-encryption.html",
  levels: { dev: "advisory", prod: "mandatory" },
  options: {
    customerKey: {
      type: "boolean",
      default: false,
      about: "Whether encryptionKey must name a key of your own.",
    },
  },
  resource: {
    types: [...CODEBUILD_PROJECT, ...REPORT_GROUP],
    judge: ({ type, props }, demand, { customerKey }) => {
      const outputs = [
        props.at("exportConfig", "s3Destination"),
        props.at("artifacts"),
        props.at("logsConfig", "s3Logs"),
        ...props.at("secondaryArtifacts").items(),
      ];
      for (const output of outputs) {
        demand(
          () => output.at("encryptionDisabled").bool() !== true,
          `${output.path}.encryptionDisabled is true; remove it.`,
        );
      }
      demand(
        () => !customerKey || REPORT_GROUP.includes(type) || props.at("encryptionKey").present,
        "encryptionKey is not set.",
      );
    },
  },
});

export const cbLogs = defineRule({
  id: "cb-logs",
  pack: "security",
  demands: "A CodeBuild project keeps a log of its builds.",
  why: "Without it no one can find out why a release failed, or what a build did with its permissions.",
  fix: "Set logsConfig.cloudwatchLogs or logsConfig.s3Logs with status ENABLED.",
  severity: "medium",
  controls: ["FSBP CodeBuild.4", "CKV_AWS_314"],
  url: "https://docs.aws.amazon.com/codebuild/latest/userguide/change-project.html#change-project-console-logs",
  levels: { dev: "advisory", prod: "mandatory" },
  resource: {
    types: CODEBUILD_PROJECT,
    judge: ({ props }, demand) => {
      const cloudwatch = props.at("logsConfig", "cloudwatchLogs");
      const s3 = props.at("logsConfig", "s3Logs");
      demand(
        // CloudWatch is on where it is named, S3 only where its status says so.
        () =>
          (cloudwatch.present && !cloudwatch.at("status").isOneOf("DISABLED")) ||
          (s3.present && s3.at("status").isOneOf("ENABLED")),
        "logsConfig names no log that is on; set cloudwatchLogs.",
      );
    },
  },
});

export const cbNotPrivileged = defineRule({
  id: "cb-not-privileged",
  pack: "security",
  demands: "No CodeBuild project runs in privileged mode.",
  why: "A privileged container has the rights of its host; only building images needs them.",
  fix: "Remove environment.privilegedMode.",
  severity: "high",
  controls: ["FSBP CodeBuild.5", "CKV_AWS_316"],
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/codebuild-controls.html#codebuild-5",
  levels: { dev: "advisory", prod: "mandatory" },
  resource: {
    types: CODEBUILD_PROJECT,
    judge: ({ props }, demand) => {
      demand(
        () => props.at("environment", "privilegedMode").bool() !== true,
        "environment.privilegedMode is true; remove it.",
      );
    },
  },
});
