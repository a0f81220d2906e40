import assert from "node:assert/strict";
import type { z } from "zod";
import {
  beanstalkRetentionDays,
  certificateArn,
  cloudWatchRetentionDays,
  connectionArn,
  edgeCertificateArn,
  edgeTopicArn,
  edgeWebAclArn,
  isInZone,
  kmsKeyArn,
  managedPolicyArn,
  nearest,
  secretArn,
  secretResources,
  tags,
  topicArn,
  webAclArn,
  zoneId,
} from "../../../components/fields";

const ACCOUNT = "123456789012";

/** Each field with values that it takes and values that it refuses. */
const FIELDS: readonly (readonly [name: string, field: z.ZodType, good: unknown[], bad: unknown[]])[] = [
  ["zoneId", zoneId, ["Z0123456789ABCDEFGHIJ", "Z2FDTNDATAQYW2"], ["Z12", "z0123456789", "example.com", ""]],
  [
    "kmsKeyArn",
    kmsKeyArn,
    [`arn:aws:kms:eu-west-1:${ACCOUNT}:key/1-2`],
    ["alias/x", `arn:aws:kms:eu-west-1:${ACCOUNT}:alias/x`],
  ],
  [
    "managedPolicyArn",
    managedPolicyArn,
    [`arn:aws:iam::${ACCOUNT}:policy/boundary`, "arn:aws:iam::aws:policy/ReadOnlyAccess"],
    [`arn:aws:iam::${ACCOUNT}:role/x`],
  ],
  [
    "connectionArn",
    connectionArn,
    [
      `arn:aws:codeconnections:eu-west-1:${ACCOUNT}:connection/1-2`,
      `arn:aws:codestar-connections:eu-west-1:${ACCOUNT}:connection/1-2`,
    ],
    ["https://bitbucket.org"],
  ],
  [
    "topicArn",
    topicArn,
    [`arn:aws:sns:eu-west-1:${ACCOUNT}:alarms`],
    [`arn:aws:sqs:eu-west-1:${ACCOUNT}:alarms`],
  ],
  [
    "edgeTopicArn",
    edgeTopicArn,
    [`arn:aws:sns:us-east-1:${ACCOUNT}:alarms`],
    [`arn:aws:sns:eu-west-1:${ACCOUNT}:alarms`],
  ],
  [
    "certificateArn",
    certificateArn,
    [`arn:aws:acm:eu-west-1:${ACCOUNT}:certificate/1-2`],
    [`arn:aws:iam::${ACCOUNT}:server-certificate/x`],
  ],
  [
    "edgeCertificateArn",
    edgeCertificateArn,
    [`arn:aws:acm:us-east-1:${ACCOUNT}:certificate/1-2`],
    [`arn:aws:acm:eu-west-1:${ACCOUNT}:certificate/1-2`],
  ],
  [
    "webAclArn",
    webAclArn,
    [`arn:aws:wafv2:eu-west-1:${ACCOUNT}:regional/webacl/x/1-2`],
    [`arn:aws:wafv2:us-east-1:${ACCOUNT}:global/webacl/x/1-2`],
  ],
  [
    "edgeWebAclArn",
    edgeWebAclArn,
    [`arn:aws:wafv2:us-east-1:${ACCOUNT}:global/webacl/x/1-2`],
    [`arn:aws:wafv2:eu-west-1:${ACCOUNT}:regional/webacl/x/1-2`],
  ],
  ["cloudWatchRetentionDays", cloudWatchRetentionDays, [1, 30, 1096, 2192, 3288, 3653], [0, 2, 31, "30"]],
  ["beanstalkRetentionDays", beanstalkRetentionDays, [1, 30, 1827, 3653], [1096, 2192, 3288]],
  ["tags", tags, [{ Team: "web", Cost: 12 }], [{ "aws:x": "y" }, { a: "<" }]],
  [
    "secretArn",
    secretArn,
    [
      "arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds!cluster-1a2b-AbCdEf:password",
      `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:db`,
      `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:app/db-AbCdEf`,
      `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:app/db-AbCdEf:url`,
      `arn:aws:ssm:eu-west-1:${ACCOUNT}:parameter/prod/db`,
    ],
    ["hunter2", `arn:aws:s3:::${ACCOUNT}`, `arn:aws:ssm:eu-west-1:${ACCOUNT}:parameter`, "db-AbCdEf"],
  ],
];

describe("fields", () => {
  for (const [name, field, good, bad] of FIELDS) {
    for (const value of good) {
      it(`${name} takes ${JSON.stringify(value)}`, () => {
        assert.ok(field.safeParse(value).success);
      });
    }
    for (const value of bad) {
      it(`${name} refuses ${JSON.stringify(value)}`, () => {
        assert.ok(!field.safeParse(value).success);
      });
    }
  }

  it("secretResources names what a role must be allowed to read, with and without the suffix of the name", () => {
    const secret = (name: string) => `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:${name}`;
    const parameter = `arn:aws:ssm:eu-west-1:${ACCOUNT}:parameter/x`;
    const secrets = {
      A: secret("db-AbCdEf:url"),
      B: secret("db-AbCdEf:user"),
      C: secret("bare"),
      D: secret("my-secret"),
      E: parameter,
    };
    assert.deepEqual(secretResources(secrets, "secretsmanager"), [
      secret("bare-??????"),
      secret("db-AbCdEf"),
      // The name may end like a suffix: then both it and the suffixed name are allowed.
      secret("my-secret"),
      secret("my-secret-??????"),
    ]);
    assert.deepEqual(secretResources(secrets, "ssm"), [parameter]);
  });

  it("isInZone takes the apex and what is below, and no name that only ends alike", () => {
    assert.deepEqual(
      ["example.com", "www.example.com", "myexample.com"].map((host) => isInZone(host, "Example.com.")),
      [true, true, false],
    );
  });

  it("nearest allows two slips, and fewer in a short name", () => {
    const known = ["healthCheckPath", "min", "tags"];
    assert.equal(nearest("helthChekPath", known), "healthCheckPath");
    assert.equal(nearest("tgs", known), "tags");
    assert.equal(nearest("mode", known), undefined);
    assert.equal(nearest("ax", known), undefined);
  });
});
