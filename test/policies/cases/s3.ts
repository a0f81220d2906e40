import { add, all, change, remove, set, unknown, uses, without } from "../fixtures/program";
import { allowDistribution, bucket, denyPlainHttp, policyDocument } from "../fixtures/static";
import { UNKNOWN } from "../../support/policy-messages";
import { faulty, fine, undetermined, unknownIsFine, type Cases } from "./case";

const PAGES = "arn:aws:s3:::pages";

/** The site's bucket policy with these statements instead of the one for the distribution. */
function statements(...others: readonly object[]) {
  return set("pages-policy", "policy", policyDocument([denyPlainHttp(PAGES), ...others]));
}

const everybody = {
  Sid: "Open",
  Effect: "Allow",
  Principal: "*",
  Action: "s3:GetObject",
  Resource: `${PAGES}/*`,
};

/** A complete further bucket, so that a case changes nothing that other rules watch. */
const spare = add(...bucket("spare", "site"), {
  type: "aws:s3/bucketLogging:BucketLogging",
  name: "spare-logging",
  uses: { bucket: ["spare"] },
  props: { bucket: "spare", targetBucket: "logs", targetPrefix: "spare/" },
});

export const s3Cases: Cases = {
  "s3-public-access-block": {
    faulty: {
      "blockPublicAcls off": set("pages-access-block", "blockPublicAcls", false),
      "blockPublicPolicy off as text": set("pages-access-block", "blockPublicPolicy", "false"),
      "ignorePublicAcls off": set("pages-access-block", "ignorePublicAcls", false),
      "restrictPublicBuckets off": set("pages-access-block", "restrictPublicBuckets", false),
      "a bucket without a block": all(spare, without("spare-access-block")),
      "an account's block that is open": add({
        type: "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
        name: "account",
        props: { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true },
      }),
    },
    absent: faulty(remove("pages-access-block", "restrictPublicBuckets")),
    unknown: undetermined(unknown("pages-access-block", "blockPublicAcls")),
    fine: {
      "texts for booleans": set("pages-access-block", "blockPublicAcls", "true"),
      "a block whose bucket is not known yet": unknown("pages-access-block", "bucket"),
      "a block that names the bucket by text": uses("pages-access-block", "bucket"),
      "a bucket of the former type": change("logs", (resource) => ({
        ...resource,
        type: "aws:s3/bucketV2:BucketV2",
      })),
    },
  },
  "s3-no-public-acl": {
    faulty: {
      "acl public-read": set("pages", "acl", "public-read"),
      "acl public-read-write": set("logs", "acl", "public-read-write"),
      "a separate acl for everybody with an account": add({
        type: "aws:s3/bucketAcl:BucketAcl",
        name: "acl",
        props: { bucket: "pages", acl: "authenticated-read" },
      }),
      "a grant for everybody": set("pages", "grants", [
        { type: "Group", uri: "http://acs.amazonaws.com/groups/global/AllUsers", permissions: ["READ"] },
      ]),
      "a separate grant for everybody": add({
        type: "aws:s3/bucketAcl:BucketAcl",
        name: "acl",
        props: {
          bucket: "pages",
          accessControlPolicy: {
            grants: [{ grantee: { uri: "http://acs.amazonaws.com/groups/global/AuthenticatedUsers" } }],
          },
        },
      }),
      "an object for everybody": add({
        type: "aws:s3/bucketObjectv2:BucketObjectv2",
        name: "page",
        props: { bucket: "pages", key: "index.html", acl: "public-read" },
      }),
    },
    absent: fine(remove("pages", "acl")),
    unknown: undetermined(unknown("pages", "acl")),
    fine: { "acl private": set("pages", "acl", "private") },
  },
  "s3-no-public-policy": {
    faulty: {
      "a statement for everybody": statements(allowDistribution(PAGES), everybody),
      "a statement for every account": statements(allowDistribution(PAGES), {
        ...everybody,
        Principal: { AWS: ["*"] },
      }),
      "a statement for all but one": statements(allowDistribution(PAGES), {
        Effect: "Allow",
        NotPrincipal: { AWS: "arn:aws:iam::1:root" },
        Action: "s3:GetObject",
        Resource: `${PAGES}/*`,
      }),
      "a condition that does not bound": statements(allowDistribution(PAGES), {
        ...everybody,
        Condition: { StringLike: { "aws:Referer": "https://www.example.com/*" } },
      }),
      "a bounding key with a star": statements(allowDistribution(PAGES), {
        ...everybody,
        Condition: { IpAddress: { "aws:SourceIp": "0.0.0.0/0" } },
      }),
      "CloudFront of every account": statements(allowDistribution(PAGES), {
        Effect: "Allow",
        Principal: { Service: "cloudfront.amazonaws.com" },
        Action: "s3:GetObject",
        Resource: `${PAGES}/*`,
      }),
      "a policy given as an object": set("pages-policy", "policy", {
        Version: "2012-10-17",
        Statement: [denyPlainHttp(PAGES), allowDistribution(PAGES), everybody],
      }),
      "an inline policy": set("logs", "policy", policyDocument([everybody])),
    },
    absent: fine(remove("logs", "policy")),
    unknown: undetermined(unknown("pages-policy", "policy")),
    fine: {
      "everybody of one account": statements(allowDistribution(PAGES), {
        ...everybody,
        Condition: { StringEquals: { "aws:PrincipalAccount": "123456789012" } },
      }),
      "a document with a part that is not known yet": set("pages-policy", "policy", {
        Version: "2012-10-17",
        Statement: [denyPlainHttp(PAGES), allowDistribution(PAGES, UNKNOWN)],
      }),
      "one statement instead of a list": set("logs-policy", "policy", {
        Statement: denyPlainHttp("arn:aws:s3:::logs"),
      }),
    },
  },
  "s3-acl-disabled": {
    faulty: {
      ObjectWriter: set("pages-ownership", "rule.objectOwnership", "ObjectWriter"),
      "a bucket without ownership controls": all(spare, without("spare-ownership")),
    },
    absent: faulty(remove("pages-ownership", "rule.objectOwnership")),
    unknown: undetermined(unknown("pages-ownership", "rule.objectOwnership")),
  },
  "s3-no-website": {
    faulty: {
      "website on the bucket": set("pages", "website", { indexDocument: "index.html" }),
      "a website of its own": add({
        type: "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration",
        name: "website",
        props: { bucket: "pages", indexDocument: { suffix: "index.html" } },
      }),
    },
    absent: fine(remove("pages", "website")),
    unknown: { change: unknown("pages", "website"), expect: "undetermined" },
  },
  "s3-tls-only": {
    faulty: {
      "no denial": set("pages-policy", "policy", policyDocument([allowDistribution(PAGES)])),
      "denial of reading only": denial({ Action: "s3:GetObject" }),
      "denial for one principal only": denial({ Principal: { AWS: "arn:aws:iam::1:root" } }),
      "denial when the connection is secure": denial({
        Condition: { Bool: { "aws:SecureTransport": "true" } },
      }),
      "denial on the bucket but not its objects": denial({ Resource: PAGES }),
      "denial on the objects but not the bucket": denial({ Resource: `${PAGES}/*` }),
      "a bucket without policy": all(spare, without("spare-policy")),
    },
    absent: faulty(all(spare, remove("spare-policy", "policy"))),
    unknown: undetermined(unknown("logs-policy", "policy")),
    fine: {
      "a boolean in the condition": denial({ Condition: { Bool: { "aws:SecureTransport": [false] } } }),
      "one pattern for bucket and objects": denial({ Resource: `${PAGES}*` }),
      "resources that are not known yet": set("pages-policy", "policy", {
        Statement: [{ ...denyPlainHttp(PAGES), Resource: [UNKNOWN] }, allowDistribution(PAGES)],
      }),
      "an inline policy": all(
        spare,
        without("spare-policy"),
        set("spare", "policy", policyDocument([denyPlainHttp("arn:aws:s3:::spare")])),
      ),
    },
  },
  "s3-encryption": {
    faulty: {
      "an unknown algorithm": set(
        "pages-encryption",
        "rules.0.applyServerSideEncryptionByDefault.sseAlgorithm",
        "none",
      ),
      "no rule": set("pages-encryption", "rules", []),
      "a bucket without configuration": all(spare, without("spare-encryption")),
    },
    absent: faulty(remove("pages-encryption", "rules.0.applyServerSideEncryptionByDefault.sseAlgorithm")),
    unknown: undetermined(
      unknown("pages-encryption", "rules.0.applyServerSideEncryptionByDefault.sseAlgorithm"),
    ),
    fine: {
      KMS: set("pages-encryption", "rules.0.applyServerSideEncryptionByDefault.sseAlgorithm", "aws:kms"),
      "inline on the bucket": all(
        spare,
        without("spare-encryption"),
        set("spare", "serverSideEncryptionConfiguration", { rule: { bucketKeyEnabled: true } }),
      ),
    },
  },
  "s3-versioning": {
    faulty: {
      suspended: set("pages-versioning", "versioningConfiguration.status", "Suspended"),
      "an origin without versions": without("pages-versioning"),
      "an artifact store without versions": without("artifacts-versioning"),
    },
    absent: faulty(remove("artifacts-versioning", "versioningConfiguration.status")),
    unknown: undetermined(unknown("pages-versioning", "versioningConfiguration.status")),
    fine: {
      "a bucket for logs without versions": without("logs-versioning"),
      "inline on the bucket": all(without("pages-versioning"), set("pages", "versioning", { enabled: true })),
    },
  },
  "s3-lifecycle": {
    faulty: {
      "uploads that never end": set("pages-lifecycle", "rules", [{ id: "old", status: "Enabled" }]),
      "the rule is off": set("pages-lifecycle", "rules.0.status", "Disabled"),
      "a bucket without lifecycle": without("logs-lifecycle"),
    },
    absent: faulty(remove("pages-lifecycle", "rules")),
    unknown: undetermined(unknown("pages-lifecycle", "rules")),
    fine: {
      "inline on the bucket": all(
        without("logs-lifecycle"),
        set("logs", "lifecycleRules", [{ enabled: true }]),
      ),
    },
  },
  "s3-access-logging": {
    faulty: {
      "a bucket whose requests nobody logs": without("artifacts-logging"),
    },
    absent: faulty(without("pages-logging")),
    unknown: unknownIsFine(unknown("pages-logging", "targetBucket")),
    fine: {
      "inline on the bucket": all(
        without("artifacts-logging"),
        set("artifacts", "logging", { targetBucket: "logs" }),
      ),
      "a bucket that only Beanstalk's load balancer writes to": without(
        "pages-logging",
        "artifacts-logging",
        "pages",
        "artifacts",
      ),
      "a bucket that takes CloudFront's logs": all(
        without("artifacts-logging"),
        set("cdn", "loggingConfig", { bucket: "artifacts.s3.amazonaws.com" }),
        uses("cdn", "loggingConfig", "artifacts"),
      ),
    },
  },
};

function denial(other: object) {
  return set(
    "pages-policy",
    "policy",
    policyDocument([{ ...denyPlainHttp(PAGES), ...other }, allowDistribution(PAGES)]),
  );
}
