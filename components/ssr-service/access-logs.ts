import type { Bucket } from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import type { AccountAndRegion } from "../aws/account";
import { denyWithoutTls, type PolicyDocument, policyDocument } from "../aws/policy-document";
import { createPrivateBucket } from "../aws/private-bucket";
import { toggle } from "../fields";
import type { Options } from "./option-settings/option-setting";

/** The key of a service that says what is kept of the load balancer's access logs. */
export interface AccessLogsKeys {
  /** The load balancer's access logs; `false` keeps none. @default - kept for 90 days in a private bucket */
  readonly accessLogs?: boolean | AccessLogsConfig | undefined;
}

/** Access logs of the load balancer, in a private bucket of their own. */
export interface AccessLogsConfig {
  /** Days that they are kept, 1–3653. @default 90 */
  readonly retentionDays?: number | undefined;
}

export const accessLogsShape = {
  accessLogs: toggle(z.strictObject({ retentionDays: z.int().min(1).max(3653).default(90) })).prefault(true),
} as const;

/** First part of the keys of access logs in their bucket. */
const PREFIX = "alb";

/** Where the load balancer writes its access logs. @param bucket undefined where none are kept */
export function accessLogsOptions<V>(bucket: V | undefined): Options<V> {
  return {
    "aws:elbv2:loadbalancer": {
      AccessLogsS3Bucket: bucket,
      AccessLogsS3Enabled: String(bucket !== undefined),
      AccessLogsS3Prefix: bucket === undefined ? undefined : PREFIX,
    },
  };
}

interface AccessLogsArgs {
  readonly account: pulumi.Output<AccountAndRegion>;
  readonly retentionDays: number;
  readonly protect: boolean;
  readonly tags?: Readonly<Record<string, pulumi.Input<string>>> | undefined;
}

/** The bucket, and what must be there before a load balancer can write to it. */
export interface AccessLogs {
  readonly bucket: Bucket;
  readonly ready: readonly pulumi.Resource[];
}

/** A private bucket for the load balancer's access logs, which expire. */
export function createAccessLogs(
  name: string,
  args: AccessLogsArgs,
  opts: { readonly parent: pulumi.Resource },
): AccessLogs {
  const logicalName = `${name}-access-logs`;
  const { bucket, setPolicy } = createPrivateBucket(
    logicalName,
    {
      tags: args.tags,
      protect: args.protect,
      // The load balancer writes a test file at once: without this, no stack with a service could be destroyed.
      forceDestroy: !args.protect,
      versioned: false,
      // No key of ours: Elastic Load Balancing writes access logs only to buckets with S3's own keys.
      lifecycleRules: [
        {
          id: "expire",
          status: "Enabled",
          filter: { prefix: "" },
          expiration: { days: args.retentionDays },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
        },
      ],
      nameOf: () => logicalName,
    },
    opts,
  );
  const policy = pulumi
    .all([bucket.arn, args.account])
    .apply(([arn, { accountId }]) => JSON.stringify(accessLogsPolicy(arn, accountId)));
  return { bucket, ready: [setPolicy(policy)] };
}

/**
 * Elastic Load Balancing may write the logs of this account's load balancers, and no request may come without TLS. The
 * service principal is what AWS recommends in every region; the older policy names an account of AWS's per region.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 */
function accessLogsPolicy(bucketArn: string, accountId: string): PolicyDocument {
  return policyDocument(
    {
      Sid: "LoadBalancerDelivery",
      Effect: "Allow",
      Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: `${bucketArn}/${PREFIX}/AWSLogs/${accountId}/*`,
    },
    denyWithoutTls(bucketArn, "OnlyTls"),
  );
}
