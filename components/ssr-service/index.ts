export { hostsOf } from "./dns";
export { type Architecture, architectureOf, type InstanceType, instanceType } from "../aws/instance-types";
export { optionSettings } from "./option-settings/build";
export { regionFaults } from "./region";
export { SSR_SERVICE_RENAMES } from "./renames";
export {
  type Service,
  type ServiceConfig,
  serviceName,
  type SsrServiceArgs,
  ssrServiceArgsSchema,
  type SsrServiceConfig,
  ssrServiceConfigSchema,
} from "./service";
export { SsrService } from "./ssr-service";
