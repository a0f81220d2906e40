import { isRecord, numberIn, textIn, type StackResource } from "./document";

/** A CloudFront distribution, as far as traffic goes. */
export interface SiteSettings {
  readonly name: string;
  /** Where misses go: a bucket grows by itself. */
  readonly origin: "bucket" | "other";
  /** How long the edge keeps an answer where the origin says nothing, in seconds. */
  readonly keepSeconds: number;
}

/** AWS's managed cache policies: default time to live in seconds. @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
const MANAGED: Readonly<Record<string, number>> = {
  "658327ea-f89d-4fab-a63d-7e88639e58f6": 86_400,
  "b2884449-e4de-46a7-ac36-70bc7f1ddd6d": 86_400,
  "4135ea2d-6df8-44a3-9df3-4b5a84be39ad": 0,
};

export function siteSettings(
  name: string,
  distribution: StackResource,
  resources: readonly StackResource[],
): SiteSettings {
  const { origins, defaultCacheBehavior } = distribution.inputs;
  const first: unknown = Array.isArray(origins) ? origins[0] : undefined;
  const domain = isRecord(first) ? (textIn(first, "domainName") ?? "") : "";
  const behavior = isRecord(defaultCacheBehavior) ? defaultCacheBehavior : {};
  const policy = textIn(behavior, "cachePolicyId");
  const own = resources.find(
    ({ type, urn }) =>
      type === "aws:cloudfront/cachePolicy:CachePolicy" && distribution.dependencies?.includes(urn) === true,
  );
  return {
    name,
    origin: /\.s3[.-]/.test(domain) ? "bucket" : "other",
    keepSeconds:
      (policy === undefined ? undefined : MANAGED[policy]) ??
      numberIn(own?.inputs ?? behavior, "defaultTtl") ??
      86_400,
  };
}
