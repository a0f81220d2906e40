import type * as cloudfront from "@pulumi/aws/cloudfront";
import type { Site } from "./schema";

/** Plain form of what a response headers policy is made of. */
type PolicyArgs = Pick<
  cloudfront.ResponseHeadersPolicyArgs,
  "securityHeadersConfig" | "customHeadersConfig" | "corsConfig" | "removeHeadersConfig"
>;

/** What S3 says of itself and of its encryption is nobody's business. */
const REMOVED = ["Server", "x-amz-server-side-encryption", "x-amz-version-id"];

/** The response headers policy that a site's `headers` ask for. */
export function responseHeaders(headers: Site["headers"]): PolicyArgs {
  const custom = customHeaders(headers);
  return {
    securityHeadersConfig: {
      strictTransportSecurity: {
        accessControlMaxAgeSec: headers.hstsDays * 24 * 60 * 60,
        includeSubdomains: headers.hstsSubdomains,
        preload: headers.hstsPreload,
        override: true,
      },
      contentTypeOptions: { override: true },
      referrerPolicy: { referrerPolicy: headers.referrer, override: true },
      ...(headers.frame === "off" ? {} : { frameOptions: { frameOption: headers.frame, override: true } }),
      ...(headers.cspMode === "enforce"
        ? { contentSecurityPolicy: { contentSecurityPolicy: headers.csp, override: true } }
        : {}),
    },
    ...(custom.length === 0 ? {} : { customHeadersConfig: { items: custom } }),
    ...(headers.corsOrigins.length === 0 ? {} : { corsConfig: crossOrigin(headers.corsOrigins) }),
    removeHeadersConfig: { items: REMOVED.map((header) => ({ header })) },
  };
}

/** Reading only, and never with cookies: the files are the same for everybody. */
function crossOrigin(origins: readonly string[]) {
  return {
    accessControlAllowCredentials: false,
    accessControlAllowHeaders: { items: ["*"] },
    accessControlAllowMethods: { items: ["GET", "HEAD"] },
    accessControlAllowOrigins: { items: [...origins] },
    originOverride: true,
  };
}

function customHeaders({ csp, cspMode, permissions, custom }: Site["headers"]) {
  const all = {
    // CloudFront has no key of its own for the two.
    ...(cspMode === "reportOnly" ? { "Content-Security-Policy-Report-Only": csp } : {}),
    ...(permissions === "" ? {} : { "Permissions-Policy": permissions }),
    ...custom,
  };
  return Object.entries(all).map(([header, value]) => ({ header, value, override: true }));
}
