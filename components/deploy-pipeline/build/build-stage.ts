/** The Build stage: a CodeBuild project that runs the repository's code in a role that reaches nothing of the target. */
import * as codebuild from "@pulumi/aws/codebuild";
import * as pulumi from "@pulumi/pulumi";
import { arnOf } from "../../aws/account";
import { serviceTrust } from "../../aws/policy-document";
import { artifactFolder, cacheFolder } from "../naming";
import type { PipelineContext } from "../pipeline-context";
import { createRole, type RoleWithPolicy } from "../roles/role";
import type { BuildOutput } from "./build-output";
import { buildBuildspec, serialize } from "./buildspec";
import type { Build } from "./config";
import { projectArn } from "./codebuild-policies";
import { buildArchitecture, createProject, environmentVariables, logGroupName } from "./codebuild-project";
import { buildPolicy } from "./role-policy";

/**
 * @param output what the target makes of the build
 * @param architecture processor that the target runs on; undefined where any will do
 */
export function createBuildProject(
  context: PipelineContext,
  output: BuildOutput,
  architecture: Build["architecture"],
): codebuild.Project {
  const { name, pipelineName, config, foundation, child } = context;
  const { build } = config;
  const store = foundation.artifactStore;
  const project = `${pipelineName}-build`;
  const reports = createReportGroup(context);
  const { role, policy } = createBuildRole(context, project, reports?.arn);
  const buildspec =
    build.buildspec ??
    pulumi
      .output(reports?.arn)
      .apply((arn) => serialize(buildBuildspec(build, output, config.clone === "full", arn)));
  return createProject(
    `${name}-build`,
    {
      project,
      description: `Builds ${config.repository} for ${pipelineName}`,
      roleArn: role.arn,
      keyArn: store.keyArn,
      buildspec,
      architecture: buildArchitecture(build, architecture),
      computeType: build.computeType,
      timeoutMinutes: build.timeoutMinutes,
      variables: environmentVariables(build),
      cacheLocation: pulumi.interpolate`${store.bucketName}/${cacheFolder(pipelineName).replace(/\/$/, "")}`,
      logRetentionDays: config.logRetentionDays,
    },
    { ...child, dependsOn: [policy] },
  );
}

/** Where CodeBuild keeps the results of the tests; only where the build writes some. */
function createReportGroup({ name, pipelineName, config, child }: PipelineContext) {
  return config.build.testReports === undefined
    ? undefined
    : new codebuild.ReportGroup(
        `${name}-tests`,
        {
          name: `${pipelineName}-tests`,
          type: "TEST",
          exportConfig: { type: "NO_EXPORT" },
          deleteReports: true,
        },
        child,
      );
}

function createBuildRole(
  { name, pipelineName, config, foundation, account, permissionsBoundaryArn, child }: PipelineContext,
  project: string,
  reportGroupArn: pulumi.Output<string> | undefined,
): RoleWithPolicy {
  const { bucketArn, keyArn } = foundation.artifactStore;
  const { secrets, secretKeyArns } = config.build;
  const policy = pulumi
    .output({
      account,
      store: { bucketArn, keyArn },
      reportGroupArn,
      connectionArn: foundation.connectionArn,
    })
    .apply(({ account: here, store, reportGroupArn: reports, connectionArn }) =>
      buildPolicy({
        account: here,
        artifacts: { ...store, folder: artifactFolder(pipelineName) },
        cacheFolder: cacheFolder(pipelineName),
        logGroupArn: arnOf(here, "logs", `log-group:${logGroupName(project)}`),
        secrets,
        secretKeyArns,
        reportGroupArn: reports,
        clones:
          config.clone === "full"
            ? { connectionArn, repositories: [config.repository, ...(config.cloneRepositories ?? [])] }
            : undefined,
      }),
    );
  return createRole(
    `${name}-build`,
    {
      description: `CodeBuild: builds ${pipelineName}, deploys nothing`,
      trust: account.apply((here) =>
        serviceTrust("codebuild.amazonaws.com", here, projectArn(here, project)),
      ),
      policy,
      permissionsBoundaryArn,
    },
    child,
  );
}
