import { defineRule, type Subject } from "../../engine/rule";
import { DISTRIBUTION, MULTITENANT_DISTRIBUTION } from "../../aws/type-tokens";
import { isViewerPolicyAtLeast } from "../../aws/tls-policies";
import type { Value } from "../../engine/value";

/** The default behaviour and the others, each with a name for messages. */
export function* behaviors({ props }: Subject): Generator<{ readonly label: string; readonly value: Value }> {
  yield { label: "defaultCacheBehavior", value: props.at("defaultCacheBehavior") };
  for (const list of ["orderedCacheBehaviors", "cacheBehaviors"]) {
    for (const value of props.at(list).items()) {
      yield { label: value.path, value };
    }
  }
}

export const cfViewerHttps = defineRule({
  id: "cf-viewer-https",
  pack: "security",
  demands: "Every behaviour of a CloudFront distribution serves HTTPS only.",
  why: "With allow-all, visitors can read and send pages in plain text, and anybody between can change them.",
  fix: "Set viewerProtocolPolicy to redirect-to-https or https-only in each behaviour.",
  severity: "critical",
  controls: [
    "FSBP CloudFront.3",
    "CKV_AWS_34",
    "compliance-policies cloudfront disallow-unencrypted-traffic",
  ],
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html",
  levels: { dev: "mandatory", prod: "mandatory" },
  resource: {
    types: [...DISTRIBUTION, ...MULTITENANT_DISTRIBUTION],
    judge: (resource, demand) => {
      for (const { label, value } of behaviors(resource)) {
        const policy = value.at("viewerProtocolPolicy");
        demand(
          () => policy.isOneOf("redirect-to-https", "https-only"),
          () =>
            `${label}.viewerProtocolPolicy is ${policy.shown()}; set it to redirect-to-https or https-only.`,
        );
      }
    },
  },
});

function hasOwnCertificate(certificate: Value): boolean {
  return certificate.at("acmCertificateArn").present || certificate.at("iamCertificateId").present;
}

export const cfMinTls = defineRule({
  id: "cf-min-tls",
  pack: "security",
  demands: "A CloudFront distribution with its own certificate accepts no TLS version below 1.2.",
  why: "Left out, minimumProtocolVersion is TLSv1, whose weaknesses are public.",
  fix: "Set viewerCertificate.minimumProtocolVersion to TLSv1.2_2021 or a later one.",
  severity: "high",
  controls: ["FSBP CloudFront.15", "CKV_AWS_174", "compliance-policies cloudfront configure-secure-tls"],
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html",
  levels: { dev: "mandatory", prod: "mandatory" },
  options: {
    minimum: {
      type: "string",
      default: "TLSv1.2_2021",
      pattern: "^TLSv1(\\.\\d)?(_\\d{4})?$",
      about: "The weakest security policy that is accepted; every later one is too.",
    },
  },
  resource: {
    types: [...DISTRIBUTION, ...MULTITENANT_DISTRIBUTION],
    judge: ({ props }, demand, { minimum }) => {
      // With the *.cloudfront.net certificate the policy is TLSv1 whatever is set: cf-custom-cert-sni is about that.
      const certificate = props.at("viewerCertificate");
      const version = certificate.at("minimumProtocolVersion");
      demand(
        () => !hasOwnCertificate(certificate) || isViewerPolicyAtLeast(version.text(), minimum),
        () =>
          `viewerCertificate.minimumProtocolVersion is ${version.shown()}; set it to ${minimum} or later.`,
      );
    },
  },
});

export const cfCustomCertSni = defineRule({
  id: "cf-custom-cert-sni",
  pack: "security",
  demands: "A CloudFront distribution has an ACM certificate of its own, served by SNI.",
  why: "With CloudFront's certificate TLS 1.0 cannot be refused, and names of your own get a certificate error; a dedicated IP address costs 600 USD a month.",
  fix: "Set aliases, and in viewerCertificate acmCertificateArn, sslSupportMethod sni-only and minimumProtocolVersion TLSv1.2_2021.",
  severity: "medium",
  controls: ["FSBP CloudFront.7", "FSBP CloudFront.8", "CKV2_AWS_42"],
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-https-dedicated-ip-or-sni.html",
  // A site without a domain of its own, or whose certificate waits for records in another account's zone, has no choice yet; and
  // CloudFront itself refuses hosts without a certificate.
  levels: { dev: "advisory", prod: "advisory" },
  options: {
    defaultCertificate: {
      type: "boolean",
      default: false,
      about:
        "Whether a distribution without aliases may have CloudFront's own certificate, which accepts TLS 1.0.",
    },
  },
  resource: {
    types: DISTRIBUTION,
    judge: ({ props }, demand, { defaultCertificate }) => {
      const certificate = props.at("viewerCertificate");
      const method = certificate.at("sslSupportMethod");
      demand(
        () => defaultCertificate || props.at("aliases").present || hasOwnCertificate(certificate),
        "viewerCertificate is CloudFront's own, which accepts TLS 1.0; set aliases and acmCertificateArn.",
      );
      demand(
        () => props.at("aliases").absent || certificate.at("acmCertificateArn").present,
        "aliases are set, but viewerCertificate has no acmCertificateArn.",
      );
      demand(
        () => !hasOwnCertificate(certificate) || method.isOneOf("sni-only"),
        () => `viewerCertificate.sslSupportMethod is ${method.shown()}; set it to sni-only.`,
      );
    },
  },
});

export const cfDefaultRoot = defineRule({
  id: "cf-default-root",
  pack: "reliability",
  demands: "A CloudFront distribution with an S3 origin has a default root object.",
  why: "Without one, a request for / lists the bucket's keys or fails with 403.",
  fix: "Set defaultRootObject, usually to index.html.",
  severity: "medium",
  controls: ["FSBP CloudFront.1", "CKV_AWS_305"],
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html",
  levels: { dev: "advisory", prod: "mandatory" },
  resource: {
    types: DISTRIBUTION,
    judge: ({ props }, demand) => {
      demand(
        () =>
          props.at("defaultRootObject").present ||
          !props
            .at("origins")
            .items()
            .some(
              (origin) => origin.at("originAccessControlId").present || origin.at("s3OriginConfig").present,
            ),
        "defaultRootObject is not set; set it, usually to index.html.",
      );
    },
  },
});

export const cfWaf = defineRule({
  id: "cf-waf",
  pack: "security",
  demands: "Every CloudFront distribution has a web application firewall.",
  why: "A firewall stops floods and known exploits at the edge, before they reach the origin or the bill.",
  fix: "Set webAclId to an aws.wafv2.WebAcl with rules, of scope CLOUDFRONT in us-east-1.",
  severity: "low",
  controls: ["FSBP CloudFront.6", "CKV_AWS_68", "compliance-policies cloudfront configure-waf"],
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-web-awswaf.html",
  levels: { dev: "advisory", prod: "advisory" },
  resource: {
    types: [...DISTRIBUTION, ...MULTITENANT_DISTRIBUTION],
    judge: ({ props }, demand) => demand(() => props.at("webAclId").present, "webAclId is not set."),
  },
});

export const cfGeo = defineRule({
  id: "cf-geo",
  pack: "security",
  demands: "A CloudFront distribution is restricted to the countries that it is for.",
  why: "A service for few countries has no use for requests from the others.",
  fix: "Set restrictions.geoRestriction with restrictionType whitelist or blacklist and locations.",
  severity: "low",
  controls: ["CKV_AWS_374"],
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/georestrictions.html",
  levels: { dev: "disabled", prod: "advisory" },
  resource: {
    types: DISTRIBUTION,
    judge: ({ props }, demand) => {
      const kind = props.at("restrictions", "geoRestriction", "restrictionType");
      demand(
        () => kind.isOneOf("whitelist", "blacklist"),
        () => `restrictions.geoRestriction.restrictionType is ${kind.shown()}.`,
      );
    },
  },
});
