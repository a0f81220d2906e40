import { statementsOf, type Statement } from "../../aws/policy-documents";
import { defineRule } from "../../engine/rule";
import type { Stack, StackResource } from "../../engine/stack";
import {
  BUCKET_POLICY,
  DISTRIBUTION,
  MULTITENANT_DISTRIBUTION,
  ORIGIN_ACCESS_CONTROL,
  VPC_ORIGIN,
} from "../../aws/type-tokens";
import type { Value } from "../../engine/value";
import { S3_DOMAIN } from "../s3/buckets";
import { originBuckets } from "../s3/data";

const S3_WEBSITE_DOMAIN = /\.s3-website[.-][a-z0-9-]+\.amazonaws\.com/;

/**
 * An origin that is an S3 bucket's own endpoint: what has neither a custom nor a VPC origin config, whatever its host
 * name, which is not known before the bucket is made.
 */
function isS3Origin(origin: Value): boolean {
  return ["customOriginConfig", "customOriginConfigs", "vpcOriginConfig", "vpcOriginConfigs"].every(
    (key) => origin.at(key).absent,
  );
}

/** A bucket that is read as if it were any web server: only a public one answers to that. */
function isBucketInDisguise(origin: Value): boolean {
  const domain = origin.at("domainName");
  return (
    !isS3Origin(origin) &&
    !domain.unknown &&
    S3_DOMAIN.test(domain.text() ?? "") &&
    // Found by the demand on website endpoints: one cause is one finding.
    !isWebsiteEndpoint(origin)
  );
}

export const cfOac = defineRule({
  id: "cf-oac",
  pack: "security",
  demands:
    "CloudFront reads S3 through an origin access control, not an origin access identity, not in public.",
  why: "Only with an access control can the bucket be private; the older identity knows neither SSE-KMS nor newer regions.",
  fix: "Set originAccessControlId on each S3 origin and remove s3OriginConfig.originAccessIdentity.",
  severity: "high",
  controls: ["FSBP CloudFront.13", "FSBP CloudFront.16", "CKV2_AWS_46"],
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
  levels: { dev: "mandatory", prod: "mandatory" },
  resource: {
    types: [...DISTRIBUTION, ...MULTITENANT_DISTRIBUTION, ...ORIGIN_ACCESS_CONTROL],
    judge: ({ type, props }, demand) => {
      if (ORIGIN_ACCESS_CONTROL.includes(type)) {
        const signing = props.at("signingBehavior");
        demand(
          () => !signing.isOneOf("never"),
          () =>
            `signingBehavior is ${signing.shown()}, so the bucket would have to be public; set it to always.`,
        );
        return;
      }
      for (const origin of props.at("origins").items()) {
        demand(
          () => !isBucketInDisguise(origin),
          `${origin.path} is an S3 bucket behind customOriginConfig; remove that and set originAccessControlId.`,
        );
        demand(
          () =>
            !isS3Origin(origin) || origin.at("originAccessControlId").present || hasAccessIdentity(origin),
          `${origin.path} is an S3 origin without originAccessControlId.`,
        );
        demand(
          () => !isFunctionUrl(origin) || origin.at("originAccessControlId").present,
          `${origin.path} is the URL of a Lambda function without originAccessControlId, so that the function must be public.`,
        );
        demand(
          () => origin.at("s3OriginConfig", "originAccessIdentity").surelyAbsent,
          `${origin.path} has an origin access identity; use an origin access control instead.`,
        );
        demand(
          () => !isWebsiteEndpoint(origin),
          `${origin.path} is an S3 website endpoint, which is public and without TLS; use the bucket's regional domain name.`,
        );
      }
    },
  },
});

/** Found by the demand on identities: one cause is one finding. */
function hasAccessIdentity(origin: Value): boolean {
  const identity = origin.at("s3OriginConfig", "originAccessIdentity");
  return !identity.unknown && identity.present;
}

function isFunctionUrl(origin: Value): boolean {
  const domain = origin.at("domainName");
  return !domain.unknown && /\.lambda-url\.[\w-]+\.on\.aws$/i.test(domain.text() ?? "");
}

/** A bucket that S3 serves as a website, which speaks no HTTPS. Where its name is not known yet, it may be any server. */
function isWebsiteEndpoint(origin: Value): boolean {
  const domain = origin.at("domainName");
  return !domain.unknown && S3_WEBSITE_DOMAIN.test(domain.text() ?? "");
}

/**
 * How CloudFront speaks to each origin that is no bucket: one on the internet, or one inside a VPC. A website endpoint of S3 is found by
 * cf-oac; to set it to HTTPS would only break it.
 */
function connections({ type, props }: { type: string; props: Value }): Value[] {
  return VPC_ORIGIN.includes(type)
    ? [props.at("vpcOriginEndpointConfig")]
    : props
        .at("origins")
        .items()
        .filter((origin) => !isWebsiteEndpoint(origin))
        .flatMap((origin) => [
          origin.at("customOriginConfig"),
          ...origin.at("customOriginConfigs").elements(),
        ])
        .filter((config) => config.present);
}

export const cfOriginHttps = defineRule({
  id: "cf-origin-https",
  pack: "security",
  demands: "CloudFront speaks HTTPS to every origin of its own kind.",
  why: "With http-only or match-viewer, pages and cookies travel from the edge to the origin in plain text.",
  fix: "Set originProtocolPolicy to https-only, in customOriginConfig or in the aws.cloudfront.VpcOrigin.",
  severity: "high",
  controls: ["FSBP CloudFront.9", "CKV2_AWS_72", "compliance-policies cloudfront enable-tls-to-origin"],
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html",
  levels: { dev: "mandatory", prod: "mandatory" },
  resource: {
    types: [...DISTRIBUTION, ...MULTITENANT_DISTRIBUTION, ...VPC_ORIGIN],
    judge: (resource, demand) => {
      for (const connection of connections(resource)) {
        const policy = connection.at("originProtocolPolicy");
        demand(
          () => policy.isOneOf("https-only"),
          () => `${policy.path} is ${policy.shown()}; set it to https-only.`,
        );
      }
    },
  },
});

export const cfOriginTls12 = defineRule({
  id: "cf-origin-tls12",
  pack: "security",
  demands: "CloudFront speaks TLS 1.2 or later to every origin.",
  why: "An older version in the list lets an attacker between the edge and the origin choose it.",
  fix: 'Set originSslProtocols to ["TLSv1.2"], in customOriginConfig or in the aws.cloudfront.VpcOrigin.',
  severity: "medium",
  controls: [
    "FSBP CloudFront.10",
    "CKV2_AWS_54",
    "compliance-policies cloudfront configure-secure-tls-to-origin",
  ],
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-ciphers-cloudfront-to-origin.html",
  levels: { dev: "mandatory", prod: "mandatory" },
  options: {
    protocols: {
      type: "strings",
      default: ["TLSv1.2", "TLSv1.3"],
      about: "What originSslProtocols may hold.",
    },
  },
  resource: {
    types: [...DISTRIBUTION, ...MULTITENANT_DISTRIBUTION, ...VPC_ORIGIN],
    judge: (resource, demand, { protocols }) => {
      for (const connection of connections(resource)) {
        const own = connection.at("originSslProtocols");
        const list = VPC_ORIGIN.includes(resource.type) ? own.at("items") : own;
        demand(
          () => list.items().length > 0 && list.items().every((each) => each.isOneOf(...protocols)),
          () => `${list.path} is ${list.shown()}; allow ${protocols.join(", ")} only.`,
        );
      }
    },
  },
});

export const cfOriginFailover = defineRule({
  id: "cf-origin-failover",
  pack: "reliability",
  demands: "A CloudFront distribution has a second origin to fail over to.",
  why: "When the region of the only origin fails, so does the site.",
  fix: "Add an origin group of two origins and point the behaviour at it.",
  severity: "low",
  controls: ["FSBP CloudFront.4", "CKV_AWS_310"],
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html",
  levels: { dev: "disabled", prod: "advisory" },
  resource: {
    types: DISTRIBUTION,
    judge: ({ props }, demand) => demand(() => props.at("originGroups").present, "originGroups is not set."),
  },
});

export const cfOriginPairing = defineRule({
  id: "cf-origin-pairing",
  pack: "security",
  demands: "A bucket behind CloudFront lets in exactly the distribution that serves it.",
  why: "Distribution, access control and bucket policy each look right alone; only together do they close the bucket, or open it to visitors at all.",
  fix: "Give the bucket a policy that allows cloudfront.amazonaws.com with AWS:SourceArn of the distribution.",
  severity: "high",
  controls: [],
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
  levels: { dev: "mandatory", prod: "mandatory" },
  stack: {
    types: DISTRIBUTION,
    judge: (stack, demand) => {
      for (const distribution of stack.of(DISTRIBUTION)) {
        for (const bucket of originBuckets(stack, distribution)) {
          demand(
            bucket,
            // An origin access identity, or none at all, is found by cf-oac.
            () => !hasAccessControl(distribution) || letsIn(stack, bucket, distribution),
            `no policy of "${bucket.name}" allows the distribution "${distribution.name}" by AWS:SourceArn.`,
          );
        }
      }
    },
  },
});

function hasAccessControl(distribution: StackResource): boolean {
  return distribution.props
    .at("origins")
    .items()
    .some(
      (origin) => origin.at("originAccessControlId").unknown || origin.at("originAccessControlId").present,
    );
}

function letsIn(stack: Stack, bucket: StackResource, distribution: StackResource): boolean {
  return stack.referrers(BUCKET_POLICY, "bucket", bucket).some((policy) => {
    const document = policy.props.at("policy");
    if (document.unknown) {
      // Which distribution it names shows in what it was computed from; what it allows is s3-no-public-policy's to judge.
      return policy.dependenciesOf("policy").includes(distribution);
    }
    return statementsOf(document).some((statement) => namesDistribution(statement, policy, distribution));
  });
}

function namesDistribution(
  statement: Statement,
  policy: StackResource,
  distribution: StackResource,
): boolean {
  const arn = distribution.props.at("arn");
  return (
    statement.allows &&
    statement.conditions().some(({ operator, key, values }) => {
      if (key.toLowerCase() !== "aws:sourcearn" || /not/i.test(operator)) {
        return false;
      }
      if (arn.unknown || arn.absent || values.unknown) {
        return policy.dependenciesOf("policy").includes(distribution);
      }
      return values.elements().some((value) => value.unknown || value.text() === arn.text());
    })
  );
}
