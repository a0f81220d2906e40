import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { logBucketPolicy, logLifecycleRules } from "../../../components/static-site/access-logs";
import { deployPolicy } from "../../../components/static-site/deploy-policy";
import { filesLifecycleRules, siteBucketPolicy } from "../../../components/static-site/files";
import { errorResponses, notFoundKey } from "../../../components/static-site/not-found";

const BUCKET = "arn:aws:s3:::files";
const DISTRIBUTION = "arn:aws:cloudfront::123456789012:distribution/E1";
const STORE = "arn:aws:cloudfront::123456789012:key-value-store/1";

const NO_TLS = {
  Sid: "DenyWithoutTls",
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: [BUCKET, `${BUCKET}/*`],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};

describe("policy documents of a site", () => {
  it("let this distribution alone read and list the files, by TLS", () => {
    const Condition = { StringEquals: { "AWS:SourceArn": DISTRIBUTION } };
    const Principal = { Service: "cloudfront.amazonaws.com" };
    assert.deepEqual(siteBucketPolicy(BUCKET, DISTRIBUTION).Statement, [
      {
        Sid: "DistributionReads",
        Effect: "Allow",
        Principal,
        Condition,
        Action: "s3:GetObject",
        Resource: `${BUCKET}/*`,
      },
      {
        Sid: "DistributionLearnsWhatIsMissing",
        Effect: "Allow",
        Principal,
        Condition,
        Action: "s3:ListBucket",
        Resource: BUCKET,
      },
      NO_TLS,
    ]);
  });

  it("let log delivery for this account alone write logs, by TLS", () => {
    assert.deepEqual(logBucketPolicy(BUCKET, "123456789012").Statement, [
      {
        Sid: "LogDeliveryWrites",
        Effect: "Allow",
        Principal: { Service: "delivery.logs.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: `${BUCKET}/*`,
        Condition: {
          StringEquals: { "aws:SourceAccount": "123456789012", "s3:x-amz-acl": "bucket-owner-full-control" },
          ArnLike: { "aws:SourceArn": "arn:aws:logs:us-east-1:123456789012:delivery-source:*" },
        },
      },
      NO_TLS,
    ]);
  });

  it("let a deployment write files and switch or invalidate, and nothing more", () => {
    const actions = (keyValueStoreArn?: string) =>
      (
        deployPolicy({ bucketArn: BUCKET, distributionArn: DISTRIBUTION, keyValueStoreArn }).Statement as {
          Action: string | string[];
          Resource: string;
        }[]
      )
        .flatMap(({ Action, Resource }) => [Action].flat().map((action) => `${action} ${Resource}`))
        .sort();
    const always = [
      `cloudfront:CreateInvalidation ${DISTRIBUTION}`,
      `cloudfront:GetInvalidation ${DISTRIBUTION}`,
      `s3:AbortMultipartUpload ${BUCKET}/*`,
      `s3:DeleteObject ${BUCKET}/*`,
      `s3:GetObject ${BUCKET}/*`,
      `s3:ListBucket ${BUCKET}`,
      `s3:PutObject ${BUCKET}/*`,
    ];
    const store = ["DeleteKey", "DescribeKeyValueStore", "GetKey", "ListKeys", "PutKey", "UpdateKeys"];
    assert.deepEqual(actions(), always);
    assert.deepEqual(actions(STORE), [
      ...store.map((name) => `cloudfront-keyvaluestore:${name} ${STORE}`),
      ...always,
    ]);
  });
});

describe("life of objects", () => {
  it("never ends by age for a site's files", () => {
    const rules = filesLifecycleRules(30);
    assert.deepEqual(rules, [
      {
        id: "abort-unfinished-uploads",
        status: "Enabled",
        filter: { prefix: "" },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
      },
      {
        id: "delete-old-versions",
        status: "Enabled",
        filter: { prefix: "" },
        noncurrentVersionExpiration: { noncurrentDays: 30 },
        expiration: { expiredObjectDeleteMarker: true },
      },
    ]);
  });

  it("ends by age for logs", () => {
    const [, byAge, ...others] = logLifecycleRules(90);
    const expected = {
      id: "delete-by-age",
      status: "Enabled",
      filter: { prefix: "" },
      expiration: { days: 90 },
    };
    assert.deepEqual([byAge, others], [expected, []]);
  });
});

describe("answers to errors", () => {
  const site = { apiRoutes: {}, mode: "spa", release: "atomic" } as const;

  it("33: keep a missing file a 404 of the site's own, no XML of S3's, with a page, for ten seconds", () => {
    const page = {
      errorCode: 404,
      responseCode: 404,
      responsePagePath: "/errors/404.html",
      errorCachingMinTtl: 10,
    };
    assert.deepEqual(errorResponses(site), [page]);
  });

  it("33: are the origin's own and never kept where there are apiRoutes", () => {
    const responses = errorResponses({ ...site, apiRoutes: { "/api": "app.example.org" } });
    const codes = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];
    assert.deepEqual(
      responses,
      codes.map((errorCode) => ({ errorCode, errorCachingMinTtl: 0 })),
    );
  });

  for (const [expected, config] of [
    ["errors/404.html", { mode: "spa", release: "atomic" }],
    ["errors/404.html", { mode: "static", release: "atomic", notFoundDocument: "404.html" }],
    ["errors/404.html", { mode: "spa", release: "inPlace" }],
    ["404.html", { mode: "static", release: "inPlace" }],
    ["lost.html", { mode: "spa", release: "inPlace", notFoundDocument: "lost.html" }],
  ] as const) {
    it(`show ${expected} with ${JSON.stringify(config)}`, () => {
      assert.equal(notFoundKey(config), expected);
    });
  }
});
