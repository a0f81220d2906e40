import type * as codebuild from "@pulumi/aws/codebuild";
import * as codepipeline from "@pulumi/aws/codepipeline";
import type * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import type { ReleaseSettings } from "../release-contract";
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
import type { RoleWithPolicy } from "./roles";
import { deployPipelineArgsSchema } from "./schema";
import { stages, triggers, type StageInputs } from "./stages";
import { makeStaticRelease, RELEASE_DEFAULTS, type StaticReleaseArgs } from "./static-release";

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
    const role = makePipelineRole(context);
    const source = makeSourceRole(context, role);
    const startBuild = makeActionRole(context, role, "start-build", build.arn.apply(startBuildPolicy));
    const deploy = makeDeployStage(context, role, common);
    const pipeline = makePipeline(context, role, { source, build, startBuild, deploy });
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
    this.releaseSettings = deploy.settings;
    this.registerOutputs({
      pipelineName: this.pipelineName,
      pipelineArn: this.pipelineArn,
      consoleUrl: this.consoleUrl,
      connectionStatus: this.connectionStatus,
      releaseSettings: this.releaseSettings,
    });
  }
}

interface Parts {
  readonly source: RoleWithPolicy;
  readonly build: codebuild.Project;
  readonly startBuild: RoleWithPolicy;
  readonly deploy: DeployStage;
}

function makePipeline(context: RoleContext, role: iam.Role, parts: Parts): codepipeline.Pipeline {
  const { name, args, physicalName, foundation, child } = context;
  const { artifactStore: store } = foundation;
  const { source, startBuild, deploy } = parts;
  const bake = stageBake(args);
  const actions = [source, startBuild, deploy.action];
  const permissions = makePipelinePolicy(context, role, { actions, bakes: bake !== undefined });
  const branch = args.branch ?? defaultBranch(pulumi.getStack());
  return new codepipeline.Pipeline(
    name,
    {
      name: physicalName,
      pipelineType: "V2",
      executionMode: "QUEUED",
      roleArn: role.arn,
      artifactStores: [
        { type: "S3", location: store.bucketName, encryptionKey: { type: "KMS", id: store.keyArn } },
      ],
      stages: stages({
        repository: args.repository,
        branch,
        connectionArn: foundation.connectionArn,
        sourceRoleArn: source.role.arn,
        buildProject: parts.build.name,
        buildRoleArn: startBuild.role.arn,
        approvalTimeoutMinutes: approvalTimeout(args.approval),
        approvalText: pulumi.interpolate`Release #{SourceVariables.CommitId} of ${args.repository} (${branch}) to ${args.target.url}`,
        deploy: deploy.inputs,
        onDeployFailure: args.onDeployFailure ?? PIPELINE_DEFAULTS.onDeployFailure[args.target.kind],
        bake,
      }),
      triggers: triggers(branch, args.filePaths),
      variables: [connectionVariable(foundation.connectionStatus)],
    },
    // A new pipeline starts at once: by then its roles must be able to work and the store must be closed.
    { ...child, dependsOn: [permissions, ...actions.map(({ policy }) => policy), ...store.ready] },
  );
}

/** What the Deploy stage runs, and the role that may run that alone. */
interface DeployStage {
  readonly action: RoleWithPolicy;
  readonly inputs: StageInputs["deploy"];
  /** What `npm run release` works with; only with a static site. */
  readonly settings: pulumi.Output<ReleaseSettings> | undefined;
}

function makeDeployStage(
  context: RoleContext,
  role: iam.Role,
  common: Omit<StaticReleaseArgs, "target">,
): DeployStage {
  const { target } = context.args;
  if (target.kind === "beanstalk") {
    const { kind, applicationName, environmentName } = target;
    const action = makeActionRole(context, role, "beanstalk", beanstalkPolicy(context, target));
    const inputs = { kind, applicationName, environmentName, roleArn: action.role.arn };
    return { action, inputs, settings: undefined };
  }
  const { project, settings } = makeStaticRelease(context.name, { ...common, target }, context.child);
  const action = makeActionRole(context, role, "start-deploy", project.arn.apply(startBuildPolicy));
  return { action, inputs: { kind: "static", project: project.name, roleArn: action.role.arn }, settings };
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
