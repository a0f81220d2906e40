/** The bucket that hands artifacts from stage to stage and keeps the manifests of releases, with its key. */
import * as kms from "@pulumi/aws/kms";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { policy, type PolicyDocument } from "./iam/document";
import { artifactPrefix, CACHE_PREFIX } from "./naming";

/** What a pipeline must know of the store. */
export interface ArtifactStore {
  readonly bucketName: pulumi.Output<string>;
  readonly bucketArn: pulumi.Output<string>;
  readonly keyArn: pulumi.Output<string>;
  /** Everything that must be there before somebody writes: policy, encryption, public access block. */
  readonly ready: readonly pulumi.Resource[];
}

const KEY_HEADER = "s3:x-amz-server-side-encryption-aws-kms-key-id";

/** Nobody without TLS, and nothing under another key than the store's: in particular not by a forgotten header. */
export function artifactBucketPolicy(bucketArn: string, keyArn: string): PolicyDocument {
  return policy(
    {
      Sid: "DenyInsecureTransport",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: [bucketArn, `${bucketArn}/*`],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
    {
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
    },
  );
}

/**
 * Old artifacts go, and caches that nobody renewed; manifests and archives of releases stay, since pruning them is the
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

export function makeArtifactStore(
  name: string,
  args: { readonly retentionDays: number; readonly protect: boolean },
  opts: { readonly parent: pulumi.Resource },
): ArtifactStore {
  const stateful = { ...opts, protect: args.protect };
  const key = new kms.Key(
    `${name}-artifacts`,
    {
      description: `Artifacts and release manifests of the pipelines of ${pulumi.getProject()} ${pulumi.getStack()}`,
      enableKeyRotation: true,
      deletionWindowInDays: 30,
    },
    stateful,
  );
  const bucket = new s3.Bucket(`${name}-artifacts`, { forceDestroy: !args.protect }, stateful);
  return {
    bucketName: bucket.bucket,
    bucketArn: bucket.arn,
    keyArn: key.arn,
    ready: secure(`${name}-artifacts`, bucket, key, args.retentionDays),
  };
}

/** Closed to the public, encrypted, versioned and swept. Returned is what must be there before somebody writes. */
function secure(name: string, bucket: s3.Bucket, key: kms.Key, retentionDays: number): pulumi.Resource[] {
  const satellite = { parent: bucket };
  const access = new s3.BucketPublicAccessBlock(
    name,
    {
      bucket: bucket.bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    satellite,
  );
  const ownership = new s3.BucketOwnershipControls(
    name,
    { bucket: bucket.bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
    satellite,
  );
  const encryption = new s3.BucketServerSideEncryptionConfiguration(
    name,
    {
      bucket: bucket.bucket,
      rules: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn },
          bucketKeyEnabled: true,
        },
      ],
    },
    satellite,
  );
  const versioning = new s3.BucketVersioning(
    name,
    { bucket: bucket.bucket, versioningConfiguration: { status: "Enabled" } },
    satellite,
  );
  new s3.BucketLifecycleConfiguration(
    name,
    { bucket: bucket.bucket, rules: lifecycleRules(pulumi.getStack(), retentionDays) },
    // Rules on noncurrent versions need versioning to be on.
    { ...satellite, dependsOn: [versioning] },
  );
  const bucketPolicy = new s3.BucketPolicy(
    name,
    {
      bucket: bucket.bucket,
      policy: pulumi
        .all([bucket.arn, key.arn])
        .apply(([bucketArn, keyArn]) => JSON.stringify(artifactBucketPolicy(bucketArn, keyArn))),
    },
    // S3 refuses a second change of a bucket's access settings while the first is under way.
    { ...satellite, dependsOn: [access, ownership] },
  );
  return [access, encryption, bucketPolicy];
}
