import { moduleTable, of } from "../../simulation/entries";
import type { Rule, Scope } from "../../simulation/rules";
import { UNKNOWN } from "../../provider/properties";
import { S3_WEBSITE_ZONES } from "../region-tables";

/** Regions whose website endpoints have a hyphen where all newer ones have a dot. */
const HYPHEN_WEBSITES = new Set([
  "us-east-1",
  "us-west-1",
  "us-west-2",
  "us-gov-west-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "ap-northeast-1",
  "eu-west-1",
  "sa-east-1",
]);

function websiteDomain({ text }: Scope): string | typeof UNKNOWN {
  const region = text("{region}");
  return region === UNKNOWN
    ? UNKNOWN
    : text(`s3-website${HYPHEN_WEBSITES.has(region) ? "-" : "."}{region}.{suffix}`);
}

/** Only a bucket with a `website` block has a website endpoint. */
const ofWebsite =
  (rule: (scope: Scope) => unknown): Rule =>
  (scope) =>
    scope.inputs["website"] === undefined ? undefined : rule(scope);

const websiteEndpoint = (scope: Scope) => {
  const domain = websiteDomain(scope);
  return domain === UNKNOWN ? UNKNOWN : scope.text(`{bucket}.${domain}`);
};

const bucket = of(
  "{bucket}",
  {
    arn: "arn:{partition}:s3:::{bucket}",
    bucketDomainName: "{bucket}.s3.{suffix}",
    bucketRegionalDomainName: "{bucket}.s3.{region}.{suffix}",
    bucketRegion: "{region}",
    hostedZoneId: ({ text }) => S3_WEBSITE_ZONES[String(text("{region}"))] ?? UNKNOWN,
    websiteDomain: ofWebsite(websiteDomain),
    websiteEndpoint: ofWebsite(websiteEndpoint),
    objectLockEnabled: false,
    requestPayer: "BucketOwner",
  },
  { autoName: { property: "bucket", max: 63, lower: true }, defaults: { forceDestroy: false } },
);

/** A setting of a bucket has the bucket's name as its id. */
const setting = of("{bucket}");

const website = of("{bucket}", { websiteDomain, websiteEndpoint });

const object = of(
  "{bucket}/{key}",
  {
    arn: "arn:{partition}:s3:::{bucket}/{key}",
    versionId: "{mixed:32}",
    etag: "{hex:32}",
    contentType: "application/octet-stream",
    storageClass: "STANDARD",
    serverSideEncryption: "AES256",
  },
  { autoName: { property: "key", verbatim: true } },
);

export const s3 = moduleTable("s3", {
  AccessPoint: of("arn:{partition}:s3:{region}:{account}:accesspoint/{name}", {
    accountId: "{account}",
    alias: "{name}-{lower:34}-s3alias",
    arn: "arn:{partition}:s3:{region}:{account}:accesspoint/{name}",
    domainName: "{name}-{account}.s3-accesspoint.{region}.{suffix}",
    hasPublicAccessPolicy: false,
    networkOrigin: ({ inputs }) => (inputs["vpcConfiguration"] === undefined ? "Internet" : "VPC"),
  }),
  AccountPublicAccessBlock: of("{account}"),
  AnalyticsConfiguration: of("{bucket}:{name}"),
  Bucket: bucket,
  BucketAccelerateConfiguration: setting,
  BucketAccelerateConfigurationV2: setting,
  BucketAcl: of("{bucket},{acl}"),
  BucketAclV2: of("{bucket},{acl}"),
  BucketCorsConfiguration: setting,
  BucketCorsConfigurationV2: setting,
  BucketIntelligentTieringConfiguration: of("{bucket}:{name}"),
  BucketLifecycleConfiguration: setting,
  BucketLifecycleConfigurationV2: setting,
  BucketLogging: setting,
  BucketLoggingV2: setting,
  BucketMetric: of("{bucket}:{name}"),
  BucketNotification: setting,
  BucketObject: object,
  BucketObjectLockConfiguration: setting,
  BucketObjectLockConfigurationV2: setting,
  BucketObjectv2: object,
  BucketOwnershipControls: setting,
  BucketPolicy: setting,
  BucketPublicAccessBlock: of(
    "{bucket}",
    {},
    {
      defaults: {
        blockPublicAcls: false,
        blockPublicPolicy: false,
        ignorePublicAcls: false,
        restrictPublicBuckets: false,
      },
    },
  ),
  BucketReplicationConfig: setting,
  BucketRequestPaymentConfiguration: setting,
  BucketRequestPaymentConfigurationV2: setting,
  BucketServerSideEncryptionConfiguration: setting,
  BucketServerSideEncryptionConfigurationV2: setting,
  BucketV2: bucket,
  BucketVersioning: setting,
  BucketVersioningV2: setting,
  BucketWebsiteConfiguration: website,
  BucketWebsiteConfigurationV2: website,
  DirectoryBucket: of("{bucket}", { arn: "arn:{partition}:s3express:{region}:{account}:bucket/{bucket}" }),
  Inventory: of("{bucket}:{name}"),
  ObjectCopy: of("{key}", {
    arn: "arn:{partition}:s3:::{bucket}/{key}",
    etag: "{hex:32}",
    versionId: "{mixed:32}",
  }),
});
