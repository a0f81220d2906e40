/** Path prefixes that other origins answer. */
import type { types } from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { type Fault, hostName, type Rule } from "../fields";
import { ALL_HOSTS, type Hosts, placedHostsOf } from "./hosts";
import { MANAGED_POLICIES } from "./managed-policies";
import { type OriginSecrets, secretHeaders } from "./origin-secrets";
import type { Redirects } from "./redirects";
import { PATH_PREFIX, type Routing } from "./routing";

export interface ApiRoutesKeys {
  /**
   * Path prefix → host of another origin that answers it, e.g. `/api: app.example.com` (an SsrService): one domain, no CORS.
   * All methods, never cached, never touched by the edge function. The origin must speak HTTPS with TLS 1.2 under that name.
   *
   * @default {}
   */
  readonly apiRoutes?: Readonly<Record<string, string>> | undefined;
}

/** A path pattern has at most 255 characters, and one of them ends in `/*`. */
const MAX_PREFIX = 253;

/** Two behaviours each; CloudFront takes 75 beside the default one. */
const MAX_ROUTES = 37;

export const apiRoutesShape = {
  apiRoutes: z
    .record(
      z
        .string()
        .regex(PATH_PREFIX, "must be a path prefix without wildcard and final slash, such as /api")
        .refine((prefix) => prefix.length <= MAX_PREFIX, `must have at most ${MAX_PREFIX} characters`),
      hostName,
    )
    .refine(
      (routes) => Object.keys(routes).length <= MAX_ROUTES,
      `must have at most ${MAX_ROUTES} path prefixes`,
    )
    .readonly()
    .default({}),
} as const;

export type ApiRoutes = z.output<z.ZodObject<typeof apiRoutesShape>>;

type Routed = ApiRoutes & Hosts & Routing & Redirects;

export const apiRoutesRules: readonly Rule<Routed>[] = [
  { reads: ALL_HOSTS.reads, entriesOf: ["apiRoutes", ...ALL_HOSTS.entriesOf], faults: routesToItself },
  {
    reads: ["indexDocument"],
    entriesOf: ["apiRoutes", "redirects", "deepLinks", "fallbackPages"],
    faults: collidingRoutes,
  },
];

function routesToItself(site: Routed): Fault[] {
  const own = new Set(placedHostsOf(site).map(({ host }) => host));
  const { previews } = site;
  return Object.entries(site.apiRoutes)
    .filter(([, origin]) => own.has(origin) || (previews !== undefined && origin.endsWith(`.${previews}`)))
    .map(([prefix]) => ({
      path: ["apiRoutes", prefix],
      message: "must be another origin's host, not the site's own",
    }));
}

function collidingRoutes({ apiRoutes, redirects, deepLinks, fallbackPages, indexDocument }: Routed): Fault[] {
  const used = [
    ...redirects.flatMap(({ from }, index) => ({
      path: from.replace(/\/\*$/, ""),
      key: `redirects[${index}].from`,
    })),
    ...deepLinks.flatMap((path, index) => ({ path, key: `deepLinks[${index}]` })),
    ...Object.keys(fallbackPages).map((path) => ({ path, key: "fallbackPages" })),
    { path: `/${indexDocument}`, key: "indexDocument" },
  ];
  return Object.keys(apiRoutes).flatMap((prefix) => {
    const taken = used.find(({ path }) => path === prefix || path.startsWith(`${prefix}/`));
    return taken === undefined
      ? []
      : [{ path: ["apiRoutes", prefix], message: `must not cover ${taken.path}, which ${taken.key} uses` }];
  });
}

/** One origin for each host that `apiRoutes` names, however many prefixes lead to it. */
export function apiOrigins(
  site: ApiRoutes & OriginSecrets,
  opts: pulumi.InvokeOptions,
): types.input.cloudfront.DistributionOrigin[] {
  return [...new Set(Object.values(site.apiRoutes))].map((host) => ({
    originId: host,
    domainName: host,
    customOriginConfig: {
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: "https-only",
      originSslProtocols: ["TLSv1.2"],
    },
    ...secretHeaders(host, site, opts),
  }));
}

/** The prefix itself and all below it; the longest first, so that `/api/admin` wins over `/api`. */
export function apiBehaviors({
  apiRoutes,
}: ApiRoutes): types.input.cloudfront.DistributionOrderedCacheBehavior[] {
  return Object.entries(apiRoutes)
    .sort(([a], [b]) => b.length - a.length || (a < b ? -1 : 1))
    .flatMap(([prefix, host]) =>
      [prefix, `${prefix}/*`].map((pathPattern) => ({
        pathPattern,
        targetOriginId: host,
        // A redirect would lose the body of a POST, and what it carried has been in the open by then.
        viewerProtocolPolicy: "https-only",
        allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
        cachedMethods: ["GET", "HEAD"],
        compress: false,
        cachePolicyId: MANAGED_POLICIES.cachingDisabled,
        originRequestPolicyId: MANAGED_POLICIES.allViewerExceptHostHeader,
        // The API's own headers win; and an account may have 20 policies of its own only.
        responseHeadersPolicyId: MANAGED_POLICIES.securityHeaders,
      })),
    );
}
