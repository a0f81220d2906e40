import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import { staticSiteArgsSchema, type StaticSiteArgs } from "../../../components/static-site";
import { CERTIFICATE, make, TOPIC, WEB_ACL, ZONE } from "./support";

const HASH = "b81d12e2d0daa2332cafbeb5b6f896a778772add63bc7ba29c9c16e600c7956d";

/** Two sites that give between them every argument, none of them at its default. */
const ATOMIC: StaticSiteArgs = {
  domain: "www.example.com",
  aliases: ["m.example.com"],
  redirectFrom: ["example.com"],
  defaultDomain: "block",
  zoneId: ZONE,
  allowOverwrite: true,
  minimumTls: "TLSv1.3_2025",
  indexDocument: "app.html",
  deepLinks: ["/users"],
  fallbackPages: { "/ko": "ko/app.html" },
  languages: { en: "/en/", ko: "/ko/" },
  redirects: [
    { from: "/old", to: "/new" },
    { from: "/blog/*", to: "https://blog.example.org/:splat", status: 308 },
  ],
  apiRoutes: { "/api": "app.example.com", "/api/admin": "admin.example.com" },
  originSecrets: {
    "app.example.com": {
      headerName: "X-Origin-Verify",
      secret: "arn:aws:ssm:ap-northeast-2:123456789012:parameter/app/origin",
    },
  },
  basicAuth: { reviewer: HASH },
  basicAuthOn: "previews",
  previews: "preview.example.com",
  headers: {
    csp: "default-src https:",
    cspMode: "enforce",
    hstsDays: 730,
    hstsSubdomains: true,
    hstsPreload: true,
    frame: "SAMEORIGIN",
    referrer: "no-referrer",
    permissions: "camera=()",
    noIndex: "off",
    custom: { "Cross-Origin-Opener-Policy": "same-origin" },
    corsOrigins: ["https://app.example.com"],
  },
  priceClass: "PriceClass_All",
  waf: {
    rateLimit: 1000,
    managedRules: ["AWSManagedRulesAmazonIpReputationList"],
    countOnly: { AWSManagedRulesAmazonIpReputationList: ["AWSManagedIPDDoSList"] },
  },
  accessLogs: { retentionDays: 365, format: "parquet" },
  alarms: {
    serverErrorPercent: 1,
    clientErrorPercent: 10,
    latencyMs: 1000,
    cacheHitPercent: 80,
    minRequests: 1000,
  },
  geo: { allow: ["KR", "JP"] },
  versionRetentionDays: 90,
  forceDestroy: true,
  tags: { team: "web" },
  alarmTopicArn: TOPIC,
  protect: true,
};
const IN_PLACE: StaticSiteArgs = {
  domain: "docs.example.net",
  dns: false,
  certificateIssued: true,
  mode: "static",
  pages: "file",
  trailingSlash: "never",
  cleanUrls: true,
  release: "inPlace",
  notFoundDocument: "lost.html",
  waf: { webAclArn: WEB_ACL },
  geo: { deny: ["KP"] },
  accessLogs: false,
  alarms: false,
};
const ELSEWHERE: StaticSiteArgs = {
  domain: "www.docs.example.org",
  zone: "example.org",
  mode: "static",
  notFoundPages: { "/de": "de/404.html" },
  certificateArn: CERTIFICATE,
  responseHeadersPolicyId: "11111111-2222-3333-4444-555555555555",
};

const OBJECTS = new Set(["headers", "waf", "accessLogs", "alarms", "geo"]);

/** What stands in for an argument that others need; all others are left out. */
const OTHERS: Readonly<Record<string, unknown>> = {
  "atomic.domain": "web.example.com",
  "in place.domain": "web.example.net",
  "elsewhere.domain": "web.docs.example.org",
  "atomic.zoneId": "ZAAAAAAAAAAAAAAAAAAAA",
  // A host with a secret must have a route.
  "atomic.apiRoutes": { "/v2": "app.example.com" },
  "elsewhere.zone": "docs.example.org",
  "atomic.basicAuth": { other: "0".repeat(64) },
  "atomic.previews": "next.example.com",
  "atomic.geo.allow": ["KR"],
  "in place.geo.deny": ["IR"],
  // Without it there are none either, since no one is notified.
  "in place.alarms": true,
};

/** Others are only possible with them. What they do is in specs of their own. */
const NEEDED = new Set([
  "in place.dns",
  "in place.mode",
  "elsewhere.mode",
  "in place.release",
  "atomic.headers.hstsSubdomains",
]);

describe("StaticSite with every argument", function () {
  this.timeout(30_000);

  it("is given every argument that there is", () => {
    const given = new Set([ATOMIC, IN_PLACE, ELSEWHERE].flatMap((args) => Object.keys(args)));
    const { shape } = staticSiteArgsSchema as unknown as { shape: object };
    assert.deepEqual(
      Object.keys(shape).filter((key) => !given.has(key)),
      [],
    );
  });

  it("makes these resources of an atomic site", async () => {
    const { made } = await make(ATOMIC);
    const hosts = ["*.preview.example.com", "example.com", "m.example.com", "www.example.com"];
    assert.deepEqual(
      made.list(),
      [
        "aws:acm/certificate:Certificate www-certificate",
        "aws:acm/certificateValidation:CertificateValidation www-certificate-validation",
        "aws:cloudfront/distribution:Distribution www",
        "aws:cloudfront/function:Function www-edge",
        "aws:cloudfront/keyValueStore:KeyValueStore www-releases",
        "aws:cloudfront/keyvaluestoreKey:KeyvaluestoreKey www-active-release",
        "aws:cloudfront/monitoringSubscription:MonitoringSubscription www-metrics",
        "aws:cloudfront/originAccessControl:OriginAccessControl www-access",
        "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy www-headers",
        "aws:cloudwatch/logDelivery:LogDelivery www-logs",
        "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination www-logs-destination",
        "aws:cloudwatch/logDeliverySource:LogDeliverySource www-logs-source",
        ...["cache-hits", "client-errors", "origin-latency", "server-errors"].map(
          (role) => `aws:cloudwatch/metricAlarm:MetricAlarm www-${role}`,
        ),
        ...hosts.flatMap((host) =>
          ["a", "aaaa", "https", "validation"].map((role) => `aws:route53/record:Record www-${host}-${role}`),
        ),
        ...["files", "logs"].flatMap((role) => bucket(`www-${role}`)),
        "aws:s3/bucketVersioning:BucketVersioning www-files-versioning",
        "aws:wafv2/webAcl:WebAcl www-waf",
        "web-infra:index:StaticSite www",
      ].sort(),
    );
  });

  it("makes these resources of a site in place", async () => {
    const { made } = await make(IN_PLACE);
    assert.deepEqual(
      made.list(),
      [
        "aws:acm/certificate:Certificate www-certificate",
        "aws:acm/certificateValidation:CertificateValidation www-certificate-validation",
        "aws:cloudfront/distribution:Distribution www",
        "aws:cloudfront/function:Function www-edge",
        "aws:cloudfront/originAccessControl:OriginAccessControl www-access",
        "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy www-headers",
        ...bucket("www-files"),
        "aws:s3/bucketVersioning:BucketVersioning www-files-versioning",
        "web-infra:index:StaticSite www",
      ].sort(),
    );
  });

  for (const [kind, args] of Object.entries({ atomic: ATOMIC, "in place": IN_PLACE, elsewhere: ELSEWHERE })) {
    describe(`of a site ${kind}`, () => {
      let all: unknown;
      before(async () => {
        all = await madeOf(args);
      });
      it("is the same twice", async () => {
        assert.deepEqual(await madeOf(args), all);
      });
      for (const path of pathsOf(args).filter((each) => !NEEDED.has(`${kind}.${each}`))) {
        it(`reflects ${path} in what it makes`, async () => {
          assert.notDeepEqual(await madeOf(without(args, path, OTHERS[`${kind}.${path}`])), all);
        });
      }
    });
  }
});

/** All that a site is made of; in which order it was registered is no difference. */
async function madeOf(args: StaticSiteArgs): Promise<unknown> {
  const { made } = await make(args);
  return Object.fromEntries(
    made.all.map((each) => [`${each.type} ${each.name}`, { ...each, dependsOn: [...each.dependsOn].sort() }]),
  );
}

function bucket(name: string): string[] {
  return [
    `aws:s3/bucket:Bucket ${name}`,
    `aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration ${name}-lifecycle`,
    `aws:s3/bucketOwnershipControls:BucketOwnershipControls ${name}-ownership`,
    `aws:s3/bucketPolicy:BucketPolicy ${name}-policy`,
    `aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock ${name}-access`,
    `aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration ${name}-encryption`,
  ];
}

/** `domain`, `headers.csp` … */
function pathsOf(args: StaticSiteArgs): string[] {
  return Object.entries(args).flatMap(([key, value]) =>
    OBJECTS.has(key) && typeof value === "object"
      ? Object.keys(value as object).map((inner) => `${key}.${inner}`)
      : [key],
  );
}

function without(args: StaticSiteArgs, path: string, other: unknown): StaticSiteArgs {
  const [key = "", inner] = path.split(".");
  const value =
    inner === undefined ? other : put((args as Readonly<Record<string, object>>)[key] ?? {}, inner, other);
  return put(args, key, value);
}

/** A copy of `object` in which `key` holds `value`; without the key where that is undefined. */
function put(object: object, key: string, value: unknown): object {
  const rest = Object.entries(object).filter(([each]) => each !== key);
  return Object.fromEntries(value === undefined ? rest : [...rest, [key, value]]);
}
