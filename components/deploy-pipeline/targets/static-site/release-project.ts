/** The CodeBuild project that runs the release program, in a role of its own. */
import type * as codebuild from "@pulumi/aws/codebuild";
import * as pulumi from "@pulumi/pulumi";
import { arnOf } from "../../../aws/account";
import { serviceTrust } from "../../../aws/policy-document";
import { deployProject, type ReleaseSettings, SETTINGS_VARIABLE } from "../../../release-contract";
import { type Buildspec, serialize } from "../../build/buildspec";
import { projectArn } from "../../build/codebuild-policies";
import { buildArchitecture, createProject, logGroupName } from "../../build/codebuild-project";
import { artifactFolder, statePrefix } from "../../naming";
import type { PipelineContext } from "../../pipeline-context";
import { createRole, type RoleWithPolicy } from "../../roles/role";
import { createReleaseProgram } from "./release-program";
import { deployTimeoutMinutes, releaseSettings } from "./release-settings";
import { staticDeployPolicy } from "./role-policy";
import type { StaticSiteTarget } from "./static-site-target";

/** What the image's Node.js is without `runtime-versions` changes with the image; the program is built for 20 and newer. */
const RELEASE_NODE_VERSION = 22;

/**
 * Fetches the program that the stack has put into the artifact store, runs it if it is the very file that the stack has
 * made, and nothing else.
 */
export function deployBuildspec(): Buildspec {
  return {
    version: 0.2,
    phases: {
      install: {
        "runtime-versions": { nodejs: RELEASE_NODE_VERSION },
        "on-failure": "ABORT",
        commands: [
          'aws s3 cp "$RELEASE_PROGRAM" /tmp/release.cjs --only-show-errors',
          'echo "$RELEASE_PROGRAM_SHA256  /tmp/release.cjs" | sha256sum --check --strict',
        ],
      },
      build: {
        "on-failure": "ABORT",
        commands: ['node /tmp/release.cjs deploy "$CODEBUILD_SRC_DIR"'],
      },
    },
  };
}

export function createReleaseProject(
  context: PipelineContext,
  target: StaticSiteTarget,
): { readonly project: codebuild.Project; readonly settings: pulumi.Output<ReleaseSettings> } {
  const { name, pipelineName, config, foundation, child } = context;
  const store = foundation.artifactStore;
  const projectName = deployProject(pipelineName);
  const program = createReleaseProgram(name, pipelineName, store, child);
  const { role, policy } = createReleaseRole(context, target, projectName, program.key);
  const settings = settingsOf(context, target);
  const project = createProject(
    `${name}-deploy`,
    {
      project: projectName,
      description: `Releases the build of ${pipelineName} to ${target.release === "atomic" ? "a new release, then switches" : "its bucket"}`,
      roleArn: role.arn,
      keyArn: store.keyArn,
      buildspec: serialize(deployBuildspec()),
      architecture: buildArchitecture(config.build),
      computeType: "small",
      timeoutMinutes: deployTimeoutMinutes(config),
      variables: [
        { name: SETTINGS_VARIABLE, type: "PLAINTEXT", value: settings.apply((each) => JSON.stringify(each)) },
        {
          name: "RELEASE_PROGRAM",
          type: "PLAINTEXT",
          value: pulumi.interpolate`s3://${store.bucketName}/${program.key}`,
        },
        { name: "RELEASE_PROGRAM_SHA256", type: "PLAINTEXT", value: program.sha256 },
      ],
      concurrentBuildLimit: 1,
      logRetentionDays: config.logRetentionDays,
    },
    { ...child, dependsOn: [policy] },
  );
  return { project, settings };
}

function settingsOf(
  { config, foundation, pipelineName }: PipelineContext,
  target: StaticSiteTarget,
): pulumi.Output<ReleaseSettings> {
  const { bucketName: bucket, distributionId, keyValueStoreArn, url, errorAlarmName } = target;
  const store = foundation.artifactStore.bucketName;
  return pulumi
    .output({ known: { bucket, distributionId, keyValueStoreArn, url, errorAlarmName }, store })
    .apply(({ known, store: artifactBucket }) =>
      releaseSettings(
        config,
        { ...target, ...known },
        `s3://${artifactBucket}/${statePrefix(pipelineName).replace(/\/$/, "")}`,
      ),
    );
}

function createReleaseRole(
  { name, pipelineName, config, foundation, account, permissionsBoundaryArn, child }: PipelineContext,
  target: StaticSiteTarget,
  project: string,
  programKey: pulumi.Output<string>,
): RoleWithPolicy {
  const store = foundation.artifactStore;
  const { bucketArn, distributionArn, keyValueStoreArn } = target;
  const policy = pulumi
    .output({
      account,
      artifacts: { bucketArn: store.bucketArn, keyArn: store.keyArn },
      programKey,
      site: { bucketArn, distributionArn, keyValueStoreArn },
    })
    .apply(({ account: here, artifacts, programKey: key, site }) =>
      staticDeployPolicy({
        account: here,
        artifacts: { ...artifacts, folder: artifactFolder(pipelineName) },
        logGroupArn: arnOf(here, "logs", `log-group:${logGroupName(project)}`),
        scriptArn: `${artifacts.bucketArn}/${key}`,
        stateFolder: statePrefix(pipelineName),
        site: { ...site, bakes: config.bakeAlarm !== false },
      }),
    );
  return createRole(
    `${name}-deploy`,
    {
      description: `CodeBuild: releases ${pipelineName}`,
      trust: account.apply((here) =>
        serviceTrust("codebuild.amazonaws.com", here, projectArn(here, project)),
      ),
      policy,
      permissionsBoundaryArn,
    },
    child,
  );
}
