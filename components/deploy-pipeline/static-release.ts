/** The Deploy stage of a static site: a CodeBuild project that runs the release program, in a role of its own. */
import type * as codebuild from "@pulumi/aws/codebuild";
import * as pulumi from "@pulumi/pulumi";
import { deployProject, SETTINGS_VARIABLE, type ReleaseSettings } from "../release-contract";
import type { DeployPipelineConfig } from "./args";
import type { ArtifactStore } from "./artifact-store";
import { deployBuildspec, serialize } from "./buildspec";
import { logGroupName, makeProject } from "./codebuild-project";
import { arnOf, serviceTrust, type Place } from "./iam/document";
import { projectArn } from "./iam/pipeline-roles";
import { CLOUDFRONT_ALARM_REGION, staticDeployPolicy } from "./iam/static-deploy";
import { artifactFolder, statePrefix } from "./naming";
import { makeReleaseProgram } from "./release-program";
import { makeRole, type RoleWithPolicy } from "./roles";
import type { StaticSiteTarget } from "./targets";

export const RELEASE_DEFAULTS = {
  retention: { releases: 5, days: 14 },
  probeTimeoutSeconds: 120,
  bakeMinutes: 10,
} as const;

/** How long the upload, the wait for another deployment and for the edge, and taking everything back may take. */
const DEPLOY_MINUTES = 60;

/**
 * When CodeBuild ends a deployment. It must never be what ends one that only waits: a deployment that is cut off cannot
 * take back what it has changed.
 */
function deployTimeoutMinutes({ probe, bakeAlarm }: DeployPipelineConfig): number {
  const probeSeconds =
    (typeof probe === "object" ? probe.timeoutSeconds : undefined) ?? RELEASE_DEFAULTS.probeTimeoutSeconds;
  const bakeMinutes =
    typeof bakeAlarm === "object"
      ? (bakeAlarm.minutes ?? RELEASE_DEFAULTS.bakeMinutes)
      : bakeAlarm === true
        ? RELEASE_DEFAULTS.bakeMinutes
        : 0;
  return DEPLOY_MINUTES + Math.ceil(probeSeconds / 60) + bakeMinutes;
}

export interface StaticReleaseArgs {
  readonly config: DeployPipelineConfig;
  readonly target: StaticSiteTarget;
  readonly pipeline: string;
  readonly place: pulumi.Output<Place>;
  readonly store: ArtifactStore;
  readonly logRetentionDays: number;
}

/** What the release program is told, of the configuration and the target's own values. */
export function releaseSettings(
  config: DeployPipelineConfig,
  target: Pick<
    StaticSiteTarget,
    "release" | "mode" | "indexDocument" | "pages" | "trailingSlash" | "guarded"
  > & {
    readonly bucket: string;
    readonly distributionId: string;
    readonly keyValueStoreArn?: string | undefined;
    readonly url: string;
    readonly alarmName?: string | undefined;
  },
  state: string,
): ReleaseSettings {
  const probe = config.probe ?? target.guarded !== true;
  const { indexDocument, mode, pages, trailingSlash } = target;
  const bake = config.bakeAlarm === true ? {} : config.bakeAlarm === false ? undefined : config.bakeAlarm;
  const alarmName = bake?.alarmName ?? target.alarmName;
  return {
    release: target.release,
    bucket: target.bucket,
    distributionId: target.distributionId,
    ...(target.keyValueStoreArn === undefined ? {} : { keyValueStoreArn: target.keyValueStoreArn }),
    url: target.url,
    ...(indexDocument === undefined ? {} : { indexDocument }),
    state,
    retention: { ...RELEASE_DEFAULTS.retention, ...config.retention },
    ...(probe === false
      ? {}
      : {
          probe: {
            timeoutSeconds: RELEASE_DEFAULTS.probeTimeoutSeconds,
            ...(mode === undefined ? {} : { mode }),
            ...(pages === undefined ? {} : { pages }),
            ...(trailingSlash === undefined ? {} : { trailingSlash }),
            ...(probe === true ? {} : probe),
          },
        }),
    externalPaths: [...(config.externalPaths ?? [])],
    ...(bake === undefined || alarmName === undefined
      ? {}
      : {
          bake: {
            alarmName,
            region: CLOUDFRONT_ALARM_REGION,
            minutes: bake.minutes ?? RELEASE_DEFAULTS.bakeMinutes,
          },
        }),
  };
}

export function makeStaticRelease(
  name: string,
  args: StaticReleaseArgs,
  opts: { readonly parent: pulumi.Resource },
): { readonly project: codebuild.Project; readonly settings: pulumi.Output<ReleaseSettings> } {
  const { config, target, store } = args;
  const project = deployProject(args.pipeline);
  const program = makeReleaseProgram(name, args.pipeline, store, opts);
  const { role, policy } = makeDeployRole(name, args, project, program.key, opts);
  const settings = pulumi
    .output({
      bucket: target.bucketName,
      distributionId: target.distributionId,
      keyValueStoreArn: target.keyValueStoreArn,
      url: target.url,
      alarmName: target.errorAlarmName,
      store: store.bucketName,
    })
    .apply(({ store: bucket, ...known }) =>
      releaseSettings(
        config,
        { ...target, ...known },
        `s3://${bucket}/${statePrefix(args.pipeline).replace(/\/$/, "")}`,
      ),
    );
  const made = makeProject(
    `${name}-deploy`,
    {
      project,
      description: `Releases the build of ${args.pipeline} to ${target.release === "atomic" ? "a new release, then switches" : "its bucket"}`,
      roleArn: role.arn,
      keyArn: store.keyArn,
      buildspec: serialize(deployBuildspec()),
      architecture: config.build?.architecture ?? "arm64",
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
      logRetentionDays: args.logRetentionDays,
    },
    { ...opts, dependsOn: [policy] },
  );
  return { project: made, settings };
}

function makeDeployRole(
  name: string,
  { config, target, pipeline, place, store }: StaticReleaseArgs,
  project: string,
  programKey: pulumi.Output<string>,
  opts: { readonly parent: pulumi.Resource },
): RoleWithPolicy {
  const bakes = config.bakeAlarm !== undefined && config.bakeAlarm !== false;
  const document = pulumi
    .output({
      place,
      artifactBucketArn: store.bucketArn,
      keyArn: store.keyArn,
      programKey,
      siteBucketArn: target.bucketArn,
      distributionArn: target.distributionArn,
      keyValueStoreArn: target.keyValueStoreArn,
    })
    .apply((known) =>
      staticDeployPolicy({
        place: known.place,
        artifacts: {
          bucketArn: known.artifactBucketArn,
          keyArn: known.keyArn,
          folder: artifactFolder(pipeline),
        },
        logGroupArn: arnOf(known.place, "logs", `log-group:${logGroupName(project)}`),
        scriptArn: `${known.artifactBucketArn}/${known.programKey}`,
        stateFolder: statePrefix(pipeline),
        site: {
          bucketArn: known.siteBucketArn,
          distributionArn: known.distributionArn,
          keyValueStoreArn: known.keyValueStoreArn,
          bakes,
        },
      }),
    );
  return makeRole(
    `${name}-deploy`,
    {
      description: `CodeBuild: releases ${pipeline}`,
      trust: place.apply((here) => serviceTrust("codebuild.amazonaws.com", here, projectArn(here, project))),
      policy: document,
      permissionsBoundaryArn: config.permissionsBoundaryArn,
    },
    opts,
  );
}
