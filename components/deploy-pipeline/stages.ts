/** The pipeline's stages and triggers, as CodePipeline's structure reference has them: a pure function of its arguments. */
import type { types } from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Pipeline } from "./config";
import type { Watch } from "./pipeline-context";
import type { Deployment, OnDeployFailure } from "./targets/target";

type Stage = types.input.codepipeline.PipelineStage;
type Action = types.input.codepipeline.PipelineStageAction;
type Trigger = types.input.codepipeline.PipelineTrigger;
type Text = pulumi.Input<string>;

const SOURCE_ACTION = "Bitbucket";
const SOURCE_ARTIFACT = "SourceOutput";
const BUILD_ARTIFACT = "BuildOutput";

const COMMIT = { COMMIT_ID: "#{SourceVariables.CommitId}" };

/** What the actions refer to. */
export interface StageInputs {
  readonly repository: string;
  readonly clone: Pipeline["clone"];
  readonly branch: string;
  readonly connectionArn: Text;
  readonly sourceRoleArn: Text;
  /** What the actions that build hand over, beside the commit. */
  readonly buildVariables: Readonly<Record<string, string>>;
  readonly buildProject: Text;
  readonly buildRoleArn: Text;
  readonly approval: Pipeline["approval"];
  /** What an approver reads. */
  readonly approvalText: Text;
  /** What runs once before the deployment. */
  readonly beforeDeploy: { readonly project: Text; readonly roleArn: Text } | undefined;
  readonly deployAction: Deployment["action"];
  readonly deployRoleArn: Text;
  readonly onDeployFailure: OnDeployFailure;
  /** The alarm that CodePipeline itself watches after the deployment. */
  readonly watch: Watch | undefined;
}

export function stages(inputs: StageInputs): Stage[] {
  return [
    sourceStage(inputs),
    buildStage(inputs),
    ...(inputs.approval === false ? [] : [approvalStage(inputs, inputs.approval.timeoutMinutes)]),
    ...(inputs.beforeDeploy === undefined
      ? []
      : [beforeDeployStage(inputs.beforeDeploy, inputs.buildVariables)]),
    deployStage(inputs),
  ];
}

/** What CodePipeline calls the forms in which it hands a repository on. */
const OUTPUT_FORMATS = { archive: "CODE_ZIP", full: "CODEBUILD_CLONE_REF" } as const;

function sourceStage({ repository, clone, branch, connectionArn, sourceRoleArn }: StageInputs): Stage {
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
          OutputArtifactFormat: OUTPUT_FORMATS[clone],
          // The trigger starts the pipeline; with this as well, each push would start it twice.
          DetectChanges: "false",
        },
      },
    ],
  };
}

function buildStage({ buildProject, buildRoleArn, buildVariables }: StageInputs): Stage {
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
          EnvironmentVariables: actionVariables({ ...COMMIT, ...buildVariables }),
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

/** A stage of its own: where it fails the pipeline stops, and there is no deployment to roll back. */
function beforeDeployStage(
  { project, roleArn }: NonNullable<StageInputs["beforeDeploy"]>,
  buildVariables: StageInputs["buildVariables"],
): Stage {
  return {
    name: "BeforeDeploy",
    actions: [
      {
        name: "BeforeDeploy",
        category: "Build",
        owner: "AWS",
        provider: "CodeBuild",
        version: "1",
        runOrder: 1,
        inputArtifacts: [BUILD_ARTIFACT],
        roleArn,
        configuration: {
          ProjectName: project,
          EnvironmentVariables: actionVariables({ ...COMMIT, ...buildVariables }),
        },
      },
    ],
  };
}

function deployStage(inputs: StageInputs): Stage {
  const { watch } = inputs;
  return {
    name: "Deploy",
    actions: [deployAction(inputs)],
    ...failure(inputs.onDeployFailure),
    ...(watch === undefined
      ? {}
      : {
          onSuccess: {
            condition: {
              result: "ROLLBACK",
              rules: [
                {
                  name: "BakeAlarm",
                  ruleTypeId: { category: "Rule", owner: "AWS", provider: "CloudWatchAlarm", version: "1" },
                  configuration: { AlarmName: watch.alarmName, WaitTime: String(watch.minutes) },
                },
              ],
            },
          },
        }),
  };
}

function deployAction({ deployAction: action, deployRoleArn }: StageInputs): Action {
  const { name, category, provider, configuration = {} } = action;
  return {
    name,
    category,
    owner: "AWS",
    provider,
    version: "1",
    runOrder: 1,
    inputArtifacts: [BUILD_ARTIFACT],
    roleArn: deployRoleArn,
    configuration,
  };
}

function failure(how: OnDeployFailure): Pick<Stage, "onFailure"> {
  switch (how) {
    case "rollback":
      return { onFailure: { result: "ROLLBACK" } };
    case "retry":
      return { onFailure: { result: "RETRY", retryConfiguration: { retryMode: "FAILED_ACTIONS" } } };
    case "fail":
      return {};
  }
}

/** Variables that an action hands to its CodeBuild project. */
export function actionVariables(values: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(values).map(([name, value]) => ({ name, value, type: "PLAINTEXT" })));
}

/** What starts the pipeline: a push to the branch, where `filePaths` is given only one that changes such a file. */
export function triggers(branch: string, filePaths: Pipeline["filePaths"]): Trigger[] {
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
