/** A CodeBuild project of a pipeline with its log group: unprivileged, with one buildspec, in a role of its own. */
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as codebuild from "@pulumi/aws/codebuild";
import type { types } from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { secretReference } from "../../fields";
import type { Build } from "./config";

/** CodeBuild's images, which it keeps up to date under the same name. Both have Node.js, npm and AWS CLI 2. */
const IMAGES = {
  arm64: { type: "ARM_CONTAINER", image: "aws/codebuild/amazonlinux-aarch64-standard:3.0" },
  x86_64: { type: "LINUX_CONTAINER", image: "aws/codebuild/amazonlinux-x86_64-standard:5.0" },
} as const;

const COMPUTE_TYPES = {
  small: "BUILD_GENERAL1_SMALL",
  medium: "BUILD_GENERAL1_MEDIUM",
  large: "BUILD_GENERAL1_LARGE",
} as const;

/** The processor that is given, that of the target, or the cheaper one. */
export function buildArchitecture(
  { architecture }: Pick<Build, "architecture">,
  ofTarget?: keyof typeof IMAGES,
): keyof typeof IMAGES {
  return architecture ?? ofTarget ?? "arm64";
}

/** One environment variable of a project as CodeBuild wants it. */
export interface EnvironmentVariable {
  readonly name: string;
  readonly type: "PLAINTEXT" | "SECRETS_MANAGER" | "PARAMETER_STORE";
  readonly value: pulumi.Input<string>;
}

/** Plain variables, and secrets as the references that CodeBuild fetches itself; sorted, so that order is no change. */
export function environmentVariables(build: Pick<Build, "environment" | "secrets">): EnvironmentVariable[] {
  const plain = Object.entries(build.environment).map(([name, value]): EnvironmentVariable => ({
    name,
    type: "PLAINTEXT",
    value,
  }));
  const secrets = Object.entries(build.secrets).map(([name, arn]): EnvironmentVariable => {
    const secret = secretReference(arn);
    return secret.store === "secretsmanager"
      ? { name, type: "SECRETS_MANAGER", value: arn }
      : { name, type: "PARAMETER_STORE", value: secret.name };
  });
  return [...plain, ...secrets].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The log group that a project of this name writes to. */
export function logGroupName(project: string): string {
  return `/aws/codebuild/${project}`;
}

export interface ProjectArgs {
  readonly project: string;
  readonly description: string;
  readonly roleArn: pulumi.Input<string>;
  readonly keyArn: pulumi.Input<string>;
  readonly buildspec: pulumi.Input<string>;
  readonly architecture: keyof typeof IMAGES;
  readonly computeType: keyof typeof COMPUTE_TYPES;
  readonly timeoutMinutes: number;
  readonly variables: EnvironmentVariable[];
  readonly cacheLocation?: pulumi.Input<string>;
  readonly concurrentBuildLimit?: number;
  readonly logRetentionDays: number;
  readonly vpcConfig?: types.input.codebuild.ProjectVpcConfig;
}

export function createProject(
  name: string,
  args: ProjectArgs,
  opts: { readonly parent: pulumi.Resource; readonly dependsOn: pulumi.Resource[] },
): codebuild.Project {
  const group = new cloudwatch.LogGroup(
    name,
    { name: logGroupName(args.project), retentionInDays: args.logRetentionDays },
    { parent: opts.parent },
  );
  return new codebuild.Project(
    name,
    {
      name: args.project,
      description: args.description,
      serviceRole: args.roleArn,
      encryptionKey: args.keyArn,
      buildTimeout: args.timeoutMinutes,
      artifacts: { type: "CODEPIPELINE" },
      source: { type: "CODEPIPELINE", buildspec: args.buildspec },
      environment: {
        ...IMAGES[args.architecture],
        computeType: COMPUTE_TYPES[args.computeType],
        privilegedMode: false,
        environmentVariables: args.variables,
      },
      ...(args.cacheLocation === undefined ? {} : { cache: { type: "S3", location: args.cacheLocation } }),
      ...(args.concurrentBuildLimit === undefined ? {} : { concurrentBuildLimit: args.concurrentBuildLimit }),
      ...(args.vpcConfig === undefined ? {} : { vpcConfig: args.vpcConfig }),
      logsConfig: { cloudwatchLogs: { status: "ENABLED", groupName: group.name } },
    },
    opts,
  );
}
