import { covers, isForAll, statementsOf, type Statement } from "../../aws/policy-documents";
import { defineRule } from "../../engine/rule";
import type { Stack, StackResource } from "../../engine/stack";
import {
  BUCKET,
  BUCKET_ENCRYPTION,
  BUCKET_POLICY,
  BUCKET_VERSIONING,
  DISTRIBUTION,
  PIPELINE,
} from "../../aws/type-tokens";
import type { Value } from "../../engine/value";
import { bucketNameIn, everyBucketHas, takingLogs } from "./buckets";

export const s3TlsOnly = defineRule({
  id: "s3-tls-only",
  pack: "security",
  demands: "Every bucket policy denies requests that do not come over TLS.",
  why: "S3 answers plain HTTP as well: only such a statement refuses it.",
  fix: "Add a statement: Effect Deny, Principal *, Action s3:*, on the bucket and its objects, with the condition Bool aws:SecureTransport false.",
  severity: "high",
  controls: ["FSBP S3.5", "CKV_AWS_379"],
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html#transit",
  levels: { dev: "advisory", prod: "mandatory" },
  resource: {
    types: BUCKET_POLICY,
    judge: ({ props }, demand) => {
      demand(
        () => deniesPlainHttp(props.at("policy"), props.at("bucket")),
        "the policy does not deny requests without TLS (aws:SecureTransport false) on the bucket and all its objects.",
      );
    },
  },
  stack: {
    types: BUCKET,
    judge: (stack, demand) => {
      for (const bucket of stack.of(BUCKET)) {
        demand(
          bucket,
          () =>
            stack.referrers(BUCKET_POLICY, "bucket", bucket).length > 0 ||
            (bucket.props.at("policy").present &&
              deniesPlainHttp(bucket.props.at("policy"), bucket.props.at("bucket"))),
          `bucket "${bucket.name}" has no policy that denies requests without TLS.`,
        );
      }
    },
  },
});

function deniesPlainHttp(policy: Value, bucket: Value): boolean {
  const denials = statementsOf(policy).filter(
    (statement) =>
      statement.denies &&
      isForAll(statement) &&
      statement.actions().some((action) => covers(action, "s3:*")) &&
      asksOnlyForTls(statement),
  );
  // One statement may be for the bucket and another one for its objects.
  return (
    denials.length > 0 &&
    coversBucketAndObjects(
      denials.flatMap((statement) => statement.resources()),
      bucket,
    )
  );
}

/** A second condition would have to hold too, so that a caller outside of it could still come without TLS. */
function asksOnlyForTls(statement: Statement): boolean {
  const conditions = statement.conditions();
  return (
    conditions.length > 0 &&
    conditions.every(
      ({ operator, key, values }) =>
        /^Bool(?:IfExists)?$/i.test(operator) &&
        key.toLowerCase() === "aws:securetransport" &&
        values.elements().some((value) => !value.unknown && value.bool() === false),
    )
  );
}

function coversBucketAndObjects(resources: readonly Value[], bucket: Value): boolean {
  if (resources.some((resource) => resource.unknown)) {
    return true;
  }
  const texts = resources.map((resource) => (resource.text() ?? "").replace(/^arn:aws[\w-]*:/, "arn:aws:"));
  // A bucket whose name is not known yet could be any that the statement names.
  const names = bucket.unknown
    ? texts.map((text) => text.replace(/^.*:|[/*].*$/g, ""))
    : [bucket.text() ?? ""];
  return names.some((name) =>
    [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/any/key`].every((arn) =>
      texts.some((text) => covers(text, arn)),
    ),
  );
}

export const s3Encryption = defineRule({
  id: "s3-encryption",
  pack: "security",
  demands: "Every S3 bucket says how its objects are encrypted at rest.",
  why: "An explicit rule shows in the program what protects the data, and keeps it when the account's default changes.",
  fix: "Add an aws.s3.BucketServerSideEncryptionConfiguration with sseAlgorithm AES256 or aws:kms.",
  severity: "medium",
  controls: [
    "CKV_AWS_19",
    "CKV_AWS_145",
    "compliance-policies s3 enable-server-side-encryption",
    "compliance-policies s3 enable-server-side-encryption-kms",
    "compliance-policies s3 enable-server-side-encryption-bucket-key",
  ],
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html",
  levels: { dev: "advisory", prod: "mandatory" },
  options: {
    algorithms: {
      type: "strings",
      default: ["AES256", "aws:kms", "aws:kms:dsse"],
      about: "What sseAlgorithm may be; leave out AES256 to demand KMS.",
    },
    customerKey: {
      type: "boolean",
      default: false,
      about: "Whether KMS must use a key of your own (kmsMasterKeyId).",
    },
    bucketKey: {
      type: "boolean",
      default: false,
      about: "Whether KMS must use bucket keys, which cost less.",
    },
  },
  resource: {
    types: [...BUCKET_ENCRYPTION, ...BUCKET],
    judge: ({ type, props }, demand, options) => {
      if (!BUCKET.includes(type)) {
        demand(() => props.at("rules").items().length > 0, "rules is empty; add one.");
      }
      for (const rule of BUCKET.includes(type) ? inlineRules(props) : props.at("rules").items()) {
        const several = rule.at("applyServerSideEncryptionByDefaults");
        const by = several.present ? several.at(0) : rule.at("applyServerSideEncryptionByDefault");
        demand(
          () => by.at("sseAlgorithm").isOneOf(...options.algorithms),
          () => `sseAlgorithm is ${by.at("sseAlgorithm").shown()}; use ${options.algorithms.join(" or ")}.`,
        );
        demand(
          () => !options.customerKey || by.at("kmsMasterKeyId").present,
          "kmsMasterKeyId is not set; use a key of your own.",
        );
        demand(
          () => !options.bucketKey || rule.at("bucketKeyEnabled").bool() === true,
          "bucketKeyEnabled is not true; set it.",
        );
      }
    },
  },
  stack: everyBucketHas(
    BUCKET_ENCRYPTION,
    "no encryption configuration, so that AWS's own default is all that encrypts it; add an aws.s3.BucketServerSideEncryptionConfiguration",
    (bucket) => inlineEncryption(bucket.props).some((each) => each.present),
  ),
});

/** Encryption that a bucket is given on itself; the former type takes a list of it. */
function inlineEncryption(bucket: Value): Value[] {
  return [
    bucket.at("serverSideEncryptionConfiguration"),
    ...bucket.at("serverSideEncryptionConfigurations").items(),
  ];
}

function inlineRules(bucket: Value): Value[] {
  return inlineEncryption(bucket).flatMap((each) => [
    ...each.at("rule").items(),
    ...each.at("rules").items(),
  ]);
}

export const s3Versioning = defineRule({
  id: "s3-versioning",
  pack: "reliability",
  demands: "Buckets that serve a site or hold a pipeline's artifacts keep former versions.",
  why: "CodePipeline needs versions to know what to release; a site overwritten by mistake can be put back.",
  fix: "Add an aws.s3.BucketVersioning with versioningConfiguration.status Enabled.",
  severity: "medium",
  controls: [],
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html",
  levels: { dev: "advisory", prod: "mandatory" },
  resource: {
    types: BUCKET_VERSIONING,
    judge: ({ props }, demand) => {
      const status = props.at("versioningConfiguration", "status");
      demand(
        () => status.isOneOf("Enabled"),
        () => `status is ${status.shown()}; set it to Enabled.`,
      );
    },
  },
  stack: {
    types: BUCKET,
    judge: (stack, demand) => {
      for (const bucket of holdingReleases(stack)) {
        demand(
          bucket,
          () => keepsVersions(stack, bucket),
          `bucket "${bucket.name}" serves a site or holds artifacts, but keeps no former versions; add an aws.s3.BucketVersioning.`,
        );
      }
    },
  },
});

function keepsVersions(stack: Stack, bucket: StackResource): boolean {
  return (
    bucket.props.at("versioning", "enabled").bool() === true ||
    bucket.props
      .at("versionings")
      .items()
      .some((each) => each.at("enabled").bool() === true) ||
    stack.referrers(BUCKET_VERSIONING, "bucket", bucket).length > 0
  );
}

export const s3VersioningEverywhere = defineRule({
  id: "s3-versioning-everywhere",
  pack: "reliability",
  demands: "Every S3 bucket except those for logs keeps former versions.",
  why: "What was overwritten or deleted by mistake can be put back.",
  fix: "Add an aws.s3.BucketVersioning with versioningConfiguration.status Enabled.",
  severity: "low",
  controls: ["CKV_AWS_21", "Security Hub S3.14"],
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html",
  levels: { dev: "disabled", prod: "advisory" },
  stack: {
    types: BUCKET,
    judge: (stack, demand) => {
      const [logs, releases] = [takingLogs(stack), holdingReleases(stack)];
      for (const bucket of stack.of(BUCKET)) {
        demand(
          bucket,
          () => logs.has(bucket) || releases.has(bucket) || keepsVersions(stack, bucket),
          `bucket "${bucket.name}" keeps no former versions; add an aws.s3.BucketVersioning.`,
        );
      }
    },
  },
});

/** Origins of distributions, and where pipelines keep their artifacts; not those that only take logs. */
function holdingReleases(stack: Stack): Set<StackResource> {
  return new Set([
    ...stack.of(DISTRIBUTION).flatMap((distribution) => originBuckets(stack, distribution)),
    ...stack
      .of(PIPELINE)
      .flatMap((pipeline) =>
        pipeline.dependenciesOf("artifactStores").filter(({ type }) => BUCKET.includes(type)),
      ),
  ]);
}

/** The buckets of the stack that a distribution reads from. */
export function originBuckets(stack: Stack, distribution: StackResource): StackResource[] {
  const dependencies = distribution.dependenciesOf("origins").filter(({ type }) => BUCKET.includes(type));
  const named = originDomains(distribution).flatMap((domain) => stack.named(BUCKET, bucketNameIn(domain)));
  return [...new Set([...dependencies, ...named])];
}

export function originDomains(distribution: StackResource): string[] {
  const origins = distribution.props.at("origins");
  return origins.unknown
    ? []
    : origins.items().flatMap((origin) => {
        const domain = origin.at("domainName");
        return domain.unknown ? [] : (domain.text() ?? []);
      });
}
