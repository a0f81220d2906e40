import * as pulumi from "@pulumi/pulumi";
import { type PolicyDocument, policyDocument, type PolicyStatement } from "../aws/policy-document";
import type { ReleaseStrategy } from "../release-contract";

/** What the deploying role works on. */
export interface DeployPolicyArgs {
  readonly release: ReleaseStrategy;
  readonly bucketArn: string;
  readonly distributionArn: string;
  /** With `atomic`. */
  readonly keyValueStoreArn?: string | undefined;
}

/** The policy document as JSON. */
export function deployPolicyJson(args: {
  readonly release: ReleaseStrategy;
  readonly bucketArn: pulumi.Output<string>;
  readonly distributionArn: pulumi.Output<string>;
  readonly keyValueStoreArn: pulumi.Output<string> | undefined;
}): pulumi.Output<string> {
  const { release, bucketArn, distributionArn, keyValueStoreArn } = args;
  return pulumi.jsonStringify(
    pulumi
      .output({ release, bucketArn, distributionArn, keyValueStoreArn })
      .apply((known) => deployPolicy(known)),
  );
}

/**
 * The least that a role needs to release to a site: its objects, and either the one key or the invalidations.
 * It cannot change the bucket, its policy, old versions of objects, or the distribution.
 */
export function deployPolicy({
  release,
  bucketArn,
  distributionArn,
  keyValueStoreArn,
}: DeployPolicyArgs): PolicyDocument {
  return policyDocument(
    { Sid: "ListFiles", Effect: "Allow", Action: "s3:ListBucket", Resource: bucketArn },
    {
      Sid: "WriteFiles",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
      Resource: `${bucketArn}/*`,
    },
    release === "atomic" && keyValueStoreArn !== undefined ? switchRelease(keyValueStoreArn) : undefined,
    // atomic needs it too: the page for missing files is overwritten in place.
    {
      Sid: "Invalidate",
      Effect: "Allow",
      Action: ["cloudfront:CreateInvalidation", "cloudfront:GetInvalidation"],
      Resource: distributionArn,
    },
  );
}

function switchRelease(keyValueStoreArn: string): PolicyStatement {
  return {
    Sid: "SwitchRelease",
    Effect: "Allow",
    Action: [
      "cloudfront-keyvaluestore:DescribeKeyValueStore",
      "cloudfront-keyvaluestore:GetKey",
      "cloudfront-keyvaluestore:PutKey",
      // A release that a preview shows must not be pruned, and a preview ends one day.
      "cloudfront-keyvaluestore:ListKeys",
      "cloudfront-keyvaluestore:DeleteKey",
    ],
    Resource: keyValueStoreArn,
  };
}
