/** A bucket that only its policy opens: no public access, no ACLs, encrypted, with rules of expiry. */
import * as s3 from "@pulumi/aws/s3";
import type { types } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** The resources that S3 keeps a bucket's settings in. */
export type BucketSetting = "ownership" | "encryption" | "versioning" | "lifecycle" | "access" | "policy";

export type LifecycleRules = types.input.s3.BucketLifecycleConfigurationRule[];

export interface PrivateBucketArgs {
  readonly tags?: Readonly<Record<string, pulumi.Input<string>>> | undefined;
  /** Whether destroying the bucket deletes what is in it. @default false, such a destruction fails */
  readonly forceDestroy?: boolean;
  readonly protect: boolean;
  /** Where it is not the stack's own. */
  readonly region?: string;
  /** Key of the objects. @default keys of S3's own (AES256) */
  readonly kmsKeyArn?: pulumi.Input<string>;
  /** Whether overwritten and deleted objects are kept, until a lifecycle rule deletes them. */
  readonly versioned: boolean;
  readonly lifecycleRules: LifecycleRules;
  /**
   * Logical name of each setting. Live buckets keep the names that they have.
   * @default `<name>-<setting>`
   */
  readonly nameOf?: (setting: BucketSetting) => string;
  /** Parent of the settings. @default that of the bucket */
  readonly settingsInBucket?: boolean;
}

/** The bucket and its settings; the policy comes last, since it mostly names who came after the bucket. */
export interface PrivateBucket {
  readonly bucket: s3.Bucket;
  readonly ownership: s3.BucketOwnershipControls;
  readonly encryption: s3.BucketServerSideEncryptionConfiguration;
  readonly publicAccessBlock: s3.BucketPublicAccessBlock;
  /**
   * Gives the bucket its one policy. What writes to the bucket must wait for it.
   *
   * @param after what the policy waits for: S3 refuses a change of a bucket's access while another is under way
   */
  readonly setPolicy: (policy: pulumi.Input<string>, after?: readonly pulumi.Resource[]) => s3.BucketPolicy;
}

/**
 * @param name logical name of the bucket
 * @param opts of the bucket and its settings, `protect` apart, which is the bucket's alone
 */
export function createPrivateBucket(
  name: string,
  args: PrivateBucketArgs,
  opts: pulumi.CustomResourceOptions,
): PrivateBucket {
  const region = args.region === undefined ? {} : { region: args.region };
  const nameOf = args.nameOf ?? ((setting: BucketSetting) => `${name}-${setting}`);
  const bucket = new s3.Bucket(
    name,
    {
      ...(args.forceDestroy === undefined ? {} : { forceDestroy: args.forceDestroy }),
      ...(args.tags === undefined ? {} : { tags: { ...args.tags } }),
      ...region,
    },
    pulumi.mergeOptions(opts, { protect: args.protect }),
  );
  const own = { bucket: bucket.id, ...region };
  const child = args.settingsInBucket === true ? { parent: bucket } : opts;
  const ownership = new s3.BucketOwnershipControls(
    nameOf("ownership"),
    { ...own, rule: { objectOwnership: "BucketOwnerEnforced" } },
    child,
  );
  const encryption = new s3.BucketServerSideEncryptionConfiguration(
    nameOf("encryption"),
    { ...own, rules: [encryptionRule(args.kmsKeyArn)] },
    child,
  );
  const publicAccessBlock = new s3.BucketPublicAccessBlock(
    nameOf("access"),
    {
      ...own,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    child,
  );
  const versioning = args.versioned
    ? [
        new s3.BucketVersioning(
          nameOf("versioning"),
          { ...own, versioningConfiguration: { status: "Enabled" } },
          child,
        ),
      ]
    : [];
  new s3.BucketLifecycleConfiguration(
    nameOf("lifecycle"),
    { ...own, rules: args.lifecycleRules },
    // S3 refuses rules on old versions of a bucket that has none.
    pulumi.mergeOptions(child, { dependsOn: versioning }),
  );
  return {
    bucket,
    ownership,
    encryption,
    publicAccessBlock,
    setPolicy: (policy, after = [publicAccessBlock]) =>
      new s3.BucketPolicy(
        nameOf("policy"),
        { ...own, policy },
        pulumi.mergeOptions(child, { dependsOn: [...after] }),
      ),
  };
}

function encryptionRule(kmsKeyArn: pulumi.Input<string> | undefined) {
  return kmsKeyArn === undefined
    ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
    : {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: kmsKeyArn },
        // Without it each object asks the key service, which is charged for each call.
        bucketKeyEnabled: true,
      };
}
