import { add, all, change, remove, set, unknown, uses, without } from "../fixtures/program";
import { allowDistribution, denyPlainHttp, policyDocument } from "../fixtures/static";
import { UNKNOWN } from "../../../policies/testing/messages";
import { tenants } from "./cloudfront";
import { faulty, fine, undetermined, unknownIsFine, type Cases } from "../../../policies/testing/case";

const PAGES = "arn:aws:s3:::pages";

/** A load balancer inside a VPC that CloudFront reaches, with this setting changed. */
function vpcOrigin(other: object) {
  return add({
    type: "aws:cloudfront/vpcOrigin:VpcOrigin",
    name: "internal",
    props: {
      vpcOriginEndpointConfig: {
        name: "api",
        httpPort: 80,
        httpsPort: 443,
        originProtocolPolicy: "https-only",
        originSslProtocols: { items: ["TLSv1.2"], quantity: 1 },
        ...other,
      },
    },
  });
}

export const originCases: Cases = {
  "cf-oac": {
    faulty: {
      "an S3 host name without access control": remove("cdn", "origins.0.originAccessControlId"),
      "an origin access identity beside it": set("cdn", "origins.0.s3OriginConfig", {
        originAccessIdentity: "origin-access-identity/cloudfront/E1",
      }),
      "an origin access identity instead": all(
        remove("cdn", "origins.0.originAccessControlId"),
        set("cdn", "origins.0.s3OriginConfig", { originAccessIdentity: "" }),
      ),
      "an S3 host name that is not known yet": all(
        remove("cdn", "origins.0.originAccessControlId"),
        unknown("cdn", "origins.0.domainName"),
      ),
      "a bucket as if it were any server": all(
        set("cdn", "origins.1.domainName", "pages.s3.ap-northeast-2.amazonaws.com"),
      ),
      "a bucket for tenants without access control": tenants({
        origins: [{ domainName: "pages.s3.ap-northeast-2.amazonaws.com" }],
      }),
      "an access control that never signs": set("access", "signingBehavior", "never"),
      "an S3 website": set("cdn", "origins.1.domainName", "pages.s3-website.ap-northeast-2.amazonaws.com"),
      "an S3 website, by the only protocol that it speaks": all(
        set("cdn", "origins.1.domainName", "pages.s3-website.ap-northeast-2.amazonaws.com"),
        set("cdn", "origins.1.customOriginConfig.originProtocolPolicy", "http-only"),
      ),
    },
    also: ["cf-security-headers", "cf-waf"],
    absent: fine(all(set("cdn", "origins", []), uses("cdn", "origins"))),
    unknown: undetermined(unknown("cdn", "origins")),
    fine: {
      "an access control that is not known yet": unknown("cdn", "origins.0.originAccessControlId"),
      "a load balancer inside a VPC": set("cdn", "origins.1", {
        originId: "api",
        domainName: "internal-api.elb.amazonaws.com",
        vpcOriginConfig: { vpcOriginId: "vo_1" },
      }),
    },
  },
  "cf-origin-https": {
    faulty: {
      "http-only": set("cdn", "origins.1.customOriginConfig.originProtocolPolicy", "http-only"),
      "match-viewer": set("cdn", "origins.1.customOriginConfig.originProtocolPolicy", "match-viewer"),
      "http-only for tenants": tenants({
        origins: [
          {
            domainName: "api.example.com",
            customOriginConfigs: [{ originProtocolPolicy: "http-only", originSslProtocols: ["TLSv1.2"] }],
          },
        ],
      }),
      "http-only inside a VPC": vpcOrigin({ originProtocolPolicy: "http-only" }),
    },
    also: ["cf-security-headers", "cf-waf"],
    absent: faulty(remove("cdn", "origins.1.customOriginConfig.originProtocolPolicy")),
    unknown: undetermined(unknown("cdn", "origins.1.customOriginConfig.originProtocolPolicy")),
  },
  "cf-origin-tls12": {
    faulty: {
      "TLS 1.1 too": set("cdn", "origins.1.customOriginConfig.originSslProtocols", ["TLSv1.1", "TLSv1.2"]),
      "TLS 1.1 inside a VPC": vpcOrigin({ originSslProtocols: { items: ["TLSv1.1"], quantity: 1 } }),
      "SSL 3": set("cdn", "origins.1.customOriginConfig.originSslProtocols", ["SSLv3"]),
      "an empty list": set("cdn", "origins.1.customOriginConfig.originSslProtocols", []),
    },
    also: ["cf-security-headers", "cf-waf"],
    absent: faulty(remove("cdn", "origins.1.customOriginConfig.originSslProtocols")),
    unknown: undetermined(unknown("cdn", "origins.1.customOriginConfig.originSslProtocols")),
    fine: { "TLS 1.2 inside a VPC": vpcOrigin({}) },
  },
  "cf-origin-failover": {
    faulty: { "an empty list": set("cdn", "originGroups", []) },
    absent: faulty(remove("cdn", "originGroups")),
    unknown: unknownIsFine(unknown("cdn", "originGroups")),
  },
  "cf-origin-pairing": {
    faulty: {
      "a policy for another distribution": set(
        "pages-policy",
        "policy",
        policyDocument([
          denyPlainHttp(PAGES),
          allowDistribution(PAGES, "arn:aws:cloudfront::123456789012:distribution/E2OTHER"),
        ]),
      ),
      "a policy for every other distribution": set(
        "pages-policy",
        "policy",
        policyDocument([
          denyPlainHttp(PAGES),
          {
            ...allowDistribution(PAGES),
            Condition: {
              StringNotEquals: { "AWS:SourceArn": "arn:aws:cloudfront::123456789012:distribution/E1EXAMPLE" },
              StringEquals: { "aws:SourceAccount": "123456789012" },
            },
          },
        ]),
      ),
      "a policy for none": set("pages-policy", "policy", policyDocument([denyPlainHttp(PAGES)])),
    },
    absent: faulty(without("pages-policy")),
    unknown: unknownIsFine(unknown("pages-policy", "policy")),
    fine: {
      "an ARN that is not known yet": set("pages-policy", "policy", {
        Statement: [denyPlainHttp(PAGES), allowDistribution(PAGES, UNKNOWN)],
      }),
      "a pattern of ARNs that is not known yet": all(
        unknown("cdn", "arn"),
        unknown("pages-policy", "policy"),
      ),
      // Which s3-public-access-block finds.
      "no access block": without("pages-access-block"),
    },
  },
  "cf-origin-exists": {
    faulty: {
      "another team's bucket": set("cdn", "origins.0.domainName", "gone.s3.ap-northeast-2.amazonaws.com"),
    },
    absent: fine(all(set("cdn", "origins", []), uses("cdn", "origins"))),
    unknown: unknownIsFine(unknown("cdn", "origins.0.domainName")),
    fine: {
      "a bucket whose name is not known yet": all(
        unknown("pages", "bucket"),
        set("cdn", "origins.0.domainName", "pages-1a2b3c.s3.ap-northeast-2.amazonaws.com"),
      ),
    },
  },
  "cf-certificate-region": {
    faulty: {
      "the ARN's region": set(
        "cdn",
        "viewerCertificate.acmCertificateArn",
        "arn:aws:acm:eu-west-1:123456789012:certificate/site",
      ),
      "the certificate's region": set("site-certificate", "region", "ap-northeast-2"),
      "the provider's region": all(
        remove("site-certificate", "region"),
        change("site-certificate", (resource) => ({ ...resource, provider: { region: "ap-northeast-2" } })),
      ),
    },
    absent: fine(remove("site-certificate", "region")),
    unknown: undetermined(unknown("site-certificate", "region")),
    fine: {
      "an explicit provider of that region": all(
        remove("site-certificate", "region"),
        change("site-certificate", (resource) => ({ ...resource, provider: { region: "us-east-1" } })),
      ),
    },
  },
  "acm-covers-names": {
    faulty: {
      "a name that is not on it": set("cdn", "aliases", ["www.example.com", "shop.example.com"]),
      "a star for two labels": all(
        set("site-certificate", "domainName", "*.example.com"),
        set("cdn", "aliases", ["a.b.example.com"]),
      ),
    },
    also: ["acm-no-wildcard"],
    absent: faulty(remove("site-certificate", "subjectAlternativeNames")),
    unknown: undetermined(unknown("site-certificate", "domainName")),
    fine: { "a name in capitals": set("cdn", "aliases", ["WWW.example.com"]) },
  },
};
