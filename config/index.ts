export { ConfigError, loadConfig, parseConfig } from "./load";
export { type CheckedConfig, checkRaw, type RawConfig } from "./raw";
export { ENTRY_RENAMES, type ServiceConfig, type SiteConfig, type StackConfig } from "./stack";
