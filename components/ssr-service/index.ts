export { hostsOf } from "./dns";
export { type Architecture, architectureOf, type InstanceType, instanceType } from "../aws/instance-types";
export { regionFaults } from "./region";
export { SSR_SERVICE_RENAMES } from "./renames";
export {
  type Service,
  type ServiceConfig,
  type SsrServiceArgs,
  ssrServiceArgsSchema,
  type SsrServiceConfig,
  ssrServiceConfigSchema,
} from "./service";
export { SsrService } from "./ssr-service";
