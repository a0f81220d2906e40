import {
  covers,
  isBounded,
  isForAll,
  opensToEverybody,
  statementsOf,
  wholeAccounts,
  type Statement,
} from "../../aws/policy-documents";
import {
  ACCESS_POINT,
  ACCESS_POINT_POLICY,
  BUCKET,
  BUCKET_POLICY,
  MULTI_REGION_ACCESS_POINT_POLICY,
} from "../../aws/type-tokens";
import { defineRule } from "../../engine/rule";
import type { Value } from "../../engine/value";
import { allowsEverything } from "../iam/resource-policies";

const WITH_BUCKET_POLICY = [
  ...BUCKET_POLICY,
  ...BUCKET,
  ...ACCESS_POINT,
  ...ACCESS_POINT_POLICY,
  ...MULTI_REGION_ACCESS_POINT_POLICY,
];

function bucketStatements(type: string, props: Value): Statement[] {
  const isMultiRegion = MULTI_REGION_ACCESS_POINT_POLICY.includes(type);
  const document = isMultiRegion ? props.at("details", "policy") : props.at("policy");
  return document.absent ? [] : statementsOf(document);
}

/** Services that act for any account that configures them, unless a condition names the source. */
const SHARED_SERVICES = ["cloudfront.amazonaws.com"];

export const s3NoPublicPolicy = defineRule({
  id: "s3-no-public-policy",
  pack: "security",
  demands: "No bucket policy allows anything to everybody.",
  why: "A statement for everybody publishes the bucket; one for CloudFront without a source serves any account's distribution.",
  fix: "Name the principals, or bound the statement: for CloudFront with AWS:SourceArn of the distribution.",
  severity: "critical",
  controls: ["FSBP S3.2", "FSBP S3.3", "FSBP S3.6", "CKV_AWS_70"],
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status",
  levels: { dev: "mandatory", prod: "mandatory" },
  resource: {
    types: WITH_BUCKET_POLICY,
    judge: ({ type, props }, demand) => {
      const all = bucketStatements(type, props);
      for (const statement of all) {
        demand(
          () => !opensToEverybody(statement, all),
          () =>
            `statement ${statement.label} allows everybody; name the principals or add a bounding condition.`,
        );
        demand(
          () => !statement.allows || !isForSharedService(statement) || isBounded(statement),
          () =>
            `statement ${statement.label} allows cloudfront.amazonaws.com for any distribution; add a condition on AWS:SourceArn.`,
        );
        demand(
          () => !statement.allows || wholeAccounts(statement).length === 0 || !changesPolicy(statement),
          () =>
            `statement ${statement.label} lets a whole account change who may use the bucket; name the role that needs it.`,
        );
      }
    },
  },
});

/** Rights over the bucket that its own account needs no statement for. */
const OWNERS_RIGHTS = [
  "s3:DeleteBucketPolicy",
  "s3:PutBucketPolicy",
  "s3:PutBucketAcl",
  "s3:PutObjectAcl",
  "s3:PutEncryptionConfiguration",
];

function changesPolicy(statement: Statement): boolean {
  return statement
    .actions()
    .some((action) => !/^(?:s3:)?\*+$/.test(action) && OWNERS_RIGHTS.some((right) => covers(action, right)));
}

export const s3NoPolicyWildcard = defineRule({
  id: "s3-no-policy-wildcard",
  pack: "security",
  demands: "No bucket policy allows all actions on a bucket.",
  why: "All actions include deleting the bucket and writing this policy anew for anybody.",
  fix: "Name the actions that the principal needs.",
  severity: "medium",
  controls: ["guard S3_BUCKET_POLICY_NO_ALLOW_PLUS_NOT_ACTION", "guard S3_BUCKET_POLICY_NO_WILDCARD_ACTION"],
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html",
  levels: { dev: "advisory", prod: "mandatory" },
  resource: {
    types: WITH_BUCKET_POLICY,
    judge: ({ type, props }, demand) => {
      const all = bucketStatements(type, props);
      for (const statement of all) {
        demand(
          () => !allowsEverything(statement) || opensToEverybody(statement, all),
          () => `statement ${statement.label} allows every action; name them.`,
        );
      }
    },
  },
});

export const s3NoLockout = defineRule({
  id: "s3-no-lockout",
  pack: "reliability",
  demands: "No bucket policy denies everything to everybody.",
  why: "Such a statement locks out its own account too: only the root user can then remove it.",
  fix: "Add a condition that leaves out the identities that administer the bucket, or name the actions.",
  severity: "high",
  controls: ["CKV_AWS_93"],
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html",
  levels: { dev: "mandatory", prod: "mandatory" },
  resource: {
    types: WITH_BUCKET_POLICY,
    judge: ({ type, props }, demand) => {
      for (const statement of bucketStatements(type, props)) {
        demand(
          () =>
            !statement.denies ||
            !isForAll(statement) ||
            statement.conditions().length > 0 ||
            !statement.actions().some((action) => covers(action, "s3:PutBucketPolicy")),
          () => `statement ${statement.label} denies everybody, its own account too, to change this policy.`,
        );
      }
    },
  },
});

function isForSharedService(statement: Statement): boolean {
  return statement
    .principals()
    .some(
      ({ kind, value }) =>
        kind === "Service" && !value.unknown && SHARED_SERVICES.includes(value.text() ?? ""),
    );
}
