/** The CloudFront distribution of a site. */
import type { types } from "@pulumi/aws";
import * as cloudfront from "@pulumi/aws/cloudfront";
import * as pulumi from "@pulumi/pulumi";
import { apiBehaviors, apiOrigins } from "./api-routes";
import { viewerCertificate } from "./certificate";
import type { Site } from "./config";
import { geoRestriction } from "./geo";
import { hostsOf } from "./hosts";
import { MANAGED_POLICIES } from "./managed-policies";
import { errorResponses } from "./not-found";

/** What other resources of the site supply. */
export interface DistributionArgs {
  readonly site: Site;
  /** undefined: CloudFront's own certificate, since there is no host, or none is issued yet. */
  readonly certificateArn: pulumi.Input<string> | undefined;
  readonly bucketDomainName: pulumi.Input<string>;
  readonly originAccessControlId: pulumi.Input<string>;
  readonly functionArn: pulumi.Input<string>;
  /** Whether the function is called for responses, too. */
  readonly responds: boolean;
  readonly responseHeadersPolicyId: pulumi.Input<string>;
  readonly webAclArn: pulumi.Input<string> | undefined;
}

const BUCKET_ORIGIN = "bucket";

export function createDistribution(
  name: string,
  args: DistributionArgs,
  opts: { readonly parent: pulumi.Resource },
): cloudfront.Distribution {
  return new cloudfront.Distribution(
    name,
    distributionInputs(name, args, opts),
    pulumi.mergeOptions(opts, { protect: args.site.protect }),
  );
}

function distributionInputs(
  name: string,
  args: DistributionArgs,
  opts: pulumi.InvokeOptions,
): cloudfront.DistributionArgs {
  const { site, certificateArn, bucketDomainName, originAccessControlId, webAclArn } = args;
  return {
    enabled: true,
    comment: `Site ${name}`,
    isIpv6Enabled: true,
    httpVersion: "http2and3",
    priceClass: site.priceClass,
    defaultRootObject: site.indexDocument,
    aliases: certificateArn === undefined ? [] : hostsOf(site),
    origins: [
      { originId: BUCKET_ORIGIN, domainName: bucketDomainName, originAccessControlId },
      ...apiOrigins(site, opts),
    ],
    defaultCacheBehavior: siteBehavior(args),
    orderedCacheBehaviors: apiBehaviors(site),
    customErrorResponses: errorResponses(site),
    restrictions: { geoRestriction: geoRestriction(site) },
    viewerCertificate: viewerCertificate(site, certificateArn),
    ...(webAclArn === undefined ? {} : { webAclId: webAclArn }),
    tags: { ...site.tags },
    // A function that is taken out can be deleted, and a host can be announced, only when every edge knows.
    waitForDeployment: true,
  };
}

function siteBehavior({
  functionArn,
  responds,
  responseHeadersPolicyId,
}: DistributionArgs): types.input.cloudfront.DistributionDefaultCacheBehavior {
  return {
    targetOriginId: BUCKET_ORIGIN,
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: ["GET", "HEAD", "OPTIONS"],
    cachedMethods: ["GET", "HEAD"],
    compress: true,
    cachePolicyId: MANAGED_POLICIES.cachingOptimized,
    responseHeadersPolicyId,
    functionAssociations: [
      { eventType: "viewer-request", functionArn },
      ...(responds ? [{ eventType: "viewer-response", functionArn }] : []),
    ],
  };
}

export function createAccessControl(
  name: string,
  opts: pulumi.CustomResourceOptions,
): cloudfront.OriginAccessControl {
  return new cloudfront.OriginAccessControl(
    `${name}-access`,
    { originAccessControlOriginType: "s3", signingBehavior: "always", signingProtocol: "sigv4" },
    opts,
  );
}
