import { add, all, change, remove, set, unknown, uses, without } from "../fixtures/program";
import { UNKNOWN } from "../../../policies/testing/messages";
import { faulty, fine, undetermined, unknownIsFine, type Cases } from "../../../policies/testing/case";

/** A distribution whose names and certificates are its tenants', with these properties changed. */
export function tenants(other: object) {
  return add({
    type: "aws:cloudfront/multitenantDistribution:MultitenantDistribution",
    name: "shops",
    props: {
      defaultCacheBehavior: { viewerProtocolPolicy: "https-only" },
      viewerCertificate: { cloudfrontDefaultCertificate: true },
      origins: [{ domainName: "pages.s3.ap-northeast-2.amazonaws.com", originAccessControlId: "E2ACCESS" }],
      ...other,
    },
  });
}

const edge = (code: unknown) =>
  add({
    type: "aws:cloudfront/function:Function",
    name: "edge",
    props: { runtime: "cloudfront-js-2.0", code },
  });
const entry = (props: Readonly<Record<string, unknown>>) =>
  add({ type: "aws:cloudfront/keyvaluestoreKey:KeyvaluestoreKey", name: "entry", props });

export const cloudfrontCases: Cases = {
  "cf-no-plain-secrets": {
    faulty: {
      "a password for a preview": edge(
        'function handler(event) { if (event.request.headers.authorization.value !== "Basic c2hvcDpUcjB1YjRkb3I=") return { statusCode: 401 }; return event.request; }',
      ),
      "a token among the keys": entry({ key: "api_token", value: "k8Jd2Lq9Zx" }),
    },
    absent: fine(entry({})),
    unknown: unknownIsFine(edge(UNKNOWN)),
    fine: {
      "the name of a header": edge('var realm = "Basic realm"; var header = "authorization";'),
      "a path": entry({ key: "/old", value: "/new" }),
    },
  },
  "cf-viewer-https": {
    faulty: {
      "the default behaviour": set("cdn", "defaultCacheBehavior.viewerProtocolPolicy", "allow-all"),
      "a behaviour of a distribution with tenants": tenants({
        cacheBehaviors: [{ pathPattern: "/x", viewerProtocolPolicy: "allow-all" }],
      }),
      "another behaviour": set("cdn", "orderedCacheBehaviors.0.viewerProtocolPolicy", "allow-all"),
    },
    also: ["cf-security-headers", "cf-waf"],
    absent: faulty(remove("cdn", "orderedCacheBehaviors.0.viewerProtocolPolicy")),
    unknown: undetermined(unknown("cdn", "defaultCacheBehavior.viewerProtocolPolicy")),
    fine: {
      "no other behaviours": remove("cdn", "orderedCacheBehaviors"),
      "a distribution with tenants": tenants({}),
    },
  },
  "cf-min-tls": {
    faulty: {
      "TLSv1.2_2019": set("cdn", "viewerCertificate.minimumProtocolVersion", "TLSv1.2_2019"),
      "TLSv1.1_2016": set("cdn", "viewerCertificate.minimumProtocolVersion", "TLSv1.1_2016"),
      "TLSv1 for tenants": tenants({
        viewerCertificate: { acmCertificateArn: "arn:c", minimumProtocolVersion: "TLSv1" },
      }),
      TLSv1: set("cdn", "viewerCertificate.minimumProtocolVersion", "TLSv1"),
    },
    also: ["cf-security-headers", "cf-waf"],
    absent: faulty(remove("cdn", "viewerCertificate.minimumProtocolVersion")),
    unknown: undetermined(unknown("cdn", "viewerCertificate.minimumProtocolVersion")),
    fine: {
      "a later policy": set("cdn", "viewerCertificate.minimumProtocolVersion", "TLSv1.3_2025"),
      "one that AWS has not made yet": set("cdn", "viewerCertificate.minimumProtocolVersion", "TLSv1.2_2031"),
      "no name of its own, CloudFront's certificate": all(
        remove("cdn", "aliases"),
        set("cdn", "viewerCertificate", { cloudfrontDefaultCertificate: true }),
        uses("cdn", "viewerCertificate"),
      ),
    },
  },
  "cf-custom-cert-sni": {
    faulty: {
      "a dedicated address": set("cdn", "viewerCertificate.sslSupportMethod", "vip"),
      "no name of its own, CloudFront's certificate": all(
        remove("cdn", "aliases"),
        set("cdn", "viewerCertificate", { cloudfrontDefaultCertificate: true }),
        uses("cdn", "viewerCertificate"),
      ),
      "names with CloudFront's certificate": all(
        set("cdn", "viewerCertificate", { cloudfrontDefaultCertificate: true }),
        uses("cdn", "viewerCertificate"),
      ),
    },
    absent: faulty(remove("cdn", "viewerCertificate.sslSupportMethod")),
    unknown: unknownIsFine(unknown("cdn", "viewerCertificate.acmCertificateArn")),
  },
  "cf-default-root": {
    faulty: { "an empty text": set("cdn", "defaultRootObject", "") },
    absent: faulty(remove("cdn", "defaultRootObject")),
    unknown: unknownIsFine(unknown("cdn", "defaultRootObject")),
    fine: {
      "no S3 origin": all(
        remove("cdn", "defaultRootObject"),
        change("cdn", (resource) => ({
          ...resource,
          props: {
            ...resource.props,
            origins: [(resource.props["origins"] as unknown[])[1]],
          },
          uses: { ...resource.uses, origins: [] },
        })),
      ),
    },
  },
  "cf-security-headers": {
    faulty: {
      "a behaviour without": remove("cdn", "orderedCacheBehaviors.0.responseHeadersPolicyId"),
      "a policy of AWS's for other origins only": all(
        set("cdn", "defaultCacheBehavior.responseHeadersPolicyId", "60669652-455b-4ae9-85a4-c4c02393f86c"),
        uses("cdn", "defaultCacheBehavior"),
      ),
      "HSTS for a minute": set(
        "headers",
        "securityHeadersConfig.strictTransportSecurity.accessControlMaxAgeSec",
        60,
      ),
      "a policy without HSTS": set("headers", "securityHeadersConfig", {
        contentTypeOptions: { override: true },
      }),
      "a policy without security headers": remove("headers", "securityHeadersConfig"),
    },
    absent: faulty(remove("cdn", "defaultCacheBehavior.responseHeadersPolicyId")),
    unknown: unknownIsFine(unknown("cdn", "defaultCacheBehavior.responseHeadersPolicyId")),
    fine: {
      "a policy of AWS's": uses("cdn", "defaultCacheBehavior"),
      "a policy for CORS beside it": add({
        type: "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
        name: "cors",
        props: { corsConfig: { accessControlAllowCredentials: false } },
      }),
    },
  },
  "cf-waf": {
    faulty: { "an empty text": set("cdn", "webAclId", "") },
    absent: faulty(remove("cdn", "webAclId")),
    unknown: unknownIsFine(unknown("cdn", "webAclId")),
  },
  "cf-logging": {
    faulty: { "neither way": without("cdn-log") },
    absent: faulty(without("cdn-log")),
    unknown: unknownIsFine(unknown("cdn-log", "resourceArn")),
    fine: {
      "the older way": all(
        without("cdn-log"),
        set("cdn", "loggingConfig", { bucket: "logs.s3.amazonaws.com" }),
      ),
    },
  },
  "cf-geo": {
    faulty: { none: set("cdn", "restrictions.geoRestriction.restrictionType", "none") },
    absent: faulty(remove("cdn", "restrictions.geoRestriction")),
    unknown: undetermined(unknown("cdn", "restrictions.geoRestriction.restrictionType")),
  },
};
