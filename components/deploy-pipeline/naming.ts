/** Names that must be known before AWS has made the thing: a role's trust names the pipeline that the role is needed for. */

/** The longest name for which `<pipeline>-deploy` and the names of all its parts still fit. */
export const MAX_PIPELINE_NAME = 90;

/**
 * The pipeline's name. The stack comes first, so that one prefix covers all artifacts of a stack; the name second, since
 * CodePipeline cuts the folder of a pipeline's artifacts after 20 characters, and that folder is what roles may reach.
 */
export function pipelineName(project: string, stack: string, name: string): string {
  return [stack, name, project].map((part) => part.replace(/[^0-9A-Za-z_-]+/g, "-")).join("-");
}

/** Matches the names of all pipelines of a stack in an EventBridge pattern. */
export function pipelineNamePattern(project: string, stack: string): string {
  return pipelineName(project, stack, "*").replace("---", "-*-");
}

const ARTIFACT_FOLDER_LENGTH = 20;

/** The folder of the artifact bucket that CodePipeline keeps a pipeline's artifacts in, with its slash. */
export function artifactFolder(pipeline: string): string {
  return `${pipeline.slice(0, ARTIFACT_FOLDER_LENGTH)}/`;
}

/** Prefix of the artifact folders of all pipelines of a stack; never one of `STATE_PREFIX` or `SCRIPT_PREFIX`. */
export function artifactPrefix(stack: string): string {
  return pipelineName("", stack, "").replace(/-+$/, "-").slice(0, ARTIFACT_FOLDER_LENGTH);
}

/** Where manifests and archives of releases lie in the artifact bucket: kept by the releases' own rule, not by age. */
const STATE_PREFIX = "releases/";

/** Where the deployment's program lies in the artifact bucket. */
export const SCRIPT_PREFIX = "scripts/";

/** The folder of one pipeline's manifests, with its slash. */
export function statePrefix(pipeline: string): string {
  return `${STATE_PREFIX}${pipeline}/`;
}

/** Where CodeBuild keeps the package manager's cache in the artifact bucket. */
export const CACHE_PREFIX = "cache/";

/** The folder of one pipeline's cache, with its slash. */
export function cacheFolder(pipeline: string): string {
  return `${CACHE_PREFIX}${pipeline}/`;
}
