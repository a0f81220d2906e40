/** The bucket of a site's files. */
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { denyWithoutTls, type PolicyDocument, policyDocument } from "../aws/policy-document";
import { createPrivateBucket, type LifecycleRules, type PrivateBucket } from "../aws/private-bucket";
import { tags } from "../fields";

export interface FilesKeys {
  /**
   * Days for which an overwritten or deleted file can still be restored from the bucket's versions, 1–3650.
   *
   * @default 30
   */
  readonly versionRetentionDays?: number | undefined;
  /**
   * true: `pulumi destroy` deletes the buckets with all that is in them. For environments that come and go.
   *
   * @default false
   */
  readonly forceDestroy?: boolean | undefined;
  /**
   * Tags of every resource of the site that can have tags.
   *
   * @default {}
   */
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

export const filesShape = {
  versionRetentionDays: z.int().min(1).max(3650).default(30),
  forceDestroy: z.boolean().default(false),
  tags: tags.readonly().default({}),
} as const;

export type Files = z.output<z.ZodObject<typeof filesShape>>;

export const ABORT_UNFINISHED_UPLOADS: LifecycleRules[number] = {
  id: "abort-unfinished-uploads",
  status: "Enabled",
  filter: { prefix: "" },
  abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
};

/** No rule touches the current version of an object: a live file is never deleted by age. */
export function filesLifecycleRules(versionRetentionDays: number): LifecycleRules {
  return [
    ABORT_UNFINISHED_UPLOADS,
    {
      id: "delete-old-versions",
      status: "Enabled",
      filter: { prefix: "" },
      noncurrentVersionExpiration: { noncurrentDays: versionRetentionDays },
      expiration: { expiredObjectDeleteMarker: true },
    },
  ];
}

export function createFilesBucket(
  name: string,
  { versionRetentionDays, forceDestroy, tags: given, protect }: Files & { readonly protect: boolean },
  opts: pulumi.CustomResourceOptions,
): PrivateBucket {
  return createPrivateBucket(
    `${name}-files`,
    {
      forceDestroy,
      protect,
      tags: given,
      versioned: true,
      lifecycleRules: filesLifecycleRules(versionRetentionDays),
    },
    opts,
  );
}

/** Opens the bucket to the distribution. */
export function openToDistribution(
  { bucket, setPolicy }: PrivateBucket,
  distribution: { readonly arn: pulumi.Output<string> },
): void {
  setPolicy(
    pulumi.jsonStringify(
      pulumi.all([bucket.arn, distribution.arn]).apply(([files, reader]) => siteBucketPolicy(files, reader)),
    ),
  );
}

/**
 * Who may read the bucket of a site: this one distribution, by TLS.
 *
 * Reading includes listing: only so does S3 say 404 of a missing file; otherwise it says 403. Visitors cannot list through
 * the distribution, since the edge function turns `/` into a file.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export function siteBucketPolicy(bucketArn: string, distributionArn: string): PolicyDocument {
  const reader = {
    Effect: "Allow",
    Principal: { Service: "cloudfront.amazonaws.com" },
    Condition: { StringEquals: { "AWS:SourceArn": distributionArn } },
  } as const;
  return policyDocument(
    { Sid: "DistributionReads", ...reader, Action: "s3:GetObject", Resource: `${bucketArn}/*` },
    { Sid: "DistributionLearnsWhatIsMissing", ...reader, Action: "s3:ListBucket", Resource: bucketArn },
    denyWithoutTls(bucketArn, "DenyWithoutTls"),
  );
}
