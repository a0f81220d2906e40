import { add, all, remove, set, without } from "../fixtures/program";
import { allowDistribution, denyPlainHttp, policyDocument } from "../fixtures/static";
import { to, type Remedies } from "./remedy";

const PAGES = "arn:aws:s3:::pages";
const ELSEWHERE = "arn:aws:s3:::elsewhere";
const ROLE = { AWS: "arn:aws:iam::123456789012:role/r" };

/** A resource of a bucket, as the `fix` has it added. */
function part(type: string, bucket: string, props: object) {
  return add({
    type: `aws:s3/${type[0]?.toLowerCase() ?? ""}${type.slice(1)}:${type}`,
    name: `${bucket}-${type}`,
    uses: { bucket: [bucket] },
    props: { bucket, ...props },
  });
}

function pages(...statements: readonly object[]) {
  return set("pages-policy", "policy", policyDocument([denyPlainHttp(PAGES), ...statements]));
}

function elsewhere(statement: object) {
  return set("more-policy", "policy", policyDocument([denyPlainHttp(ELSEWHERE), statement]));
}

const read = { Effect: "Allow", Action: "s3:GetObject", Resource: `${PAGES}/*` };

export const s3Remedies: Remedies = {
  "s3-public-access-block": {
    "add a block": to(
      "a bucket without a block",
      part("BucketPublicAccessBlock", "spare", {
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      }),
    ),
    "set all four": to("restrictPublicBuckets off", set("pages-access-block", "restrictPublicBuckets", true)),
    "set all four of an access point": to(
      "an access point that is open",
      set("point", "publicAccessBlockConfiguration.blockPublicPolicy", true),
    ),
    "set all four of the account": to(
      "an account's block that is open",
      set("account", "restrictPublicBuckets", true),
    ),
  },
  "s3-no-public-acl": {
    "remove the acl": to("acl public-read", remove("pages", "acl")),
    "remove the grant": to("a grant for everybody", remove("pages", "grants")),
    "remove the object's acl": to("an object for everybody", remove("page", "acl")),
  },
  "s3-no-public-policy": {
    "name the principals": to(
      "a statement for everybody",
      pages(allowDistribution(PAGES), { ...read, Principal: ROLE }),
    ),
    "bound it by the distribution": to(
      "CloudFront of every account",
      pages(allowDistribution(PAGES), {
        ...read,
        Principal: { Service: "cloudfront.amazonaws.com" },
        Condition: {
          StringEquals: { "AWS:SourceArn": "arn:aws:cloudfront::123456789012:distribution/E1EXAMPLE" },
        },
      }),
    ),
  },
  "s3-acl-disabled": {
    "add ownership controls": to(
      "a bucket without ownership controls",
      part("BucketOwnershipControls", "spare", { rule: { objectOwnership: "BucketOwnerEnforced" } }),
    ),
    "enforce the owner": to(
      "ObjectWriter",
      set("pages-ownership", "rule.objectOwnership", "BucketOwnerEnforced"),
    ),
  },
  "s3-no-website": {
    "serve it through CloudFront": to("website on the bucket", remove("pages", "website")),
    "without the resource": to("a website of its own", without("website")),
  },
  "s3-tls-only": {
    "add the statement": to(
      "a bucket without policy",
      part("BucketPolicy", "spare", { policy: policyDocument([denyPlainHttp("arn:aws:s3:::spare")]) }),
    ),
    "add it beside others": to("no denial", pages(allowDistribution(PAGES))),
  },
  "s3-encryption": Object.fromEntries(
    ["AES256", "aws:kms"].map((sseAlgorithm) => [
      `encrypt by ${sseAlgorithm}`,
      to(
        "a bucket without configuration",
        part("BucketServerSideEncryptionConfiguration", "spare", {
          rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm } }],
        }),
      ),
    ]),
  ),
  "s3-versioning": {
    "add versioning": to(
      "an origin without versions",
      part("BucketVersioning", "pages", { versioningConfiguration: { status: "Enabled" } }),
    ),
  },
  "s3-versioning-everywhere": {
    "add versioning": to(
      "a plain bucket",
      part("BucketVersioning", "plain", { versioningConfiguration: { status: "Enabled" } }),
    ),
  },
  "s3-lifecycle": {
    "add a configuration": to(
      "a bucket without lifecycle",
      part("BucketLifecycleConfiguration", "logs", {
        rules: [
          { id: "uploads", status: "Enabled", abortIncompleteMultipartUpload: { daysAfterInitiation: 7 } },
        ],
      }),
    ),
  },
  "s3-access-logging": {
    "add logging": to(
      "a bucket whose requests are not logged",
      part("BucketLogging", "artifacts", { targetBucket: "logs", targetPrefix: "artifacts/" }),
    ),
  },
  "s3-bucket-name": { "use hyphens": to("dots", set("artifacts", "bucket", "my-shop-example-com")) },
  "s3-no-lockout": {
    "leave out who administers": to(
      "everything denied",
      elsewhere({
        Effect: "Deny",
        Principal: { AWS: ["*"] },
        Action: "s3:*",
        Resource: `${ELSEWHERE}/*`,
        Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/admin" } },
      }),
    ),
    "name the actions": to(
      "everything denied",
      elsewhere({
        Effect: "Deny",
        Principal: { AWS: ["*"] },
        Action: "s3:DeleteObject",
        Resource: `${ELSEWHERE}/*`,
      }),
    ),
  },
  "s3-no-policy-wildcard": {
    "name the actions": to(
      "every action to one role",
      elsewhere({ Effect: "Allow", Principal: ROLE, Action: "s3:GetObject", Resource: `${ELSEWHERE}/*` }),
    ),
    "name the actions that are left": to(
      "all but one",
      elsewhere({
        Effect: "Allow",
        Principal: ROLE,
        Action: ["s3:GetObject", "s3:PutObject"],
        Resource: `${ELSEWHERE}/*`,
      }),
    ),
  },
  "cf-log-bucket": {
    "let the bucket take ACLs": to(
      "ACLs are off",
      set("artifacts-ownership", "rule.objectOwnership", "BucketOwnerPreferred"),
    ),
    "log by a delivery": to("ACLs are off", all(remove("cdn", "loggingConfig"))),
  },
};
