import { given, object, objects, type Plain, type PlainObject, type Twin } from "../plain";

/** `PublicReadWrite` as the AWS provider has it: `public-read-write`. */
function cannedAcl(acl: Plain): Plain {
  return typeof acl === "string" && /^[A-Z]/.test(acl)
    ? acl.replace(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase()
    : acl;
}

/** A bucket of CloudFormation holds what the AWS provider has resources of their own for. */
export function bucket(props: PlainObject, id: string): Twin[] {
  const beside = (type: string, from: Plain, rest: (from: PlainObject) => PlainObject): Twin[] =>
    from === undefined ? [] : [{ type, props: { bucket: id, ...rest(object(from)) } }];
  const encryption = (from: PlainObject): PlainObject => ({
    rules: objects(from["serverSideEncryptionConfiguration"]).map((rule) => ({
      applyServerSideEncryptionByDefault: given({
        sseAlgorithm: object(rule["serverSideEncryptionByDefault"])["sseAlgorithm"],
        kmsMasterKeyId: object(rule["serverSideEncryptionByDefault"])["kmsMasterKeyId"],
      }),
      bucketKeyEnabled: rule["bucketKeyEnabled"],
    })),
  });
  return [
    {
      type: "aws:s3/bucket:Bucket",
      props: given({
        id,
        bucket: props["bucketName"],
        acl: cannedAcl(props["accessControl"]),
        tags: props["tags"],
      }),
    },
    ...beside(
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
      props["publicAccessBlockConfiguration"],
      (block) => block,
    ),
    ...beside(
      "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
      props["ownershipControls"],
      ({ rules }) => ({ rule: objects(rules)[0] }),
    ),
    ...beside(
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
      props["bucketEncryption"],
      encryption,
    ),
    ...beside("aws:s3/bucketVersioning:BucketVersioning", props["versioningConfiguration"], (versioning) => ({
      versioningConfiguration: versioning,
    })),
    ...beside(
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
      props["lifecycleConfiguration"],
      ({ rules }) => ({ rules }),
    ),
    ...beside("aws:s3/bucketLogging:BucketLogging", props["loggingConfiguration"], (logging) =>
      given({ targetBucket: logging["destinationBucketName"] }),
    ),
    ...beside(
      "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration",
      props["websiteConfiguration"],
      (website) => website,
    ),
  ];
}

export function bucketPolicy(props: PlainObject): Twin[] {
  return [
    {
      type: "aws:s3/bucketPolicy:BucketPolicy",
      props: given({ bucket: props["bucket"], policy: props["policyDocument"] }),
    },
  ];
}
