import { defineRule } from "../../engine/rule";
import type { Stack, StackResource } from "../../engine/stack";
import { BeanstalkOptions } from "../../aws/beanstalk-options";
import {
  BEANSTALK_ENVIRONMENT,
  BUCKET,
  BUCKET_LIFECYCLE,
  BUCKET_LOGGING,
  DISTRIBUTION,
  LOAD_BALANCER,
  LOG_DELIVERY_DESTINATION,
} from "../../aws/type-tokens";

export const s3Lifecycle = defineRule({
  id: "s3-lifecycle",
  pack: "reliability",
  demands: "Every S3 bucket has a lifecycle that also ends uploads which were never finished.",
  why: "Parts of broken uploads and former versions are invisible and are paid for until somebody deletes them.",
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
                rule.at("status").isOneOf("Enabled") && rule.at("abortIncompleteMultipartUpload").present,
            ),
        "no enabled rule sets abortIncompleteMultipartUpload.",
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
      const logs = takingLogs(stack);
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
      }
    },
  },
});

/** Buckets that take logs themselves: a log of the log's own deliveries would never end. */
function takingLogs(stack: Stack): Set<StackResource> {
  const named = (types: readonly string[], property: string) =>
    stack.of(types).flatMap((resource) => stack.targets(resource, property, BUCKET));
  return new Set([
    ...named(BUCKET_LOGGING, "targetBucket"),
    ...named(DISTRIBUTION, "loggingConfig"),
    ...named(LOAD_BALANCER, "accessLogs"),
    ...named(LOAD_BALANCER, "connectionLogs"),
    ...named(LOG_DELIVERY_DESTINATION, "deliveryDestinationConfiguration"),
    ...stack.of(BEANSTALK_ENVIRONMENT).flatMap((environment) => balancerLogs(stack, environment)),
  ]);
}

/** Beanstalk's load balancer is told its log bucket by an option. */
function balancerLogs(stack: Stack, environment: StackResource): readonly StackResource[] {
  const name = new BeanstalkOptions(environment).get("aws:elbv2:loadbalancer", "AccessLogsS3Bucket");
  return name.unknown
    ? stack.targets(environment, "settings", BUCKET)
    : stack.named(BUCKET, name.text() ?? "");
}
