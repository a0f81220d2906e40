import {
  BUCKET,
  BUCKET_LOGGING,
  DISTRIBUTION,
  LOAD_BALANCER,
  LOG_DELIVERY_DESTINATION,
} from "../../aws/type-tokens";
import type { OptionSpecs } from "../../engine/options";
import type { StackCheck } from "../../engine/rule";
import type { Stack, StackResource } from "../../engine/stack";

/** The host of a bucket's own endpoint, of a region or not. */
export const S3_DOMAIN =
  /\.s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?$|\.s3\.dualstack\.[a-z0-9-]+\.amazonaws\.com$/;

/**
 * The check that every bucket of the stack has a resource of these types beside it. Advisory: since 2023 AWS closes,
 * encrypts and takes the ACLs off every new bucket by itself.
 *
 * @param otherwise whether the bucket has the same on itself
 */
export function everyBucketHas(
  types: readonly string[],
  what: string,
  otherwise: (bucket: StackResource) => boolean = () => false,
): StackCheck<OptionSpecs> {
  return {
    types: BUCKET,
    judge: (stack, demand) => {
      for (const bucket of stack.of(BUCKET)) {
        demand(
          bucket,
          () => otherwise(bucket) || stack.referrers(types, "bucket", bucket).length > 0,
          `bucket "${bucket.name}" has ${what}.`,
          "advisory",
        );
      }
    },
  };
}

/** The buckets of the stack that a distribution's standard logging (the former one) writes to. */
export function takingCloudFrontLogs(stack: Stack): Set<StackResource> {
  return new Set(
    stack.of(DISTRIBUTION).flatMap((distribution) => {
      const host = distribution.props.at("loggingConfig", "bucket");
      const named = host.unknown ? [] : stack.named(BUCKET, bucketNameIn(host.text() ?? ""));
      return [...stack.targets(distribution, "loggingConfig", BUCKET), ...named];
    }),
  );
}

/** Buckets that take logs themselves: a log of the log's own deliveries would never end. */
export function takingLogs(stack: Stack): Set<StackResource> {
  const named = (types: readonly string[], property: string) =>
    stack.of(types).flatMap((resource) => stack.targets(resource, property, BUCKET));
  return new Set([
    ...named(BUCKET_LOGGING, "targetBucket"),
    ...takingCloudFrontLogs(stack),
    ...named(LOAD_BALANCER, "accessLogs"),
    ...named(LOAD_BALANCER, "connectionLogs"),
    ...named(LOG_DELIVERY_DESTINATION, "deliveryDestinationConfiguration"),
  ]);
}

/** The bucket in the host name `<bucket>.s3.<region>.amazonaws.com`; what is no such name stays as it is. */
export function bucketNameIn(domain: string): string {
  return domain.replace(/\.s3[.-].*$/, "");
}
