import * as pulumi from "@pulumi/pulumi";
import * as s3 from "@pulumi/aws/s3";

/** What differs between the buckets of a site. */
export interface PrivateBucketArgs {
  readonly tags: Readonly<Record<string, string>>;
  readonly forceDestroy: boolean;
  readonly protect: boolean;
  /** Keeps overwritten and deleted objects for so many days; without it nothing is versioned. */
  readonly versionRetentionDays?: number;
  /** Deletes every object after so many days. Never given for a site's files. */
  readonly expirationDays?: number;
  /** Where it is not the stack's own. */
  readonly region?: string;
}

/**
 * A bucket that nobody but its policy lets in: no public access, no ACLs, encrypted. The policy is the caller's, since
 * it names who may.
 *
 * @param name logical name of the bucket; those of its satellites begin with it
 */
export function privateBucket(
  name: string,
  args: PrivateBucketArgs,
  opts: pulumi.ResourceOptions,
): s3.Bucket {
  const region = args.region === undefined ? {} : { region: args.region };
  const bucket = new s3.Bucket(
    name,
    { forceDestroy: args.forceDestroy, tags: { ...args.tags }, ...region },
    pulumi.mergeOptions(opts, { protect: args.protect }),
  );
  const own = { bucket: bucket.id, ...region };
  new s3.BucketOwnershipControls(
    `${name}-ownership`,
    { ...own, rule: { objectOwnership: "BucketOwnerEnforced" } },
    opts,
  );
  new s3.BucketServerSideEncryptionConfiguration(
    `${name}-encryption`,
    { ...own, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
    opts,
  );
  const versioning = versioned(name, own, args, opts);
  new s3.BucketLifecycleConfiguration(
    `${name}-lifecycle`,
    { ...own, rules: lifecycleRules(args) },
    // S3 refuses rules on old versions of a bucket that has none.
    pulumi.mergeOptions(opts, { dependsOn: versioning }),
  );
  return bucket;
}

/** Closes the bucket to the public and gives it its one policy. Returned is what a writer must wait for. */
export function bucketAccess(
  name: string,
  bucket: s3.Bucket,
  policy: pulumi.Input<string>,
  opts: pulumi.ResourceOptions,
  region?: string,
): s3.BucketPolicy {
  const own = { bucket: bucket.id, ...(region === undefined ? {} : { region }) };
  const block = new s3.BucketPublicAccessBlock(
    `${name}-access`,
    {
      ...own,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    opts,
  );
  // One after the other: S3 answers a change of both at once with a conflict.
  return new s3.BucketPolicy(
    `${name}-policy`,
    { ...own, policy },
    pulumi.mergeOptions(opts, { dependsOn: block }),
  );
}

function versioned(
  name: string,
  own: { bucket: pulumi.Output<string> },
  { versionRetentionDays }: PrivateBucketArgs,
  opts: pulumi.ResourceOptions,
): s3.BucketVersioning[] {
  if (versionRetentionDays === undefined) {
    return [];
  }
  const versioningConfiguration = { status: "Enabled" };
  return [new s3.BucketVersioning(`${name}-versioning`, { ...own, versioningConfiguration }, opts)];
}

/** No rule touches the current version of an object unless `expirationDays` asks for it: a live file is never deleted by age. */
export function lifecycleRules({
  versionRetentionDays,
  expirationDays,
}: Pick<PrivateBucketArgs, "versionRetentionDays" | "expirationDays">) {
  return [
    {
      id: "abort-unfinished-uploads",
      status: "Enabled",
      filter: { prefix: "" },
      abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
    },
    ...(versionRetentionDays === undefined
      ? []
      : [
          {
            id: "delete-old-versions",
            status: "Enabled",
            filter: { prefix: "" },
            noncurrentVersionExpiration: { noncurrentDays: versionRetentionDays },
            expiration: { expiredObjectDeleteMarker: true },
          },
        ]),
    ...(expirationDays === undefined
      ? []
      : [
          {
            id: "delete-by-age",
            status: "Enabled",
            filter: { prefix: "" },
            expiration: { days: expirationDays },
          },
        ]),
  ];
}
