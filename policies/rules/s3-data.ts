import { isForEverybody, statementsOf, type Statement } from "../engine/documents";
import { defineRule } from "../engine/rule";
import type { Stack, StackResource } from "../engine/stack";
import {
  BUCKET,
  BUCKET_ENCRYPTION,
  BUCKET_POLICY,
  BUCKET_VERSIONING,
  DISTRIBUTION,
  PIPELINE,
} from "../engine/tokens";
import type { Value } from "../engine/value";

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
        () => statementsOf(props.at("policy")).some(deniesPlainHttp),
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
              statementsOf(bucket.props.at("policy")).some(deniesPlainHttp)),
          `bucket "${bucket.name}" has no policy that denies requests without TLS.`,
        );
      }
    },
  },
});

function deniesPlainHttp(statement: Statement): boolean {
  return (
    statement.denies &&
    isForEverybody(statement) &&
    statement.actions().some((action) => action === "*" || action.toLowerCase() === "s3:*") &&
    statement
      .conditions()
      .some(
        ({ operator, key, values }) =>
          /^Bool$/i.test(operator) &&
          key.toLowerCase() === "aws:securetransport" &&
          values.elements().some((value) => !value.unknown && value.bool() === false),
      ) &&
    coversBucketAndObjects(statement.resources())
  );
}

function coversBucketAndObjects(resources: readonly Value[]): boolean {
  if (resources.some((resource) => resource.unknown)) {
    return true;
  }
  const texts = resources.map((resource) => resource.text() ?? "");
  const all = texts.some((text) => text === "*" || (text.endsWith("*") && !text.includes("/")));
  return all || (texts.some((text) => text.endsWith("/*")) && texts.some((text) => !text.includes("/")));
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
    types: BUCKET_ENCRYPTION,
    judge: ({ props }, demand, options) => {
      demand(() => props.at("rules").items().length > 0, "rules is empty; add one.");
      for (const rule of props.at("rules").items()) {
        const by = rule.at("applyServerSideEncryptionByDefault");
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
  stack: {
    types: BUCKET,
    judge: (stack, demand) => {
      for (const bucket of stack.of(BUCKET)) {
        demand(
          bucket,
          () =>
            bucket.props.at("serverSideEncryptionConfiguration").present ||
            stack.referrers(BUCKET_ENCRYPTION, "bucket", bucket).length > 0,
          `bucket "${bucket.name}" has no encryption configuration; add an aws.s3.BucketServerSideEncryptionConfiguration.`,
        );
      }
    },
  },
});

export const s3Versioning = defineRule({
  id: "s3-versioning",
  pack: "reliability",
  demands: "Buckets that serve a site or hold a pipeline's artifacts keep former versions.",
  why: "CodePipeline needs versions to know what to release; a site overwritten by mistake can be put back.",
  fix: "Add an aws.s3.BucketVersioning with versioningConfiguration.status Enabled.",
  severity: "medium",
  controls: ["CKV_AWS_21", "Security Hub S3.14"],
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
          () =>
            bucket.props.at("versioning", "enabled").bool() === true ||
            stack.referrers(BUCKET_VERSIONING, "bucket", bucket).length > 0,
          `bucket "${bucket.name}" serves a site or holds artifacts, but keeps no former versions; add an aws.s3.BucketVersioning.`,
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

/** The bucket in the host name `<bucket>.s3.<region>.amazonaws.com`; what is no such name stays as it is. */
export function bucketNameIn(domain: string): string {
  return domain.replace(/\.s3[.-].*$/, "");
}
