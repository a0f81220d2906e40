import { defineRule } from "../engine/rule";
import { refersTo, type Stack, type StackResource } from "../engine/stack";
import { BUCKET, BUCKET_LIFECYCLE, BUCKET_LOGGING, DISTRIBUTION, LOAD_BALANCER } from "../engine/tokens";

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
      for (const bucket of stack.of(BUCKET)) {
        demand(
          bucket,
          () =>
            bucket.props.at("logging").present ||
            bucket.props.at("loggings").present ||
            stack.referrers(BUCKET_LOGGING, "bucket", bucket).length > 0 ||
            takesLogs(stack, bucket),
          `bucket "${bucket.name}" has no access log; add an aws.s3.BucketLogging.`,
        );
      }
    },
  },
});

/** A log of the log's own deliveries would never end. */
function takesLogs(stack: Stack, bucket: StackResource): boolean {
  const logs = (types: readonly string[], ...properties: string[]) =>
    properties.some((property) => stack.referrers(types, property, bucket).length > 0);
  return (
    logs(BUCKET_LOGGING, "targetBucket") ||
    logs(DISTRIBUTION, "loggingConfig") ||
    logs(LOAD_BALANCER, "accessLogs", "connectionLogs") ||
    logs(
      ["aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination"],
      "deliveryDestinationConfiguration",
    ) ||
    stack
      .of(["aws:elasticbeanstalk/environment:Environment"])
      .some((environment) => namesInLogs(environment, bucket))
  );
}

/** Beanstalk's load balancer is told its log bucket by an option. */
function namesInLogs(environment: StackResource, bucket: StackResource): boolean {
  const settings = environment.props.at("settings");
  return (
    !settings.unknown &&
    settings.items().some((setting, index) => {
      const name = setting.at("name");
      const isLogBucket = !name.unknown && name.text() === "AccessLogsS3Bucket";
      const value = settings.at(index, "value");
      return (
        isLogBucket &&
        (value.unknown
          ? refersTo(environment, "settings", bucket)
          : value.text() === bucket.props.at("bucket").text())
      );
    })
  );
}
