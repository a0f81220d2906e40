/** ARNs of things that exist already. */
import { z } from "zod";

interface ArnParts {
  /** What it is the ARN of, with article: `a KMS key`. */
  readonly what: string;
  readonly service: string;
  /** The one region that it may be of. @default any region, or none where the service is global */
  readonly region?: string;
  /** What follows the account, as the source of a regular expression. */
  readonly resource: string;
}

const REGION = "[a-z0-9-]*";
const ACCOUNT = "(?:\\d{12}|aws)?";

/** The ARN of one kind of thing. */
function arn({ what, service, region = REGION, resource }: ArnParts) {
  const pattern = new RegExp(`^arn:aws[a-z-]*:${service}:${region}:${ACCOUNT}:${resource}$`);
  return z.string().regex(pattern, `must be the ARN of ${what}`);
}

/** The region that an ARN names; empty for a thing of a global service, undefined for what is no ARN. */
export function regionOf(text: string): string | undefined {
  return /^arn:[^:]*:[^:]*:([^:]*):/.exec(text)?.[1];
}

export const kmsKeyArn = arn({ what: "a KMS key", service: "kms", resource: "key/[\\w-]+" });

export const managedPolicyArn = arn({
  what: "a managed IAM policy",
  service: "iam",
  resource: "policy/\\S+",
});

export const connectionArn = arn({
  what: "a connection, e.g. arn:aws:codeconnections:ap-northeast-2:123456789012:connection/…",
  service: "(?:codeconnections|codestar-connections)",
  resource: "connection/[\\w-]+",
});

export const topicArn = arn({ what: "an SNS topic", service: "sns", resource: "[\\w-]+(?:\\.fifo)?" });

/** CloudFront's alarms, certificates and web ACLs are in us-east-1 only. */
const EDGE = { region: "us-east-1" } as const;

export const edgeTopicArn = arn({
  what: "an SNS topic in us-east-1, where CloudFront's alarms are",
  service: "sns",
  resource: "[\\w-]+(?:\\.fifo)?",
  ...EDGE,
});

export const certificateArn = arn({
  what: "an ACM certificate in the stack's region",
  service: "acm",
  resource: "certificate/[\\w-]+",
});

export const edgeCertificateArn = arn({
  what: "an ACM certificate in us-east-1, the only region CloudFront reads",
  service: "acm",
  resource: "certificate/[\\w-]+",
  ...EDGE,
});

export const webAclArn = arn({
  what: "a regional WAF web ACL",
  service: "wafv2",
  resource: "regional/webacl/[\\w-]+/[\\w-]+",
});

export const edgeWebAclArn = arn({
  what: "a web ACL of scope CLOUDFRONT, which is in us-east-1",
  service: "wafv2",
  resource: "global/webacl/[\\w-]+/[\\w-]+",
  ...EDGE,
});
