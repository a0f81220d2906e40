/** Access logs of a site: CloudFront's standard logging v2. */
import type * as cloudfront from "@pulumi/aws/cloudfront";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import type * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { denyWithoutTls, type PolicyDocument, policyDocument } from "../aws/policy-document";
import { createPrivateBucket, type LifecycleRules } from "../aws/private-bucket";
import { US_EAST_1 } from "../aws/regions";
import { toggle } from "../fields";
import { ABORT_UNFINISHED_UPLOADS, type Files } from "./files";

export interface AccessLogsKeys {
  /** Access logs (CloudFront standard logging v2) in a private bucket of their own; `false` keeps none. @default true */
  readonly accessLogs?: boolean | AccessLogsConfig | undefined;
}

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html */
export interface AccessLogsConfig {
  /**
   * Days after which a log file is deleted, 1–3650.
   *
   * @default 90
   */
  readonly retentionDays?: number | undefined;
  /**
   * Form of the files: `parquet` costs more to deliver and little to query; `json`, `w3c`, `plain` are text.
   *
   * @default "json"
   */
  readonly format?: "json" | "parquet" | "plain" | "w3c" | undefined;
}

export const accessLogsShape = {
  accessLogs: toggle(
    z.strictObject({
      retentionDays: z.int().min(1).max(3650).default(90),
      format: z.enum(["json", "parquet", "plain", "w3c"]).default("json"),
    }),
  ).prefault(true),
} as const;

export type AccessLogs = z.output<z.ZodObject<typeof accessLogsShape>>;

/**
 * The logs of a distribution, in a bucket of their own, which needs no ACL, unlike the older logging. Log delivery is set up in
 * us-east-1, and the bucket is beside it, so that no log crosses regions on its way.
 *
 * @returns the bucket; undefined where no logs are kept
 */
export function createAccessLogs(
  name: string,
  { accessLogs, forceDestroy, tags }: AccessLogs & Files,
  distribution: cloudfront.Distribution,
  opts: pulumi.CustomResourceOptions,
): s3.Bucket | undefined {
  if (accessLogs === false) {
    return undefined;
  }
  const { bucket, setPolicy } = createPrivateBucket(
    `${name}-logs`,
    {
      forceDestroy,
      tags,
      protect: false,
      region: US_EAST_1,
      versioned: false,
      lifecycleRules: logLifecycleRules(accessLogs.retentionDays),
    },
    opts,
  );
  const account = getCallerIdentityOutput({}, opts).accountId;
  const policy = pulumi.jsonStringify(
    pulumi.all([bucket.arn, account]).apply(([arn, id]) => logBucketPolicy(arn, id)),
  );
  const access = setPolicy(policy);
  const source = new cloudwatch.LogDeliverySource(
    `${name}-logs-source`,
    { region: US_EAST_1, logType: "ACCESS_LOGS", resourceArn: distribution.arn, tags: { ...tags } },
    opts,
  );
  const destination = new cloudwatch.LogDeliveryDestination(
    `${name}-logs-destination`,
    {
      region: US_EAST_1,
      outputFormat: accessLogs.format,
      deliveryDestinationConfiguration: { destinationResourceArn: bucket.arn },
      tags: { ...tags },
    },
    opts,
  );
  new cloudwatch.LogDelivery(
    `${name}-logs`,
    {
      region: US_EAST_1,
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

export function logLifecycleRules(retentionDays: number): LifecycleRules {
  return [
    ABORT_UNFINISHED_UPLOADS,
    {
      id: "delete-by-age",
      status: "Enabled",
      filter: { prefix: "" },
      expiration: { days: retentionDays },
    },
  ];
}

/**
 * Who may write access logs: CloudWatch's log delivery for this account alone.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-S3.html
 */
export function logBucketPolicy(bucketArn: string, accountId: string): PolicyDocument {
  return policyDocument(
    {
      Sid: "LogDeliveryWrites",
      Effect: "Allow",
      Principal: { Service: "delivery.logs.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: `${bucketArn}/*`,
      Condition: {
        StringEquals: { "aws:SourceAccount": accountId, "s3:x-amz-acl": "bucket-owner-full-control" },
        ArnLike: { "aws:SourceArn": `arn:aws:logs:us-east-1:${accountId}:delivery-source:*` },
      },
    },
    denyWithoutTls(bucketArn, "DenyWithoutTls"),
  );
}
