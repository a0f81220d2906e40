export type { StaticSiteArgs, StaticSiteConfig } from "./args";
export type {
  AlarmsConfig,
  GeoConfig,
  HeadersConfig,
  LoggingConfig,
  RedirectConfig,
  WafConfig,
} from "./args-parts";
export { CACHE_RULES, cacheRuleFor, type CacheRule, type FileRule, type Release } from "./cache-rules";
export { contentTypeFor } from "./content-types";
export type { DnsRecord } from "./certificate";
export { edgeFunctionSource } from "./edge-function";
export { hostsOf, isInZone, type PlacedHost, placedHostsOf, zoneFaults } from "./hosts";
export * from "./release-layout";
export { staticSiteArgsSchema, staticSiteConfigSchema } from "./schema";
export { StaticSite } from "./static-site";
