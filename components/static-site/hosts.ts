/** The names that a site answers under. */
import { z } from "zod";
import { type Fault, hostName, type Path, pathText, type Rule, rule } from "../fields";

export interface HostsKeys {
  /**
   * Host under which visitors reach the site, e.g. `www.example.com` or the apex `example.com`.
   * Without one the site is served under CloudFront's own name (`d111111abcdef8.cloudfront.net`), for try-outs.
   *
   * @default - CloudFront's own name
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html
   */
  readonly domain?: string | undefined;
  /**
   * Further hosts that serve the very same site without a redirect. They share the certificate, which ACM makes for at
   * most ten names until the account's quota is raised (100).
   *
   * @default []
   */
  readonly aliases?: readonly string[] | undefined;
  /**
   * Hosts that only redirect (301) to `domain`, path and query string kept, e.g. the apex `example.com`.
   * The edge function does it in the same distribution; they share the certificate.
   *
   * @default []
   */
  readonly redirectFrom?: readonly string[] | undefined;
  /**
   * What happens to requests for `*.cloudfront.net`, the name that CloudFront gives each distribution: `redirect` (301 to
   * `domain`), `block` (403), `serve`. A site without `domain` is always served. Paths of `apiRoutes` answer under every name.
   *
   * @default "redirect"
   */
  readonly defaultDomain?: "redirect" | "block" | "serve" | undefined;
  /**
   * Host below which previews of other builds are served, with `release: atomic`: `preview.example.com` lets
   * `pr-12.preview.example.com` show the release that the store's key `preview:pr-12` names. Covered by the certificate.
   * Neither `domain` nor an alias may lie below it.
   *
   * @default - no previews
   */
  readonly previews?: string | undefined;
}

export const hostsShape = {
  domain: hostName.optional(),
  aliases: z.array(hostName).readonly().default([]),
  redirectFrom: z.array(hostName).readonly().default([]),
  defaultDomain: z.enum(["redirect", "block", "serve"]).default("redirect"),
  previews: hostName.optional(),
} as const;

export type Hosts = z.output<z.ZodObject<typeof hostsShape>>;

/** A host with the key that it stands under. */
export interface PlacedHost {
  readonly host: string;
  readonly keys: Path;
  /** The same as text, such as `redirectFrom[0]`. */
  readonly path: string;
}

/** Every host of a site with its key, in the order of `hostsOf`. */
export function placedHostsOf(site: HostsKeys): PlacedHost[] {
  const placed = (host: string, keys: Path): PlacedHost => ({ host, keys, path: pathText(keys) });
  const listed = (key: "aliases" | "redirectFrom") =>
    (site[key] ?? []).flatMap((host, index) => placed(host, [key, index]));
  return [
    ...(site.domain === undefined ? [] : [placed(site.domain, ["domain"])]),
    ...listed("aliases"),
    ...listed("redirectFrom"),
    ...(site.previews === undefined ? [] : [placed(`*.${site.previews}`, ["previews"])]),
  ];
}

/** Every host of a site, the one that its certificate is named after first. */
export function hostsOf(site: HostsKeys): string[] {
  return site.domain === undefined ? [] : placedHostsOf(site).map(({ host }) => host);
}

/** Where the hosts of a site stand, for rules that read all of them. */
export const ALL_HOSTS = {
  reads: ["domain", "previews"],
  entriesOf: ["aliases", "redirectFrom"],
} as const;

export const hostsRules: readonly Rule<Hosts>[] = [
  ...(["aliases", "redirectFrom", "previews"] as const).map((key) => needsDomain<Hosts>(key)),
  rule(
    ["domain", "defaultDomain"],
    ["defaultDomain"],
    "must not be block without domain: the site would have no address",
    ({ domain, defaultDomain }) => domain === undefined && defaultDomain === "block",
  ),
  { ...ALL_HOSTS, faults: repeatedHosts },
  { reads: ["domain", "previews"], entriesOf: ["aliases"], faults: hostsTakenForPreviews },
  { ...ALL_HOSTS, faults: tooManyHosts },
];

/** A key that means nothing without a host of the site's own. */
export function needsDomain<T extends { readonly domain?: string | undefined }>(
  key: keyof T & string,
): Rule<T> {
  return rule<T>(["domain"], [key], "must not be given without domain", (site) => {
    const value: unknown = site[key];
    return site.domain === undefined && value !== undefined && !(Array.isArray(value) && value.length === 0);
  });
}

function repeatedHosts(site: Hosts): Fault[] {
  const placed = placedHostsOf(site);
  return placed
    .filter(({ host }, index) => placed.findIndex((other) => other.host === host) !== index)
    .map(({ keys }) => ({ path: keys, message: "must not be a host that the site has already" }));
}

/** The function takes every label before `previews` for the name of a preview. */
function hostsTakenForPreviews({ domain, aliases, previews }: Hosts): Fault[] {
  const host = [domain, ...aliases].find((each) => each?.endsWith(`.${previews}`) === true);
  return previews === undefined || host === undefined
    ? []
    : [
        {
          path: ["previews"],
          message: `must not be a host that ${host} lies below: it would be taken for a preview`,
        },
      ];
}

/** CloudFront's quota for a distribution, which can be raised; an ACM certificate has ten at first. */
const MAX_HOSTS = 100;

function tooManyHosts(site: Hosts): Fault[] {
  const count = placedHostsOf(site).length;
  const path = site.redirectFrom.length > site.aliases.length ? "redirectFrom" : "aliases";
  return count <= MAX_HOSTS
    ? []
    : [
        {
          path: [path],
          message: `must not bring the site to more than ${MAX_HOSTS} hosts (it has ${count})`,
        },
      ];
}
