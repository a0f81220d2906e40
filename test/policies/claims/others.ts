/** awsguard, Pulumi's compliance policies, AWS's guard rules, trivy and cdk-nag; facts from their documentation and tests. */
import { alone } from "../cases/data";
import { set } from "../fixtures/program";
import { BUILD_STATEMENTS } from "../fixtures/release";
import { policyDocument } from "../fixtures/static";
import { by, type Claims } from "./claim";

const ROLE = { AWS: "arn:aws:iam::123456789012:role/app" };
const trusting = (statement: object) =>
  set("build-role", "assumeRolePolicy", policyDocument([{ Effect: "Allow", ...statement }]));
const CODEBUILD = { Service: "codebuild.amazonaws.com" };
const GOOD_TRUST = trusting({ Principal: CODEBUILD, Action: "sts:AssumeRole" });
const granted = (statement: object) =>
  set("build-policy", "policy", policyDocument([...BUILD_STATEMENTS, { Effect: "Allow", ...statement }]));
const topic = alone("aws:sns/topicPolicy:TopicPolicy");
const kmsBucket = (bucketKeyEnabled: boolean) =>
  set("pages-encryption", "rules", [
    {
      applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: "k" },
      bucketKeyEnabled,
    },
  ]);
const algorithm = (sseAlgorithm: string) =>
  set("pages-encryption", "rules", [{ applyServerSideEncryptionByDefault: { sseAlgorithm } }]);

export const otherClaims: Claims = {
  "awsguard acm-certificate-expiration": [by("acm-expiry", "a certificate ends soon", "it has ended")],
  "awsguard alb-http-to-https-redirection": [
    by("lb-http-redirects", "HTTP without a redirect", "it forwards"),
  ],
  "awsguard cmk-backing-key-rotation-enabled": [by("kms-rotation", "a key without rotation", "switched off")],
  "awsguard ec2-instance-no-public-ip": [by("ec2-no-public-ip", "a public address", "an instance")],
  "awsguard elb-deletion-protection-enabled": [by("lb-deletion-protection", "no deletion protection", "off")],
  "awsguard elb-logging-enabled": [by("lb-access-logs", "no access log", "no bucket")],
  "awsguard encrypted-volumes": [by("ec2-ebs-encrypted", "a volume without encryption", "a volume")],
  "awsguard iam-role-no-policy-management-conflicts": [
    by("iam-role-policy-conflicts", "managedPolicyArns beside an attachment", "both"),
  ],
  "awsguard s3-bucket-logging-enabled": [
    by("s3-access-logging", "no access log", "a bucket whose requests are not logged"),
  ],
  "awsguard security-group-no-rule-management-conflicts": [
    by("sg-rule-conflicts", "inline rules beside rules of their own", "both ways"),
  ],
  "cdk-nag CLBConnectionDraining": [by("lb-draining", "a classic one without draining", "switched off")],
  "cdk-nag SNSTopicSSLPublishOnly": [
    by("sns-tls-only", "publishing over plain HTTP is not denied", "a policy that only allows"),
  ],
  "cdk-nag SQSQueueSSLRequestsOnly": [
    by("sqs-tls-only", "requests over plain HTTP are not denied", "a policy that only allows"),
  ],
  "compliance-policies cloudfront configure-access-logging": [by("cf-logging", "no bucket", "neither way")],
  "compliance-policies cloudfront enable-access-logging": [by("cf-logging", "no access log", "neither way")],
  "compliance-policies cloudfront configure-secure-tls": [by("cf-min-tls", "an old version", "TLSv1")],
  "compliance-policies cloudfront configure-secure-tls-to-origin": [
    by("cf-origin-tls12", "an old version to the origin", "TLS 1.1 too"),
  ],
  "compliance-policies cloudfront configure-waf": [by("cf-waf", "no web ACL", "an empty text")],
  "compliance-policies cloudfront disallow-unencrypted-traffic": [
    by("cf-viewer-https", "allow-all", "the default behaviour"),
  ],
  "compliance-policies cloudfront enable-tls-to-origin": [by("cf-origin-https", "http-only", "http-only")],
  "compliance-policies ec2 disallow-public-internet-ingress": [
    by("sg-ingress", "ingress from 0.0.0.0/0 or ::/0", "SSH inline"),
  ],
  "compliance-policies ec2 disallow-public-ip": [by("ec2-no-public-ip", "a public address", "an instance")],
  "compliance-policies ec2 disallow-unencrypted-block-device": [
    by("ec2-ebs-encrypted", "a device without encryption", "an instance's root"),
  ],
  "compliance-policies kms disallowBypassPolicyLockoutSafetyCheck": [
    by("kms-lockout-check", "the check is skipped", "skipped"),
  ],
  "compliance-policies lb configure-access-logging": [by("lb-access-logs", "no bucket", "no bucket")],
  "compliance-policies lb enable-access-logging": [
    by("lb-access-logs", "no access log", "off", "a bucket that is not known yet"),
  ],
  "compliance-policies lb configure-secure-tls": [by("lb-tls-policy", "an old policy", "2016-08")],
  "compliance-policies lb disallow-unencrypted-traffic": [by("lb-http-redirects", "HTTP", "it forwards")],
  "compliance-policies s3 disallow-public-read": [by("s3-no-public-acl", "public-read", "acl public-read")],
  "compliance-policies s3 enable-server-side-encryption": [
    by("s3-encryption", "no encryption", "an unknown algorithm", "KMS"),
  ],
  "compliance-policies s3 enable-server-side-encryption-kms": [
    by("s3-encryption", "AES256", algorithm("AES256"), algorithm("aws:kms"), { algorithms: ["aws:kms"] }),
  ],
  "compliance-policies s3 enable-server-side-encryption-bucket-key": [
    by("s3-encryption", "no bucket key", kmsBucket(false), kmsBucket(true), { bucketKey: true }),
  ],
  "guard CODEBUILD_PROJECT_ENVVAR_AWSCRED_CHECK": [
    by("cb-no-env-creds", "AWS's keys as plain variables", "AWS's key by name"),
  ],
  "guard CODEBUILD_PROJECT_SOURCE_REPO_URL_CHECK": [
    by("cb-no-source-creds", "credentials in the address", "a password in the address"),
  ],
  "guard IAM_NO_POLICY_ON_USER": [by("iam-no-user-policies", "a policy on a user", "attached")],
  "guard IAM_POLICY_NO_WILDCARD_RESOURCE_ON_PASSROLE": [
    by("iam-passrole", "iam:PassRole on *", "every role"),
  ],
  "guard IAM_ROLE_NO_WILDCARD_RESOURCE_ON_PASSROLE": [
    by(
      "iam-passrole",
      "iam:PassRole on * in a role",
      set("service-role", "inlinePolicies", [
        { policy: policyDocument([{ Effect: "Allow", Action: "iam:PassRole", Resource: "*" }]) },
      ]),
      set("service-role", "inlinePolicies", [
        {
          policy: policyDocument([
            { Effect: "Allow", Action: "iam:PassRole", Resource: "arn:aws:iam::123456789012:role/app" },
          ]),
        },
      ]),
    ),
  ],
  "guard IAM_ROLE_NO_ALLOW_PLUS_NOT_ACTION_ON_TRUST_POLICY": [
    by("iam-trust", "NotAction", trusting({ Principal: CODEBUILD, NotAction: "iam:*" }), GOOD_TRUST),
  ],
  "guard IAM_ROLE_NO_ALLOW_PLUS_NOT_PRINCIPAL": [
    by(
      "iam-trust",
      "NotPrincipal",
      trusting({ NotPrincipal: { AWS: "arn:aws:iam::1:root" }, Action: "sts:AssumeRole" }),
      GOOD_TRUST,
    ),
  ],
  "guard IAM_ROLE_NO_FULL_ACCESS_ON_TRUST_POLICY": [
    by("iam-trust", "every action", trusting({ Principal: CODEBUILD, Action: "*" }), GOOD_TRUST),
  ],
  "guard IAM_ROLE_OR_POLICY_NO_ALLOW_PLUS_NOT_ACTION": [
    by(
      "iam-no-service-wildcard",
      "NotAction",
      granted({ NotAction: "iam:*", Resource: "arn:aws:s3:::pages" }),
      granted({ Action: "s3:GetObject", Resource: "arn:aws:s3:::pages/*" }),
    ),
  ],
  "guard IAM_ROLE_OR_POLICY_NO_ALLOW_PLUS_NOT_RESOURCE": [
    by(
      "iam-no-service-wildcard",
      "NotResource",
      granted({ Action: "sqs:GetQueueAttributes", NotResource: "arn:aws:sqs:*:*:secret" }),
      granted({ Action: "sqs:GetQueueAttributes", Resource: "arn:aws:sqs:eu-west-1:123456789012:orders" }),
    ),
    by(
      "iam-no-exfiltration",
      "NotResource of what is read",
      granted({ Action: "s3:GetObject", NotResource: "arn:aws:s3:::secret/*" }),
      granted({ Action: "s3:GetObject", Resource: "arn:aws:s3:::pages/*" }),
    ),
  ],
  "guard S3_BUCKET_POLICY_NO_ALLOW_PLUS_NOT_ACTION": [
    by("s3-no-policy-wildcard", "NotAction", "all but one"),
  ],
  "guard S3_BUCKET_POLICY_NO_WILDCARD_ACTION": [
    by("s3-no-policy-wildcard", "every action", "every action to one role"),
  ],
  "guard SNS_TOPICPOLICY_NO_ALLOW_PLUS_NOT_ACTION": [
    by(
      "iam-no-resource-wildcard",
      "NotAction in a topic's policy",
      topic({
        policy: policyDocument([
          { Effect: "Allow", Principal: ROLE, NotAction: "sns:DeleteTopic", Resource: "*" },
        ]),
      }),
      topic({
        policy: policyDocument([{ Effect: "Allow", Principal: ROLE, Action: "sns:Publish", Resource: "*" }]),
      }),
    ),
  ],
  "guard SQS_QUEUEPOLICY_NO_ALLOW_PLUS_NOT_ACTION": [
    by("iam-no-resource-wildcard", "NotAction in a queue's policy", "all but one action", "name the actions"),
  ],
  "guard SQS_QUEUEPOLICY_NO_WILDCARD_ACTION": [
    by("iam-no-resource-wildcard", "every action in a queue's policy", "every action to one role"),
  ],
  "trivy AWS-0029": [
    by("ec2-no-user-data-secrets", "keys in an instance's user data", "in plain text", "read at boot"),
  ],
  "trivy AWS-0129": [
    by(
      "ec2-no-user-data-secrets",
      "keys in the user data of a template",
      "in base64",
      set("template", "userData", Buffer.from("#!/bin/sh\nyum -y update\n").toString("base64")),
    ),
  ],
  "trivy AWS-0065": [by("kms-rotation", "a key without rotation", "switched off")],
  "trivy AWS-0095": [by("sns-encryption", "a topic without a key", "a topic without a key")],
  "trivy AWS-0096": [by("sqs-encryption", "a queue without encryption", "switched off")],
  "trivy AWS-0101": [by("vpc-no-default", "the default VPC is used", "taken over")],
  "trivy AWS-0105": [by("vpc-network-acl", "a network ACL from everywhere", "a rule of its own")],
  "trivy AWS-0143": [by("iam-no-user-policies", "a policy on a user", "inline", "attach it to a role")],
  "trivy AWS-0164": [by("vpc-subnet-public-addresses", "mapPublicIpOnLaunch", "given to all")],
  "trivy AWS-0173": [by("vpc-default-group", "rules in the default group", "rules of its own")],
  "trivy AWS-0178": [by("vpc-flow-logs", "a VPC without a flow log", "a network without")],
  "trivy AWS-0320": [by("s3-bucket-name", "dots in the name", "dots")],
  "trivy AWS-0342": [by("iam-passrole", "iam:PassRole on *", "every role")],
  "trivy AWS-0345": [by("iam-no-service-wildcard", "s3:*", "all of S3 on one bucket")],
};
