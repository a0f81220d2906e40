/** AWS Foundational Security Best Practices and further Security Hub controls; facts: AWS Security Hub user guide, "Control reference". */
import { alone } from "../cases/data";
import { add, set } from "../fixtures/program";
import { denyPlainHttp, policyDocument } from "../fixtures/static";
import { by, type Claims } from "./claim";

const classic = alone("aws:elb/loadBalancer:LoadBalancer");
const reports = alone("aws:codebuild/reportGroup:ReportGroup");
const service = alone("aws:ecs/service:Service");
const points = alone("aws:s3control/multiRegionAccessPoint:MultiRegionAccessPoint");
const launch = alone("aws:ec2/launchConfiguration:LaunchConfiguration");
const topic = alone("aws:sns/topicPolicy:TopicPolicy");
const queue = alone("aws:sqs/queuePolicy:QueuePolicy");
const permission = alone("aws:lambda/permission:Permission");

const inService = (assignPublicIp: boolean) =>
  service({ networkConfiguration: { subnets: ["subnet-1"], assignPublicIp } });
const exported = (encryptionDisabled: boolean) =>
  reports({ exportConfig: { type: "S3", s3Destination: { bucket: "logs", encryptionDisabled } } });
const block = (blockPublicAcls: boolean) =>
  points({
    details: {
      name: "everywhere",
      publicAccessBlock: {
        blockPublicAcls,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
    },
  });
const allowing = (Action: string, Principal: unknown) =>
  policyDocument([{ Effect: "Allow", Principal, Action, Resource: "*" }]);
const ROLE = { AWS: "arn:aws:iam::123456789012:role/app" };
const url = (originAccessControlId: string | undefined) =>
  set("cdn", "origins.1", {
    originId: "api",
    domainName: "abcdefgh.lambda-url.ap-northeast-2.on.aws",
    ...(originAccessControlId === undefined ? {} : { originAccessControlId }),
    customOriginConfig: {
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: "https-only",
      originSslProtocols: ["TLSv1.2"],
    },
  });
const toAccount = (Action: string) =>
  add({
    type: "aws:s3/bucketPolicy:BucketPolicy",
    name: "other-policy",
    props: {
      bucket: "elsewhere",
      policy: policyDocument([
        denyPlainHttp("arn:aws:s3:::elsewhere"),
        {
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::999988887777:root" },
          Action,
          Resource: "arn:aws:s3:::elsewhere",
        },
      ]),
    },
  });

export const fsbpClaims: Claims = {
  "FSBP ACM.1": [by("acm-expiry", "a certificate ends within 30 days", "it has ended")],
  "FSBP AutoScaling.1": [by("asg-elb-health", "behind a load balancer, health check of EC2 only", "EC2")],
  "FSBP AutoScaling.2": [
    by("asg-multi-az", "a group in one zone", "one subnet"),
    by("eb-capacity", "the environment's group in one zone", "one subnet"),
  ],
  "FSBP AutoScaling.3": [
    by(
      "ec2-imdsv2",
      "a launch configuration that does not require tokens",
      launch({ metadataOptions: { httpTokens: "optional" }, rootBlockDevice: { encrypted: true } }),
      launch({ metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 } }),
    ),
    by("eb-imdsv1-disabled", "the environment's launch configuration does not", "version 1 too"),
  ],
  "FSBP AutoScaling.4": [
    by(
      "ec2-imdsv2",
      "a launch configuration with a hop limit above 1",
      launch({ metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 2 } }),
      launch({ metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 } }),
    ),
  ],
  "FSBP AutoScaling.5": [
    by(
      "ec2-no-public-ip",
      "a launch configuration that gives public addresses",
      launch({ associatePublicIpAddress: true }),
      launch({ associatePublicIpAddress: false }),
    ),
    by("eb-no-public-instances", "the environment's gives them", "public"),
  ],
  "FSBP AutoScaling.6": [by("asg-instance-types", "a group of one instance type", "one type")],
  "FSBP AutoScaling.9": [by("asg-launch-template", "a launch configuration", "a launch configuration")],
  "FSBP CloudFront.1": [by("cf-default-root", "no default root object", "an empty text")],
  "FSBP CloudFront.3": [by("cf-viewer-https", "a behaviour of allow-all", "the default behaviour")],
  "FSBP CloudFront.4": [by("cf-origin-failover", "no origin group of two", "an empty list")],
  "FSBP CloudFront.5": [by("cf-logging", "no access log", "neither way")],
  "FSBP CloudFront.6": [by("cf-waf", "no web ACL", "an empty text")],
  "FSBP CloudFront.7": [
    by("cf-custom-cert-sni", "CloudFront's own certificate", "no name of its own, CloudFront's certificate"),
  ],
  "FSBP CloudFront.8": [
    by("cf-custom-cert-sni", "a dedicated address in the place of SNI", "a dedicated address"),
  ],
  "FSBP CloudFront.9": [by("cf-origin-https", "http-only, or match-viewer with allow-all", "http-only")],
  "FSBP CloudFront.10": [
    by("cf-origin-tls12", "SSL 3 between edge and origin", "SSL 3", "TLS 1.2 inside a VPC"),
  ],
  "FSBP CloudFront.12": [by("cf-origin-exists", "a bucket that there is not", "another team's bucket")],
  "FSBP CloudFront.13": [
    by("cf-oac", "an S3 origin without access control", "an S3 host name without access control"),
  ],
  "FSBP CloudFront.15": [by("cf-min-tls", "an old security policy", "TLSv1")],
  "FSBP CloudFront.16": [
    by("cf-oac", "a function URL without access control", url(undefined), url("E3FUNCTION")),
  ],
  "FSBP CodeBuild.1": [
    by("cb-no-source-creds", "a user or token in a Bitbucket URL", "a password in the address"),
  ],
  "FSBP CodeBuild.2": [
    by("cb-no-env-creds", "AWS_ACCESS_KEY_ID or AWS_SECRET_ACCESS_KEY in plain text", "AWS's key by name"),
  ],
  "FSBP CodeBuild.3": [by("cb-encryption", "an S3 log without encryption", "the log")],
  "FSBP CodeBuild.4": [by("cb-logs", "no log", "switched off")],
  "FSBP CodeBuild.5": [by("cb-not-privileged", "privileged mode", "privileged")],
  "FSBP CodeBuild.7": [
    by("cb-encryption", "reports exported without encryption", exported(true), exported(false)),
  ],
  "FSBP EC2.2": [by("vpc-default-group", "rules in the default group", "rules of its own")],
  "FSBP EC2.3": [by("ec2-ebs-encrypted", "a disk without encryption", "a volume")],
  "FSBP EC2.6": [by("vpc-flow-logs", "no flow log", "a network without")],
  "FSBP EC2.8": [
    by("ec2-imdsv2", "an instance that does not require tokens", "an instance without"),
    by("eb-imdsv1-disabled", "the environment's instances do not", "version 1 too"),
  ],
  "FSBP EC2.9": [by("ec2-no-public-ip", "an instance with a public address", "an instance")],
  "FSBP EC2.13": [by("sg-ingress", "port 22 for 0.0.0.0/0 or ::/0", "SSH over IPv6", "from another group")],
  "FSBP EC2.14": [by("sg-ingress", "port 3389 for 0.0.0.0/0 or ::/0", "a rule of its own")],
  "FSBP EC2.15": [by("vpc-subnet-public-addresses", "mapPublicIpOnLaunch", "given to all")],
  "FSBP EC2.18": [
    by("sg-ingress", "a port for all that is not 80 or 443", "a range that holds 443", "from another group"),
  ],
  "FSBP EC2.19": [by("sg-ingress", "a port of high risk, as 22 or 3389, for all", "SSH inline")],
  "FSBP EC2.21": [by("vpc-network-acl", "22 or 3389 from everywhere", "SSH inline")],
  "FSBP EC2.25": [by("ec2-no-public-ip", "a template's interface with a public address", "a template")],
  "FSBP EC2.170": [
    by("ec2-imdsv2", "a template that does not require tokens", "version 1 too", "set both of a template"),
  ],
  "FSBP EC2.181": [
    by("ec2-ebs-encrypted", "a template's disk without encryption", "a mapping of a template"),
  ],
  "FSBP ECS.2": [by("ec2-no-public-ip", "assignPublicIp", inService(true), inService(false))],
  "FSBP ECS.8": [by("ecs-no-plain-secrets", "a key in a container's variables", "in the environment")],
  "FSBP ELB.1": [
    by("lb-http-redirects", "an HTTP listener that does not redirect", "it forwards"),
    by("eb-no-plain-http", "the environment's HTTP listener does not", "the default listener is on"),
  ],
  "FSBP ELB.3": [
    by(
      "lb-http-redirects",
      "a classic listener on HTTP or TCP",
      "a classic load balancer on HTTP",
      "a classic load balancer on HTTPS",
    ),
  ],
  "FSBP ELB.4": [by("lb-drop-invalid-headers", "invalid headers are not dropped", "off")],
  "FSBP ELB.5": [by("lb-access-logs", "no access log", "no bucket")],
  "FSBP ELB.6": [by("lb-deletion-protection", "no deletion protection", "off")],
  "FSBP ELB.7": [by("lb-draining", "a classic one without draining", "switched off")],
  "FSBP ELB.9": [by("lb-cross-zone", "a classic one that keeps to its zone", "a classic one")],
  "FSBP ELB.10": [by("lb-multi-az", "a classic one in one zone", "a classic load balancer in one zone")],
  "FSBP ELB.12": [by("lb-desync", "an application load balancer on monitor", "monitor")],
  "FSBP ELB.13": [by("lb-multi-az", "fewer than two zones", "one subnet")],
  "FSBP ELB.14": [
    by(
      "lb-desync",
      "a classic one on monitor",
      classic({ desyncMitigationMode: "monitor" }),
      classic({ desyncMitigationMode: "defensive" }),
    ),
  ],
  "FSBP ELB.16": [by("lb-waf", "no web ACL", "a load balancer without")],
  "FSBP ELB.17": [
    by("lb-tls-policy", "a policy that is not recommended", "2016-08"),
    by(
      "eb-https-listener",
      "the environment's policy is not",
      "TLS 1.0",
      "a certificate that is not known yet",
    ),
  ],
  "FSBP ELB.18": [
    by(
      "lb-http-redirects",
      "a listener on HTTP, or TCP in the place of TLS",
      "a network load balancer on port 80",
      "TCP of a network load balancer",
    ),
  ],
  "FSBP ELB.21": [by("tg-tls", "health checks and traffic by HTTP", "plain HTTP")],
  "FSBP ElasticBeanstalk.1": [by("eb-enhanced-health", "basic health", "basic")],
  "FSBP ElasticBeanstalk.2": [by("eb-managed-updates", "no managed updates", "off")],
  "FSBP ElasticBeanstalk.3": [by("eb-log-streaming", "logs are not streamed", "off")],
  "FSBP IAM.1": [by("iam-no-admin", "Allow * on *", "all of everything")],
  "FSBP IAM.2": [by("iam-no-user-policies", "a policy on a user", "inline", "attach it to a role")],
  "FSBP IAM.3": [by("iam-no-access-keys", "a key older than 90 days", "an active key")],
  "FSBP IAM.21": [by("iam-no-service-wildcard", "a whole service", "all of S3 on one bucket")],
  "FSBP KMS.4": [by("kms-rotation", "no rotation", "switched off")],
  "FSBP Lambda.1": [
    by(
      "iam-no-public-resource",
      "principal * without a bound, or S3 without an account",
      permission({ action: "lambda:InvokeFunction", principal: "*" }),
      permission({ action: "lambda:InvokeFunction", principal: "123456789012" }),
    ),
  ],
  "FSBP Route53.2": [by("r53-query-log", "a public zone without a query log", "a public zone without")],
  "FSBP S3.1": [
    by("s3-public-access-block", "the account's block is open", "an account's block that is open"),
  ],
  "FSBP S3.2": [
    by("s3-no-public-acl", "reading by an ACL", "acl public-read"),
    by("s3-no-public-policy", "reading by a policy", "a statement for everybody"),
  ],
  "FSBP S3.3": [
    by("s3-no-public-acl", "writing by an ACL", "acl public-read-write", "acl private"),
    by(
      "s3-no-public-policy",
      "writing by a policy",
      set("logs-policy", "policy", allowing("s3:PutObject", "*")),
      set("logs-policy", "policy", allowing("s3:PutObject", ROLE)),
    ),
  ],
  "FSBP S3.5": [by("s3-tls-only", "a policy that does not deny plain HTTP", "no denial")],
  "FSBP S3.6": [
    by(
      "s3-no-public-policy",
      "another account may change the policy or ACL",
      toAccount("s3:PutBucketPolicy"),
      toAccount("s3:GetObject"),
    ),
  ],
  "FSBP S3.8": [by("s3-public-access-block", "a bucket's block is open", "a bucket without a block")],
  "FSBP S3.9": [by("s3-access-logging", "no access log", "a bucket whose requests are not logged")],
  "FSBP S3.10": [by("s3-lifecycle", "versions without a lifecycle", "a bucket without lifecycle")],
  "FSBP S3.12": [by("s3-acl-disabled", "ACLs manage access", "ObjectWriter")],
  "FSBP S3.13": [by("s3-lifecycle", "no lifecycle", "a bucket without lifecycle")],
  "FSBP S3.19": [by("s3-public-access-block", "an access point is open", "an access point that is open")],
  "FSBP S3.24": [
    by("s3-public-access-block", "a multi-region access point is open", block(false), block(true)),
  ],
  "FSBP SNS.4": [
    by(
      "iam-no-public-resource",
      "a topic's policy for all",
      topic({ policy: allowing("sns:Publish", "*") }),
      topic({ policy: allowing("sns:Publish", ROLE) }),
    ),
  ],
  "FSBP SQS.1": [by("sqs-encryption", "no encryption", "switched off")],
  "FSBP SQS.3": [
    by(
      "iam-no-public-resource",
      "a queue's policy for all",
      queue({ policy: allowing("sqs:SendMessage", "*") }),
      queue({ policy: allowing("sqs:SendMessage", ROLE) }),
    ),
  ],
  "FSBP SSM.4": [by("ssm-private-documents", "a document for all", "shared with all")],
  "FSBP WAF.10": [by("waf-has-rules", "no rule", "none")],
  "FSBP WAF.11": [by("waf-logs", "no log", "no log")],
  "Security Hub CloudWatch.15": [by("cw-alarm-actions", "no action for ALARM", "an empty list")],
  "Security Hub CloudWatch.17": [by("cw-alarm-actions", "actions switched off", "actions off")],
  "Security Hub S3.14": [by("s3-versioning-everywhere", "no versioning", "a plain bucket")],
};
