/** Deployment of a static site: the release program, run by a CodeBuild project. */
import type { Fault } from "../../../fields";
import type { BuildOutput } from "../../build/build-output";
import type { Build } from "../../build/config";
import { startBuildPolicy } from "../../build/codebuild-policies";
import type { PipelineContext } from "../../pipeline-context";
import { createActionRole } from "../../roles/pipeline-roles";
import { actionVariables } from "../../stages";
import { cloneFaults, missingAlarm, notForTarget, recordOf } from "../faults";
import type { Deployment, TargetFacts, TargetKind } from "../target";
import { createReleaseProject } from "./release-project";
import { type StaticSiteTarget, staticSiteTargetSchema } from "./static-site-target";

const SERVICES_ONLY = ["beforeDeploy"] as const;
const BUNDLES_ONLY = ["bundle", "bundleNodeModules"] as const;

export const staticSite = {
  kind: "static",
  schema: staticSiteTargetSchema,
  // A deployment that fails has taken itself back by then.
  onDeployFailure: "fail",
  factsOf: ({ guarded = false, errorAlarmName, release, apiRoutes }) => ({
    guarded,
    release,
    apiRoutes,
    hasErrorAlarm: errorAlarmName !== undefined,
  }),
  faults,
  valueFaults: ({ release, keyValueStoreArn }) =>
    release === "atomic" && keyValueStoreArn === undefined
      ? [
          {
            path: ["keyValueStoreArn"],
            message: "is required with atomic releases: it names the active one",
          },
        ]
      : [],
  buildOutput,
  createDeployment,
} as const satisfies TargetKind<StaticSiteTarget>;

function faults(pipeline: unknown, facts: TargetFacts): Fault[] {
  const config = recordOf(pipeline);
  const probes = config["probe"] !== undefined && config["probe"] !== false;
  return [
    ...notForTarget(config, SERVICES_ONLY, "services"),
    ...notForTarget(recordOf(config["build"]), BUNDLES_ONLY, "services", ["build"]),
    ...(facts.guarded === true && probes
      ? [
          {
            path: ["probe"],
            message: "must be left out or false: the site asks for a password (basicAuth)",
          },
        ]
      : []),
    ...hiddenPaths(config["externalPaths"], facts),
    ...missingAlarm(config, facts),
    ...cloneFaults(config),
  ];
}

/** Beside atomic releases nothing in the bucket is seen: only another origin can answer such a path. */
function hiddenPaths(externalPaths: unknown, { release, apiRoutes }: TargetFacts): Fault[] {
  if (release !== "atomic" || apiRoutes === undefined || !Array.isArray(externalPaths)) {
    return [];
  }
  return externalPaths.flatMap((path: unknown, index): Fault[] =>
    typeof path === "string" && !apiRoutes.some((prefix) => path.startsWith(`${prefix}/`))
      ? [
          {
            path: ["externalPaths", index],
            message:
              "cannot be seen beside atomic releases: let a path of apiRoutes answer it, or set release: inPlace",
          },
        ]
      : [],
  );
}

function buildOutput(
  { outputDirectory: directory }: Pick<Build, "outputDirectory">,
  { indexDocument = "index.html" }: Pick<StaticSiteTarget, "indexDocument">,
): BuildOutput {
  const index = `${directory}/${indexDocument}`;
  return {
    directory,
    commands: [`test -s "${index}" || { echo "the build made no ${index}" >&2; exit 1; }`],
    keepsSymlinks: false,
  };
}

function createDeployment(context: PipelineContext, target: StaticSiteTarget): Deployment {
  const { project, settings } = createReleaseProject(context, target);
  const role = createActionRole(context, "start-deploy", project.arn.apply(startBuildPolicy));
  return {
    action: {
      name: "Release",
      category: "Build",
      provider: "CodeBuild",
      configuration: {
        ProjectName: project.name,
        EnvironmentVariables: actionVariables({
          COMMIT_ID: "#{SourceVariables.CommitId}",
          EXECUTION_ID: "#{codepipeline.PipelineExecutionId}",
        }),
      },
    },
    role,
    settings,
  };
}
