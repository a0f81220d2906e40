/** IAM policy documents in the types of @pulumi/aws. */
import type { PolicyDocument, PolicyStatement } from "@pulumi/aws/iam";
import type * as pulumi from "@pulumi/pulumi";

export type { PolicyDocument, PolicyStatement };

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
export function denyWithoutTls(
  bucketArn: pulumi.Input<string>,
  objectArns: pulumi.Input<string>,
  Sid: string,
): PolicyStatement {
  return {
    Sid,
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [bucketArn, objectArns],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}
