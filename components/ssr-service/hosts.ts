import type { SsrServiceConfig } from "./args";

/** Every host name that the service answers to, `domain` first. */
export function hostsOf(config: Pick<SsrServiceConfig, "domain" | "aliases">): string[] {
  return [config.domain, ...(config.aliases ?? [])];
}
