/** IAM policy documents in the types of @pulumi/aws. */
import type * as iam from "@pulumi/aws/iam";
import type * as pulumi from "@pulumi/pulumi";
import type { AccountAndRegion } from "./account";

/** A statement of plain values: pure, so that a test can evaluate who may do what. */
export type PolicyStatement = pulumi.Unwrap<iam.PolicyStatement>;

/** A document of plain values. */
export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: PolicyStatement[];
}

/** A document of these statements; what is undefined is left out. */
export function policyDocument(...statements: readonly (PolicyStatement | undefined)[]): PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: statements.filter((statement) => statement !== undefined),
  };
}

/**
 * Refuses whatever comes without TLS: a statement of a bucket's policy.
 *
 * @param Sid its name in the policy. A live bucket keeps the one it has, or the policy would change for nothing.
 */
export function denyWithoutTls(bucketArn: string, Sid: string): PolicyStatement {
  return {
    Sid,
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}

/**
 * Who may take the role of an AWS service: the service, on behalf of that one resource of this account. Without the
 * condition any account's resource could be pointed at the role (the confused deputy).
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export function serviceTrust(
  service: string,
  { accountId }: Pick<AccountAndRegion, "accountId">,
  sourceArn: string,
): PolicyDocument {
  return policyDocument({
    Sid: "Service",
    Effect: "Allow",
    Principal: { Service: service },
    Action: "sts:AssumeRole",
    Condition: {
      StringEquals: { "aws:SourceAccount": accountId },
      ArnLike: { "aws:SourceArn": sourceArn },
    },
  });
}
