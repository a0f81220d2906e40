/**
 * CloudFront's own policies, the same in every account: no look-up is needed.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html
 */
export const MANAGED_POLICIES = {
  /** Cache key: host and path, and whether gzip or brotli is accepted. Follows Cache-Control from 1 second to a year. */
  cachingOptimized: "658327ea-f89d-4fab-a63d-7e88639e58f6",
  cachingDisabled: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  /** Everything the visitor sent but Host, which must name the origin. */
  allViewerExceptHostHeader: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
  /** HSTS for a year, nosniff and the like, where the origin does not say otherwise. */
  securityHeaders: "67f7725c-6f97-4210-82d7-5512b31e9d03",
} as const;
