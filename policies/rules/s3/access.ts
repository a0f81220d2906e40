import { defineRule } from "../../engine/rule";
import {
  ACCESS_POINT,
  ACCOUNT_PUBLIC_ACCESS_BLOCK,
  BUCKET,
  BUCKET_ACL,
  BUCKET_OBJECT,
  BUCKET_OWNERSHIP,
  BUCKET_PUBLIC_ACCESS_BLOCK,
  BUCKET_WEBSITE,
  MULTI_REGION_ACCESS_POINT,
  PIPELINE,
} from "../../aws/type-tokens";
import type { Value } from "../../engine/value";
import { everyBucketHas, takingCloudFrontLogs } from "./buckets";
import { actions } from "../codepipeline/actions";

const BLOCK_FLAGS = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];

export const s3PublicAccessBlock = defineRule({
  id: "s3-public-access-block",
  pack: "security",
  demands: "Every S3 bucket has a public access block with all four settings on.",
  why: "The block overrules every ACL and policy, so that a later mistake in one of them cannot publish the bucket.",
  fix: "Add an aws.s3.BucketPublicAccessBlock with blockPublicAcls, blockPublicPolicy, ignorePublicAcls and restrictPublicBuckets set to true.",
  severity: "critical",
  controls: [
    "FSBP S3.1",
    "FSBP S3.8",
    "FSBP S3.19",
    "FSBP S3.24",
    "CKV_AWS_53",
    "CKV_AWS_54",
    "CKV_AWS_55",
    "CKV_AWS_56",
    "CKV_AWS_392",
    "CKV2_AWS_6",
  ],
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
  levels: { dev: "remediate", prod: "mandatory" },
  resource: {
    types: [
      ...BUCKET_PUBLIC_ACCESS_BLOCK,
      ...ACCOUNT_PUBLIC_ACCESS_BLOCK,
      ...ACCESS_POINT,
      ...MULTI_REGION_ACCESS_POINT,
    ],
    judge: ({ type, props }, demand) => {
      const isMultiRegion = MULTI_REGION_ACCESS_POINT.includes(type);
      const isAccessPoint = isMultiRegion || ACCESS_POINT.includes(type);
      const block = isMultiRegion
        ? props.at("details", "publicAccessBlock")
        : isAccessPoint
          ? props.at("publicAccessBlockConfiguration")
          : props;
      for (const flag of BLOCK_FLAGS) {
        demand(
          // An access point is closed where it says nothing of it, and its block can never be changed.
          () => block.at(flag).bool() ?? isAccessPoint,
          () => `${block.at(flag).path} is ${block.at(flag).shown()}; set it to true.`,
        );
      }
    },
    remediate: ({ type, props }, changed) => {
      if (ACCESS_POINT.includes(type) || MULTI_REGION_ACCESS_POINT.includes(type)) {
        return false;
      }
      const off = BLOCK_FLAGS.filter((flag) => !props.at(flag).unknown && props.at(flag).bool() !== true);
      for (const flag of off) {
        changed[flag] = true;
      }
      return off.length > 0;
    },
  },
  stack: everyBucketHas(
    BUCKET_PUBLIC_ACCESS_BLOCK,
    "no public access block, so that AWS's own default is all that keeps it closed; add an aws.s3.BucketPublicAccessBlock",
  ),
});

const PUBLIC_ACLS = ["public-read", "public-read-write", "authenticated-read", "website"];
const PUBLIC_GROUPS = /\/groups\/global\/(?:AllUsers|AuthenticatedUsers)$/;

/** The demands on an ACL property and on lists of grants, wherever they stand. */
function noPublicAcl(acl: Value, grants: () => readonly { uri: Value }[]) {
  return {
    canned: () => !acl.isOneOf(...PUBLIC_ACLS),
    grants: () => grants().every(({ uri }) => !PUBLIC_GROUPS.test(uri.text() ?? "")),
  };
}

export const s3NoPublicAcl = defineRule({
  id: "s3-no-public-acl",
  pack: "security",
  demands: "No access control list opens an S3 bucket or object to everybody.",
  why: "public-read shows every object to the internet, authenticated-read to everybody with any AWS account.",
  fix: "Remove the acl or the grant; let CloudFront read the bucket through an origin access control.",
  severity: "critical",
  controls: [
    "FSBP S3.2",
    "FSBP S3.3",
    "CKV_AWS_20",
    "CKV_AWS_57",
    "CKV_AWS_375",
    "CKV2_AWS_43",
    "compliance-policies s3 disallow-public-read",
  ],
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html",
  levels: { dev: "mandatory", prod: "mandatory" },
  resource: {
    types: [...BUCKET, ...BUCKET_ACL, ...BUCKET_OBJECT, ...PIPELINE],
    judge: ({ type, props }, demand) => {
      if (PIPELINE.includes(type)) {
        for (const { value } of actions(props)) {
          const canned = value.at("configuration", "CannedACL");
          demand(
            () => !canned.isOneOf(...PUBLIC_ACLS),
            () => `${canned.path} is ${canned.shown()}; remove it.`,
          );
        }
        return;
      }
      const acl = props.at("acl");
      const checks = noPublicAcl(acl, () => [
        ...props
          .at("grants")
          .items()
          .map((grant) => ({ uri: grant.at("uri") })),
        ...props
          .at("accessControlPolicy", "grants")
          .items()
          .map((grant) => ({ uri: grant.at("grantee", "uri") })),
      ]);
      demand(checks.canned, () => `acl is ${acl.shown()}; remove it.`);
      demand(checks.grants, "a grant is for AllUsers or AuthenticatedUsers; remove it.");
    },
  },
});

export const s3AclDisabled = defineRule({
  id: "s3-acl-disabled",
  pack: "security",
  demands: "Every S3 bucket has its access control lists switched off (BucketOwnerEnforced).",
  why: "With ACLs on, everyone who may write an object may also publish it, past every policy.",
  fix: "Add an aws.s3.BucketOwnershipControls with rule.objectOwnership BucketOwnerEnforced.",
  severity: "medium",
  controls: ["FSBP S3.12", "CKV2_AWS_65"],
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html",
  levels: { dev: "advisory", prod: "mandatory" },
  stack: {
    types: BUCKET,
    judge: (stack, demand) => {
      const forLogs = takingCloudFrontLogs(stack);
      for (const controls of stack.of(BUCKET_OWNERSHIP)) {
        const [bucket] = stack.targets(controls, "bucket", BUCKET);
        const ownership = controls.props.at("rule", "objectOwnership");
        demand(
          controls,
          () => ownership.isOneOf("BucketOwnerEnforced") || (bucket !== undefined && forLogs.has(bucket)),
          () => `objectOwnership is ${ownership.shown()}; set it to BucketOwnerEnforced.`,
        );
      }
      for (const bucket of stack.of(BUCKET)) {
        demand(
          bucket,
          () => forLogs.has(bucket) || stack.referrers(BUCKET_OWNERSHIP, "bucket", bucket).length > 0,
          `bucket "${bucket.name}" has no ownership controls, so that AWS's own default is all that keeps its ACLs off; add an aws.s3.BucketOwnershipControls.`,
          "advisory",
        );
      }
    },
  },
});

export const s3NoWebsite = defineRule({
  id: "s3-no-website",
  pack: "security",
  demands: "No S3 bucket is served by S3's own website hosting.",
  why: "The website endpoint speaks plain HTTP only and needs a public bucket.",
  fix: "Serve the bucket through CloudFront with an origin access control; redirect in a CloudFront function.",
  severity: "high",
  controls: [],
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html",
  levels: { dev: "mandatory", prod: "mandatory" },
  resource: {
    types: [...BUCKET, ...BUCKET_WEBSITE],
    judge: ({ type, props }, demand) => {
      demand(
        () => BUCKET.includes(type) && props.at("website").surelyAbsent && props.at("websites").surelyAbsent,
        "website hosting is on; remove it and serve the bucket through CloudFront.",
      );
    },
  },
});
