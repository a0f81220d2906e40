export type { StaticSiteArgs, StaticSiteConfig } from "./args";
export type {
  AlarmsConfig,
  GeoConfig,
  HeadersConfig,
  LoggingConfig,
  RedirectConfig,
  WafConfig,
} from "./args-parts";
export type { DnsRecord } from "./certificate";
export { edgeFunctionSource } from "./edge-function";
export { hostsOf, isInZone, type PlacedHost, placedHostsOf, zoneFaults } from "./hosts";
export { staticSiteArgsSchema, staticSiteConfigSchema } from "./schema";
export { StaticSite } from "./static-site";
