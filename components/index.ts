/** The public surface: the components, their arguments and what they hand to each other. */
export {
  type BeanstalkTarget,
  DeployPipeline,
  type DeployPipelineArgs,
  type DeployPipelineConfig,
  type DeployTarget,
  PipelineFoundation,
  type PipelineFoundationArgs,
  type PipelineFoundationConfig,
  type StaticSiteTarget,
} from "./deploy-pipeline";
export { Network, type NetworkArgs, type NetworkConfig } from "./network";
export { NotificationTopic, type NotificationTopicArgs } from "./notification-topic";
export { SsrService, type SsrServiceArgs, type SsrServiceConfig } from "./ssr-service";
export { StaticSite, type StaticSiteArgs, type StaticSiteConfig } from "./static-site";
