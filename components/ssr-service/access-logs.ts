import {
  Bucket,
  BucketLifecycleConfiguration,
  BucketOwnershipControls,
  BucketPolicy,
  BucketPublicAccessBlock,
  BucketServerSideEncryptionConfiguration,
} from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { ACCESS_LOGS_PREFIX } from "./options/build";
import type { Place } from "./place";

interface AccessLogsArgs {
  readonly place: Place;
  readonly retentionDays: number;
  readonly protect: boolean;
  readonly tags: Readonly<Record<string, pulumi.Input<string>>> | undefined;
}

/** The bucket, and what must be there before a load balancer may be told to write to it. */
export interface AccessLogs {
  readonly bucket: Bucket;
  readonly ready: readonly pulumi.Resource[];
}

/** A private bucket for the load balancer's access logs, which expire. */
export function makeAccessLogs(
  name: string,
  args: AccessLogsArgs,
  opts: { readonly parent: pulumi.Resource },
): AccessLogs {
  const role = `${name}-access-logs`;
  const bucket = new Bucket(role, args.tags === undefined ? {} : { tags: args.tags }, {
    ...opts,
    protect: args.protect,
  });
  const block = new BucketPublicAccessBlock(
    role,
    {
      bucket: bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    opts,
  );
  // S3's default today, stated so that it can be seen: no access control list opens an object.
  new BucketOwnershipControls(
    role,
    { bucket: bucket.id, rule: { objectOwnership: "BucketOwnerEnforced" } },
    opts,
  );
  encryptAndExpire(role, bucket, args.retentionDays, opts);
  const policy = new BucketPolicy(
    role,
    {
      bucket: bucket.id,
      policy: pulumi.jsonStringify(accessLogsPolicy(bucket.arn, args.place.accountId)),
    },
    { ...opts, dependsOn: [block] },
  );
  return { bucket, ready: [policy] };
}

function encryptAndExpire(
  role: string,
  bucket: Bucket,
  days: number,
  opts: { readonly parent: pulumi.Resource },
): void {
  // Elastic Load Balancing writes access logs only to buckets with S3's own keys.
  new BucketServerSideEncryptionConfiguration(
    role,
    { bucket: bucket.id, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
    opts,
  );
  new BucketLifecycleConfiguration(
    role,
    {
      bucket: bucket.id,
      rules: [
        {
          id: "expire",
          status: "Enabled",
          filter: { prefix: "" },
          expiration: { days },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
        },
      ],
    },
    opts,
  );
}

/**
 * Elastic Load Balancing may write the logs of this account's load balancers, and nobody may come without TLS. The
 * service principal is what AWS recommends in every region; the older policy names an account of AWS's per region.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 */
function accessLogsPolicy(bucketArn: pulumi.Input<string>, accountId: pulumi.Input<string>) {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "LoadBalancerDelivery",
        Effect: "Allow",
        Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: pulumi.interpolate`${bucketArn}/${ACCESS_LOGS_PREFIX}/AWSLogs/${accountId}/*`,
      },
      {
        Sid: "OnlyTls",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [bucketArn, pulumi.interpolate`${bucketArn}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  };
}
