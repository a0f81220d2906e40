import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { StaticSite, type StaticSiteArgs } from "../../../components/static-site";
import { run, valueOf } from "../../support/mocks";
import {
  DISTRIBUTION,
  DISTRIBUTION_ARN,
  KEY,
  STORE,
  CLOUD,
  SITE,
  BARE,
  TOPIC,
  make,
  mockArn,
} from "./support";

describe("StaticSite", () => {
  it("is made of these resources, all its own children", async () => {
    const { made } = await make({ ...SITE, redirectFrom: ["example.com"], alarmTopicArn: TOPIC });
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

  it("makes no alarm where no one is notified, unless alarms are configured", async () => {
    const alarms = async (args: Partial<StaticSiteArgs>) =>
      (await make({ ...SITE, ...args })).made.ofType("aws:cloudwatch/metricAlarm:MetricAlarm").length;
    assert.deepEqual([await alarms({}), await alarms({ alarms: true })], [0, 4]);
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

  for (const name of ["a".repeat(36), "1www", "www.example", "site_a"]) {
    it(`refuses the name ${name}`, async () => {
      await assert.rejects(
        async () => run(() => new StaticSite(name, BARE), CLOUD),
        /name: must have at most 35 letters, digits and hyphens/,
      );
    });
  }

  it("lets a transformation change what no argument covers", async () => {
    const smaller = ({ type, props, opts }: { type: string; props: object; opts: object }) =>
      type === "aws:cloudfront/distribution:Distribution"
        ? { props: { ...props, httpVersion: "http2" }, opts }
        : undefined;
    const { made } = await run(() => new StaticSite("www", BARE, { transformations: [smaller] }), CLOUD);
    assert.equal(made.only(DISTRIBUTION).inputs["httpVersion"], "http2");
  });

  it("says what to shorten where the edge function becomes too large", async () => {
    const redirects = Array.from({ length: 300 }, (_, i) => ({ from: `/old-${i}`, to: `/new-${i}` }));
    await assert.rejects(
      async () => make({ ...BARE, redirects }),
      /^Error: StaticSite "www": redirects: must be shorter: .* at most 10240; .*$/,
    );
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

describe("StaticSite's outputs", () => {
  it("tell people and pipelines what they need", async () => {
    const { result } = await make({ ...SITE, alarmTopicArn: TOPIC });
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
      "apiRoutes",
      "bucketArn",
      "bucketName",
      "distributionArn",
      "distributionId",
      "errorAlarmName",
      "guarded",
      "indexDocument",
      "keyValueStoreArn",
      "kind",
      "mode",
      "release",
      "url",
    ]);
  });

  it("tell a release by which addresses its pages are reached, and whether a stranger reaches them", async () => {
    const known = async (args: Partial<typeof SITE>) => {
      const { deployTarget } = (await make({ ...SITE, ...args })).result;
      const { mode, indexDocument, pages, trailingSlash, guarded } = deployTarget;
      return { mode, indexDocument, pages, trailingSlash, guarded };
    };
    const spa = { mode: "spa", indexDocument: "index.html", pages: undefined, trailingSlash: undefined };
    assert.deepEqual(await known({}), { ...spa, guarded: false });
    const basicAuth = { reviewer: "a".repeat(64) };
    assert.deepEqual(await known({ basicAuth }), { ...spa, guarded: true });
    assert.deepEqual(
      await known({ mode: "static", indexDocument: "home.html", pages: "file", trailingSlash: "never" }),
      {
        mode: "static",
        indexDocument: "home.html",
        pages: "file",
        trailingSlash: "never",
        guarded: false,
      },
    );
  });

  it("leave out what the site does not have", async () => {
    const { result } = await make(BARE);
    assert.deepEqual(Object.keys(result.deployTarget).sort(), [
      "apiRoutes",
      "bucketArn",
      "bucketName",
      "distributionArn",
      "distributionId",
      "guarded",
      "indexDocument",
      "kind",
      "mode",
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
        ["Publish", "arn:aws:s3:::www-files/*"],
        ["Verify", "arn:aws:s3:::www-files"],
        ["Invalidate", DISTRIBUTION_ARN],
        ["Switch", mockArn("www-releases")],
      ],
    );
  });
});
