/** A policy document, as far as this project writes them. */
export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly PolicyStatement[];
}

export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | { readonly AWS: "*" } | { readonly Service: string };
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/**
 * Who may read the bucket of a site: this one distribution, by TLS, and nobody else.
 *
 * Reading includes listing: only so does S3 say 404 of a missing file; otherwise it says 403. Nobody can list through
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
  return {
    Version: "2012-10-17",
    Statement: [
      { Sid: "DistributionReads", ...reader, Action: "s3:GetObject", Resource: `${bucketArn}/*` },
      { Sid: "DistributionLearnsWhatIsMissing", ...reader, Action: "s3:ListBucket", Resource: bucketArn },
      denyWithoutTls(bucketArn),
    ],
  };
}

/**
 * Who may write access logs: CloudWatch's log delivery for this account, and nobody else.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-S3.html
 */
export function logBucketPolicy(bucketArn: string, accountId: string): PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "LogDeliveryWrites",
        Effect: "Allow",
        Principal: { Service: "delivery.logs.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: `${bucketArn}/*`,
        Condition: {
          StringEquals: { "aws:SourceAccount": accountId, "s3:x-amz-acl": "bucket-owner-full-control" },
          ArnLike: { "aws:SourceArn": `arn:aws:logs:us-east-1:${accountId}:delivery-source:*` },
        },
      },
      denyWithoutTls(bucketArn),
    ],
  };
}

function denyWithoutTls(bucketArn: string): PolicyStatement {
  return {
    Sid: "DenyWithoutTls",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}
