import { type Fault, type Path, pathText } from "../fields";
import type { StaticSiteConfig } from "./args";

type Hosts = Pick<StaticSiteConfig, "domain" | "aliases" | "redirectFrom" | "previews">;

/** A DNS host name in lower case, without a final dot. */
const HOST = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/;

export function isHost(text: string): boolean {
  return HOST.test(text);
}

/** Every host of a site, the one that its certificate is named after first. */
export function hostsOf(config: Hosts): string[] {
  return config.domain === undefined ? [] : placedHostsOf(config).map(({ host }) => host);
}

/** Whether a record for `host` can stand in the hosted zone `zone`: both apex and below. */
export function isInZone(host: string, zone: string): boolean {
  const apex = zone.replace(/\.$/, "").toLowerCase();
  return host === apex || host.endsWith(`.${apex}`);
}

/** A host with the key that it stands under, such as `redirectFrom[0]`. */
export interface PlacedHost {
  readonly host: string;
  readonly keys: Path;
  readonly path: string;
}

/** Every host of a site with its key, in the order of `hostsOf`. */
export function placedHostsOf(config: Hosts): PlacedHost[] {
  const placed = (host: string, keys: Path): PlacedHost => ({ host, keys, path: pathText(keys) });
  const listed = (key: "aliases" | "redirectFrom"): PlacedHost[] =>
    (config[key] ?? []).map((host, index) => placed(host, [key, index]));
  const main = config.domain === undefined ? [] : [placed(config.domain, ["domain"])];
  const previews = config.previews === undefined ? [] : [placed(`*.${config.previews}`, ["previews"])];
  return [...main, ...listed("aliases"), ...listed("redirectFrom"), ...previews];
}

/**
 * The hosts of a site that cannot have a record in its zone, as faults with paths inside the site's configuration.
 *
 * @param stackZone name of the stack's zone, which holds where the site names none of its own
 */
export function zoneFaults(config: StaticSiteConfig, stackZone: string | undefined): Fault[] {
  // A zone that is given by its id alone has a name that only AWS knows.
  const zone = config.zone ?? (config.zoneId === undefined ? stackZone : undefined);
  if (config.dns === false || zone === undefined) {
    return [];
  }
  return placedHostsOf(config)
    .filter(({ host }) => !isInZone(host, zone))
    .map(({ host, keys }) => ({
      path: keys,
      message: `must be in the hosted zone ${zone}, or set dns: false and enter its records yourself, got ${JSON.stringify(host)}`,
    }));
}
