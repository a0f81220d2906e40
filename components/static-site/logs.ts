import * as pulumi from "@pulumi/pulumi";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import type * as cloudfront from "@pulumi/aws/cloudfront";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as s3 from "@pulumi/aws/s3";
import { bucketAccess, privateBucket } from "./bucket";
import { logBucketPolicy } from "./bucket-policy";
import type { Site } from "./schema";

/** Where CloudFront's log delivery is set up, and the bucket beside it, so that no log crosses regions on its way. */
const REGION = "us-east-1";

/**
 * Standard logging v2 of a distribution into a bucket of its own, which needs no ACL, unlike the older logging.
 *
 * @returns the bucket; undefined where logging is off
 */
export function accessLogs(
  name: string,
  site: Pick<Site, "logging" | "forceDestroy" | "tags">,
  distribution: cloudfront.Distribution,
  opts: pulumi.ResourceOptions,
): s3.Bucket | undefined {
  const { logging, forceDestroy, tags } = site;
  if (!logging.enabled) {
    return undefined;
  }
  const bucket = privateBucket(
    `${name}-logs`,
    { forceDestroy, tags, protect: false, expirationDays: logging.retentionDays, region: REGION },
    opts,
  );
  const account = getCallerIdentityOutput({}, opts).accountId;
  const policy = pulumi.jsonStringify(
    pulumi.all([bucket.arn, account]).apply(([arn, id]) => logBucketPolicy(arn, id)),
  );
  const access = bucketAccess(`${name}-logs`, bucket, policy, opts, REGION);
  const source = new cloudwatch.LogDeliverySource(
    `${name}-logs-source`,
    { region: REGION, logType: "ACCESS_LOGS", resourceArn: distribution.arn, tags: { ...tags } },
    opts,
  );
  const destination = new cloudwatch.LogDeliveryDestination(
    `${name}-logs-destination`,
    {
      region: REGION,
      outputFormat: logging.format,
      deliveryDestinationConfiguration: { destinationResourceArn: bucket.arn },
      tags: { ...tags },
    },
    opts,
  );
  new cloudwatch.LogDelivery(
    `${name}-logs`,
    {
      region: REGION,
      deliverySourceName: source.name,
      deliveryDestinationArn: destination.arn,
      s3DeliveryConfigurations: [
        { suffixPath: "{DistributionId}/{yyyy}/{MM}/{dd}", enableHiveCompatiblePath: false },
      ],
      tags: { ...tags },
    },
    // Without a policy that lets it write, the delivery writes one of its own into the bucket.
    pulumi.mergeOptions(opts, { dependsOn: access }),
  );
  return bucket;
}
