import { BUCKET_OWNERSHIP, DISTRIBUTION, LOG_DELIVERY, LOG_DELIVERY_SOURCE } from "../../aws/type-tokens";
import { defineRule } from "../../engine/rule";
import type { Stack, StackResource } from "../../engine/stack";
import type { Value } from "../../engine/value";
import { takingCloudFrontLogs } from "../s3/buckets";

export const cfLogging = defineRule({
  id: "cf-logging",
  pack: "security",
  demands: "Every CloudFront distribution has its requests logged.",
  why: "Without the log no one can tell an attack from a release that broke links.",
  fix: "Add an aws.cloudwatch.LogDeliverySource and a LogDelivery for the distribution (in us-east-1); or set loggingConfig to a bucket whose objectOwnership is BucketOwnerPreferred.",
  severity: "low",
  controls: [
    "FSBP CloudFront.5",
    "CKV_AWS_86",
    "compliance-policies cloudfront enable-access-logging",
    "compliance-policies cloudfront configure-access-logging",
  ],
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html",
  levels: { dev: "advisory", prod: "advisory" },
  stack: {
    types: DISTRIBUTION,
    judge: (stack, demand) => {
      for (const distribution of stack.of(DISTRIBUTION)) {
        demand(
          distribution,
          () =>
            namesBucket(distribution.props.at("loggingConfig")) ||
            stack
              .referrers(LOG_DELIVERY_SOURCE, "resourceArn", distribution)
              .some((source) => delivers(stack, source)),
          `distribution "${distribution.name}" has neither loggingConfig nor a log delivery source with a delivery.`,
        );
      }
    },
  },
});

/** An empty text is no bucket. */
function namesBucket(logging: Value): boolean {
  return logging.unknown || logging.at("bucket").present;
}

/** A source alone logs nothing: a delivery joins it to a destination. */
function delivers(stack: Stack, source: StackResource): boolean {
  return stack.referrers(LOG_DELIVERY, "deliverySourceName", source).length > 0;
}

export const cfLogBucket = defineRule({
  id: "cf-log-bucket",
  pack: "reliability",
  demands: "The bucket of a distribution's loggingConfig keeps its access control lists on.",
  why: "CloudFront's former standard logging writes by an ACL: it refuses a distribution whose log bucket has them off.",
  fix: "Set objectOwnership of the bucket to BucketOwnerPreferred, or log by aws.cloudwatch.LogDelivery instead, which needs no ACL.",
  severity: "high",
  controls: [],
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html",
  levels: { dev: "mandatory", prod: "mandatory" },
  stack: {
    types: DISTRIBUTION,
    judge: (stack, demand) => {
      for (const bucket of takingCloudFrontLogs(stack)) {
        const controls = stack.referrers(BUCKET_OWNERSHIP, "bucket", bucket);
        demand(
          bucket,
          () =>
            controls.some(({ props }) => !props.at("rule", "objectOwnership").isOneOf("BucketOwnerEnforced")),
          `"${bucket.name}" takes CloudFront's standard logs, but its ACLs are off; set objectOwnership to BucketOwnerPreferred.`,
        );
      }
    },
  },
});
