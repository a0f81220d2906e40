import type { PlainProperties } from "../../provider/properties";
import type { RegisteredResource } from "../../provider/provider";
import { blockOf, makeChild, outputOf, type Component, type Expansion } from "../component";
import { optionalLogGroup } from "../cloudwatch/log-group";
import { apply } from "../traced";

/** `awsx.cloudtrail.Trail`: a trail, the bucket that it writes to with the policy that lets it, and a log group if wanted. */
export const expandTrail: Expansion = async (component) => {
  const { name } = component;
  const { s3Bucket, cloudWatchLogsGroup, ...own } = component.inputs;
  const { bucket, bucketName, bucketArn } = await requiredBucket(component, blockOf(s3Bucket));
  const policy = await makeChild(
    component,
    "aws:s3/bucketPolicy:BucketPolicy",
    name,
    { bucket: bucketName, policy: apply([bucketArn], (arn) => bucketPolicy(String(arn))) },
    { dependsOn: bucket ? [bucket] : [] },
  );
  const logGroup = await optionalLogGroup(component, cloudWatchLogsGroup);
  const trail = await makeChild(
    component,
    "aws:cloudtrail/trail:Trail",
    name,
    {
      ...own,
      // Not the log group: the provider gives it under a name that a trail does not have (cloudWatchLogGroupArn).
      s3BucketName: bucketName,
    },
    { dependsOn: [policy] },
  );
  return {
    trail,
    ...(bucket ? { bucket } : {}),
    ...(logGroup?.resource ? { logGroup: logGroup.resource } : {}),
  };
};

interface Bucket {
  readonly bucket?: RegisteredResource;
  readonly bucketName: unknown;
  readonly bucketArn: unknown;
}

async function requiredBucket(component: Component, inputs: PlainProperties): Promise<Bucket> {
  const { args, existing } = inputs;
  if (existing !== undefined && args !== undefined) {
    throw new Error("Can't define bucket args if specifying an existing bucket");
  }
  if (existing !== undefined) {
    const { arn, name } = blockOf(existing);
    if (arn !== undefined) {
      return { bucketArn: arn, bucketName: apply([arn], (text) => String(text).split(":").at(-1)) };
    }
    if (name === undefined) {
      throw new Error("One of an existing log group name or ARN must be specified");
    }
    // As the provider writes it, without the service.
    return { bucketName: name, bucketArn: apply([name], (text) => `arn:aws:::${String(text)}`) };
  }
  const bucket = await makeChild(component, "aws:s3/bucket:Bucket", component.name, {
    forceDestroy: true,
    ...blockOf(args),
  });
  return { bucket, bucketName: outputOf(bucket, "bucket"), bucketArn: outputOf(bucket, "arn") };
}

/** Lets CloudTrail look at the bucket and write to it. */
function bucketPolicy(bucketArn: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "AWSCloudTrailAclCheck",
        Effect: "Allow",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: ["s3:GetBucketAcl"],
        Resource: [bucketArn],
      },
      {
        Sid: "AWSCloudTrailWrite",
        Effect: "Allow",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: ["s3:PutObject"],
        Resource: [`${bucketArn}/*`],
        Condition: { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } },
      },
    ],
  });
}
