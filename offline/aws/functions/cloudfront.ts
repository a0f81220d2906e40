import { lookUp, moduleTable, result, type Handler } from "./entries";
import { UNKNOWN } from "../../provider/properties";

const YEAR = 31_536_000;

const DAY = 86_400;

/** Name → id, least, default and greatest time to live, in seconds. */
type CachePolicy = readonly [id: string, min: number, normal: number, max: number];

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
const CACHE_POLICIES: Readonly<Record<string, CachePolicy>> = {
  "Managed-Amplify": ["2e54312d-136d-493c-8eb9-b001f22f67d2", 2, 2, 600],
  "Managed-CachingDisabled": ["4135ea2d-6df8-44a3-9df3-4b5a84be39ad", 0, 0, 0],
  "Managed-CachingOptimized": ["658327ea-f89d-4fab-a63d-7e88639e58f6", 1, DAY, YEAR],
  "Managed-CachingOptimizedForUncompressedObjects": ["b2884449-e4de-46a7-ac36-70bc7f1ddd6d", 1, DAY, YEAR],
  "Managed-Elemental-MediaPackage": ["08627262-05a9-4f76-9ded-b50ca2e3a84f", 0, DAY, YEAR],
  UseOriginCacheControlHeaders: ["83da9c7e-98b4-4e11-a168-04f0df8e2c65", 0, 0, YEAR],
  "UseOriginCacheControlHeaders-QueryStrings": ["4cc15a8a-d715-48a4-82b8-cc0b614638fe", 0, 0, YEAR],
};

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html */
const ORIGIN_REQUEST_POLICIES: Readonly<Record<string, string>> = {
  "Managed-AllViewer": "216adef6-5c7f-47e4-b989-5492eafa07d3",
  "Managed-AllViewerAndCloudFrontHeaders-2022-06": "33f36d7e-f396-46d9-90e0-52428a34d9dc",
  "Managed-AllViewerExceptHostHeader": "b689b0a8-53d0-40ab-baf2-68738e2966ac",
  "Managed-CORS-CustomOrigin": "59781a5b-3903-41f3-afcb-af62929ccde1",
  "Managed-CORS-S3Origin": "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf",
  "Managed-Elemental-MediaTailor-PersonalizedManifests": "775133bc-15f2-49f9-abea-afb2e0bf67d2",
  "Managed-HostHeaderOnly": "bf0718e1-ba1e-49d1-88b1-f726733018ae",
  "Managed-UserAgentRefererHeaders": "acba4595-bd28-49b8-b9fe-13317c0390fa",
};

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html */
const RESPONSE_HEADERS_POLICIES: Readonly<Record<string, string>> = {
  "Managed-CORS-and-SecurityHeadersPolicy": "e61eb60c-9c35-4d20-a928-2b84e02af89c",
  "Managed-CORS-With-Preflight": "5cc3b908-e619-4b99-88e5-2cf7f45965bd",
  "Managed-CORS-with-preflight-and-SecurityHeadersPolicy": "eaab4381-ed33-4a86-88ca-d9558dc6cd63",
  "Managed-SecurityHeadersPolicy": "67f7725c-6f97-4210-82d7-5512b31e9d03",
  "Managed-SimpleCORS": "60669652-455b-4ae9-85a4-c4c02393f86c",
};

const ids = Object.fromEntries(Object.entries(CACHE_POLICIES).map(([name, [id]]) => [name, id]));

/** A policy by name or id. A managed one is public; AWS has no other whose name starts so, and an account's own is a placeholder. */
function policy(
  kind: string,
  words: string,
  managed: Readonly<Record<string, string>>,
  fields: string,
): Handler {
  return (args, { account, partition }) => {
    const { id, name } = args;
    const byName = typeof name === "string" ? managed[name] : undefined;
    const byId = Object.entries(managed).find(([, each]) => each === id)?.[0];
    if (typeof name === "string" && name.startsWith("Managed-") && byName === undefined) {
      return { failure: `no matching CloudFront ${words} (${name})` };
    }
    const found = id ?? byName ?? UNKNOWN;
    const [, min, normal, max] = CACHE_POLICIES[typeof name === "string" ? name : (byId ?? "")] ?? [];
    return {
      known: {
        ...Object.fromEntries(fields.split(" ").map((field) => [field, UNKNOWN])),
        ...args,
        arn:
          typeof found === "string"
            ? `arn:${partition}:cloudfront::${byName === undefined && byId === undefined ? account : ""}:${kind}/${found}`
            : UNKNOWN,
        id: found,
        name: name ?? byId ?? UNKNOWN,
        ...(min === undefined ? {} : { minTtl: min, defaultTtl: normal, maxTtl: max }),
      },
    };
  };
}

/** Where CloudFront's older logs are written by one account of AWS. */
const LOG_DELIVERY = {
  aws: "c4c1ede66af53448b93c283ce9448c4ba468c9432aa01d700d3878632f77d2d0",
  "aws-cn": "a52cb28745c0c06e84ec548334e44bfa7fc2a85c54af20cd59e4969344b7af56",
};

export const cloudfront = moduleTable("cloudfront", {
  getCachePolicy: policy(
    "cache-policy",
    "Cache Policy",
    ids,
    "arn comment defaultTtl etag maxTtl minTtl parametersInCacheKeyAndForwardedToOrigins",
  ),
  getDistribution: lookUp(
    "aws:cloudfront/distribution:Distribution",
    "{id}",
    "aliases anycastIpListId arn domainName enabled etag hostedZoneId inProgressValidationBatches lastModifiedTime status tags webAclId",
  ),
  getFunction: lookUp(
    "aws:cloudfront/function:Function",
    "{name}",
    "arn code comment etag id keyValueStoreAssociations lastModifiedTime runtime status",
  ),
  getLogDeliveryCanonicalUserId: result({
    id: ({ context }) => LOG_DELIVERY[context.partition === "aws-cn" ? "aws-cn" : "aws"],
  }),
  getOriginAccessControl: lookUp(
    "aws:cloudfront/originAccessControl:OriginAccessControl",
    "{id}",
    "arn description etag name originAccessControlOriginType signingBehavior signingProtocol",
  ),
  getOriginAccessIdentities: result({ id: "{account}" }, "iamArns ids s3CanonicalUserIds"),
  getOriginAccessIdentity: lookUp(
    "aws:cloudfront/originAccessIdentity:OriginAccessIdentity",
    "{id}",
    "arn callerReference cloudfrontAccessIdentityPath comment etag iamArn s3CanonicalUserId",
  ),
  getOriginRequestPolicy: policy(
    "origin-request-policy",
    "Origin Request Policy",
    ORIGIN_REQUEST_POLICIES,
    "arn comment cookiesConfigs etag headersConfigs queryStringsConfigs",
  ),
  getResponseHeadersPolicy: policy(
    "response-headers-policy",
    "Response Headers Policy",
    RESPONSE_HEADERS_POLICIES,
    "arn comment corsConfigs customHeadersConfigs etag id name removeHeadersConfigs securityHeadersConfigs serverTimingHeadersConfigs",
  ),
});
