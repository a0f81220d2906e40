/** The settings of a site, from the CodeBuild project that deploys it. */
import { BatchGetProjectsCommand, CodeBuildClient } from "@aws-sdk/client-codebuild";
import { deployProject, SETTINGS_VARIABLE } from "../../components/release-contract";
import { clientOptions } from "./clients";
import { call } from "./errors";

/** @throws {Error} where there is no such pipeline of a static site */
export async function settingsOfPipeline(pipeline: string): Promise<string> {
  const name = deployProject(pipeline);
  const answer = await call(`codebuild BatchGetProjects ${name}`, async () =>
    new CodeBuildClient(clientOptions()).send(new BatchGetProjectsCommand({ names: [name] })),
  );
  const variables = answer.projects?.[0]?.environment?.environmentVariables;
  const json = variables?.find((variable) => variable.name === SETTINGS_VARIABLE)?.value;
  if (json === undefined) {
    throw new Error(`there is no pipeline ${pipeline} of a static site in this account and region`);
  }
  return json;
}
