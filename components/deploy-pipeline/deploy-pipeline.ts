import * as codepipeline from "@pulumi/aws/codepipeline";
import * as pulumi from "@pulumi/pulumi";
import type { ReleaseSettings } from "../../release/settings";
import { checkArgs } from "../shared/validation";
import type { DeployPipelineArgs } from "./args";
import { makeBuildStage } from "./build-stage";
import { connectionVariable } from "./connection";
import { startBuildPolicy } from "./iam/pipeline-roles";
import { MAX_PIPELINE_NAME, pipelineName } from "./naming";
import { makePipelineEvents, pipelineConsoleUrl } from "./pipeline-events";
import { currentPlace, PipelineFoundation } from "./pipeline-foundation";
import {
  beanstalkPolicy,
  makeActionRole,
  makePipelinePolicy,
  makePipelineRole,
  makeSourceRole,
  type RoleContext,
} from "./pipeline-roles";
import { deployPipelineArgsSchema } from "./schema";
import { stages, triggers, type StageInputs } from "./stages";
import { makeStaticRelease, RELEASE_DEFAULTS } from "./static-release";
import type { BeanstalkTarget } from "./targets";

export const PIPELINE_DEFAULTS = {
  approvalTimeoutMinutes: 1440,
  /** By the kind of target: a static site's deployment takes itself back. */
  onDeployFailure: { static: "fail", beanstalk: "rollback" },
  logRetentionDays: 90,
} as const;

/** The branch that a stack releases where its configuration names none. */
function defaultBranch(stack: string): string {
  return stack === "prod" ? "main" : "dev";
}

/**
 * From a push on a Bitbucket branch to a live release: source, build, optional approval, deployment to a StaticSite or an
 * SsrService. One execution after the other (QUEUED), each action in a role of its own.
 */
export class DeployPipeline extends pulumi.ComponentResource {
  /** Name of the pipeline in CodePipeline. */
  public readonly pipelineName: pulumi.Output<string>;
  public readonly pipelineArn: pulumi.Output<string>;
  /** Where its executions are seen, approved and rolled back. */
  public readonly consoleUrl: pulumi.Output<string>;
  /** `PENDING` until somebody has approved the Bitbucket connection, then `AVAILABLE`. */
  public readonly connectionStatus: pulumi.Output<string>;
  /** Where the connection is approved. */
  public readonly connectionConsoleUrl: pulumi.Output<string>;
  /** What `npm run release` works with; only with a static site. */
  public readonly releaseSettings: pulumi.Output<ReleaseSettings> | undefined;

  constructor(name: string, given: DeployPipelineArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-infra:index:DeployPipeline", name, {}, opts);
    checkArgs(deployPipelineArgsSchema, given, this, `DeployPipeline "${name}"`);
    const child = { parent: this };
    const physicalName = checkedName(name, this);
    const foundation = given.foundation ?? new PipelineFoundation(name, sharedConfig(given), child);
    const args = { ...given, ...bounded(given, foundation) };
    const place = currentPlace(this);
    const region = place.apply((here) => here.region);
    const context: RoleContext = { name, args, physicalName, foundation, place, child };

    const common = {
      config: args,
      pipeline: physicalName,
      place,
      store: foundation.artifactStore,
      logRetentionDays: args.logRetentionDays ?? PIPELINE_DEFAULTS.logRetentionDays,
    };
    const build = makeBuildStage(name, { ...common, target: args.target }, child);
    const release =
      args.target.kind === "static"
        ? makeStaticRelease(name, { ...common, target: args.target }, child)
        : undefined;

    const role = makePipelineRole(context);
    const source = makeSourceRole(context, role);
    const startBuild = makeActionRole(context, role, "start-build", build.arn.apply(startBuildPolicy));
    const deploy =
      release === undefined
        ? makeActionRole(context, role, "beanstalk", beanstalkPolicy(context, args.target as BeanstalkTarget))
        : makeActionRole(context, role, "start-deploy", release.project.arn.apply(startBuildPolicy));
    const bake = stageBake(args);
    const permissions = makePipelinePolicy(context, role, {
      actions: [source, startBuild, deploy],
      bakes: bake !== undefined,
    });

    const branch = args.branch ?? defaultBranch(pulumi.getStack());
    const pipeline = new codepipeline.Pipeline(
      name,
      {
        name: physicalName,
        pipelineType: "V2",
        executionMode: "QUEUED",
        roleArn: role.arn,
        artifactStores: [
          {
            type: "S3",
            location: foundation.artifactStore.bucketName,
            encryptionKey: { type: "KMS", id: foundation.artifactStore.keyArn },
          },
        ],
        stages: stages({
          repository: args.repository,
          branch,
          connectionArn: foundation.connectionArn,
          sourceRoleArn: source.role.arn,
          buildProject: build.name,
          buildRoleArn: startBuild.role.arn,
          approvalTimeoutMinutes: approvalTimeout(args.approval),
          approvalText: pulumi.interpolate`Release #{SourceVariables.CommitId} of ${args.repository} (${branch}) to ${args.target.url}`,
          deploy: deployInputs(args, release?.project.name, deploy.role.arn),
          onDeployFailure: args.onDeployFailure ?? PIPELINE_DEFAULTS.onDeployFailure[args.target.kind],
          bake,
        }),
        triggers: triggers(branch, args.filePaths),
        variables: [connectionVariable(foundation.connectionStatus)],
      },
      // A new pipeline starts at once: by then its roles must be able to work and the store must be closed.
      {
        ...child,
        dependsOn: [
          permissions,
          source.policy,
          startBuild.policy,
          deploy.policy,
          ...foundation.artifactStore.ready,
        ],
      },
    );
    makePipelineEvents(
      name,
      {
        pipeline: physicalName,
        region,
        approves: approvalTimeout(args.approval) !== undefined,
        notifications: foundation.notifications,
      },
      child,
    );

    this.pipelineName = pipeline.name;
    this.pipelineArn = pipeline.arn;
    this.consoleUrl = pulumi
      .all([region, pipeline.name])
      .apply(([here, each]) => pipelineConsoleUrl(here, each));
    this.connectionStatus = foundation.connectionStatus;
    this.connectionConsoleUrl = foundation.connectionConsoleUrl;
    this.releaseSettings = release?.settings;
    this.registerOutputs({
      pipelineName: this.pipelineName,
      pipelineArn: this.pipelineArn,
      consoleUrl: this.consoleUrl,
      connectionStatus: this.connectionStatus,
      releaseSettings: this.releaseSettings,
    });
  }
}

function checkedName(name: string, resource: pulumi.Resource): string {
  const physical = pipelineName(pulumi.getProject(), pulumi.getStack(), name);
  if (physical.length > MAX_PIPELINE_NAME) {
    throw new pulumi.ResourceError(
      `DeployPipeline "${name}": the names of stack, pipeline and project together must have at most ${MAX_PIPELINE_NAME - 2} characters, got ${physical.length - 2} ("${physical}"): shorten one`,
      resource,
      true,
    );
  }
  return physical;
}

function sharedConfig({ permissionsBoundaryArn }: DeployPipelineArgs) {
  return permissionsBoundaryArn === undefined ? {} : { permissionsBoundaryArn };
}

/** The boundary of the stack's pipelines holds for each that names none. */
function bounded(args: DeployPipelineArgs, foundation: PipelineFoundation) {
  const permissionsBoundaryArn = args.permissionsBoundaryArn ?? foundation.permissionsBoundaryArn;
  return permissionsBoundaryArn === undefined ? {} : { permissionsBoundaryArn };
}

function approvalTimeout(approval: DeployPipelineArgs["approval"]): number | undefined {
  if (approval === undefined || approval === false) {
    return undefined;
  }
  return approval === true ? PIPELINE_DEFAULTS.approvalTimeoutMinutes : approval.timeoutMinutes;
}

/** A service's alarm is watched by CodePipeline; a static site's is in us-east-1 and watched by the release program. */
function stageBake({ bakeAlarm, target }: DeployPipelineArgs): StageInputs["bake"] {
  if (bakeAlarm === undefined || bakeAlarm === false || target.kind === "static") {
    return undefined;
  }
  const bake = bakeAlarm === true ? {} : bakeAlarm;
  const alarmName = bake.alarmName ?? target.errorAlarmName;
  return alarmName === undefined
    ? undefined
    : { alarmName, minutes: bake.minutes ?? RELEASE_DEFAULTS.bakeMinutes };
}

function deployInputs(
  { target }: DeployPipelineArgs,
  project: pulumi.Output<string> | undefined,
  roleArn: pulumi.Output<string>,
): StageInputs["deploy"] {
  if (target.kind === "beanstalk") {
    const { applicationName, environmentName } = target;
    return { kind: "beanstalk", applicationName, environmentName, roleArn };
  }
  return { kind: "static", project: project ?? "", roleArn };
}
