/** New resources under the name of one that the same update deletes. */
import assert from "node:assert/strict";
import { UNKNOWN } from "../../review/preview-document";
import { verdictOf } from "../../review/report/verdict";
import { reviewed, stack, urn, type Given } from "./support/stacks";

/** What the review says of `new` where `old` is the whole stack before; "" where it says nothing. */
function said(old: Given, now: Given): string {
  return reviewed(stack([old]), stack([now])).consequences.get(urn(now.type, now.name))?.text ?? "";
}

const of = (type: string, inputs: Given["inputs"], more: Partial<Given> = {}): Given => ({
  ...{ type, name: "old", inputs: inputs ?? {} },
  ...more,
});
const renamed = (given: Given): Given => ({ ...given, name: "new" });

const REFUSED: readonly (readonly [type: string, inputs: object, named: string])[] = [
  ["aws:s3/bucket:Bucket", { bucket: "shop-files" }, "bucket"],
  ["aws:iam/role:Role", { name: "shop" }, "name"],
  ["aws:ec2/securityGroup:SecurityGroup", { vpcId: "vpc-1", name: "web" }, "vpcId, name"],
  [
    "aws:ec2/route:Route",
    { routeTableId: "rtb-1", destinationCidrBlock: "0.0.0.0/0" },
    "routeTableId, destinationCidrBlock",
  ],
  ["aws:lb/listener:Listener", { loadBalancerArn: "arn:a", port: 443 }, "loadBalancerArn, port"],
  ["aws:alb/listenerRule:ListenerRule", { listenerArn: "arn:l", priority: 10 }, "listenerArn, priority"],
  ["aws:cloudwatch/logGroup:LogGroup", { name: "/shop" }, "name"],
  ["aws:route53/record:Record", { zoneId: "Z1", name: "www", type: "A" }, "zoneId, name, type"],
  ["aws:cloudfront/distribution:Distribution", { aliases: ["a.example.com", "www.example.com"] }, "aliases"],
  ["aws:elasticbeanstalk/environment:Environment", { name: "shop" }, "name"],
  ["aws:rds/instance:Instance", { identifier: "shop" }, "identifier"],
];

const OVERWRITTEN: readonly (readonly [type: string, inputs: object, named: string])[] = [
  ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", { bucket: "shop" }, "bucket"],
  ["aws:s3/bucketPolicy:BucketPolicy", { bucket: "shop", policy: "{}" }, "bucket"],
  ["aws:s3/bucketVersioningV2:BucketVersioningV2", { bucket: "shop" }, "bucket"],
  ["aws:s3/bucketObjectv2:BucketObjectv2", { bucket: "shop", key: "index.html" }, "bucket, key"],
  [
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    { role: "shop", policyArn: "arn:p" },
    "role, policyArn",
  ],
  ["aws:cloudwatch/metricAlarm:MetricAlarm", { name: "shop-5xx" }, "name"],
  ["aws:sns/topic:Topic", { name: "shop" }, "name"],
  ["aws:wafv2/webAclAssociation:WebAclAssociation", { resourceArn: "arn:lb" }, "resourceArn"],
  [
    "aws:route53/record:Record",
    { zoneId: "Z1", name: "www", type: "A", allowOverwrite: true },
    "zoneId, name, type",
  ],
  ["aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock", { blockPublicAcls: true }, "place"],
];

const TOPIC = "aws:sns/topic:Topic";
const POLICY = "aws:s3/bucketPolicy:BucketPolicy";

/** Pairs that AWS tells apart, and what no update deletes. */
const APART: readonly (readonly [what: string, old: Given, now: Given])[] = [
  ["another name", of(TOPIC, { name: "a" }), renamed(of(TOPIC, { name: "b" }))],
  ["names that Pulumi makes", of(TOPIC, {}), renamed(of(TOPIC, {}))],
  [
    "another region",
    of(TOPIC, { name: "a", region: "eu-west-1" }),
    renamed(of(TOPIC, { name: "a", region: "us-east-1" })),
  ],
  ["another type", of(TOPIC, { name: "a" }), renamed(of("aws:sqs/queue:Queue", { name: "a" }))],
  [
    "an alias",
    of(TOPIC, { name: "a" }),
    { ...renamed(of(TOPIC, { name: "a" })), options: { aliases: [urn(TOPIC, "old")] } },
  ],
  [
    "groups of other networks",
    of("aws:ec2/securityGroup:SecurityGroup", { vpcId: "vpc-1", name: "web" }),
    renamed(of("aws:ec2/securityGroup:SecurityGroup", { vpcId: "vpc-2", name: "web" })),
  ],
  [
    "hosts of another distribution",
    of("aws:cloudfront/distribution:Distribution", { aliases: ["a.example.com"] }),
    renamed(of("aws:cloudfront/distribution:Distribution", { aliases: ["b.example.com"] })),
  ],
  [
    "values of other resources that only a deployment knows",
    of(POLICY, { bucket: UNKNOWN }, { from: { bucket: ["aws:s3/bucket:Bucket::a"] } }),
    renamed(of(POLICY, { bucket: UNKNOWN }, { from: { bucket: ["aws:s3/bucket:Bucket::b"] } })),
  ],
  [
    "types of which two may be alike",
    of("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" }),
    renamed(of("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" })),
  ],
  [
    "what is only looked up",
    of(TOPIC, { name: "a" }, { operation: "read" }),
    renamed(of(TOPIC, { name: "a" })),
  ],
  [
    "what is imported",
    of(TOPIC, { name: "a" }),
    { ...renamed(of(TOPIC, { name: "a" })), operation: "import" },
  ],
];

describe("a new resource under the name of one that the update deletes", () => {
  for (const [type, inputs, named] of REFUSED) {
    it(`is refused by AWS: ${type}`, () => {
      assert.equal(
        said(of(type, { ...inputs }), renamed(of(type, { ...inputs }))),
        `has the ${named} of old, which this update deletes after it: AWS refuses the second; give it an alias of old, so that Pulumi keeps the resource`,
      );
    });
  }

  for (const [type, inputs, named] of OVERWRITTEN) {
    it(`goes with it: ${type}`, () => {
      assert.equal(
        said(of(type, { ...inputs }), renamed(of(type, { ...inputs }))),
        `has the ${named} of old, which this update deletes after it, so that the deletion takes the new one away; give it an alias of old, so that Pulumi keeps the resource`,
      );
    });
  }

  for (const [what, old, now] of APART) {
    it(`is no such thing: ${what}`, () => {
      assert.equal(said(old, now), "");
    });
  }

  it("takes the place of one that stays in the account", () => {
    const old = of(TOPIC, { name: "a" }, { options: { retainOnDelete: true } });
    assert.equal(said(old, renamed(of(TOPIC, { name: "a" }))), "has the name of old, and takes its place");
  });

  it("is known by a value of the same resource that only a deployment knows", () => {
    const given = of(POLICY, { bucket: UNKNOWN }, { from: { bucket: ["aws:s3/bucket:Bucket::a"] } });
    assert.match(said(given, renamed(given)), /^has the bucket of old, .* takes the new one away/);
  });

  it("is in the verdict, of high risk either way", () => {
    const verdict = (type: string, inputs: Given["inputs"]) =>
      verdictOf(reviewed(stack([of(type, inputs)]), stack([renamed(of(type, inputs))])));
    assert.deepEqual(
      [verdict(POLICY, { bucket: "a" }), verdict("aws:iam/role:Role", { name: "a" })].map(
        ({ risk, text }) => [risk, text],
      ),
      [
        ["high", "1 created, 1 deleted, data lost: new"],
        ["high", "1 created, 1 deleted, refused: new"],
      ],
    );
  });
});
