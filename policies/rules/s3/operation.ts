import { defineRule } from "../../engine/rule";
import type { Stack, StackResource } from "../../engine/stack";
import type { Value } from "../../engine/value";
import { takingLogs } from "./buckets";
import { BeanstalkOptions } from "../../aws/beanstalk-options";
import { BEANSTALK_ENVIRONMENT, BUCKET, BUCKET_LIFECYCLE, BUCKET_LOGGING } from "../../aws/type-tokens";

export const s3Lifecycle = defineRule({
  id: "s3-lifecycle",
  pack: "reliability",
  demands: "Every S3 bucket has a lifecycle that also ends uploads which were never finished.",
  why: "Parts of broken uploads and former versions are invisible and are paid for until they are deleted.",
  fix: "Add an aws.s3.BucketLifecycleConfiguration with an enabled rule that sets abortIncompleteMultipartUpload.",
  severity: "low",
  controls: ["FSBP S3.10", "FSBP S3.13", "CKV2_AWS_61", "CKV_AWS_300"],
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpu-abort-incomplete-mpu-lifecycle-config.html",
  levels: { dev: "advisory", prod: "advisory" },
  resource: {
    types: BUCKET_LIFECYCLE,
    judge: ({ props }, demand) => {
      demand(
        () =>
          props
            .at("rules")
            .items()
            .some(
              (rule) =>
                rule.at("status").isOneOf("Enabled") &&
                rule.at("abortIncompleteMultipartUpload").present &&
                isForAllObjects(rule),
            ),
        "no enabled rule for all objects sets abortIncompleteMultipartUpload.",
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
            bucket.props.at("lifecycleRules").present ||
            stack.referrers(BUCKET_LIFECYCLE, "bucket", bucket).length > 0,
          `bucket "${bucket.name}" has no lifecycle; add an aws.s3.BucketLifecycleConfiguration.`,
        );
      }
    },
  },
});

function isForAllObjects(rule: Value): boolean {
  const filter = rule.at("filter");
  return (
    [rule.at("prefix"), filter.at("prefix")].every((prefix) => prefix.absent) &&
    [filter.at("tag"), filter.at("and")].every((part) => part.absent)
  );
}

export const s3AccessLogging = defineRule({
  id: "s3-access-logging",
  pack: "security",
  demands: "Every S3 bucket except those for logs has its requests logged.",
  why: "After an incident, the log is the only record of who read what.",
  fix: "Add an aws.s3.BucketLogging that names a bucket for logs.",
  severity: "low",
  controls: ["FSBP S3.9", "CKV_AWS_18", "awsguard s3-bucket-logging-enabled"],
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html",
  levels: { dev: "advisory", prod: "advisory" },
  stack: {
    types: BUCKET,
    judge: (stack, demand) => {
      const logs = new Set([...takingLogs(stack), ...beanstalkLogs(stack)]);
      for (const bucket of stack.of(BUCKET)) {
        demand(
          bucket,
          () =>
            bucket.props.at("logging").present ||
            bucket.props.at("loggings").present ||
            stack.referrers(BUCKET_LOGGING, "bucket", bucket).length > 0 ||
            logs.has(bucket),
          `bucket "${bucket.name}" has no access log; add an aws.s3.BucketLogging.`,
        );
        for (const logging of stack.referrers(BUCKET_LOGGING, "bucket", bucket)) {
          demand(
            bucket,
            () => !stack.targets(logging, "targetBucket", BUCKET).includes(bucket),
            `"${bucket.name}" writes its access log to itself, where every delivery makes the next one; name another bucket.`,
          );
        }
      }
    },
  },
});

/** The bucket that Beanstalk's load balancer writes its log to is named by an option. */
function beanstalkLogs(stack: Stack): StackResource[] {
  return stack.of(BEANSTALK_ENVIRONMENT).flatMap((environment) => {
    const name = new BeanstalkOptions(environment).get("aws:elbv2:loadbalancer", "AccessLogsS3Bucket");
    return name.unknown
      ? stack.targets(environment, "settings", BUCKET)
      : stack.named(BUCKET, name.text() ?? "");
  });
}

export const s3BucketName = defineRule({
  id: "s3-bucket-name",
  pack: "reliability",
  demands: "No S3 bucket has a dot in its name.",
  why: "S3's certificate covers one label: bucket.name.s3.amazonaws.com fails TLS, and with it CloudFront's origin access control.",
  fix: "Use hyphens; a new name makes a new bucket, so copy the objects first.",
  severity: "low",
  controls: ["trivy AWS-0320"],
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html",
  levels: { dev: "advisory", prod: "advisory" },
  resource: {
    types: BUCKET,
    judge: ({ props }, demand) => {
      const name = props.at("bucket");
      demand(
        () => name.absent || name.unknown || !(name.text() ?? "").includes("."),
        () => `bucket is ${name.shown()}; use hyphens instead of dots.`,
      );
    },
  },
});
