/** What the deployment of a static site may do. */
import { logs, useKey, type ArtifactNames } from "./pipeline-roles";
import { arnOf, policy, type Place, type PolicyDocument } from "./document";

/** The site as the document names it. */
export interface SiteNames {
  readonly bucketArn: string;
  readonly distributionArn: string;
  readonly keyValueStoreArn?: string | undefined;
  /** Whether an alarm is watched after a release. */
  readonly bakes: boolean;
}

/** CloudFront's metrics, so the alarms on them, live in us-east-1. */
export const CLOUDFRONT_ALARM_REGION = "us-east-1";

/**
 * Writes the site's objects and its own records of releases, and switches: by an invalidation (`inPlace`) or by the
 * key that names the active release (`atomic`). It cannot change the bucket, the distribution or the edge function.
 */
export function staticDeployPolicy(input: {
  readonly place: Place;
  readonly artifacts: ArtifactNames;
  readonly logGroupArn: string;
  /** ARN of the one object that holds the deployment's program. */
  readonly scriptArn: string;
  /** Folder of this pipeline's manifests, with its slash. */
  readonly stateFolder: string;
  readonly site: SiteNames;
}): PolicyDocument {
  const { artifacts, site } = input;
  return policy(
    logs(input.logGroupArn),
    {
      Sid: "BuildOutput",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:GetObjectVersion"],
      Resource: [`${artifacts.bucketArn}/${artifacts.folder}*`, input.scriptArn],
    },
    {
      Sid: "Manifests",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
      Resource: `${artifacts.bucketArn}/${input.stateFolder}*`,
    },
    {
      // Without ListBucket S3 answers 403 instead of 404 for a manifest that is not there yet.
      Sid: "ListManifests",
      Effect: "Allow",
      Action: "s3:ListBucket",
      Resource: artifacts.bucketArn,
      Condition: { StringLike: { "s3:prefix": `${input.stateFolder}*` } },
    },
    {
      Sid: "ArtifactBucket",
      Effect: "Allow",
      Action: ["s3:GetBucketAcl", "s3:GetBucketLocation"],
      Resource: artifacts.bucketArn,
    },
    useKey(artifacts.keyArn),
    {
      Sid: "Publish",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
      Resource: `${site.bucketArn}/*`,
    },
    { Sid: "Verify", Effect: "Allow", Action: "s3:ListBucket", Resource: site.bucketArn },
    {
      Sid: "Invalidate",
      Effect: "Allow",
      Action: ["cloudfront:CreateInvalidation", "cloudfront:GetInvalidation"],
      Resource: site.distributionArn,
    },
    site.keyValueStoreArn === undefined
      ? undefined
      : {
          Sid: "Switch",
          Effect: "Allow",
          Action: [
            "cloudfront-keyvaluestore:DescribeKeyValueStore",
            "cloudfront-keyvaluestore:GetKey",
            // A release that a preview shows is not pruned.
            "cloudfront-keyvaluestore:ListKeys",
            "cloudfront-keyvaluestore:PutKey",
            // What the edge knows of a release goes with it, and a preview whose time is over.
            "cloudfront-keyvaluestore:DeleteKey",
          ],
          Resource: site.keyValueStoreArn,
        },
    !site.bakes
      ? undefined
      : {
          Sid: "BakeAlarm",
          Effect: "Allow",
          Action: "cloudwatch:DescribeAlarms",
          Resource: arnOf({ ...input.place, region: CLOUDFRONT_ALARM_REGION }, "cloudwatch", "alarm:*"),
        },
  );
}
