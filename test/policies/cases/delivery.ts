import { add, all, remove, set, unknown } from "../fixtures/program";
import { policyDocument } from "../fixtures/static";
import { UNKNOWN } from "../../../policies/testing/messages";
import { faulty, fine, undetermined, unknownIsFine, type Cases } from "../../../policies/testing/case";
import { alone } from "./data";

const network = alone("aws:lb/loadBalancer:LoadBalancer");
const NLB = {
  loadBalancerType: "network",
  subnets: ["subnet-1", "subnet-2"],
  enableDeletionProtection: true,
  accessLogs: { enabled: true, bucket: "logs" },
};
const classic = alone("aws:elb/loadBalancer:LoadBalancer");
const ELB = {
  subnets: ["subnet-1", "subnet-2"],
  accessLogs: { bucket: "logs" },
  connectionDraining: true,
  listeners: [{ lbPort: 8883, lbProtocol: "tcp", instancePort: 8883, instanceProtocol: "tcp" }],
};
const group = alone("aws:lb/targetGroup:TargetGroup");
const HEALTH = { healthCheck: { path: "/health", matcher: "200" } };
const headers = alone("aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy");
const hsts = (more: object) => ({
  securityHeadersConfig: {
    strictTransportSecurity: { accessControlMaxAgeSec: 63072000, override: true, ...more },
  },
});
const domain = alone("aws:route53domains/registeredDomain:RegisteredDomain");
const bucketPolicy = (statement: object) =>
  add({
    type: "aws:s3/bucketPolicy:BucketPolicy",
    name: "more-policy",
    props: {
      bucket: "elsewhere",
      policy: policyDocument([
        {
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: ["arn:aws:s3:::elsewhere", "arn:aws:s3:::elsewhere/*"],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
        { Resource: "arn:aws:s3:::elsewhere/*", ...statement },
      ]),
    },
  });
const ROLE = { AWS: "arn:aws:iam::123456789012:role/r" };
const mixed = (...types: string[]) =>
  set("fleet", "mixedInstancesPolicy", {
    launchTemplate: { overrides: types.map((instanceType) => ({ instanceType })) },
  });

export const deliveryCases: Cases = {
  "lb-cross-zone": {
    faulty: {
      "a network load balancer": network({ ...NLB, enableCrossZoneLoadBalancing: false }),
      "a classic one": classic({ ...ELB, crossZoneLoadBalancing: false }),
    },
    also: ["inside-components"],
    absent: faulty(network(NLB)),
    unknown: undetermined(network({ ...NLB, enableCrossZoneLoadBalancing: UNKNOWN })),
    fine: { "a classic one that says nothing": classic(ELB) },
  },
  "lb-draining": {
    faulty: { "switched off": classic({ ...ELB, connectionDraining: "false" }) },
    absent: faulty(classic({ ...ELB, connectionDraining: undefined })),
    unknown: undetermined(classic({ ...ELB, connectionDraining: UNKNOWN })),
  },
  "tg-tls": {
    faulty: {
      "plain HTTP": group({ ...HEALTH, protocol: "HTTP" }),
      "a classic one": classic({
        ...ELB,
        listeners: [
          {
            lbPort: 8443,
            lbProtocol: "ssl",
            instancePort: 80,
            instanceProtocol: "tcp",
            sslCertificateId: "c",
          },
        ],
      }),
    },
    also: ["lb-tls-policy"],
    absent: fine(group(HEALTH)),
    unknown: undetermined(group({ ...HEALTH, protocol: UNKNOWN })),
    fine: { HTTPS: group({ ...HEALTH, protocol: "HTTPS" }) },
  },
  "cf-hsts-subdomains": {
    faulty: { "left out": headers(hsts({ includeSubdomains: false })) },
    absent: faulty(headers(hsts({}))),
    unknown: undetermined(headers(hsts({ includeSubdomains: UNKNOWN }))),
    fine: { included: headers(hsts({ includeSubdomains: "true" })) },
  },
  "cf-log-bucket": {
    faulty: {
      "ACLs are off": all(
        set("cdn", "loggingConfig", { bucket: "artifacts.s3.amazonaws.com" }),
        set("artifacts", "bucket", "artifacts"),
      ),
    },
    absent: fine(remove("cdn", "loggingConfig")),
    unknown: unknownIsFine(unknown("cdn", "loggingConfig")),
    fine: {
      "a bucket elsewhere": set("cdn", "loggingConfig", { bucket: "central.s3.amazonaws.com" }),
    },
  },
  "asg-instance-types": {
    faulty: { "one type": mixed("t3.micro") },
    absent: fine(remove("fleet", "mixedInstancesPolicy")),
    unknown: undetermined(unknown("fleet", "mixedInstancesPolicy")),
    fine: { "two types": mixed("t3.micro", "t3a.micro") },
  },
  "r53-transfer-lock": {
    faulty: { unlocked: domain({ domainName: "example.com", transferLock: false }) },
    absent: fine(domain({ domainName: "example.com" })),
    unknown: undetermined(domain({ transferLock: UNKNOWN })),
  },
  "s3-no-policy-wildcard": {
    faulty: {
      "every action to one role": bucketPolicy({ Effect: "Allow", Principal: ROLE, Action: "s3:*" }),
      "all but one": bucketPolicy({ Effect: "Allow", Principal: ROLE, NotAction: "s3:DeleteBucket" }),
    },
    absent: fine(bucketPolicy({ Effect: "Allow", Principal: ROLE, Action: "s3:GetObject" })),
    unknown: undetermined(
      add({ type: "aws:s3/bucketPolicy:BucketPolicy", name: "p", props: { bucket: "b", policy: UNKNOWN } }),
    ),
  },
  "s3-no-lockout": {
    faulty: {
      "everything denied": bucketPolicy({ Effect: "Deny", Principal: { AWS: ["*"] }, Action: "s3:*" }),
    },
    absent: fine(bucketPolicy({ Effect: "Deny", Principal: "*", Action: "s3:DeleteObject" })),
    unknown: undetermined(
      add({ type: "aws:s3/bucketPolicy:BucketPolicy", name: "p", props: { bucket: "b", policy: UNKNOWN } }),
    ),
  },
  "s3-bucket-name": {
    faulty: { dots: set("artifacts", "bucket", "my.shop.example.com") },
    absent: fine(remove("artifacts", "bucket")),
    unknown: unknownIsFine(unknown("artifacts", "bucket")),
  },
  "s3-versioning-everywhere": {
    faulty: {
      "a plain bucket": add({
        type: "aws:s3/bucket:Bucket",
        name: "plain",
        props: { tags: { app: "example" } },
      }),
    },
    also: [
      "s3-public-access-block",
      "s3-acl-disabled",
      "s3-encryption",
      "s3-tls-only",
      "s3-lifecycle",
      "s3-access-logging",
      "inside-components",
    ],
    absent: faulty(add({ type: "aws:s3/bucket:Bucket", name: "plain", props: {} })),
    unknown: unknownIsFine(
      add({ type: "aws:s3/bucket:Bucket", name: "plain", props: { versioning: { enabled: true } } }),
    ),
  },
};
