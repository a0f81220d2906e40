export type {
  BuildConfig,
  DeployPipelineArgs,
  DeployPipelineConfig,
  PipelineFoundationArgs,
  PipelineFoundationConfig,
  ProbeConfig,
} from "./args";
export { DeployPipeline } from "./deploy-pipeline";
export { PipelineFoundation } from "./pipeline-foundation";
export { pipelineFaults, type TargetFacts } from "./rules";
export { deployPipelineConfigSchema, pipelineFoundationConfigSchema } from "./schema";
export type { BeanstalkTarget, DeployTarget, StaticSiteTarget } from "./targets";
