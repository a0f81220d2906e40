import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { StaticSiteArgs } from "../../../components/static-site";
import { valueOf } from "../../support/mocks";
import {
  TOPIC,
  WEB_ACL,
  DISTRIBUTION_ARN,
  DISTRIBUTION,
  BUCKET,
  ALARM,
  WEB_ACL_TYPE,
  HEADERS,
  KEY,
  SITE,
  BARE,
  named,
  make,
  inputsOf,
  mockArn,
} from "./support";

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

  it("are emptied on destruction only where configured", async () => {
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

  it("are protected with certificate, distribution and store where configured, and nothing else is", async () => {
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

describe("StaticSite's rules that only count", () => {
  it("32 (X10): are set to count in the web ACL that the site makes, the rest of their group blocks", async () => {
    const countOnly = { AWSManagedRulesCommonRuleSet: ["SizeRestrictions_BODY"] };
    const { rules } = (await inputsOf(WEB_ACL_TYPE, { ...BARE, waf: { countOnly } })) as {
      rules: { name: string; statement: { managedRuleGroupStatement?: Record<string, unknown> } }[];
    };
    const overrides = rules.map(({ name, statement }) => [
      name,
      statement.managedRuleGroupStatement?.["ruleActionOverrides"],
    ]);
    assert.deepEqual(Object.fromEntries(overrides), {
      "rate-limit": undefined,
      AWSManagedRulesAmazonIpReputationList: undefined,
      AWSManagedRulesKnownBadInputsRuleSet: undefined,
      AWSManagedRulesCommonRuleSet: [{ name: "SizeRestrictions_BODY", actionToUse: { count: {} } }],
    });
  });
});

describe("StaticSite's response headers", () => {
  it("31: keep a whole site out of search engines where it says so, as that of a staging stack", async () => {
    const robots = async (headers: StaticSiteArgs["headers"]) =>
      JSON.stringify(await inputsOf(HEADERS, { ...BARE, headers })).includes(
        '"header":"X-Robots-Tag","override":true,"value":"noindex"',
      );
    assert.deepEqual(
      [await robots({ noIndex: "site" }), await robots({ noIndex: "off" }), await robots({})],
      [true, false, false],
    );
  });

  it("11 (B9): come from another site's policy where one is given, and no policy is made", async () => {
    const { made } = await make({ ...BARE, responseHeadersPolicyId: "shared" });
    assert.deepEqual(named(made, HEADERS), []);
    const { defaultCacheBehavior } = made.only(DISTRIBUTION).inputs as {
      defaultCacheBehavior: { responseHeadersPolicyId: string };
    };
    assert.equal(defaultCacheBehavior.responseHeadersPolicyId, "shared");
  });
});

describe("StaticSite's redirects", () => {
  it("28 (X7): are keys of its store where the function has no room for them", async () => {
    const redirects = Array.from({ length: 400 }, (_, i) => ({ from: `/old-${i}`, to: `/new-${i}` }));
    const { made } = await make({ ...BARE, release: "atomic", redirects });
    const keys = made.ofType(KEY).map(({ inputs }) => (inputs as { key: string }).key);
    assert.ok(keys.includes("active") && keys.filter((key) => key.startsWith("redirect:")).length > 10);
    assert.equal(new Set(keys).size, keys.length);
  });
});

describe("StaticSite's access logs", () => {
  it("go to a bucket of their own that may receive them before the first one comes", async () => {
    const { made, result } = await make({ ...BARE, accessLogs: { retentionDays: 30, format: "parquet" } });
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

  it("notify no one without a topic", async () => {
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
