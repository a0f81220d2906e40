import { records, text, type Resource } from "../preview-document";
import { box, only, type Arrow, type Box, type Graph, type Path } from "./path";

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
  return box(`stage ${name}`, "stage", name, [...actions.flatMap(actionLines), rollback], [pipeline, ...own]);
}

function actionLines(action: Readonly<Record<string, unknown>>): readonly string[] {
  const configuration = only(action, "configuration");
  const provider = text(action["provider"]);
  switch (provider) {
    case "CodeStarSourceConnection":
      return [
        `push to ${text(configuration["FullRepositoryId"])}`,
        `branch ${text(configuration["BranchName"])}`,
      ];
    case "CodeBuild":
      return text(action["name"]) !== "Release"
        ? [`CodeBuild ${text(configuration["ProjectName"])}`]
        : [
            "uploads to S3, switches the site to the new release, checks that it answers",
            `CodeBuild ${text(configuration["ProjectName"])}`,
          ];
    case "Manual":
      return ["a person approves"];
    case "ElasticBeanstalk":
      return ["Elastic Beanstalk: new instances, health check, switch"];
    case "S3":
      return [`S3 ${text(configuration["BucketName"])}`];
    default:
      return [provider];
  }
}
