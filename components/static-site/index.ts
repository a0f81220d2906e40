export type { DnsRecord } from "../aws/certificate";
export type { AccessLogsConfig } from "./access-logs";
export type { AlarmsConfig } from "./alarms";
export {
  type StaticSiteArgs,
  staticSiteArgsSchema,
  type StaticSiteConfig,
  staticSiteConfigSchema,
} from "./config";
export { zoneFaults } from "./dns";
export type { GeoConfig } from "./geo";
export type { HeadersConfig } from "./headers";
export { hostsOf, type PlacedHost, placedHostsOf } from "./hosts";
export { isInZone } from "../fields";
export type { OriginSecretHeader } from "./origin-secrets";
export type { RedirectConfig } from "./redirects";
export { STATIC_SITE_RENAMES } from "./renames";
export { StaticSite } from "./static-site";
export type { WafConfig } from "./web-acl";
