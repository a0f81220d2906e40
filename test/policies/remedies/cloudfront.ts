import { add, all, remove, set } from "../fixtures/program";
import { allowDistribution, denyPlainHttp, policyDocument } from "../fixtures/static";
import { to, type Remedies } from "./remedy";

const PAGES = "arn:aws:s3:::pages";
const CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/site";
const DISTRIBUTION = "arn:aws:cloudfront::123456789012:distribution/E1EXAMPLE";

export const webAcl = (scope: string) =>
  add({
    type: "aws:wafv2/webAcl:WebAcl",
    name: "firewall",
    props: {
      scope,
      ...(scope === "CLOUDFRONT" ? { region: "us-east-1" } : {}),
      defaultAction: { allow: {} },
      rules: [
        {
          name: "bad-inputs",
          statement: {
            managedRuleGroupStatement: { name: "AWSManagedRulesKnownBadInputsRuleSet", vendorName: "AWS" },
          },
          overrideAction: { none: {} },
        },
      ],
      tags: { app: "example" },
    },
  });

const policy = (...statements: readonly object[]) =>
  set("pages-policy", "policy", policyDocument([denyPlainHttp(PAGES), ...statements]));

export const cloudfrontRemedies: Remedies = {
  "cf-viewer-https": {
    redirect: to(
      "the default behaviour",
      set("cdn", "defaultCacheBehavior.viewerProtocolPolicy", "redirect-to-https"),
    ),
    "only HTTPS": to(
      "another behaviour",
      set("cdn", "orderedCacheBehaviors.0.viewerProtocolPolicy", "https-only"),
    ),
  },
  "cf-min-tls": {
    "set the version": to("TLSv1", set("cdn", "viewerCertificate.minimumProtocolVersion", "TLSv1.2_2021")),
  },
  "cf-custom-cert-sni": {
    "its own names and certificate": to(
      "no name of its own, CloudFront's certificate",
      all(
        set("cdn", "aliases", ["www.example.com", "example.com"]),
        set("cdn", "viewerCertificate", {
          acmCertificateArn: CERTIFICATE,
          sslSupportMethod: "sni-only",
          minimumProtocolVersion: "TLSv1.2_2021",
        }),
      ),
    ),
    "by the name in the handshake": to(
      "a dedicated address",
      set("cdn", "viewerCertificate.sslSupportMethod", "sni-only"),
    ),
  },
  "cf-default-root": { "set it": to("an empty text", set("cdn", "defaultRootObject", "index.html")) },
  "cf-geo": Object.fromEntries(
    ["whitelist", "blacklist"].map((restrictionType) => [
      restrictionType,
      to("none", set("cdn", "restrictions.geoRestriction", { restrictionType, locations: ["KR"] })),
    ]),
  ),
  "cf-waf": {
    "a firewall": to(
      "an empty text",
      all(
        webAcl("CLOUDFRONT"),
        set("cdn", "webAclId", "arn:aws:wafv2:us-east-1:123456789012:global/webacl/firewall/1"),
      ),
      "waf-logs",
    ),
  },
  "cf-hsts-subdomains": {
    "set it": to(
      "left out",
      set("extra", "securityHeadersConfig.strictTransportSecurity.includeSubdomains", true),
    ),
  },
  "cf-security-headers": {
    "name a policy": to(
      "a behaviour without",
      set("cdn", "orderedCacheBehaviors.0.responseHeadersPolicyId", "headers-id"),
    ),
    "give the policy HSTS": to(
      "a policy without HSTS",
      set("headers", "securityHeadersConfig.strictTransportSecurity", {
        accessControlMaxAgeSec: 31_536_000,
        override: true,
      }),
      "cf-hsts-subdomains",
    ),
  },
  "cf-logging": {
    "to a bucket that takes ACLs": to(
      "neither way",
      all(
        set("cdn", "loggingConfig", { bucket: "logs.s3.amazonaws.com" }),
        set("logs-ownership", "rule.objectOwnership", "BucketOwnerPreferred"),
      ),
    ),
    "by a source and a delivery": to(
      "neither way",
      add(
        {
          type: "aws:cloudwatch/logDeliverySource:LogDeliverySource",
          name: "site-log",
          uses: { resourceArn: ["cdn"] },
          props: { region: "us-east-1", logType: "ACCESS_LOGS", resourceArn: DISTRIBUTION },
        },
        {
          type: "aws:cloudwatch/logDelivery:LogDelivery",
          name: "site-log-delivery",
          uses: { deliverySourceName: ["site-log"] },
          props: { region: "us-east-1" },
        },
      ),
    ),
  },
  "cf-origin-exists": {
    "take it from the bucket": to(
      "another team's bucket",
      set("cdn", "origins.0.domainName", "pages.s3.ap-northeast-2.amazonaws.com"),
    ),
  },
  "cf-no-plain-secrets": {
    "take it out": to(
      "a password for a preview",
      set("edge", "code", "function handler(event) { return event.request; }"),
    ),
  },
  "cf-oac": {
    "set the access control": to(
      "an S3 host name without access control",
      set("cdn", "origins.0.originAccessControlId", "E2ACCESS"),
    ),
    "set it in the place of an identity": to(
      "an origin access identity instead",
      all(
        set("cdn", "origins.0.originAccessControlId", "E2ACCESS"),
        remove("cdn", "origins.0.s3OriginConfig"),
      ),
    ),
    "remove the identity": to(
      "an origin access identity beside it",
      remove("cdn", "origins.0.s3OriginConfig.originAccessIdentity"),
    ),
  },
  "cf-origin-failover": {
    "add a group": to(
      "an empty list",
      set("cdn", "originGroups", [
        { originId: "group", members: [{ originId: "pages" }, { originId: "api" }] },
      ]),
    ),
  },
  "cf-origin-https": {
    "of a server": to(
      "http-only",
      set("cdn", "origins.1.customOriginConfig.originProtocolPolicy", "https-only"),
    ),
    "of one inside a VPC": to(
      "http-only inside a VPC",
      set("internal", "vpcOriginEndpointConfig.originProtocolPolicy", "https-only"),
    ),
  },
  "cf-origin-tls12": {
    "of a server": to(
      "TLS 1.1 too",
      set("cdn", "origins.1.customOriginConfig.originSslProtocols", ["TLSv1.2"]),
    ),
    "of one inside a VPC": to(
      "TLS 1.1 inside a VPC",
      set("internal", "vpcOriginEndpointConfig.originSslProtocols", { items: ["TLSv1.2"], quantity: 1 }),
    ),
  },
  "cf-origin-pairing": {
    "a policy for the distribution": to("a policy for none", policy(allowDistribution(PAGES))),
  },
  "cf-certificate-region": {
    "the region on both": to(
      "the certificate's region",
      all(set("site-certificate", "region", "us-east-1"), set("site-validated", "region", "us-east-1")),
    ),
    "the ARN of one there": to(
      "the ARN's region",
      set("cdn", "viewerCertificate.acmCertificateArn", CERTIFICATE),
    ),
  },
};
