import * as codepipeline from "@pulumi/aws/codepipeline";
import type * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { currentAccountAndRegion } from "../aws/account";
import { normalizeArgs } from "../fields";
import type { ReleaseSettings } from "../release-contract";
import { type DeployPipelineArgs, deployPipelineArgsSchema } from "./args";
import { type BeforeDeployStep, createBeforeDeploy } from "./before-deploy/before-deploy";
import { createBuildProject } from "./build/build-stage";
import { startBuildPolicy } from "./build/codebuild-policies";
import { connectionVariable } from "./foundation/connection";
import type { Foundation } from "./foundation/foundation";
import { PipelineFoundation } from "./foundation/pipeline-foundation";
import { MAX_PIPELINE_NAME, pipelineName } from "./naming";
import type { PipelineContext } from "./pipeline-context";
import { createPipelineEvents, pipelineConsoleUrl } from "./pipeline-events";
import {
  createActionRole,
  createPipelinePolicy,
  createPipelineRole,
  createSourceRole,
} from "./roles/pipeline-roles";
import type { RoleWithPolicy } from "./roles/role";
import { stages, triggers } from "./stages";
import { type DeployTarget, kindOf } from "./targets";
import type { ServiceNetwork } from "./targets/elastic-beanstalk/beanstalk-target";
import type { Deployment, OnDeployFailure, TargetValues } from "./targets/target";

/**
 * From a push on a Bitbucket branch to a live release: source, build, optional approval, deployment to a StaticSite or an
 * SsrService. One execution after the other (QUEUED), each action in a role of its own.
 */
export class DeployPipeline extends pulumi.ComponentResource {
  /** Name of the pipeline in CodePipeline. */
  public readonly pipelineName: pulumi.Output<string>;
  /** ARN of the pipeline, e.g. for a right to start it. */
  public readonly pipelineArn: pulumi.Output<string>;
  /** Where its executions are seen, approved and rolled back. */
  public readonly consoleUrl: pulumi.Output<string>;
  /** `PENDING` until the Bitbucket connection has been approved, then `AVAILABLE`. */
  public readonly connectionStatus: pulumi.Output<string>;
  /** Where the connection is approved. */
  public readonly connectionConsoleUrl: pulumi.Output<string>;
  /** What `npm run release` works with; only with a static site. */
  public readonly releaseSettings: pulumi.Output<ReleaseSettings> | undefined;

  /** @throws {pulumi.ResourceError} with every fault of `args`, one line each */
  public constructor(name: string, args: DeployPipelineArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-infra:index:DeployPipeline", name, {}, opts);
    const label = `DeployPipeline "${name}"`;
    const {
      target,
      foundation: given,
      ...config
    } = normalizeArgs(deployPipelineArgsSchema, args, {
      resource: this,
      label,
    });
    const kind = kindOf(target);
    const child = { parent: this };
    const common = { name, pipelineName: checkedName(name, this), config, child };

    const foundation = given ?? createOwnFoundation(name, config.permissionsBoundaryArn, child);
    const account = currentAccountAndRegion(this);
    const permissionsBoundaryArn = config.permissionsBoundaryArn ?? foundation.permissionsBoundaryArn;
    const role = createPipelineRole({ ...common, foundation, account, permissionsBoundaryArn });
    const context = { ...common, foundation, account, permissionsBoundaryArn, role };
    const source = createSourceRole(context);
    const { architecture } = kind.factsOf(target);
    const build = createBuildProject(context, kind.buildOutput(config.build, target), architecture);
    const startBuild = createActionRole(context, "start-build", build.arn.apply(startBuildPolicy));
    const deployment = kind.createDeployment(context, target);
    const onDeployFailure = config.onDeployFailure ?? kind.onDeployFailure;
    const beforeDeploy = createBeforeDeploy(context, networkOf(target), architecture);
    const actions = {
      source,
      buildVariables: kind.buildVariables ?? {},
      buildProject: build.name,
      startBuild,
      beforeDeploy,
      deployment,
      onDeployFailure,
    };
    const pipeline = createPipeline(context, target, actions);
    createPipelineEvents(context);

    this.pipelineName = pipeline.name;
    this.pipelineArn = pipeline.arn;
    this.consoleUrl = pulumi
      .all([account, pipeline.name])
      .apply(([{ region }, each]) => pipelineConsoleUrl(region, each));
    this.connectionStatus = foundation.connectionStatus;
    this.connectionConsoleUrl = foundation.connectionConsoleUrl;
    this.releaseSettings = deployment.settings;
    this.registerOutputs({
      pipelineName: this.pipelineName,
      pipelineArn: this.pipelineArn,
      consoleUrl: this.consoleUrl,
      connectionStatus: this.connectionStatus,
      releaseSettings: this.releaseSettings,
    });
  }
}

/** What the actions run, and the roles in which they run it. */
interface Actions {
  readonly source: RoleWithPolicy;
  readonly buildVariables: Readonly<Record<string, string>>;
  readonly buildProject: pulumi.Output<string>;
  readonly startBuild: RoleWithPolicy;
  readonly beforeDeploy: BeforeDeployStep | undefined;
  readonly deployment: Deployment;
  readonly onDeployFailure: OnDeployFailure;
}

function createPipeline(
  context: PipelineContext,
  target: TargetValues,
  { source, buildVariables, buildProject, startBuild, beforeDeploy, deployment, onDeployFailure }: Actions,
): codepipeline.Pipeline {
  const { name, pipelineName: physicalName, config, role, foundation, child } = context;
  const { artifactStore: store } = foundation;
  const roles = [
    source,
    startBuild,
    ...(beforeDeploy === undefined ? [] : [beforeDeploy.role]),
    deployment.role,
  ];
  const permissions: iam.RolePolicy = createPipelinePolicy(context, roles, deployment.watch !== undefined);
  const branch = config.branch ?? defaultBranch(pulumi.getStack());
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
        repository: config.repository,
        clone: config.clone,
        branch,
        connectionArn: foundation.connectionArn,
        sourceRoleArn: source.role.arn,
        buildVariables,
        buildProject,
        buildRoleArn: startBuild.role.arn,
        approval: config.approval,
        approvalText: pulumi.interpolate`Release #{SourceVariables.CommitId} of ${config.repository} (${branch}) to ${target.url}`,
        beforeDeploy: beforeDeploy && {
          project: beforeDeploy.projectName,
          roleArn: beforeDeploy.role.role.arn,
        },
        deployAction: deployment.action,
        deployRoleArn: deployment.role.role.arn,
        onDeployFailure,
        watch: deployment.watch,
      }),
      triggers: triggers(branch, config.filePaths),
      variables: [connectionVariable(foundation.connectionStatus)],
    },
    // A new pipeline starts at once: by then its roles must be able to work and the store must be closed.
    { ...child, dependsOn: [permissions, ...roles.map(({ policy }) => policy), ...store.ready] },
  );
}

function networkOf(target: DeployTarget): ServiceNetwork | undefined {
  return target.kind === "beanstalk" ? target.network : undefined;
}

/** The branch that a stack releases where its configuration names none. */
function defaultBranch(stack: string): string {
  return stack === "prod" ? "main" : "dev";
}

function createOwnFoundation(
  name: string,
  permissionsBoundaryArn: string | undefined,
  child: { readonly parent: pulumi.Resource },
): Foundation {
  return new PipelineFoundation(
    name,
    permissionsBoundaryArn === undefined ? {} : { permissionsBoundaryArn },
    child,
  );
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
