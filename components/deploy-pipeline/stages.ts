/** The pipeline's stages and triggers, as CodePipeline's structure reference has them: a pure function of its arguments. */
import type { types } from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { DeployPipelineConfig } from "./args";

type Stage = types.input.codepipeline.PipelineStage;
type Trigger = types.input.codepipeline.PipelineTrigger;
type Text = pulumi.Input<string>;

const SOURCE_ACTION = "Bitbucket";
const SOURCE_ARTIFACT = "SourceOutput";
const BUILD_ARTIFACT = "BuildOutput";

/** What the actions refer to. */
export interface StageInputs {
  readonly repository: string;
  readonly branch: string;
  readonly connectionArn: Text;
  readonly sourceRoleArn: Text;
  readonly buildProject: Text;
  readonly buildRoleArn: Text;
  /** undefined: nobody approves. */
  readonly approvalTimeoutMinutes?: number | undefined;
  /** What an approver reads. */
  readonly approvalText: Text;
  readonly deploy:
    | { readonly kind: "static"; readonly project: Text; readonly roleArn: Text }
    | {
        readonly kind: "beanstalk";
        readonly applicationName: Text;
        readonly environmentName: Text;
        readonly roleArn: Text;
      };
  readonly onDeployFailure: NonNullable<DeployPipelineConfig["onDeployFailure"]>;
  /** The alarm that CodePipeline itself watches after the deployment. */
  readonly bake?: { readonly alarmName: Text; readonly minutes: number } | undefined;
}

export function stages(inputs: StageInputs): Stage[] {
  return [
    sourceStage(inputs),
    buildStage(inputs),
    ...(inputs.approvalTimeoutMinutes === undefined
      ? []
      : [approvalStage(inputs, inputs.approvalTimeoutMinutes)]),
    deployStage(inputs),
  ];
}

function sourceStage({ repository, branch, connectionArn, sourceRoleArn }: StageInputs): Stage {
  return {
    name: "Source",
    actions: [
      {
        name: SOURCE_ACTION,
        category: "Source",
        owner: "AWS",
        provider: "CodeStarSourceConnection",
        version: "1",
        runOrder: 1,
        namespace: "SourceVariables",
        outputArtifacts: [SOURCE_ARTIFACT],
        roleArn: sourceRoleArn,
        configuration: {
          ConnectionArn: connectionArn,
          FullRepositoryId: repository,
          BranchName: branch,
          OutputArtifactFormat: "CODE_ZIP",
          // The trigger starts the pipeline; with this as well, each push would start it twice.
          DetectChanges: "false",
        },
      },
    ],
  };
}

function buildStage({ buildProject, buildRoleArn }: StageInputs): Stage {
  return {
    name: "Build",
    actions: [
      {
        name: "Build",
        category: "Build",
        owner: "AWS",
        provider: "CodeBuild",
        version: "1",
        runOrder: 1,
        namespace: "BuildVariables",
        inputArtifacts: [SOURCE_ARTIFACT],
        outputArtifacts: [BUILD_ARTIFACT],
        roleArn: buildRoleArn,
        configuration: {
          ProjectName: buildProject,
          EnvironmentVariables: variables({ COMMIT_ID: "#{SourceVariables.CommitId}" }),
        },
      },
    ],
  };
}

function approvalStage({ repository, approvalText }: StageInputs, timeoutInMinutes: number): Stage {
  return {
    name: "Approve",
    actions: [
      {
        name: "Approve",
        category: "Approval",
        owner: "AWS",
        provider: "Manual",
        version: "1",
        runOrder: 1,
        timeoutInMinutes,
        configuration: {
          CustomData: approvalText,
          ExternalEntityLink: `https://bitbucket.org/${repository}/commits/#{SourceVariables.CommitId}`,
        },
      },
    ],
  };
}

function deployStage(inputs: StageInputs): Stage {
  const { bake } = inputs;
  return {
    name: "Deploy",
    actions: [deployAction(inputs.deploy)],
    ...failure(inputs.onDeployFailure),
    ...(bake === undefined
      ? {}
      : {
          onSuccess: {
            condition: {
              result: "ROLLBACK",
              rules: [
                {
                  name: "BakeAlarm",
                  ruleTypeId: { category: "Rule", owner: "AWS", provider: "CloudWatchAlarm", version: "1" },
                  configuration: { AlarmName: bake.alarmName, WaitTime: String(bake.minutes) },
                },
              ],
            },
          },
        }),
  };
}

function deployAction(deploy: StageInputs["deploy"]): types.input.codepipeline.PipelineStageAction {
  const common = { owner: "AWS", version: "1", runOrder: 1, inputArtifacts: [BUILD_ARTIFACT] };
  switch (deploy.kind) {
    case "static":
      return {
        ...common,
        name: "Release",
        category: "Build",
        provider: "CodeBuild",
        roleArn: deploy.roleArn,
        configuration: {
          ProjectName: deploy.project,
          EnvironmentVariables: variables({
            COMMIT_ID: "#{SourceVariables.CommitId}",
            EXECUTION_ID: "#{codepipeline.PipelineExecutionId}",
          }),
        },
      };
    case "beanstalk":
      return {
        ...common,
        name: "ElasticBeanstalk",
        category: "Deploy",
        provider: "ElasticBeanstalk",
        roleArn: deploy.roleArn,
        configuration: { ApplicationName: deploy.applicationName, EnvironmentName: deploy.environmentName },
      };
  }
}

function failure(how: StageInputs["onDeployFailure"]): Pick<Stage, "onFailure"> {
  switch (how) {
    case "rollback":
      return { onFailure: { result: "ROLLBACK" } };
    case "retry":
      return { onFailure: { result: "RETRY", retryConfiguration: { retryMode: "FAILED_ACTIONS" } } };
    case "fail":
      return {};
  }
}

function variables(values: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(values).map(([name, value]) => ({ name, value, type: "PLAINTEXT" })));
}

/** What starts the pipeline: a push to the branch, where `filePaths` is given only one that changes such a file. */
export function triggers(branch: string, filePaths: DeployPipelineConfig["filePaths"]): Trigger[] {
  const globs = (patterns: readonly string[] | undefined, key: "includes" | "excludes") =>
    patterns === undefined ? {} : { [key]: [...patterns] };
  return [
    {
      providerType: "CodeStarSourceConnection",
      gitConfiguration: {
        sourceActionName: SOURCE_ACTION,
        pushes: [
          {
            branches: { includes: [branch] },
            ...(filePaths === undefined
              ? {}
              : {
                  filePaths: {
                    ...globs(filePaths.includes, "includes"),
                    ...globs(filePaths.excludes, "excludes"),
                  },
                }),
          },
        ],
      },
    },
  ];
}
