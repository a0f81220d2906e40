/** checkov 3.3.30, its checks of several resources together; facts from their names, types and attributes. */
import { set } from "../fixtures/program";
import { BUILD_STATEMENTS } from "../fixtures/release";
import { policyDocument } from "../fixtures/static";
import { by, type Claims } from "./claim";

const granted = (statement: object) =>
  set("build-policy", "policy", policyDocument([...BUILD_STATEMENTS, { Effect: "Allow", ...statement }]));

export const checkovGraphClaims: Claims = {
  CKV2_AWS_6: [by("s3-public-access-block", "a bucket without a block", "a bucket without a block")],
  CKV2_AWS_11: [by("vpc-flow-logs", "a VPC without a flow log", "a network without")],
  CKV2_AWS_12: [by("vpc-default-group", "rules in the default group", "rules of its own")],
  CKV2_AWS_15: [
    by(
      "asg-elb-health",
      "attached to a load balancer, not by ELB",
      "EC2, attached from elsewhere",
      "a group behind nothing",
    ),
  ],
  CKV2_AWS_20: [by("lb-http-redirects", "HTTP without a redirect to HTTPS", "it forwards")],
  CKV2_AWS_28: [by("lb-waf", "a public load balancer without a web ACL", "a load balancer without")],
  CKV2_AWS_31: [by("waf-logs", "no logging configuration", "no log")],
  CKV2_AWS_32: [by("cf-security-headers", "a behaviour without a headers policy", "a behaviour without")],
  CKV2_AWS_34: [by("ssm-secure-parameters", "a parameter of type String", "a password by its name")],
  CKV2_AWS_38: [by("r53-dnssec", "a public zone that is not signed", "a public zone without")],
  CKV2_AWS_39: [by("r53-query-log", "a public zone without a query log", "a public zone without")],
  CKV2_AWS_40: [
    by(
      "iam-no-admin",
      "iam:* on *",
      granted({ Action: "iam:*", Resource: "*" }),
      granted({ Action: "iam:GetRole", Resource: "arn:aws:iam::123456789012:role/app" }),
    ),
  ],
  CKV2_AWS_42: [
    by("cf-custom-cert-sni", "CloudFront's certificate", "no name of its own, CloudFront's certificate"),
  ],
  CKV2_AWS_43: [
    by(
      "s3-no-public-acl",
      "authenticated-read",
      "a separate acl for everybody with an account",
      "acl private",
    ),
  ],
  CKV2_AWS_46: [
    by("cf-oac", "an S3 origin without access control", "an S3 host name without access control"),
  ],
  CKV2_AWS_47: [
    by(
      "waf-known-bad-inputs",
      "a web ACL of CloudFront without the group of known bad inputs",
      "another group",
    ),
  ],
  CKV2_AWS_54: [by("cf-origin-tls12", "SSLv3 for the origin", "SSL 3", "TLS 1.2 inside a VPC")],
  CKV2_AWS_56: [
    by(
      "iam-no-admin",
      "AWS's IAMFullAccess is attached",
      set("build-attachment", "policyArn", "arn:aws:iam::aws:policy/IAMFullAccess"),
      set("build-attachment", "policyArn", "arn:aws:iam::123456789012:policy/app"),
    ),
  ],
  CKV2_AWS_61: [by("s3-lifecycle", "no lifecycle", "a bucket without lifecycle")],
  CKV2_AWS_65: [by("s3-acl-disabled", "an ownership other than BucketOwnerEnforced", "ObjectWriter")],
  CKV2_AWS_71: [by("acm-no-wildcard", "a name with a star", "a wildcard")],
  CKV2_AWS_72: [by("cf-origin-https", "http-only or match-viewer", "http-only")],
  CKV2_AWS_74: [by("lb-tls-policy", "a policy with weak ciphers", "old ciphers", "TLS 1.3 only")],
  CKV2_AWS_76: [
    by(
      "waf-known-bad-inputs",
      "a web ACL of a load balancer without the group of known bad inputs",
      "another group",
    ),
  ],
};
