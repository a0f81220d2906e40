/** The bucket that hands artifacts from stage to stage and keeps the manifests of releases, with its key. */
import * as kms from "@pulumi/aws/kms";
import * as pulumi from "@pulumi/pulumi";
import { denyWithoutTls, type PolicyDocument, policyDocument } from "../../aws/policy-document";
import { createPrivateBucket } from "../../aws/private-bucket";
import { artifactPrefix, CACHE_PREFIX } from "../naming";

/** What a pipeline must know of the store. */
export interface ArtifactStore {
  readonly bucketName: pulumi.Output<string>;
  readonly bucketArn: pulumi.Output<string>;
  readonly keyArn: pulumi.Output<string>;
  /** Everything that must be there before anything is written: policy, encryption, public access block. */
  readonly ready: readonly pulumi.Resource[];
}

const KEY_HEADER = "s3:x-amz-server-side-encryption-aws-kms-key-id";

/** Nothing without TLS, and nothing under another key than the store's: in particular not by a forgotten header. */
export function artifactBucketPolicy(bucketArn: string, keyArn: string): PolicyDocument {
  return policyDocument(denyWithoutTls(bucketArn, "DenyInsecureTransport"), {
    Sid: "DenyOtherKeys",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:PutObject",
    Resource: `${bucketArn}/*`,
    // Null: a request that names no key gets the bucket's default, which is this key. Without that line a negated
    // operator would hold for such a request as well, and refuse it.
    Condition: {
      StringNotEquals: { [KEY_HEADER]: keyArn },
      Null: { [KEY_HEADER]: "false" },
    },
  });
}

/**
 * Old artifacts go, and caches that were not renewed; manifests and archives of releases stay, since pruning them is the
 * release program's affair: it knows which are live.
 */
export function lifecycleRules(stack: string, artifactDays: number) {
  const CACHE_DAYS = 30;
  const NONCURRENT_DAYS = 30;
  const expire = (id: string, prefix: string, days: number) => ({
    id,
    status: "Enabled",
    filter: { prefix },
    expiration: { days },
  });
  return [
    expire("artifacts", artifactPrefix(stack), artifactDays),
    expire("caches", CACHE_PREFIX, CACHE_DAYS),
    {
      id: "leftovers",
      status: "Enabled",
      filter: { prefix: "" },
      noncurrentVersionExpiration: { noncurrentDays: NONCURRENT_DAYS },
      abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
    },
  ];
}

export function createArtifactStore(
  name: string,
  args: { readonly retentionDays: number; readonly protect: boolean },
  opts: { readonly parent: pulumi.Resource },
): ArtifactStore {
  const physical = `${name}-artifacts`;
  const key = new kms.Key(
    physical,
    {
      description: `Artifacts and release manifests of the pipelines of ${pulumi.getProject()} ${pulumi.getStack()}`,
      enableKeyRotation: true,
      deletionWindowInDays: 30,
    },
    { ...opts, protect: args.protect },
  );
  const { bucket, ownership, encryption, publicAccessBlock, setPolicy } = createPrivateBucket(
    physical,
    {
      forceDestroy: !args.protect,
      protect: args.protect,
      kmsKeyArn: key.arn,
      versioned: true,
      lifecycleRules: lifecycleRules(pulumi.getStack(), args.retentionDays),
      nameOf: () => physical,
      settingsInBucket: true,
    },
    opts,
  );
  const policy = setPolicy(
    pulumi
      .all([bucket.arn, key.arn])
      .apply(([bucketArn, keyArn]) => JSON.stringify(artifactBucketPolicy(bucketArn, keyArn))),
    [publicAccessBlock, ownership],
  );
  return {
    bucketName: bucket.bucket,
    bucketArn: bucket.arn,
    keyArn: key.arn,
    ready: [publicAccessBlock, encryption, policy],
  };
}
