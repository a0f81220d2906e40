/** checkov 3.3.30: facts from the names, types and attributes of its checks of Terraform. */
import { alone } from "../cases/data";
import { all, set } from "../fixtures/program";
import { trust } from "../fixtures/release";
import { policyDocument } from "../fixtures/static";
import { by, type Claims } from "./claim";

const ROLE = { AWS: "arn:aws:iam::123456789012:role/app" };
const allowing = (Action: string, Principal: unknown) =>
  policyDocument([{ Effect: "Allow", Principal, Action, Resource: "*" }]);
const topic = alone("aws:sns/topicPolicy:TopicPolicy");
const queue = alone("aws:sqs/queuePolicy:QueuePolicy");
const repository = alone("aws:ecr/repositoryPolicy:RepositoryPolicy");
const key = alone("aws:kms/key:Key");
const launch = alone("aws:ec2/launchConfiguration:LaunchConfiguration");
const service = alone("aws:ecs/service:Service");
const group = alone("aws:autoscaling/group:Group");
const HUB = "token.actions.githubusercontent.com";
const github = (sub: string) =>
  set(
    "build-role",
    "assumeRolePolicy",
    trust(
      { Federated: `arn:aws:iam::123456789012:oidc-provider/${HUB}` },
      { StringLike: { [`${HUB}:sub`]: sub } },
    ),
  );
const GROUP = {
  minSize: 2,
  maxSize: 4,
  healthCheckType: "ELB",
  launchTemplate: { id: "lt-1" },
  vpcZoneIdentifiers: ["subnet-1", "subnet-2"],
};
const algorithm = (sseAlgorithm: string) =>
  set("pages-encryption", "rules", [{ applyServerSideEncryptionByDefault: { sseAlgorithm } }]);
const lifecycle = (filter: object) =>
  set("pages-lifecycle", "rules", [
    { id: "u", status: "Enabled", abortIncompleteMultipartUpload: { daysAfterInitiation: 7 }, ...filter },
  ]);

export const checkovClaims: Claims = {
  CKV_AWS_2: [by("lb-http-redirects", "HTTP that is not redirected", "it forwards")],
  CKV_AWS_3: [by("ec2-ebs-encrypted", "a volume without encryption", "a volume")],
  CKV_AWS_7: [by("kms-rotation", "a key without rotation", "switched off")],
  CKV_AWS_8: [
    by(
      "ec2-ebs-encrypted",
      "a launch configuration's disk without encryption",
      launch({ rootBlockDevice: { encrypted: false } }),
      launch({ rootBlockDevice: { encrypted: true } }),
    ),
  ],
  CKV_AWS_18: [by("s3-access-logging", "no access log", "a bucket whose requests are not logged")],
  CKV_AWS_19: [by("s3-encryption", "no encryption", "an unknown algorithm", "KMS")],
  CKV_AWS_20: [by("s3-no-public-acl", "public-read", "acl public-read")],
  CKV_AWS_21: [by("s3-versioning-everywhere", "no versioning", "a plain bucket")],
  CKV_AWS_23: [by("sg-description", "no description of a rule", "an inline rule without", "set it")],
  CKV_AWS_24: [by("sg-ingress", "port 22 for 0.0.0.0/0", "SSH inline")],
  CKV_AWS_25: [by("sg-ingress", "port 3389 for 0.0.0.0/0", "a rule of its own")],
  CKV_AWS_26: [by("sns-encryption", "a topic without a key", "a topic without a key")],
  CKV_AWS_27: [by("sqs-encryption", "a queue without encryption", "switched off")],
  CKV_AWS_32: [
    by(
      "iam-no-public-resource",
      "an image repository for all",
      repository({ repository: "r", policy: allowing("ecr:BatchGetImage", "*") }),
      repository({ repository: "r", policy: allowing("ecr:BatchGetImage", ROLE) }),
    ),
  ],
  CKV_AWS_33: [
    by(
      "iam-no-public-resource",
      "a key's policy for all",
      key({ enableKeyRotation: true, policy: allowing("kms:*", { AWS: "*" }) }),
      key({ enableKeyRotation: true, policy: allowing("kms:Decrypt", ROLE) }),
    ),
  ],
  CKV_AWS_34: [by("cf-viewer-https", "allow-all", "the default behaviour")],
  CKV_AWS_40: [by("iam-no-user-policies", "a policy attached to a user", "attached")],
  CKV_AWS_45: [by("lambda-no-plain-secrets", "a secret in a function's variables", "a password")],
  CKV_AWS_46: [by("ec2-no-user-data-secrets", "keys in user data", "in plain text", "read at boot")],
  CKV_AWS_53: [by("s3-public-access-block", "blockPublicAcls", "blockPublicAcls off", "texts for booleans")],
  CKV_AWS_54: [
    by("s3-public-access-block", "blockPublicPolicy", "blockPublicPolicy off as text", "texts for booleans"),
  ],
  CKV_AWS_55: [
    by("s3-public-access-block", "ignorePublicAcls", "ignorePublicAcls off", "texts for booleans"),
  ],
  CKV_AWS_56: [by("s3-public-access-block", "restrictPublicBuckets", "restrictPublicBuckets off")],
  CKV_AWS_57: [by("s3-no-public-acl", "public-read-write", "acl public-read-write", "acl private")],
  CKV_AWS_60: [by("iam-trust", "everybody may assume", "every account", "name the principal")],
  CKV_AWS_61: [by("iam-trust-accounts", "a whole account may assume", "a whole account")],
  CKV_AWS_62: [by("iam-no-admin", "* on *", "all of everything")],
  CKV_AWS_63: [by("iam-no-admin", "* as the action", "all of everything")],
  CKV_AWS_66: [by("cw-log-retention", "no retention", "for ever")],
  CKV_AWS_68: [by("cf-waf", "no web ACL", "an empty text")],
  CKV_AWS_70: [by("s3-no-public-policy", "any principal", "a statement for everybody")],
  CKV_AWS_72: [
    by(
      "iam-no-resource-wildcard",
      "every action of a queue",
      queue({ policy: allowing("sqs:*", ROLE) }),
      queue({ policy: allowing("sqs:SendMessage", ROLE) }),
    ),
  ],
  CKV_AWS_78: [by("cb-encryption", "artifacts without encryption", "artifacts")],
  CKV_AWS_79: [by("ec2-imdsv2", "an instance or template without tokens", "an instance without")],
  CKV_AWS_86: [by("cf-logging", "no access log", "neither way")],
  CKV_AWS_88: [by("ec2-no-public-ip", "an instance or template with a public address", "an instance")],
  CKV_AWS_91: [by("lb-access-logs", "no access log", "no bucket")],
  CKV_AWS_92: [by("lb-access-logs", "a classic one without a log", "a classic load balancer without")],
  CKV_AWS_93: [by("s3-no-lockout", "everything denied to all", "everything denied")],
  CKV_AWS_103: [by("lb-tls-policy", "below TLS 1.2", "2016-08")],
  CKV_AWS_123: [by("vpc-endpoint-acceptance", "no acceptance by hand", "by itself")],
  CKV_AWS_130: [by("vpc-subnet-public-addresses", "mapPublicIpOnLaunch", "given to all")],
  CKV_AWS_131: [by("lb-drop-invalid-headers", "not dropped", "off")],
  CKV_AWS_138: [by("lb-cross-zone", "a classic one that keeps to its zone", "a classic one")],
  CKV_AWS_145: [
    by("s3-encryption", "AES256 where a KMS key is wanted", algorithm("AES256"), algorithm("aws:kms"), {
      algorithms: ["aws:kms"],
    }),
  ],
  CKV_AWS_148: [by("vpc-no-default", "the default VPC is taken over", "taken over")],
  CKV_AWS_150: [by("lb-deletion-protection", "no deletion protection", "off")],
  CKV_AWS_152: [
    by("lb-cross-zone", "a network load balancer that keeps to its zone", "a network load balancer"),
  ],
  CKV_AWS_153: [
    by(
      "tags-required",
      "a group without tags",
      group({ ...GROUP, tags: undefined }),
      group({ ...GROUP, tags: [{ key: "app", value: "a", propagateAtLaunch: true }] }),
    ),
  ],
  CKV_AWS_168: [
    by(
      "iam-no-public-resource",
      "a queue's policy for all",
      queue({ policy: allowing("sqs:SendMessage", "*") }),
      queue({ policy: allowing("sqs:SendMessage", ROLE) }),
    ),
  ],
  CKV_AWS_169: [
    by(
      "iam-no-public-resource",
      "a topic's policy for all",
      topic({ policy: allowing("sns:Publish", "*") }),
      topic({ policy: allowing("sns:Publish", ROLE) }),
    ),
  ],
  CKV_AWS_174: [by("cf-min-tls", "below TLSv1.2", "TLSv1")],
  CKV_AWS_175: [by("waf-has-rules", "no rule", "none")],
  CKV_AWS_192: [by("waf-known-bad-inputs", "no blocking group of known bad inputs", "the group only counts")],
  CKV_AWS_205: [by("ec2-private-images", "a launch permission for others", "for everybody")],
  CKV_AWS_219: [by("cp-artifact-encryption", "no KMS key of the store", "another type")],
  CKV_AWS_231: [
    by("vpc-network-acl", "3389 from everywhere", "remote desktop over IPv6", "the ports of visitors"),
  ],
  CKV_AWS_232: [by("vpc-network-acl", "22 from everywhere", "SSH inline")],
  CKV_AWS_258: [
    by("iam-no-public-resource", "a function's URL without authorization", "an address without a signature"),
  ],
  CKV_AWS_259: [by("cf-hsts-subdomains", "HSTS without subdomains", "left out")],
  CKV_AWS_261: [by("tg-health-check", "no health check path", "the site's own page")],
  CKV_AWS_273: [by("iam-no-users", "a user", "a user")],
  CKV_AWS_274: [by("iam-no-admin", "AdministratorAccess is attached", "AWS's administrators")],
  CKV_AWS_277: [by("sg-ingress", "all ports for 0.0.0.0/0", "all ports", "from another group")],
  CKV_AWS_286: [by("iam-no-escalation", "iam:AttachRolePolicy and the like on *", "iam:AttachRolePolicy")],
  CKV_AWS_287: [
    by(
      "iam-no-escalation",
      "iam:CreateAccessKey and the like on *",
      "iam:CreateAccessKey",
      "one's own password",
    ),
  ],
  CKV_AWS_288: [
    by("iam-no-exfiltration", "s3:GetObject, secretsmanager:GetSecretValue … on *", "every secret"),
  ],
  CKV_AWS_289: [by("iam-no-permissions-management", "permissions management on *", "every bucket's policy")],
  CKV_AWS_290: [by("iam-bounded-writes", "writes on *", "every queue")],
  CKV_AWS_300: [
    by(
      "s3-lifecycle",
      "uploads that are ended under one prefix only",
      lifecycle({ filter: { prefix: "tmp/" } }),
      lifecycle({ filter: {} }),
    ),
  ],
  CKV_AWS_301: [
    by(
      "iam-no-public-resource",
      "a function for all",
      "a function for everybody",
      "a function for one organization",
    ),
  ],
  CKV_AWS_303: [by("ssm-private-documents", "a document for all", "shared with all")],
  CKV_AWS_305: [by("cf-default-root", "no default root object", "an empty text")],
  CKV_AWS_310: [by("cf-origin-failover", "no origin group", "an empty list")],
  CKV_AWS_311: [by("cb-encryption", "an S3 log without encryption", "the log")],
  CKV_AWS_314: [by("cb-logs", "no log", "switched off")],
  CKV_AWS_315: [by("asg-launch-template", "no launch template", "a launch configuration")],
  CKV_AWS_316: [by("cb-not-privileged", "privileged mode", "privileged")],
  CKV_AWS_319: [by("cw-alarm-actions", "actions switched off", "actions off")],
  CKV_AWS_328: [by("lb-desync", "monitor", "monitor")],
  CKV_AWS_333: [
    by(
      "ec2-no-public-ip",
      "assignPublicIp",
      service({ networkConfiguration: { subnets: ["subnet-1"], assignPublicIp: true } }),
      service({ networkConfiguration: { subnets: ["subnet-1"], assignPublicIp: false } }),
    ),
  ],
  CKV_AWS_340: [by("eb-managed-updates", "ManagedActionsEnabled false", "off")],
  CKV_AWS_341: [by("ec2-imdsv2", "a hop limit above 1", "two hops")],
  CKV_AWS_352: [by("vpc-network-acl", "all ports from everywhere", "everything", "ephemeral ports")],
  CKV_AWS_355: [by("iam-bounded-writes", "* for what can be limited", "every queue")],
  CKV_AWS_358: [
    by("iam-trust", "GitHub without a bound on the repository", github("repo:*"), github("repo:acme/app:*")),
  ],
  CKV_AWS_364: [by("lambda-permission-source", "a service without source", "any account's bucket")],
  CKV_AWS_374: [by("cf-geo", "no restriction", "none")],
  CKV_AWS_375: [
    by("s3-no-public-acl", "a grant for AllUsers", "a separate grant for everybody", "acl private"),
  ],
  CKV_AWS_377: [by("r53-transfer-lock", "no transfer lock", "unlocked")],
  CKV_AWS_378: [by("tg-tls", "a target group by HTTP", "plain HTTP")],
  CKV_AWS_379: [by("s3-tls-only", "no denial of plain HTTP", "no denial")],
  CKV_AWS_392: [by("s3-public-access-block", "an access point is open", "an access point that is open")],
  CKV_AWS_393: [
    by(
      "iam-trust",
      "a claim that anybody can have, as workflow, or an organization by the beginning of its name",
      github("workflow:deploy:*"),
      github("repo:acme/app:ref:refs/heads/main"),
    ),
    by(
      "iam-trust",
      "an organization by the beginning of its name",
      all(github("repo:acme*")),
      github("repo:acme/app:environment:prod"),
    ),
  ],
};
