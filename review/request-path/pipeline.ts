import { records, text, type Resource } from "../preview-document";
import { box, only, optionOf, type Arrow, type Box, type Graph, type Path } from "./path";

const PIPELINE = "aws:codepipeline/pipeline:Pipeline";

/** The way of a release through each pipeline, stage by stage. */
export function pipelinePaths(graph: Graph): readonly Path[] {
  return graph.ofType(PIPELINE).map((pipeline) => {
    const stages = records(pipeline.inputs["stages"]);
    const boxes = stages.map((stage) => stageBox(graph, pipeline, stage));
    const arrows: Arrow[] = boxes
      .slice(1)
      .map((to, at) => ({ from: boxes[at]?.id ?? "", to: to.id, label: "" }));
    const name = graph.nameOf(pipeline);
    return { id: `pipeline ${name}`, kind: "pipeline", name, boxes, arrows };
  });
}

function stageBox(graph: Graph, pipeline: Resource, stage: Readonly<Record<string, unknown>>): Box {
  const name = text(stage["name"]);
  const rollback = text(only(stage, "onFailure")["result"]) === "ROLLBACK" ? "rolls back on failure" : "";
  const actions = records(stage["actions"]);
  const projects = graph.sources(pipeline, "stages", "aws:codebuild/project:Project");
  const own = projects.filter(({ inputs, name: project }) =>
    actions.some((action) => {
      const used = text(only(action, "configuration")["ProjectName"]);
      return used !== "" && (used === inputs["name"] || used.endsWith(project));
    }),
  );
  return box(
    `stage ${name}`,
    "stage",
    name,
    [...actions.flatMap((action) => actionLines(action, graph, pipeline)), rollback],
    [pipeline, ...own],
  );
}

/** How a new version comes to the instances. @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.rolling-version-deploy.html */
const DEPLOYMENTS: Readonly<Record<string, string>> = {
  Immutable: "on new instances: healthy ones take over, the former ones end",
  TrafficSplitting: "on new instances, with a share of the traffic first",
  Rolling: "on the present instances, batch by batch",
  RollingWithAdditionalBatch: "batch by batch, with one batch of instances more",
  AllAtOnce: "on all present instances at once, which do not answer meanwhile",
};

/** What Elastic Beanstalk does with a version, by the environment's own setting. */
function deployment(action: Readonly<Record<string, unknown>>, graph: Graph, pipeline: Resource): string {
  const name = text(only(action, "configuration")["EnvironmentName"]);
  const environment = graph
    .sources(pipeline, "stages", "aws:elasticbeanstalk/environment:Environment")
    .find(({ inputs }, _, all) => all.length === 1 || inputs["name"] === name);
  const policy =
    environment === undefined
      ? ""
      : optionOf(environment, "aws:elasticbeanstalk:command", "DeploymentPolicy") || "AllAtOnce";
  return DEPLOYMENTS[policy] ?? "by the environment's deployment policy";
}

function actionLines(
  action: Readonly<Record<string, unknown>>,
  graph: Graph,
  pipeline: Resource,
): readonly string[] {
  const configuration = only(action, "configuration");
  const provider = text(action["provider"]);
  switch (provider) {
    case "CodeStarSourceConnection":
      return [
        `a push to ${text(configuration["FullRepositoryId"])} starts it`,
        `branch ${text(configuration["BranchName"])}`,
      ];
    case "CodeBuild":
      return text(action["name"]) !== "Release"
        ? ["runs the build", `CodeBuild ${text(configuration["ProjectName"])}`]
        : [
            "puts the release live: uploads to S3, switches the site to it, checks that it answers, goes back if not",
            `CodeBuild ${text(configuration["ProjectName"])}`,
          ];
    case "Manual":
      return ["waits until a person approves"];
    case "ElasticBeanstalk":
      return ["puts the release live through Elastic Beanstalk", deployment(action, graph, pipeline)];
    case "S3":
      return [`S3 ${text(configuration["BucketName"])}`];
    default:
      return [provider];
  }
}
