export { type DeployPipelineArgs } from "./args";
export type { BuildConfig } from "./build/config";
export { type DeployPipelineConfig, deployPipelineConfigSchema, type ProbeConfig } from "./config";
export { DeployPipeline } from "./deploy-pipeline";
export {
  type PipelineFoundationArgs,
  type PipelineFoundationConfig,
  pipelineFoundationConfigSchema,
} from "./foundation/config";
export { PipelineFoundation } from "./foundation/pipeline-foundation";
export {
  type BeanstalkTarget,
  type DeployTarget,
  elasticBeanstalk,
  staticSite,
  type StaticSiteTarget,
} from "./targets";
export type { TargetFacts } from "./targets/target";
