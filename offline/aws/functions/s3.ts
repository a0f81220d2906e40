import { chosen, list, lookUp, moduleTable, result } from "./entries";

const object = (fields: string) =>
  result({ arn: "arn:{partition}:s3:::{bucket}/{key}", id: "{bucket}/{key}" }, fields);

export const s3 = moduleTable("s3", {
  getAccessPoint: result(
    { arn: "arn:{partition}:s3:{region}:{account}:accesspoint/{name}", id: "{arn}" },
    "accountId alias arn bucket bucketAccountId dataSourceId dataSourceType endpoints networkOrigin publicAccessBlockConfigurations tags vpcConfigurations",
  ),
  getAccountPublicAccessBlock: result(
    { id: "{account}" },
    "blockPublicAcls blockPublicPolicy ignorePublicAcls restrictPublicBuckets",
  ),
  getBucket: lookUp(
    "aws:s3/bucket:Bucket",
    "{bucket}",
    "arn bucketDomainName bucketRegion bucketRegionalDomainName hostedZoneId id websiteDomain websiteEndpoint",
    { with: { websiteDomain: chosen, websiteEndpoint: chosen } },
  ),
  getBucketObject: object(
    "arn body bucketKeyEnabled cacheControl contentDisposition contentEncoding contentLanguage contentLength contentType etag expiration expires id lastModified metadata objectLockLegalHoldStatus objectLockMode objectLockRetainUntilDate serverSideEncryption sseKmsKeyId storageClass tags versionId websiteRedirectLocation",
  ),
  getBucketObjects: list("commonPrefixes keys owners"),
  getBucketPolicy: result({ id: "{bucket}" }, "policy"),
  getCanonicalUserId: result({ id: "{hex:64}" }, "displayName"),
  getObject: object(
    "arn body bodyBase64 bucketKeyEnabled cacheControl checksumCrc32 checksumCrc32c checksumCrc64nvme checksumSha1 checksumSha256 contentDisposition contentEncoding contentLanguage contentLength contentType etag expiration expires id lastModified metadata objectLockLegalHoldStatus objectLockMode objectLockRetainUntilDate serverSideEncryption sseKmsKeyId storageClass tags versionId websiteRedirectLocation",
  ),
  getObjects: list("commonPrefixes keys owners requestCharged"),
});
