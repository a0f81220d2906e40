import { BUCKET, DISTRIBUTION } from "../../aws/type-tokens";
import { defineRule } from "../../engine/rule";
import type { StackResource } from "../../engine/stack";
import { bucketNameIn, S3_DOMAIN } from "../s3/buckets";
import { originBuckets, originDomains } from "../s3/data";

export const cfOriginExists = defineRule({
  id: "cf-origin-exists",
  pack: "security",
  demands:
    "Every S3 origin of a distribution is a bucket of this stack, or one that the configuration names.",
  why: "A deleted bucket can be made again under the same name by a stranger, who then serves your site.",
  fix: "Take the origin's domainName from the bucket resource, or add the bucket's host name to the option allowed.",
  severity: "high",
  controls: ["FSBP CloudFront.12"],
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-12",
  levels: { dev: "advisory", prod: "mandatory" },
  options: {
    allowed: {
      type: "strings",
      default: [],
      about: "Host names of buckets outside the stack that may be origins.",
    },
  },
  stack: {
    types: DISTRIBUTION,
    judge: (stack, demand, { allowed }) => {
      for (const distribution of stack.of(DISTRIBUTION)) {
        demand(
          distribution,
          () => {
            const s3 = originDomains(distribution).filter((domain) => S3_DOMAIN.test(domain));
            // A bucket whose name is not known yet cannot be compared, only found among what the origins came from.
            const unnamed = originBuckets(stack, distribution).some((bucket) => !isNamed(bucket));
            return s3.every(
              (domain) =>
                allowed.includes(domain) || unnamed || stack.named(BUCKET, bucketNameIn(domain)).length > 0,
            );
          },
          `an S3 origin of "${distribution.name}" is not a bucket of this stack; take domainName from the bucket, or list it under allowed.`,
        );
      }
    },
  },
});

function isNamed(bucket: StackResource): boolean {
  const name = bucket.props.at("bucket");
  return !name.unknown && name.present;
}
