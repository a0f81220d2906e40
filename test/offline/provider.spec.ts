import assert from "node:assert/strict";
import fc from "fast-check";
import { Asset, plain, ResourceReference, UNKNOWN, type Properties } from "../../offline/provider/properties";
import facts from "../../offline/aws/facts/blocks.json";
import { decode, encode, shown } from "../../offline/provider/wire";
import { create, make, providerOf } from "./support/simulated";

const BUCKET = "aws:s3/bucket:Bucket";
const request = { type: BUCKET, name: "web", urn: `urn:pulumi:dev::test::${BUCKET}::web` };
const aws = providerOf(BUCKET);
const state = (inputs: Properties) => create(BUCKET, "web", inputs).properties;

describe("the simulated provider of AWS", () => {
  it("leaves everything that AWS assigns unknown in a preview", () => {
    const made = aws.create({ ...request, properties: plain({ bucket: "a" }), preview: true });
    assert.deepEqual(made, { id: UNKNOWN, properties: plain({ bucket: "a" }), simulated: true });
  });

  it("finds no difference between equal inputs, nor in what is to be ignored", () => {
    const inputs = plain({ bucket: "a", tags: { Team: "web" }, forceDestroy: false });
    const same = aws.diff({
      ...request,
      id: "a",
      olds: inputs,
      oldInputs: inputs,
      news: inputs,
      ignoreChanges: [],
    });
    assert.deepEqual(same, { diffs: [], replaces: [], deleteBeforeReplace: false });
    const news = plain({ bucket: "a", tags: { Team: "app" }, forceDestroy: false });
    const ignored = aws.diff({
      ...request,
      id: "a",
      olds: inputs,
      oldInputs: inputs,
      news,
      ignoreChanges: ["tags.Team"],
    });
    assert.deepEqual(ignored.diffs, []);
  });

  it("replaces a resource whose name changes, after a new one is there, and one with a fixed name before", () => {
    const oldInputs = plain({ fileSystemId: "fs-1", name: "role" });
    const diff = (type: string, name: string, olds: Properties, news: Properties) =>
      aws.diff({ ...{ type, name, urn: "urn" }, id: "x", olds, oldInputs: olds, news, ignoreChanges: [] });
    assert.deepEqual(
      diff("aws:iam/role:Role", "role", oldInputs, plain({ fileSystemId: "fs-1", name: "other" })),
      {
        diffs: ["name"],
        replaces: ["name"],
        deleteBeforeReplace: false,
      },
    );
    const type = "aws:lb/loadBalancer:LoadBalancer";
    const inSubnets = (name: string, ...subnets: string[]) => plain({ name, subnets });
    for (const [name, deleteBeforeReplace] of [
      ["fixed", true],
      ["web-0a1b2c3", false],
    ] as const) {
      const moved = diff(type, "web", inSubnets(name, "a", "b"), inSubnets(name, "a", "c"));
      assert.deepEqual(moved, { diffs: ["subnets"], replaces: ["subnets"], deleteBeforeReplace });
    }
    const changed = diff(type, "web", plain({ idleTimeout: 60 }), plain({ idleTimeout: 90 }));
    assert.deepEqual(changed, { diffs: ["idleTimeout"], replaces: [], deleteBeforeReplace: false });
  });

  it("keeps the automatic name of what exists, and gives way to a name of the program", () => {
    const bucket = (news: Properties, olds?: Properties) =>
      aws.check({ ...request, news, ...(olds === undefined ? {} : { olds }) }).inputs.values["bucket"];
    assert.match(String(bucket(plain({}))), /^web-[0-9a-f]{7}$/);
    assert.equal(bucket(plain({}), plain({ bucket: "web-0123abc" })), "web-0123abc");
    assert.equal(bucket(plain({ bucket: "b" }), plain({ bucket: "web-0123abc" })), "b");
    assert.notEqual(bucket(plain({}), plain({ bucket: "b" })), "b", "a name that the program gave before");
  });

  it("keeps what AWS has assigned when a resource is updated", () => {
    const before = state(plain({ bucket: "a", tags: { Team: "web" } }));
    const { properties } = aws.update({
      ...{ ...request, id: "a", olds: before, news: plain({ bucket: "a", tags: { Team: "app" } }) },
      preview: false,
    });
    assert.equal(properties.values["arn"], before.values["arn"]);
    assert.deepEqual(properties.values["tagsAll"], { Team: "app" });
  });
});

describe("secrets that a provider sees", () => {
  it("make secrets of what is made of them, and of nothing else", () => {
    const made = state({ values: { bucket: "hidden", tags: { a: "1" } }, secrets: [["bucket"]] });
    const secret = new Set(made.secrets.map(([key]) => key));
    for (const key of ["bucket", "arn", "bucketDomainName", "bucketRegionalDomainName"]) {
      assert.ok(secret.has(key), key);
    }
    for (const key of ["tagsAll", "hostedZoneId", "region"]) assert.ok(!secret.has(key), key);
  });

  it("stay at their places in tags, documents and blocks", () => {
    const tagged = state({ values: { tags: { open: "1", hidden: "2" } }, secrets: [["tags", "hidden"]] });
    assert.deepEqual(
      tagged.secrets.filter(([key]) => key === "tags" || key === "tagsAll"),
      [
        ["tags", "hidden"],
        ["tagsAll", "hidden"],
      ],
    );
    const policy = { Version: "2012-10-17", Statement: [{ Resource: "hidden" }] };
    const type = "aws:iam/rolePolicy:RolePolicy";
    const checked = providerOf(type).check({
      ...{ type, name: "x", urn: "urn" },
      news: { values: { policy }, secrets: [["policy", "Statement", 0, "Resource"]] },
    });
    assert.equal(checked.inputs.values["policy"], JSON.stringify(policy));
    assert.deepEqual(checked.inputs.secrets, [["policy"]]);
    const domain = create("aws:opensearch/domain:Domain", "x", {
      values: { vpcOptions: { subnetIds: ["subnet-1"] } },
      secrets: [["vpcOptions", "subnetIds", 0]],
    });
    assert.deepEqual(domain.properties.secrets, [["vpcOptions", "subnetIds", 0]]);
  });
});

describe("K2: what the provider computes inside of a block that the program gives", () => {
  const cases: readonly (readonly [type: string, inputs: Record<string, unknown>, path: string])[] = [
    ["aws:opensearch/domain:Domain", { vpcOptions: { subnetIds: ["a"] } }, "vpcOptions.availabilityZones"],
    ["aws:opensearch/domain:Domain", { vpcOptions: { subnetIds: ["a"] } }, "vpcOptions.vpcId"],
    [
      "aws:directoryservice/directory:Directory",
      { vpcSettings: { vpcId: "v" } },
      "vpcSettings.availabilityZones",
    ],
    [
      "aws:msk/cluster:Cluster",
      { brokerNodeGroupInfo: { clientSubnets: ["a"] } },
      "brokerNodeGroupInfo.storageInfo",
    ],
    ["aws:ec2/instance:Instance", { rootBlockDevice: { volumeSize: 8 } }, "rootBlockDevice.volumeId"],
    ["aws:ec2/instance:Instance", { rootBlockDevice: { volumeSize: 8 } }, "rootBlockDevice.deviceName"],
    [
      "aws:lb/loadBalancer:LoadBalancer",
      { subnetMappings: [{ subnetId: "a" }] },
      "subnetMappings.0.outpostId",
    ],
    ["aws:lb/targetGroup:TargetGroup", { healthCheck: { path: "/" } }, "healthCheck.matcher"],
  ];
  for (const [type, inputs, path] of cases) {
    it(`is unknown, not missing: ${type} ${path}`, () => {
      const found = path
        .split(".")
        .reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], make(type, inputs));
      assert.equal(found, UNKNOWN);
    });
  }

  it("is unknown or made up, never missing, in every block of every type of AWS, at any depth, in lists too", () => {
    let held = 0;
    for (const [module, { types, blocks }] of Object.entries(blockFacts)) {
      for (const [short, words] of Object.entries(types)) {
        const type = tokenOf(module, short);
        for (const word of words.split(" ")) {
          const [property = "", block = ""] = word.split(":");
          for (const path of pathsIn(blocks, block)) {
            for (const [given, at] of [
              [nested(path.slice(0, -1), false), path],
              [nested(path.slice(0, -1), true), path.flatMap((member) => [0, member])],
            ] as const) {
              const inputs = { [property]: given };
              const found = valueAt(make(type, inputs), [property, ...at]);
              assert.notEqual(found ?? undefined, undefined, `${type} ${property}.${at.join(".")}`);
              held += 1;
            }
          }
        }
      }
    }
    assert.ok(held > 4_000, String(held));
  });

  it("leaves what the program gives as it is", () => {
    const vpcOptions = { subnetIds: ["a"], vpcId: "vpc-given" };
    const made = make("aws:opensearch/domain:Domain", { vpcOptions })["vpcOptions"] as Record<
      string,
      unknown
    >;
    assert.deepEqual(made, { ...vpcOptions, availabilityZones: UNKNOWN });
  });
});

type Facts = Readonly<Record<string, Record<"types" | "blocks", Readonly<Record<string, string>>>>>;
const blockFacts: Facts = facts;

/** The token of a type as the facts name it: `Type`, or `path:Type`. */
function tokenOf(module: string, short: string): string {
  const [path, type = ""] = short.includes(":") ? short.split(":") : [undefined, short];
  return `aws:${module}/${path ?? type.charAt(0).toLowerCase() + type.slice(1)}:${type}`;
}

/** Where a block computes something; a block that stands in itself once. */
function pathsIn(
  blocks: Readonly<Record<string, string>>,
  block: string,
  above: readonly string[] = [],
): string[][] {
  if (above.includes(block)) return [];
  return (blocks[block] ?? "").split(" ").flatMap((word) => {
    const [member = "", inner] = word.split(":");
    if (inner === undefined) return [[member]];
    return pathsIn(blocks, inner, [...above, block]).map((path) => [member, ...path]);
  });
}

/** Empty blocks in each other, or lists of one. */
function nested(path: readonly string[], inLists: boolean): unknown {
  const [first, ...rest] = path;
  const block = first === undefined ? {} : { [first]: nested(rest, inLists) };
  return inLists ? [block] : block;
}

const valueAt = (value: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((found, key) => (found as Record<string | number, unknown>)[key], value);

describe("values on the wire", () => {
  const text = fc.string().filter((value) => !value.includes("04da6b54"));
  const leaf = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(UNKNOWN));
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      leaf,
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), tie("value"), { maxKeys: 3 }),
    ),
  }));
  const values = fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), value, {
    maxKeys: 5,
    noNullPrototype: true,
  });

  it("are the same after they have travelled, secrets at their places", () => {
    fc.assert(
      fc.property(values, fc.nat(), (given, nth) => {
        const keys = Object.keys(given);
        const secrets = keys.length === 0 ? [] : [[keys[nth % keys.length] ?? ""]];
        const back = decode(encode({ values: given, secrets }));
        assert.deepEqual(JSON.stringify(back.values), JSON.stringify(given));
        assert.deepEqual(back.secrets, secrets);
      }),
    );
  });

  it("hold assets and references to resources", () => {
    const given = plain({
      code: new Asset("archive", { assets: { "a.js": new Asset("asset", { text: "hi" }) } }),
      vpc: new ResourceReference("urn", "vpc-1"),
      component: new ResourceReference("urn", undefined),
    });
    assert.deepEqual(decode(encode(given)), given);
    assert.deepEqual(shown(given), {
      code: { assets: { "a.js": { text: "hi" } } },
      vpc: "vpc-1",
      component: "urn",
    });
  });

  it("are reported without any secret, at any depth", () => {
    const secret = { values: { a: { b: ["x", { c: "y" }] } }, secrets: [["a", "b", 1, "c"]] };
    assert.deepEqual(shown(secret), { a: { b: ["x", { c: "[secret]" }] } });
  });
});
