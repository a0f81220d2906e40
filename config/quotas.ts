/**
 * What a stack takes of CloudFront's and its helpers' quotas of an account, which an update would otherwise meet half-way. The quotas are those
 * that an account has at first; AWS raises them on request, so exceeding one is a warning.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
import type { Fault } from "../components/fields";
import { hostsOf, type StaticSiteConfig } from "../components/static-site";

interface Quota {
  /** What the sites need, such as `response headers policies`. */
  readonly what: string;
  /** What an account has at first. */
  readonly most: number;
  readonly needed: (sites: readonly StaticSiteConfig[]) => number;
  readonly instead: string;
}

const QUOTAS: readonly Quota[] = [
  {
    what: "response headers policies",
    most: 20,
    needed: (sites) => new Set(sites.map(({ headers }) => JSON.stringify(headers ?? {}))).size,
    instead: "give sites the same headers, which share one policy",
  },
  {
    what: "key value stores",
    most: 50,
    needed: (sites) => sites.filter(({ release = "atomic" }) => release === "atomic").length,
    instead: "set release: inPlace for some",
  },
  {
    what: "CloudFront functions and origin access controls",
    most: 100,
    needed: (sites) => sites.length,
    instead: "spread the sites over several accounts",
  },
  {
    what: "web ACLs of CloudFront",
    most: 100,
    needed: (sites) =>
      sites.filter(({ waf }) => typeof waf === "object" && waf.webAclArn === undefined).length,
    instead: "give several sites one ACL by waf.webAclArn",
  },
];

/** Hosts of a certificate that ACM makes. @see https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html */
const CERTIFICATE_HOSTS = 10;

/** Warnings for each quota that the stack's own sites exceed; what else the account has is not known here. */
export function quotaWarnings(sites: Readonly<Record<string, StaticSiteConfig>>): Fault[] {
  const all = Object.values(sites);
  return [
    ...QUOTAS.flatMap(({ what, most, needed, instead }) => {
      const count = needed(all);
      return count <= most
        ? []
        : [
            {
              path: ["sites"],
              message: `need ${count} ${what}, of which an account has ${most} at first: ${instead}, or have the quota raised before pulumi up`,
            },
          ];
    }),
    ...Object.entries(sites).flatMap(([name, site]) => {
      const hosts = hostsOf(site).length;
      return hosts <= CERTIFICATE_HOSTS || site.certificateArn !== undefined
        ? []
        : [
            {
              path: ["sites", name],
              message: `has ${hosts} hosts, of which a certificate holds ${CERTIFICATE_HOSTS} at first: have ACM's quota raised before pulumi up, or give a certificateArn that covers them`,
            },
          ];
    }),
  ];
}
