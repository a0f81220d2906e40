import type { PolicyStatement } from "../../../aws/policy-document";

/** The site that releases go to. */
export interface ReleasedSite {
  readonly bucketArn: string;
  readonly distributionArn: string;
  /** The store whose one key names the active release, where releases are atomic. */
  readonly keyValueStoreArn?: string | undefined;
}

/**
 * The least that is needed to release to a site: its objects, the invalidations, and with atomic releases the keys that
 * name the active one and the previews. It cannot change the bucket, its policy, old versions of objects, or the distribution.
 */
export function releaseRights({
  bucketArn,
  distributionArn,
  keyValueStoreArn,
}: ReleasedSite): PolicyStatement[] {
  const rights: PolicyStatement[] = [
    {
      Sid: "Publish",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
      Resource: `${bucketArn}/*`,
    },
    { Sid: "Verify", Effect: "Allow", Action: "s3:ListBucket", Resource: bucketArn },
    {
      // Atomic releases need it as well: the page for missing files is overwritten in place.
      Sid: "Invalidate",
      Effect: "Allow",
      Action: ["cloudfront:CreateInvalidation", "cloudfront:GetInvalidation"],
      Resource: distributionArn,
    },
  ];
  return keyValueStoreArn === undefined ? rights : [...rights, switchRelease(keyValueStoreArn)];
}

function switchRelease(keyValueStoreArn: string): PolicyStatement {
  return {
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
      // Redirects of a build, which are many keys.
      "cloudfront-keyvaluestore:UpdateKeys",
    ],
    Resource: keyValueStoreArn,
  };
}
