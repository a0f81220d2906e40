/** The step before a deployment: a CodeBuild project that runs commands once in the bundle that is about to go out. */
import * as pulumi from "@pulumi/pulumi";
import { arnOf } from "../../aws/account";
import { serviceTrust } from "../../aws/policy-document";
import { serialize } from "../build/buildspec";
import { projectArn, startBuildPolicy } from "../build/codebuild-policies";
import {
  buildArchitecture,
  createProject,
  environmentVariables,
  logGroupName,
} from "../build/codebuild-project";
import { artifactFolder } from "../naming";
import type { PipelineContext } from "../pipeline-context";
import { createActionRole } from "../roles/pipeline-roles";
import { createRole, type RoleWithPolicy } from "../roles/role";
import type { ServiceNetwork } from "../targets/elastic-beanstalk/beanstalk-target";
import { beforeDeployPolicy } from "./role-policy";

/** What the pipeline runs, and the role in which it starts it. */
export interface BeforeDeployStep {
  readonly projectName: pulumi.Output<string>;
  readonly role: RoleWithPolicy;
}

/**
 * @param serviceNetwork where commands can run that reach what the instances reach
 * @param architecture processor of the instances, for which the bundle's packages are built
 */
export function createBeforeDeploy(
  context: PipelineContext,
  serviceNetwork: ServiceNetwork | undefined,
  architecture: "arm64" | "x86_64" | undefined,
): BeforeDeployStep | undefined {
  const { name, pipelineName, config, foundation, account, permissionsBoundaryArn, child } = context;
  const { beforeDeploy: step, build } = config;
  if (step === undefined) {
    return undefined;
  }
  const project = `${pipelineName}-before-deploy`;
  const network = step.network === "none" ? undefined : serviceNetwork;
  const { bucketArn, keyArn } = foundation.artifactStore;
  const policy = pulumi
    .output({ account, store: { bucketArn, keyArn }, subnetIds: network?.subnetIds })
    .apply(({ account: here, store, subnetIds }) =>
      beforeDeployPolicy({
        account: here,
        artifacts: { ...store, folder: artifactFolder(pipelineName) },
        logGroupArn: arnOf(here, "logs", `log-group:${logGroupName(project)}`),
        secrets: step.secrets,
        secretKeyArns: step.secretKeyArns,
        subnetIds,
      }),
    );
  const role = createRole(
    `${name}-before-deploy`,
    {
      description: `CodeBuild: runs the commands before a deployment of ${pipelineName}`,
      trust: account.apply((here) =>
        serviceTrust("codebuild.amazonaws.com", here, projectArn(here, project)),
      ),
      policy,
      permissionsBoundaryArn,
    },
    child,
  );
  const built = createProject(
    `${name}-before-deploy`,
    {
      project,
      description: `Runs once before each deployment of ${pipelineName}`,
      roleArn: role.role.arn,
      keyArn,
      buildspec: serialize({
        version: 0.2,
        phases: {
          install: {
            "runtime-versions": { nodejs: Number(build.nodeVersion) },
            "on-failure": "ABORT",
            commands: [],
          },
          build: { "on-failure": "ABORT", commands: step.commands },
        },
      }),
      architecture: buildArchitecture(build, architecture),
      computeType: "small",
      timeoutMinutes: step.timeoutMinutes,
      variables: environmentVariables(step),
      concurrentBuildLimit: 1,
      logRetentionDays: config.logRetentionDays,
      ...(network === undefined
        ? {}
        : {
            vpcConfig: {
              vpcId: network.vpcId,
              subnets: sorted(network.subnetIds),
              securityGroupIds: sorted(network.securityGroupIds),
            },
          }),
    },
    { ...child, dependsOn: [role.policy] },
  );
  return {
    projectName: built.name,
    role: createActionRole(context, "start-before-deploy", built.arn.apply(startBuildPolicy)),
  };
}

function sorted(ids: pulumi.Input<readonly pulumi.Input<string>[]>): pulumi.Output<string[]> {
  return pulumi.output(ids).apply((each) => [...each].sort());
}
