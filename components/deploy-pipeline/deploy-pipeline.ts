import * as codepipeline from "@pulumi/aws/codepipeline";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import type { ReleaseSettings } from "../../release/settings";
import { checkArgs } from "../shared/validation";
import type { DeployPipelineArgs } from "./args";
import { makeBuildStage } from "./build-stage";
import { arnOf, roleTrust, serviceTrust, type PolicyDocument } from "./iam/document";
import { beanstalkDeployPolicy } from "./iam/beanstalk-deploy";
import { pipelinePolicy, sourcePolicy, startBuildPolicy } from "./iam/pipeline-roles";
import { artifactFolder, MAX_PIPELINE_NAME, pipelineName } from "./naming";
import { boundary } from "./notifications";
import { makePipelineEvents, pipelineConsoleUrl } from "./pipeline-events";
import { currentPlace, PipelineFoundation } from "./pipeline-foundation";
import { makeRole, makeRolePolicy, type RoleWithPolicy } from "./roles";
import { deployPipelineArgsSchema } from "./schema";
import { stages, triggers, type StageInputs } from "./stages";
import { makeStaticRelease, RELEASE_DEFAULTS } from "./static-release";
import type { BeanstalkTarget } from "./targets";

export const PIPELINE_DEFAULTS = {
  approvalTimeoutMinutes: 1440,
  onDeployFailure: "rollback",
  logRetentionDays: 90,
} as const;

/** The branch that a stack releases where its configuration names none. */
export function defaultBranch(stack: string): string {
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

  constructor(name: string, args: DeployPipelineArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-infra:index:DeployPipeline", name, {}, opts);
    checkArgs(deployPipelineArgsSchema, args, this, `DeployPipeline "${name}"`);
    const child = { parent: this };
    const physicalName = checkedName(name, this);
    const foundation = args.foundation ?? new PipelineFoundation(name, sharedConfig(args), child);
    const place = currentPlace(this);
    const region = place.apply((here) => here.region);
    const context: Context = { name, args, physicalName, foundation, place, child };

    const common = {
      config: args,
      pipeline: physicalName,
      place,
      store: foundation.artifactStore,
      logRetentionDays: args.logRetentionDays ?? PIPELINE_DEFAULTS.logRetentionDays,
    };
    const build = makeBuildStage(name, { ...common, kind: args.target.kind }, child);
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
    const permissions = makePipelinePolicy(context, role, [source, startBuild, deploy]);

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
          onDeployFailure: args.onDeployFailure ?? PIPELINE_DEFAULTS.onDeployFailure,
          bake: stageBake(args),
        }),
        triggers: triggers(branch, args.filePaths),
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

interface Context {
  readonly name: string;
  readonly args: DeployPipelineArgs;
  readonly physicalName: string;
  readonly foundation: PipelineFoundation;
  readonly place: ReturnType<typeof currentPlace>;
  readonly child: { readonly parent: DeployPipeline };
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

/** The service role: only this pipeline of this account may take it. */
function makePipelineRole({ name, args, physicalName, place, child }: Context): iam.Role {
  return new iam.Role(
    `${name}-pipeline`,
    {
      description: `CodePipeline: runs ${physicalName}`,
      assumeRolePolicy: place.apply((here) =>
        JSON.stringify(
          serviceTrust("codepipeline.amazonaws.com", here, arnOf(here, "codepipeline", physicalName)),
        ),
      ),
      ...boundary(args.permissionsBoundaryArn),
    },
    child,
  );
}

function makePipelinePolicy(
  { name, args, physicalName, foundation, place, child }: Context,
  role: iam.Role,
  actions: readonly RoleWithPolicy[],
): iam.RolePolicy {
  const { artifactStore: store } = foundation;
  const document = pulumi
    .output({
      place,
      bucketArn: store.bucketArn,
      keyArn: store.keyArn,
      actionRoleArns: actions.map((action) => action.role.arn),
    })
    .apply((known) =>
      pipelinePolicy({
        place: known.place,
        artifacts: { bucketArn: known.bucketArn, keyArn: known.keyArn, folder: artifactFolder(physicalName) },
        actionRoleArns: known.actionRoleArns,
        bakes: stageBake(args) !== undefined,
      }),
    );
  return makeRolePolicy(`${name}-pipeline`, role, document, child);
}

function makeSourceRole(context: Context, pipelineRole: iam.Role): RoleWithPolicy {
  const { args, physicalName, foundation, place } = context;
  const { artifactStore: store, connectionArn } = foundation;
  const document = pulumi
    .output({ place, bucketArn: store.bucketArn, keyArn: store.keyArn, connectionArn })
    .apply((known) =>
      sourcePolicy({
        place: known.place,
        artifacts: { bucketArn: known.bucketArn, keyArn: known.keyArn, folder: artifactFolder(physicalName) },
        connectionArn: known.connectionArn,
        repository: args.repository,
      }),
    );
  return makeActionRole(context, pipelineRole, "source", document);
}

function beanstalkPolicy(
  { physicalName, foundation, place }: Context,
  target: BeanstalkTarget,
): pulumi.Output<PolicyDocument> {
  const { artifactStore: store } = foundation;
  return pulumi
    .output({ place, bucketArn: store.bucketArn, keyArn: store.keyArn, environment: target })
    .apply(({ place: here, bucketArn, keyArn, environment }) =>
      beanstalkDeployPolicy({
        place: here,
        artifacts: { bucketArn, keyArn, folder: artifactFolder(physicalName) },
        environment,
      }),
    );
}

/** An action's role: the pipeline's role takes it for that action, and nobody else may. */
function makeActionRole(
  { name, args, physicalName, child }: Context,
  pipelineRole: iam.Role,
  action: string,
  document: pulumi.Output<PolicyDocument>,
): RoleWithPolicy {
  return makeRole(
    `${name}-${action}`,
    {
      description: `CodePipeline: action ${action} of ${physicalName}`,
      trust: pipelineRole.arn.apply(roleTrust),
      policy: document,
      permissionsBoundaryArn: args.permissionsBoundaryArn,
    },
    child,
  );
}
