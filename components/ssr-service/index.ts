export * from "./args";
export * from "./args-parts";
export * from "./defaults";
export { hostsOf } from "./hosts";
export { architectureOf } from "./instance-types";
export { optionSettings } from "./options/build";
export { serviceName, ssrServiceArgsSchema, ssrServiceConfigSchema } from "./schema";
export { SsrService } from "./ssr-service";
