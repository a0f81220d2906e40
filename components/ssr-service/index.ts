export * from "./args";
export * from "./args-parts";
export * from "./defaults";
export { hostsOf } from "./hosts";
export { architectureOf } from "./instance-types";
export { optionSettings } from "./options/build";
export { regionFaults } from "./region";
export { serviceName, ssrServiceArgsSchema, ssrServiceConfigSchema } from "./schema";
export { SsrService } from "./ssr-service";
