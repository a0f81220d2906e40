import { add, all, change, remove, set, unknown, uses, without } from "../fixtures/program";
import { allowDistribution, bucket, denyPlainHttp, policyDocument } from "../fixtures/static";
import { UNKNOWN } from "../../../policies/testing/messages";
import { faulty, fine, undetermined, type Cases } from "../../../policies/testing/case";

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

/** Conditions that hold for strangers too. */
const OPEN = {
  "an address range as wide as half the internet": {
    IpAddress: { "aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"] },
  },
  "a source of any account": { ArnLike: { "aws:SourceArn": "arn:aws:cloudfront::*:distribution/*" } },
  "any role of any account": { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/*" } },
  "any organization": { StringLike: { "aws:PrincipalOrgID": "o-*" } },
  "an operator that holds where the key is missing": {
    "ForAllValues:StringEquals": { "aws:PrincipalOrgID": "o-1234567890" },
  },
  "all networks but one": { StringNotEquals: { "aws:SourceVpce": "vpce-1" } },
};

/** Conditions that keep strangers out. */
const CLOSED = {
  "the distributions of one account": {
    ArnLike: { "aws:SourceArn": "arn:aws:cloudfront::123456789012:distribution/*" },
  },
  "one bucket's ARN": { ArnEquals: { "aws:SourceArn": "arn:aws:s3:::inventory" } },
  "one organization": { StringEquals: { "aws:PrincipalOrgID": "o-1234567890" } },
  "a part of one organization": {
    "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": ["o-a1b2c3d4e5/r-ab12/*"] },
  },
  "the sessions of one role": { StringLike: { "aws:userid": "AROAEXAMPLEID:*" } },
  "one endpoint": { StringEquals: { "aws:SourceVpce": "vpce-1234" } },
  "narrow ranges and one address": {
    IpAddress: { "aws:SourceIp": ["203.0.113.0/24", "2001:db8::/40", "198.51.100.7"] },
  },
};

/** The fixture's pipeline, with one more configuration key of its action that deploys to S3. */
function deployWith(configuration: object) {
  return add({
    type: "aws:codepipeline/pipeline:Pipeline",
    name: "publish",
    parent: "site",
    props: {
      tags: { app: "example" },
      stages: [{ name: "Publish", actions: [{ name: "S3", configuration }] }],
    },
  });
}

/** A complete further bucket, so that a case changes nothing that other rules watch. */
export const spare = add(...bucket("spare", "site"), {
  type: "aws:s3/bucketLogging:BucketLogging",
  name: "spare-logging",
  uses: { bucket: ["spare"] },
  props: { bucket: "spare", targetBucket: "logs", targetPrefix: "spare/" },
});

export const s3AccessCases: Cases = {
  "s3-public-access-block": {
    faulty: {
      "blockPublicAcls off": set("pages-access-block", "blockPublicAcls", false),
      "blockPublicPolicy off as text": set("pages-access-block", "blockPublicPolicy", "false"),
      "ignorePublicAcls off": set("pages-access-block", "ignorePublicAcls", false),
      "restrictPublicBuckets off": set("pages-access-block", "restrictPublicBuckets", false),
      "a bucket without a block": all(spare, without("spare-access-block")),
      "an access point that is open": add({
        type: "aws:s3/accessPoint:AccessPoint",
        name: "point",
        props: {
          bucket: "pages",
          publicAccessBlockConfiguration: {
            blockPublicAcls: true,
            blockPublicPolicy: false,
            ignorePublicAcls: true,
            restrictPublicBuckets: true,
          },
        },
      }),
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
      "an access point that says nothing, which is closed": add({
        type: "aws:s3/accessPoint:AccessPoint",
        name: "point",
        props: { bucket: "pages" },
      }),
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
      "a copied object for everybody": add({
        type: "aws:s3/objectCopy:ObjectCopy",
        name: "page",
        props: { bucket: "pages", key: "index.html", source: "pages/old.html", acl: "public-read" },
      }),
      "files that a pipeline deploys for everybody": deployWith({ CannedACL: "public-read" }),
    },
    absent: fine(remove("pages", "acl")),
    unknown: undetermined(unknown("pages", "acl")),
    fine: {
      "acl private": set("pages", "acl", "private"),
      "files that a pipeline deploys for the owner": deployWith({ CannedACL: "bucket-owner-full-control" }),
    },
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
      ...Object.fromEntries(
        Object.entries(OPEN).map(([what, Condition]) => [
          what,
          statements(allowDistribution(PAGES), { ...everybody, Condition }),
        ]),
      ),
      "every distribution of every account": statements(
        allowDistribution(PAGES),
        allowDistribution(PAGES, "arn:aws:cloudfront::*:distribution/*"),
      ),
      "a list with a star": statements(allowDistribution(PAGES), { ...everybody, Principal: ["*"] }),
      "a policy of an access point": add({
        type: "aws:s3control/accessPointPolicy:AccessPointPolicy",
        name: "point-policy",
        props: { policy: policyDocument([everybody]) },
      }),
      "an inline policy of an access point": add({
        type: "aws:s3/accessPoint:AccessPoint",
        name: "point",
        props: { bucket: "pages", policy: policyDocument([everybody]) },
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
      ...Object.fromEntries(
        Object.entries(CLOSED).map(([what, Condition]) => [
          what,
          statements(allowDistribution(PAGES), { ...everybody, Condition }),
        ]),
      ),
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
      "website on a bucket of the former type": change("logs", (resource) => ({
        ...resource,
        type: "aws:s3/bucketV2:BucketV2",
        props: { ...resource.props, websites: [{ indexDocument: "index.html" }] },
      })),
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
};
