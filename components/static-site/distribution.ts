import type * as pulumi from "@pulumi/pulumi";
import type * as cloudfront from "@pulumi/aws/cloudfront";
import { NOT_FOUND_DOCUMENT, NOT_FOUND_KEY } from "../release-contract";
import { MANAGED_POLICIES } from "./managed-policies";
import type { Site } from "./schema";

type DistributionArgs = cloudfront.DistributionArgs;

/** What other resources of the site supply. */
export interface DistributionParts {
  readonly hosts: readonly string[];
  /** undefined: CloudFront's own certificate, since there is no host, or none is issued yet. */
  readonly certificateArn: pulumi.Input<string> | undefined;
  readonly bucketDomainName: pulumi.Input<string>;
  readonly originAccessControlId: pulumi.Input<string>;
  readonly functionArn: pulumi.Input<string>;
  readonly responseHeadersPolicyId: pulumi.Input<string>;
  readonly webAclArn: pulumi.Input<string> | undefined;
}

const BUCKET_ORIGIN = "bucket";

/** The distribution of a site. */
export function distributionArgs(name: string, site: Site, parts: DistributionParts): DistributionArgs {
  return {
    enabled: true,
    comment: `Site ${name}`,
    isIpv6Enabled: true,
    httpVersion: "http2and3",
    priceClass: site.priceClass,
    defaultRootObject: site.indexDocument,
    aliases: parts.certificateArn === undefined ? [] : [...parts.hosts],
    origins: [bucketOrigin(parts), ...apiOrigins(site)],
    defaultCacheBehavior: siteBehavior(parts),
    orderedCacheBehaviors: apiBehaviors(site),
    customErrorResponses: errorResponses(site),
    restrictions: { geoRestriction: geoRestriction(site.geo) },
    viewerCertificate: viewerCertificate(site, parts),
    ...(parts.webAclArn === undefined ? {} : { webAclId: parts.webAclArn }),
    tags: { ...site.tags },
    // A function that is taken out can be deleted, and a host can be announced, only when every edge knows.
    waitForDeployment: true,
  };
}

function bucketOrigin({ bucketDomainName, originAccessControlId }: DistributionParts) {
  return { originId: BUCKET_ORIGIN, domainName: bucketDomainName, originAccessControlId };
}

function siteBehavior({ functionArn, responseHeadersPolicyId }: DistributionParts) {
  return {
    targetOriginId: BUCKET_ORIGIN,
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: ["GET", "HEAD", "OPTIONS"],
    cachedMethods: ["GET", "HEAD"],
    compress: true,
    cachePolicyId: MANAGED_POLICIES.cachingOptimized,
    responseHeadersPolicyId,
    functionAssociations: [{ eventType: "viewer-request", functionArn }],
  };
}

/** One origin for each host that `apiRoutes` names, however many prefixes lead to it. */
function apiOrigins({ apiRoutes }: Site) {
  return [...new Set(Object.values(apiRoutes))].map((host) => ({
    originId: host,
    domainName: host,
    customOriginConfig: {
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: "https-only",
      originSslProtocols: ["TLSv1.2"],
    },
  }));
}

/** The prefix itself and all below it; the longest first, so that `/api/admin` wins over `/api`. */
function apiBehaviors({ apiRoutes }: Site) {
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

/** Every status that CloudFront would otherwise keep for ten seconds. */
const CACHED_ERRORS = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];

/**
 * Error pages hold for the whole distribution. So with `apiRoutes` there is none, and no error is kept: the API's own
 * answers go through as they are. No 403 or 404 ever becomes a 200.
 */
export function errorResponses(site: Pick<Site, "apiRoutes" | "mode" | "release" | "notFoundDocument">) {
  if (Object.keys(site.apiRoutes).length > 0) {
    return CACHED_ERRORS.map((errorCode) => ({ errorCode, errorCachingMinTtl: 0 }));
  }
  return [
    {
      errorCode: 404,
      responseCode: 404,
      responsePagePath: `/${notFoundKey(site)}`,
      // A file that a visitor asked for a moment too early shows soon after its upload.
      errorCachingMinTtl: 10,
    },
  ];
}

/**
 * The object that is shown for a missing file. CloudFront fetches it past the edge function, so of an atomic site it lies
 * outside the releases.
 */
export function notFoundKey({
  mode,
  release,
  notFoundDocument,
}: Pick<Site, "mode" | "release" | "notFoundDocument">): string {
  const document = notFoundDocument ?? (mode === "static" ? NOT_FOUND_DOCUMENT : undefined);
  return release === "inPlace" && document !== undefined ? document : NOT_FOUND_KEY;
}

function geoRestriction(geo: Site["geo"]) {
  if (geo?.allow !== undefined) {
    return { restrictionType: "whitelist", locations: [...geo.allow] };
  }
  return geo?.deny === undefined
    ? { restrictionType: "none" }
    : { restrictionType: "blacklist", locations: [...geo.deny] };
}

/** With CloudFront's own certificate the lowest version is TLSv1 whatever is set. */
function viewerCertificate({ minimumTls }: Site, { certificateArn }: DistributionParts) {
  return certificateArn === undefined
    ? { cloudfrontDefaultCertificate: true }
    : { acmCertificateArn: certificateArn, sslSupportMethod: "sni-only", minimumProtocolVersion: minimumTls };
}
