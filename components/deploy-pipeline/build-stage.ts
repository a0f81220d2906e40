/** The Build stage: a CodeBuild project that runs the repository's code in a role that reaches nothing of the target. */
import * as codebuild from "@pulumi/aws/codebuild";
import * as pulumi from "@pulumi/pulumi";
import type { DeployPipelineConfig } from "./args";
import type { ArtifactStore } from "./artifact-store";
import { BUILD_DEFAULTS, buildBuildspec, serialize } from "./buildspec";
import { environmentVariables, logGroupName, makeProject } from "./codebuild-project";
import { arnOf, serviceTrust, type Place } from "./iam/document";
import { buildPolicy, projectArn } from "./iam/pipeline-roles";
import { artifactFolder, cacheFolder } from "./naming";
import { makeRole, type RoleWithPolicy } from "./roles";
import type { DeployTarget } from "./targets";

export interface BuildStageArgs {
  readonly config: DeployPipelineConfig;
  readonly target: DeployTarget;
  readonly pipeline: string;
  readonly place: pulumi.Output<Place>;
  readonly store: ArtifactStore;
  readonly logRetentionDays: number;
}

export function makeBuildStage(
  name: string,
  args: BuildStageArgs,
  opts: { readonly parent: pulumi.Resource },
): codebuild.Project {
  const { config, store } = args;
  const project = `${args.pipeline}-build`;
  const build = { ...BUILD_DEFAULTS, ...config.build };
  const reports =
    build.testReports === undefined
      ? undefined
      : new codebuild.ReportGroup(
          `${name}-tests`,
          {
            name: `${args.pipeline}-tests`,
            type: "TEST",
            exportConfig: { type: "NO_EXPORT" },
            deleteReports: true,
          },
          opts,
        );
  const { role, policy } = makeBuildRole(name, args, project, reports?.arn, opts);
  return makeProject(
    `${name}-build`,
    {
      project,
      description: `Builds ${config.repository} for ${args.pipeline}`,
      roleArn: role.arn,
      keyArn: store.keyArn,
      buildspec:
        build.buildspec ??
        pulumi.output(reports?.arn).apply((arn) => serialize(buildBuildspec(args.target, build, arn))),
      architecture: build.architecture,
      computeType: build.computeType,
      timeoutMinutes: build.timeoutMinutes,
      variables: environmentVariables(build),
      cacheLocation: pulumi.interpolate`${store.bucketName}/${cacheFolder(args.pipeline).replace(/\/$/, "")}`,
      logRetentionDays: args.logRetentionDays,
    },
    { ...opts, dependsOn: [policy] },
  );
}

function makeBuildRole(
  name: string,
  { config, pipeline, place, store }: BuildStageArgs,
  project: string,
  reportGroup: pulumi.Output<string> | undefined,
  opts: { readonly parent: pulumi.Resource },
): RoleWithPolicy {
  const { secrets, secretKeyArns } = { ...BUILD_DEFAULTS, ...config.build };
  const document = pulumi
    .output({
      place,
      bucketArn: store.bucketArn,
      keyArn: store.keyArn,
      reportGroupArn: reportGroup,
    })
    .apply(({ place: here, bucketArn, keyArn, reportGroupArn }) =>
      buildPolicy({
        place: here,
        artifacts: { bucketArn, keyArn, folder: artifactFolder(pipeline) },
        cacheFolder: cacheFolder(pipeline),
        logGroupArn: arnOf(here, "logs", `log-group:${logGroupName(project)}`),
        secrets,
        secretKeyArns,
        reportGroupArn,
      }),
    );
  return makeRole(
    `${name}-build`,
    {
      description: `CodeBuild: builds ${pipeline}, deploys nothing`,
      trust: place.apply((here) => serviceTrust("codebuild.amazonaws.com", here, projectArn(here, project))),
      policy: document,
      permissionsBoundaryArn: config.permissionsBoundaryArn,
    },
    opts,
  );
}
