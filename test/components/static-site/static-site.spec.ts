import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { StaticSite, type StaticSiteArgs } from "../../../components/static-site";
import { run, valueOf, type Cloud, type Recording } from "../../support/mocks";

const ZONE = "Z0123456789ABCDEFGHIJ";
const TOPIC = "arn:aws:sns:us-east-1:123456789012:alarms";
const CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555";
const WEB_ACL = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/acl/11111111-2222-3333-4444-555555555555";
const DISTRIBUTION_ARN = "arn:aws:cloudfront::123456789012:distribution/E1";

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
const FUNCTION = "aws:cloudfront/function:Function";
const HEADERS = "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy";
const CERT = "aws:acm/certificate:Certificate";
const VALIDATION = "aws:acm/certificateValidation:CertificateValidation";
const RECORD = "aws:route53/record:Record";
const BUCKET = "aws:s3/bucket:Bucket";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const WEB_ACL_TYPE = "aws:wafv2/webAcl:WebAcl";
const KEY = "aws:cloudfront/keyvaluestoreKey:KeyvaluestoreKey";
const STORE = "aws:cloudfront/keyValueStore:KeyValueStore";

/** Gives what AWS would: ARNs, names, and the records of a certificate in an order of its own. */
const CLOUD: Cloud = {
  outputs: ({ type, name, inputs }) => {
    const given = inputs as { domainName?: string; subjectAlternativeNames?: string[]; name?: string };
    switch (type) {
      case CERT: {
        const hosts = [given.domainName ?? "", ...(given.subjectAlternativeNames ?? [])].reverse();
        const domainValidationOptions = hosts.map((domainName) => ({
          domainName,
          resourceRecordName: `_1.${domainName}.`,
          resourceRecordType: "CNAME",
          resourceRecordValue: `_2.${domainName}.acm-validations.aws.`,
        }));
        return { arn: `arn:aws:acm:us-east-1:123456789012:certificate/${name}`, domainValidationOptions };
      }
      case DISTRIBUTION:
        return {
          arn: DISTRIBUTION_ARN,
          domainName: "d111111abcdef8.cloudfront.net",
          hostedZoneId: "Z2FDTNDATAQYW2",
        };
      case BUCKET:
        return {
          arn: `arn:aws:s3:::${name}`,
          bucketRegionalDomainName: `${name}.s3.ap-northeast-2.amazonaws.com`,
        };
      case RECORD:
        return { fqdn: given.name };
      default:
        return undefined;
    }
  },
  call: ({ token, inputs }) =>
    token === "aws:route53/getZone:getZone"
      ? { zoneId: `Z-OF-${(inputs as { name: string }).name}` }
      : undefined,
};

async function make(
  args: StaticSiteArgs,
  cloud: Cloud = CLOUD,
): Promise<{ made: Recording; result: StaticSite }> {
  return run(() => new StaticSite("www", args), cloud);
}

/** The inputs of the site's only resource of `type`. */
async function inputsOf(type: string, args: StaticSiteArgs): Promise<Readonly<Record<string, unknown>>> {
  return (await make(args)).made.only(type).inputs;
}

async function distributionOf(args: StaticSiteArgs) {
  return (await inputsOf(DISTRIBUTION, args)) as {
    readonly aliases: string[];
    readonly origins: Record<string, unknown>[];
    readonly orderedCacheBehaviors: Record<string, unknown>[];
    readonly viewerCertificate: Record<string, unknown>;
  } & Record<string, unknown>;
}

const named = (made: Recording, type: string): string[] =>
  made
    .ofType(type)
    .map(({ name }) => name)
    .sort();

const SITE: StaticSiteArgs = { domain: "www.example.com", zoneId: ZONE };
/** As little as a site can be: what is there then is always there. */
const BARE: StaticSiteArgs = { release: "inPlace", logging: { enabled: false }, alarms: { enabled: false } };

describe("StaticSite", () => {
  it("is made of these resources, all its own children", async () => {
    const { made } = await make({ ...SITE, redirectFrom: ["example.com"] });
    assert.deepEqual(made.list(), [
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
      "aws:cloudwatch/metricAlarm:MetricAlarm www-cache-hits",
      "aws:cloudwatch/metricAlarm:MetricAlarm www-client-errors",
      "aws:cloudwatch/metricAlarm:MetricAlarm www-origin-latency",
      "aws:cloudwatch/metricAlarm:MetricAlarm www-server-errors",
      "aws:route53/record:Record www-example.com-a",
      "aws:route53/record:Record www-example.com-aaaa",
      "aws:route53/record:Record www-example.com-https",
      "aws:route53/record:Record www-example.com-validation",
      "aws:route53/record:Record www-www.example.com-a",
      "aws:route53/record:Record www-www.example.com-aaaa",
      "aws:route53/record:Record www-www.example.com-https",
      "aws:route53/record:Record www-www.example.com-validation",
      "aws:s3/bucket:Bucket www-files",
      "aws:s3/bucket:Bucket www-logs",
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration www-files-lifecycle",
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration www-logs-lifecycle",
      "aws:s3/bucketObjectv2:BucketObjectv2 www-not-found",
      "aws:s3/bucketOwnershipControls:BucketOwnershipControls www-files-ownership",
      "aws:s3/bucketOwnershipControls:BucketOwnershipControls www-logs-ownership",
      "aws:s3/bucketPolicy:BucketPolicy www-files-policy",
      "aws:s3/bucketPolicy:BucketPolicy www-logs-policy",
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock www-files-access",
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock www-logs-access",
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration www-files-encryption",
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration www-logs-encryption",
      "aws:s3/bucketVersioning:BucketVersioning www-files-versioning",
      "web-infra:index:StaticSite www",
    ]);
    const strangers = made.all.filter(
      ({ type, parent }) => type.startsWith("aws:") && parent !== "web-infra:index:StaticSite www",
    );
    assert.deepEqual(strangers, []);
  });

  it("needs no more than this without domain, logs, alarms and atomic releases", async () => {
    const { made } = await make(BARE);
    assert.deepEqual(made.list(), [
      "aws:cloudfront/distribution:Distribution www",
      "aws:cloudfront/function:Function www-edge",
      "aws:cloudfront/originAccessControl:OriginAccessControl www-access",
      "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy www-headers",
      "aws:s3/bucket:Bucket www-files",
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration www-files-lifecycle",
      "aws:s3/bucketObjectv2:BucketObjectv2 www-not-found",
      "aws:s3/bucketOwnershipControls:BucketOwnershipControls www-files-ownership",
      "aws:s3/bucketPolicy:BucketPolicy www-files-policy",
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock www-files-access",
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration www-files-encryption",
      "aws:s3/bucketVersioning:BucketVersioning www-files-versioning",
      "web-infra:index:StaticSite www",
    ]);
  });

  it("makes the very same resources where what AWS assigns is unknown", async () => {
    const args = { ...SITE, redirectFrom: ["example.com"], waf: {} };
    const known = await make(args);
    const unknown = await make(args, { ...CLOUD, preview: true });
    assert.deepEqual(unknown.made.list(), known.made.list());
  });

  it("reports every fault of its arguments at once, and makes nothing", async () => {
    const bad = { mode: "ssr", colour: 1 } as unknown as StaticSiteArgs;
    await assert.rejects(
      async () => make(bad),
      /StaticSite "www": colour: is not a known key[^\n]*\nStaticSite "www": mode: must be one of|StaticSite "www": mode: must be one of[^\n]*\nStaticSite "www": colour: is not/,
    );
  });

  for (const name of ["a".repeat(41), "1www", "www.example", "site_a"]) {
    it(`refuses the name ${name}`, async () => {
      await assert.rejects(
        async () => run(() => new StaticSite(name, BARE), CLOUD),
        /the site's name must have at most 40 letters, digits and hyphens/,
      );
    });
  }

  it("says what to shorten where the edge function becomes too large", async () => {
    const redirects = Array.from({ length: 300 }, (_, i) => ({ from: `/old-${i}`, to: `/new-${i}` }));
    await assert.rejects(
      async () => make({ ...BARE, redirects }),
      /StaticSite "www": redirects, deepLinks, .* at most 10240/,
    );
  });
});

describe("StaticSite's distribution", () => {
  it("answers by HTTPS only, over HTTP/2 and HTTP/3, IPv4 and IPv6, compressed, from the edge", async () => {
    const { defaultCacheBehavior, ...rest } = await distributionOf(SITE);
    assert.deepEqual(defaultCacheBehavior, {
      targetOriginId: "bucket",
      viewerProtocolPolicy: "redirect-to-https",
      allowedMethods: ["GET", "HEAD", "OPTIONS"],
      cachedMethods: ["GET", "HEAD"],
      compress: true,
      cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
      responseHeadersPolicyId: "www-headers-id",
      functionAssociations: [
        { eventType: "viewer-request", functionArn: rest["functionArn"] ?? mockArn("www-edge") },
      ],
    });
    assert.deepEqual(
      [
        rest["enabled"],
        rest["isIpv6Enabled"],
        rest["httpVersion"],
        rest["defaultRootObject"],
        rest["waitForDeployment"],
      ],
      [true, true, "http2and3", "index.html", true],
    );
    assert.deepEqual(rest.orderedCacheBehaviors, []);
    assert.deepEqual(rest["restrictions"], { geoRestriction: { restrictionType: "none" } });
    assert.equal(rest["webAclId"], undefined);
    assert.equal(rest["loggingConfig"], undefined);
  });

  it("reads the bucket with signed requests, never as a website", async () => {
    const { made } = await make(SITE);
    const { origins } = made.only(DISTRIBUTION).inputs as { origins: unknown };
    assert.deepEqual(origins, [
      {
        originId: "bucket",
        domainName: "www-files.s3.ap-northeast-2.amazonaws.com",
        originAccessControlId: "www-access-id",
      },
    ]);
    assert.deepEqual(made.only("aws:cloudfront/originAccessControl:OriginAccessControl").inputs, {
      originAccessControlOriginType: "s3",
      signingBehavior: "always",
      signingProtocol: "sigv4",
    });
    assert.deepEqual(made.ofType("aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration"), []);
  });

  it("carries every host and its certificate", async () => {
    const { aliases, viewerCertificate } = await distributionOf({
      ...SITE,
      aliases: ["m.example.com"],
      redirectFrom: ["example.com"],
      previews: "preview.example.com",
    });
    assert.deepEqual(aliases, ["www.example.com", "m.example.com", "example.com", "*.preview.example.com"]);
    assert.deepEqual(viewerCertificate, {
      acmCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/www-certificate",
      sslSupportMethod: "sni-only",
      minimumProtocolVersion: "TLSv1.2_2025",
    });
  });

  it("uses CloudFront's own certificate without a domain", async () => {
    const { aliases, viewerCertificate } = await distributionOf(BARE);
    assert.deepEqual([aliases, viewerCertificate], [[], { cloudfrontDefaultCertificate: true }]);
  });

  it("takes minimumTls, priceClass, indexDocument and tags", async () => {
    const args = {
      minimumTls: "TLSv1.3_2025",
      priceClass: "PriceClass_All",
      indexDocument: "app.html",
    } as const;
    const { viewerCertificate, ...rest } = await distributionOf({ ...SITE, ...args, tags: { team: "web" } });
    assert.equal(viewerCertificate["minimumProtocolVersion"], "TLSv1.3_2025");
    assert.deepEqual([rest["priceClass"], rest["defaultRootObject"]], ["PriceClass_All", "app.html"]);
    assert.deepEqual(rest["tags"], { team: "web" });
    assert.equal((await distributionOf(SITE))["priceClass"], "PriceClass_200");
  });

  it("sends apiRoutes to their origins: uncached, all methods, by TLS, the longest prefix first", async () => {
    const apiRoutes = {
      "/api": "app.example.org",
      "/api/admin": "admin.example.org",
      "/auth": "app.example.org",
    };
    const { origins, orderedCacheBehaviors } = await distributionOf({ ...SITE, apiRoutes });
    assert.deepEqual(origins.slice(1), [apiOrigin("app.example.org"), apiOrigin("admin.example.org")]);
    assert.deepEqual(
      orderedCacheBehaviors.map(
        ({ pathPattern, targetOriginId }) => `${String(pathPattern)} ${String(targetOriginId)}`,
      ),
      [
        "/api/admin admin.example.org",
        "/api/admin/* admin.example.org",
        "/auth app.example.org",
        "/auth/* app.example.org",
        "/api app.example.org",
        "/api/* app.example.org",
      ],
    );
    assert.deepEqual(orderedCacheBehaviors[0], {
      pathPattern: "/api/admin",
      targetOriginId: "admin.example.org",
      viewerProtocolPolicy: "https-only",
      allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
      cachedMethods: ["GET", "HEAD"],
      compress: false,
      cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
      originRequestPolicyId: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
    });
  });

  it("shows a page of its own for missing files, but none that would cover an API's answers", async () => {
    const page = "aws:s3/bucketObjectv2:BucketObjectv2";
    const plain = await make(SITE);
    assert.equal(plain.made.only(page).inputs["key"], "errors/404.html");
    assert.equal(plain.made.only(page).inputs["contentType"], "text/html; charset=utf-8");
    assert.deepEqual(plain.made.only(page).ignoreChanges, ["content", "contentType", "cacheControl"]);
    const own = await make({ ...BARE, mode: "static" });
    assert.deepEqual(own.made.ofType(page), []);
    const api = await make({ ...SITE, apiRoutes: { "/api": "app.example.org" } });
    assert.deepEqual(api.made.ofType(page), []);
  });

  it("keeps countries in or out", async () => {
    const allow = await distributionOf({ ...BARE, geo: { allow: ["KR", "JP"] } });
    assert.deepEqual(allow["restrictions"], {
      geoRestriction: { restrictionType: "whitelist", locations: ["KR", "JP"] },
    });
    const deny = await distributionOf({ ...BARE, geo: { deny: ["KP"] } });
    assert.deepEqual(deny["restrictions"], {
      geoRestriction: { restrictionType: "blacklist", locations: ["KP"] },
    });
  });
});

function mockArn(name: string): string {
  return `arn:aws:mock:ap-northeast-2:123456789012:${name}`;
}

function apiOrigin(host: string) {
  return {
    originId: host,
    domainName: host,
    customOriginConfig: {
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: "https-only",
      originSslProtocols: ["TLSv1.2"],
    },
  };
}

describe("StaticSite's edge function", () => {
  it("runs on runtime 2.0, is published, and reads the store of an atomic site", async () => {
    const { code, ...atomic } = await inputsOf(FUNCTION, SITE);
    assert.deepEqual(atomic, {
      runtime: "cloudfront-js-2.0",
      comment: "Routing of site www",
      publish: true,
      keyValueStoreAssociations: [mockArn("www-releases")],
    });
    assert.match(String(code), /^import cf from 'cloudfront';/);
    const inPlace = await inputsOf(FUNCTION, BARE);
    assert.equal(inPlace["keyValueStoreAssociations"], undefined);
    assert.doesNotMatch(String(inPlace["code"]), /import/);
  });

  it("has no physical name of its own, so that a new one can be made before the old one goes", async () => {
    assert.equal((await inputsOf(FUNCTION, SITE))["name"], undefined);
  });
});

describe("StaticSite's releases", () => {
  it("begin with none, and no update changes which one is live", async () => {
    const { made } = await make(SITE);
    const key = made.only(KEY);
    assert.deepEqual(key.inputs, { key: "active", value: "none", keyValueStoreArn: mockArn("www-releases") });
    assert.deepEqual(key.ignoreChanges, ["value"]);
  });

  it("need no store in place", async () => {
    const { made, result } = await make({ ...SITE, release: "inPlace" });
    assert.deepEqual([...made.ofType(KEY), ...made.ofType(STORE)], []);
    assert.equal(result.keyValueStoreArn, undefined);
  });
});

describe("StaticSite's certificate and DNS records", () => {
  it("cover every host, in us-east-1, validated in the zone", async () => {
    const { made } = await make({ ...SITE, redirectFrom: ["example.com"] });
    assert.deepEqual(made.only(CERT).inputs, {
      domainName: "www.example.com",
      subjectAlternativeNames: ["example.com"],
      validationMethod: "DNS",
      region: "us-east-1",
      tags: {},
    });
    assert.deepEqual(made.only(RECORD, "www-example.com-validation").inputs, {
      zoneId: ZONE,
      name: "_1.example.com.",
      type: "CNAME",
      ttl: 300,
      records: ["_2.example.com.acm-validations.aws."],
      allowOverwrite: true,
    });
    assert.deepEqual(made.only(VALIDATION).inputs, {
      certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/www-certificate",
      region: "us-east-1",
      validationRecordFqdns: ["_1.www.example.com.", "_1.example.com."],
    });
  });

  it("lead every host to the distribution by A, AAAA and HTTPS", async () => {
    const { made } = await make({ ...SITE, redirectFrom: ["example.com"], previews: "preview.example.com" });
    const alias = [
      { name: "d111111abcdef8.cloudfront.net", zoneId: "Z2FDTNDATAQYW2", evaluateTargetHealth: false },
    ];
    for (const host of ["www.example.com", "example.com", "*.preview.example.com"]) {
      for (const type of ["A", "AAAA", "HTTPS"]) {
        const { inputs } = made.only(RECORD, `www-${host}-${type.toLowerCase()}`);
        assert.deepEqual(inputs, { zoneId: ZONE, name: host, type, aliases: alias, allowOverwrite: false });
      }
    }
  });

  it("take over records that exist only where asked", async () => {
    const { made } = await make({ ...SITE, allowOverwrite: true });
    assert.equal(made.only(RECORD, "www-www.example.com-a").inputs["allowOverwrite"], true);
  });

  it("find a zone by its name", async () => {
    const { made } = await make({ domain: "www.example.com", zone: "example.com" });
    assert.equal(made.only(RECORD, "www-www.example.com-a").inputs["zoneId"], "Z-OF-example.com");
  });

  it("use a certificate that exists, and make none", async () => {
    const { made } = await make({ ...SITE, certificateArn: CERTIFICATE });
    assert.deepEqual([...made.ofType(CERT), ...made.ofType(VALIDATION)], []);
    assert.deepEqual(named(made, RECORD), [
      "www-www.example.com-a",
      "www-www.example.com-aaaa",
      "www-www.example.com-https",
    ]);
    const { viewerCertificate } = made.only(DISTRIBUTION).inputs as {
      viewerCertificate: { acmCertificateArn: string };
    };
    assert.equal(viewerCertificate.acmCertificateArn, CERTIFICATE);
  });
});

describe("StaticSite whose zone is elsewhere", () => {
  const away: StaticSiteArgs = { domain: "www.example.net", aliases: ["example.net"], dns: false };

  it("makes no record, says which ones to enter, and waits for nothing", async () => {
    const { made, result } = await make(away);
    assert.deepEqual([...made.ofType(RECORD), ...made.ofType(VALIDATION)], []);
    const record = (host: string) => ({
      name: `_1.${host}.`,
      type: "CNAME",
      value: `_2.${host}.acm-validations.aws.`,
    });
    assert.deepEqual(await valueOf(result.validationRecords), [
      record("www.example.net"),
      record("example.net"),
    ]);
    assert.equal(await valueOf(result.dnsTarget), "d111111abcdef8.cloudfront.net");
  });

  it("answers under CloudFront's own name until the certificate is issued, without redirecting to a host that is not there", async () => {
    const { made, result } = await make(away);
    const { aliases, viewerCertificate } = made.only(DISTRIBUTION).inputs;
    assert.deepEqual([aliases, viewerCertificate], [[], { cloudfrontDefaultCertificate: true }]);
    assert.doesNotMatch(String(made.only(FUNCTION).inputs["code"]), /example\.net/);
    assert.equal(await valueOf(result.url), "https://d111111abcdef8.cloudfront.net");
  });

  it("answers under its hosts once the certificate is said to be issued, which is checked within five minutes", async () => {
    const { made, result } = await make({ ...away, certificateIssued: true });
    const validation = made.only(VALIDATION);
    assert.equal(validation.inputs["validationRecordFqdns"], undefined);
    assert.equal(validation.customTimeouts.create, "5m");
    assert.deepEqual(made.only(DISTRIBUTION).inputs["aliases"], ["www.example.net", "example.net"]);
    assert.equal(await valueOf(result.url), "https://www.example.net");
    assert.deepEqual(made.ofType(RECORD), []);
  });

  it("has nothing to enter for a certificate that exists", async () => {
    const { result } = await make({ ...away, certificateArn: CERTIFICATE });
    assert.deepEqual(await valueOf(result.validationRecords), []);
  });
});

describe("StaticSite's buckets", () => {
  it("are closed: no public access, no ACLs, encrypted, and readable by the distribution alone", async () => {
    const { made } = await make(SITE);
    for (const [role, region] of [
      ["files", undefined],
      ["logs", "us-east-1"],
    ] as const) {
      const own = { bucket: `www-${role}-id`, ...(region === undefined ? {} : { region }) };
      assert.deepEqual(
        made.only("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", `www-${role}-access`).inputs,
        {
          ...own,
          blockPublicAcls: true,
          blockPublicPolicy: true,
          ignorePublicAcls: true,
          restrictPublicBuckets: true,
        },
      );
      assert.deepEqual(
        made.only("aws:s3/bucketOwnershipControls:BucketOwnershipControls", `www-${role}-ownership`).inputs,
        {
          ...own,
          rule: { objectOwnership: "BucketOwnerEnforced" },
        },
      );
      assert.deepEqual(
        made.only(
          "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
          `www-${role}-encryption`,
        ).inputs,
        { ...own, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
      );
    }
    const policy = made.only("aws:s3/bucketPolicy:BucketPolicy", "www-files-policy").inputs[
      "policy"
    ] as string;
    assert.match(policy, new RegExp(`"AWS:SourceArn":"${DISTRIBUTION_ARN}"`));
    assert.deepEqual(made.ofType("aws:s3/bucketAcl:BucketAcl"), []);
  });

  it("keep old versions of files for versionRetentionDays", async () => {
    const { made } = await make({ ...SITE, versionRetentionDays: 7 });
    assert.deepEqual(named(made, "aws:s3/bucketVersioning:BucketVersioning"), ["www-files-versioning"]);
    const lifecycle = made.only(
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
      "www-files-lifecycle",
    );
    assert.match(JSON.stringify(lifecycle.inputs), /"noncurrentDays":7/);
    assert.ok(lifecycle.dependsOn.includes("www-files-versioning"));
  });

  it("are emptied on destruction only where asked", async () => {
    const kept = await make(SITE);
    assert.deepEqual(
      kept.made.ofType(BUCKET).map(({ inputs }) => inputs["forceDestroy"]),
      [false, false],
    );
    const emptied = await make({ ...SITE, forceDestroy: true });
    assert.deepEqual(
      emptied.made.ofType(BUCKET).map(({ inputs }) => inputs["forceDestroy"]),
      [true, true],
    );
  });

  it("are protected with certificate, distribution and store where asked, and nothing else is", async () => {
    const open = await make(SITE);
    assert.deepEqual(
      open.made.all.filter(({ protect }) => protect),
      [],
    );
    const { made } = await make({ ...SITE, protect: true });
    const names = made.all.filter(({ protect }) => protect).map(({ name }) => name);
    assert.deepEqual(names.sort(), ["www", "www-certificate", "www-files", "www-releases"]);
  });
});

describe("StaticSite's response headers", () => {
  it("are safe by default", async () => {
    assert.deepEqual(await inputsOf(HEADERS, BARE), {
      securityHeadersConfig: {
        strictTransportSecurity: {
          accessControlMaxAgeSec: 31536000,
          includeSubdomains: false,
          preload: false,
          override: true,
        },
        contentTypeOptions: { override: true },
        referrerPolicy: { referrerPolicy: "strict-origin-when-cross-origin", override: true },
        frameOptions: { frameOption: "DENY", override: true },
      },
      customHeadersConfig: {
        items: [
          {
            header: "Content-Security-Policy-Report-Only",
            value: "default-src 'self'; base-uri 'self'; object-src 'none'; frame-ancestors 'none'",
            override: true,
          },
          {
            header: "Permissions-Policy",
            value: "camera=(), geolocation=(), microphone=(), payment=()",
            override: true,
          },
        ],
      },
      removeHeadersConfig: {
        items: [
          { header: "Server" },
          { header: "x-amz-server-side-encryption" },
          { header: "x-amz-version-id" },
        ],
      },
    });
  });

  it("are what `headers` asks for", async () => {
    const { securityHeadersConfig, customHeadersConfig } = await inputsOf(HEADERS, {
      ...BARE,
      headers: {
        csp: "default-src https:",
        cspMode: "enforce",
        hstsDays: 730,
        hstsSubdomains: true,
        hstsPreload: true,
        frame: "SAMEORIGIN",
        referrer: "no-referrer",
        permissions: "camera=(self)",
        custom: { "X-Team": "web" },
      },
    });
    assert.deepEqual(securityHeadersConfig, {
      strictTransportSecurity: {
        accessControlMaxAgeSec: 63072000,
        includeSubdomains: true,
        preload: true,
        override: true,
      },
      contentTypeOptions: { override: true },
      referrerPolicy: { referrerPolicy: "no-referrer", override: true },
      frameOptions: { frameOption: "SAMEORIGIN", override: true },
      contentSecurityPolicy: { contentSecurityPolicy: "default-src https:", override: true },
    });
    assert.deepEqual(customHeadersConfig, {
      items: [
        { header: "Permissions-Policy", value: "camera=(self)", override: true },
        { header: "X-Team", value: "web", override: true },
      ],
    });
  });

  it("leave out what is switched off", async () => {
    const headers = { cspMode: "off", frame: "off", permissions: "" } as const;
    const { securityHeadersConfig, customHeadersConfig } = await inputsOf(HEADERS, { ...BARE, headers });
    assert.equal(customHeadersConfig, undefined);
    assert.deepEqual(Object.keys(securityHeadersConfig as object).sort(), [
      "contentTypeOptions",
      "referrerPolicy",
      "strictTransportSecurity",
    ]);
  });
});

describe("StaticSite's firewall", () => {
  it("is one that exists", async () => {
    const { made } = await make({ ...BARE, waf: { webAclArn: WEB_ACL } });
    assert.equal(made.only(DISTRIBUTION).inputs["webAclId"], WEB_ACL);
    assert.deepEqual(made.ofType(WEB_ACL_TYPE), []);
  });

  it("is one of its own in us-east-1, with a rate limit and managed rules", async () => {
    const { made } = await make({ ...BARE, waf: {} });
    const { rules, ...acl } = made.only(WEB_ACL_TYPE).inputs as {
      rules: { name: string; priority: number }[];
    } & Record<string, unknown>;
    assert.equal(made.only(DISTRIBUTION).inputs["webAclId"], mockArn("www-waf"));
    assert.deepEqual(
      [acl["scope"], acl["region"], acl["defaultAction"]],
      ["CLOUDFRONT", "us-east-1", { allow: {} }],
    );
    assert.deepEqual(
      rules.map(({ name, priority }) => `${priority} ${name}`),
      [
        "0 rate-limit",
        "1 AWSManagedRulesAmazonIpReputationList",
        "2 AWSManagedRulesKnownBadInputsRuleSet",
        "3 AWSManagedRulesCommonRuleSet",
      ],
    );
    assert.match(
      JSON.stringify(rules[0]),
      /"action":\{"block":\{\}\}.*"limit":2000,"aggregateKeyType":"IP"|"aggregateKeyType":"IP".*"limit":2000/,
    );
  });

  it("takes its own limit and rules", async () => {
    const waf = { rateLimit: 100, managedRules: ["AWSManagedRulesBotControlRuleSet"] };
    const { rules } = await inputsOf(WEB_ACL_TYPE, { ...BARE, waf });
    assert.equal((rules as unknown[]).length, 2);
    assert.match(
      JSON.stringify(rules),
      /"limit":100.*AWSManagedRulesBotControlRuleSet|AWSManagedRulesBotControlRuleSet.*"limit":100/,
    );
  });
});

describe("StaticSite's access logs", () => {
  it("go to a bucket of their own that may receive them before the first one comes", async () => {
    const { made, result } = await make({ ...BARE, logging: { retentionDays: 30, format: "parquet" } });
    assert.deepEqual(made.only("aws:cloudwatch/logDeliverySource:LogDeliverySource").inputs, {
      region: "us-east-1",
      logType: "ACCESS_LOGS",
      resourceArn: DISTRIBUTION_ARN,
      tags: {},
    });
    assert.deepEqual(made.only("aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination").inputs, {
      region: "us-east-1",
      outputFormat: "parquet",
      deliveryDestinationConfiguration: { destinationResourceArn: "arn:aws:s3:::www-logs" },
      tags: {},
    });
    const delivery = made.only("aws:cloudwatch/logDelivery:LogDelivery");
    assert.equal(delivery.inputs["region"], "us-east-1");
    assert.ok(delivery.dependsOn.includes("www-logs-policy"));
    const lifecycle = made.only(
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
      "www-logs-lifecycle",
    );
    assert.match(JSON.stringify(lifecycle.inputs), /"expiration":\{"days":30\}/);
    assert.equal(
      await valueOf(result.logBucketName as NonNullable<typeof result.logBucketName>),
      "www-logs-id",
    );
  });
});

describe("StaticSite's alarms", () => {
  const alarms = {
    serverErrorPercent: 1,
    clientErrorPercent: 10,
    originLatencyMs: 500,
    cacheHitPercent: 80,
    minRequests: 100,
  };

  it("watch errors, the origin and the cache with the thresholds that they are given, in us-east-1", async () => {
    const { made } = await make({ ...BARE, alarms, alarmTopicArn: TOPIC });
    const seen = made
      .ofType(ALARM)
      .map(({ name, inputs }) => [
        name,
        inputs["metricName"] ?? (inputs["metricQueries"] as { expression?: string }[])[2]?.expression,
        inputs["comparisonOperator"],
        inputs["threshold"],
      ]);
    assert.deepEqual(seen.sort(), [
      ["www-cache-hits", "IF(requests >= 1200, rate, 100)", "LessThanThreshold", 80],
      ["www-client-errors", "IF(requests >= 100, rate, 0)", "GreaterThanThreshold", 10],
      ["www-origin-latency", "OriginLatency", "GreaterThanThreshold", 500],
      ["www-server-errors", "5xxErrorRate", "GreaterThanThreshold", 1],
    ]);
    for (const { inputs } of made.ofType(ALARM)) {
      const { region, alarmActions, okActions, treatMissingData } = inputs;
      assert.deepEqual(
        [region, alarmActions, okActions, treatMissingData],
        ["us-east-1", [TOPIC], [TOPIC], "notBreaching"],
      );
      assert.match(
        JSON.stringify(inputs),
        /"DistributionId":"www-id","Region":"Global"|"Region":"Global","DistributionId":"www-id"/,
      );
    }
  });

  it("turn the metrics on that the origin's and the cache's need", async () => {
    const { made } = await make({ ...BARE, alarms });
    assert.deepEqual(made.only("aws:cloudfront/monitoringSubscription:MonitoringSubscription").inputs, {
      distributionId: "www-id",
      monitoringSubscription: {
        realtimeMetricsSubscriptionConfig: { realtimeMetricsSubscriptionStatus: "Enabled" },
      },
    });
  });

  it("notify nobody without a topic", async () => {
    const { made } = await make({ ...BARE, alarms });
    assert.deepEqual(
      made.ofType(ALARM).flatMap(({ inputs }) => inputs["alarmActions"]),
      [],
    );
  });

  it("leave the cache alone where cacheHitPercent is 0", async () => {
    const { made } = await make({ ...BARE, alarms: { cacheHitPercent: 0 } });
    assert.deepEqual(named(made, ALARM), ["www-client-errors", "www-origin-latency", "www-server-errors"]);
  });
});

describe("StaticSite's outputs", () => {
  it("tell people and pipelines what they need", async () => {
    const { result } = await make(SITE);
    const { deployTarget: target } = result;
    assert.equal(await valueOf(result.url), "https://www.example.com");
    assert.equal(await valueOf(result.bucketName), "www-files-id");
    assert.equal(await valueOf(result.distributionId), "www-id");
    assert.deepEqual(
      [target.kind, target.release, target.bucketName],
      ["static", "atomic", result.bucketName],
    );
    assert.equal(target.keyValueStoreArn, result.keyValueStoreArn);
    assert.equal(target.errorAlarmName, result.errorAlarmName);
    assert.deepEqual(Object.keys(target).sort(), [
      "bucketArn",
      "bucketName",
      "distributionArn",
      "distributionId",
      "errorAlarmName",
      "keyValueStoreArn",
      "kind",
      "release",
      "url",
    ]);
  });

  it("leave out what the site does not have", async () => {
    const { result } = await make(BARE);
    assert.deepEqual(Object.keys(result.deployTarget).sort(), [
      "bucketArn",
      "bucketName",
      "distributionArn",
      "distributionId",
      "kind",
      "release",
      "url",
    ]);
    assert.deepEqual([result.logBucketName, result.errorAlarmName], [undefined, undefined]);
  });

  it("hold the policy of a role that releases to the site", async () => {
    const { result } = await make(SITE);
    const policy = JSON.parse(await valueOf(result.deployPolicyJson)) as {
      Statement: { Sid: string; Resource: unknown }[];
    };
    assert.deepEqual(
      policy.Statement.map(({ Sid, Resource }) => [Sid, Resource]),
      [
        ["ListFiles", "arn:aws:s3:::www-files"],
        ["WriteFiles", "arn:aws:s3:::www-files/*"],
        ["SwitchRelease", mockArn("www-releases")],
        ["Invalidate", DISTRIBUTION_ARN],
      ],
    );
  });
});
