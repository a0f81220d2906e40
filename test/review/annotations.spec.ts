/** On which line of the stack's file a remark stands: that of the value which the change comes from. */
import assert from "node:assert/strict";
import { annotationsOf } from "../../review/report/annotations";
import { reviewOf } from "../../review/report/review";
import { finding, stack, urn, type Given } from "./support/stacks";

const SERVICE = "shop:index:Service";
const ENVIRONMENT = "aws:elasticbeanstalk/environment:Environment";
const BUCKET = "aws:s3/bucket:Bucket";
const NAT = "aws:ec2/natGateway:NatGateway";

const FORMER = `config:
  aws:region: eu-west-1
  shop:network:
    natGateways: single
  shop:services:
    app:
      domain: app.example.com
      scaling:
        min: 2
        max: 4
      environment: { A: "1" }
    api:
      domain: api.example.com
`;

const own = (setting: string, value: string): Given[] => [
  { type: SERVICE, name: "app", custom: false },
  {
    type: ENVIRONMENT,
    name: "app-node24",
    parent: urn(SERVICE, "app"),
    inputs: { settings: [{ namespace: "asg", name: setting, value }] },
  },
];

/** The lines of the remarks of a change, by their first words. */
function lines(
  text: string,
  before: readonly Given[],
  after: readonly Given[],
  findings: readonly object[] = [],
  provider: readonly [object, object] = [{}, {}],
): readonly number[] {
  const file = { path: "infra/Pulumi.prod.yaml", text, former: FORMER };
  const review = reviewOf({
    ...{ base: "main", head: "topic", files: new Map([["prod", file]]) },
    stacks: [
      {
        stack: "prod",
        before: stack(before, [], { provider: provider[0] }),
        after: stack(after, findings, { provider: provider[1] }),
      },
    ],
  });
  return annotationsOf(review).map(({ line }) => line);
}

const lineOf = (text: string, part: string): number => text.slice(0, text.indexOf(part)).split("\n").length;
const edited = (was: string, is: string): string => FORMER.replace(was, is);

describe("the line of a remark", () => {
  it("is that of the nested value that changed, not of its entry", () => {
    const text = edited("max: 4", "max: 6");
    assert.deepEqual(lines(text, own("MaxSize", "4"), own("MaxSize", "6")), [lineOf(text, "max: 6")]);
  });

  it("of two changed values is that whose value the property holds", () => {
    const text = edited("min: 2\n        max: 4", "min: 3\n        max: 6");
    assert.deepEqual(lines(text, own("MinSize", "2"), own("MinSize", "3")), [lineOf(text, "min: 3")]);
    assert.deepEqual(lines(text, own("MaxSize", "4"), own("MaxSize", "6")), [lineOf(text, "max: 6")]);
  });

  it("of a key that is gone is that of the key around it", () => {
    const text = edited("        max: 4\n", "");
    assert.deepEqual(lines(text, own("MaxSize", "4"), own("MaxSize", "8")), [lineOf(text, "scaling:")]);
  });

  it("of a key that is new with all it holds is its own", () => {
    const text = edited("      environment", "      healthCheck:\n        interval: 5\n      environment");
    assert.deepEqual(lines(text, own("Interval", "15"), own("Interval", "5")), [
      lineOf(text, "healthCheck:"),
    ]);
  });

  it("of the network is that of the network's value", () => {
    const text = edited("natGateways: single", "natGateways: none");
    const nat: Given[] = [{ type: NAT, name: "network-1", inputs: { subnetId: "a" } }];
    const other: Given[] = [{ type: NAT, name: "network-1", inputs: { subnetId: "b" } }];
    assert.deepEqual(lines(text, nat, other), [lineOf(text, "natGateways: none")]);
  });

  it("of another region is that of aws:region, for every resource", () => {
    const text = edited("eu-west-1", "eu-west-2");
    const bucket: Given[] = [{ type: BUCKET, name: "app" }];
    const regions = [{ region: "eu-west-1" }, { region: "eu-west-2" }] as const;
    assert.deepEqual(lines(text, bucket, bucket, [], regions), [2]);
  });

  it("of a finding is that of the key which its advice names, or of the nearest key around it", () => {
    const found = (key: string): object =>
      finding("p", urn(ENVIRONMENT, "app-node24"), `is wrong\nTo do: set ${key} in the stack's file.`);
    const all = own("MaxSize", "4");
    const at = (key: string): readonly number[] => lines(FORMER, all, all, [found(key)]);
    assert.deepEqual(at("shop:services.app.scaling.max"), [lineOf(FORMER, "max: 4")]);
    assert.deepEqual(at("shop:services.app.waf: true"), [lineOf(FORMER, "app:")]);
  });

  it("of a finding that was there before is none: only what is new is remarked", () => {
    const all = own("MaxSize", "4");
    const old = [finding("p", urn(ENVIRONMENT, "app-node24"), "is wrong")];
    const review = reviewOf({
      ...{ base: "main", head: "topic" },
      files: new Map([["prod", { path: "Pulumi.prod.yaml", text: FORMER, former: FORMER }]]),
      stacks: [{ stack: "prod", before: stack(all, old), after: stack(all, old) }],
    });
    assert.deepEqual(annotationsOf(review), []);
  });

  it("of a resource that no key names is the first", () => {
    const bucket = (acl: string): Given[] => [{ type: BUCKET, name: "else", inputs: { bucket: acl } }];
    assert.deepEqual(lines(FORMER, bucket("a"), bucket("b")), [1]);
  });
});
