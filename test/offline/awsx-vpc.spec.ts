import assert from "node:assert/strict";
import fc from "fast-check";
import { type Cidr, lastOf, overlaps, parseCidr } from "../../offline/awsx/ec2/cidr";
import { UNKNOWN, type PlainProperties, type ResourceReference } from "../../offline/provider/properties";
import { construct, type Constructed, type ConstructOptions } from "./support/simulated";

const expand = (inputs: PlainProperties, options: ConstructOptions = {}): Promise<Constructed> =>
  construct("awsx:ec2:Vpc", inputs, { name: "net", ...options });

const list = ({ children }: Constructed) =>
  children.map(({ type, name }) => `${type.replace(/^aws:ec2\/\w+:/, "")} ${name}`).sort();

const of = ({ children }: Constructed, type: string, name: string) => {
  const found = children.find((child) => child.type.endsWith(`:${type}`) && child.name === name);
  assert.ok(found !== undefined, `there is no ${type} ${name}`);
  return found;
};

const contains = (outer: Cidr, inner: Cidr) => outer.base <= inner.base && lastOf(inner) <= lastOf(outer);

const cidrs = (expanded: Constructed) =>
  Object.fromEntries(
    expanded.children.flatMap(({ type, name, inputs }) =>
      type === "aws:ec2/subnet:Subnet" ? [[name, inputs.values["cidrBlock"]]] : [],
    ),
  );

/** What a zone has in every layout of public and private subnets. */
const zone = (number: number) => [
  ...["private", "public"].flatMap((type) => [
    `RouteTable net-${type}-${number}`,
    `RouteTableAssociation net-${type}-${number}`,
    `Subnet net-${type}-${number}`,
  ]),
  `Route net-public-${number}`,
];

const ALWAYS = ["InternetGateway net", "Vpc net", ...zone(1), ...zone(2), ...zone(3)];

describe("awsx.ec2.Vpc, offline", () => {
  it("makes no NAT gateway and no private route without a NAT strategy", async () => {
    assert.deepEqual(list(await expand({ natGateways: { strategy: "None" } })), [...ALWAYS].sort());
  });

  it("makes one NAT gateway that every private subnet is routed to", async () => {
    const expanded = await expand({ natGateways: { strategy: "Single" } });
    const routes = [1, 2, 3].map((number) => `Route net-private-${number}`);
    assert.deepEqual(list(expanded), [...ALWAYS, ...routes, "Eip net-1", "NatGateway net-1"].sort());
    const gateway = of(expanded, "NatGateway", "net-1").urn;
    for (const number of [1, 2, 3]) {
      assert.deepEqual(of(expanded, "Route", `net-private-${number}`).propertyDependencies["natGatewayId"], [
        gateway,
      ]);
    }
  });

  it("makes a NAT gateway with its own address in each zone by default", async () => {
    const expanded = await expand({});
    const gateways = [1, 2, 3].flatMap((n) => [
      `Route net-private-${n}`,
      `Eip net-${n}`,
      `NatGateway net-${n}`,
    ]);
    assert.deepEqual(list(expanded), [...ALWAYS, ...gateways].sort());
    for (const number of [1, 2, 3]) {
      const gateway = of(expanded, "NatGateway", `net-${number}`);
      assert.equal(gateway.parent, of(expanded, "Subnet", `net-public-${number}`).urn);
      assert.deepEqual(gateway.propertyDependencies, {
        subnetId: [of(expanded, "Subnet", `net-public-${number}`).urn],
        allocationId: [of(expanded, "Eip", `net-${number}`).urn],
      });
      assert.deepEqual(of(expanded, "Route", `net-private-${number}`).propertyDependencies["natGatewayId"], [
        gateway.urn,
      ]);
    }
  });

  it("uses the addresses that it is given instead of making any", async () => {
    const expanded = await expand({
      numberOfAvailabilityZones: 2,
      natGateways: { strategy: "OnePerAz", elasticIpAllocationIds: ["eipalloc-1", "eipalloc-2"] },
    });
    assert.ok(!list(expanded).some((line) => line.startsWith("Eip ")));
    assert.equal(of(expanded, "NatGateway", "net-2").inputs.values["allocationId"], "eipalloc-2");
  });

  it("nests its children as the component does", async () => {
    const expanded = await expand({ numberOfAvailabilityZones: 1, natGateways: { strategy: "None" } });
    const urnOf = (type: string, name: string) => of(expanded, type, name).urn;
    assert.equal(of(expanded, "Vpc", "net").parent, "urn:pulumi:dev::test::awsx:ec2:Vpc::net");
    assert.equal(of(expanded, "InternetGateway", "net").parent, urnOf("Vpc", "net"));
    assert.equal(of(expanded, "Subnet", "net-public-1").parent, urnOf("Vpc", "net"));
    assert.equal(of(expanded, "RouteTable", "net-public-1").parent, urnOf("Subnet", "net-public-1"));
    assert.equal(of(expanded, "Route", "net-public-1").parent, urnOf("RouteTable", "net-public-1"));
  });

  it("gives the ids of its subnets, or none of them where AWS would assign them", async () => {
    const { outputs } = await expand({ numberOfAvailabilityZones: 2 });
    const ids = outputs["privateSubnetIds"] as string[];
    assert.equal(ids.length, 2);
    assert.equal(new Set([...ids, ...(outputs["publicSubnetIds"] as string[])]).size, 4);
    for (const id of ids) assert.match(id, /^subnet-[0-9a-f]{17}$/);
    assert.match(String(outputs["vpcId"]), /^vpc-[0-9a-f]{17}$/);
    assert.deepEqual(outputs["isolatedSubnetIds"], []);
    const unknown = await expand({ numberOfAvailabilityZones: 2 }, { unknowns: true });
    assert.deepEqual(unknown.outputs["privateSubnetIds"], [UNKNOWN, UNKNOWN]);
    assert.equal(unknown.outputs["vpcId"], UNKNOWN);
    assert.equal(of(unknown, "Subnet", "net-public-1").inputs.values["vpcId"], UNKNOWN);
  });

  it("refers to its children in the outputs that are resources", async () => {
    const { children, outputs } = await expand({ numberOfAvailabilityZones: 1 });
    const urns = new Set(children.map(({ urn }) => urn));
    for (const key of ["vpc", "internetGateway"]) {
      assert.ok(urns.has((outputs[key] as ResourceReference).urn), key);
    }
    for (const key of ["subnets", "natGateways", "eips", "routeTables", "routes", "routeTableAssociations"]) {
      const listed = outputs[key] as ResourceReference[];
      assert.ok(listed.length > 0 && listed.every(({ urn }) => urns.has(urn)), key);
    }
  });

  it("names subnets by zone in their tags alone", async () => {
    const expanded = await expand({
      numberOfAvailabilityZones: 1,
      subnetNameTagStrategy: "AvailabilityZone",
    });
    assert.deepEqual(of(expanded, "Subnet", "net-public-1").inputs.values["tags"], {
      Name: "net-public-2a",
      SubnetType: "Public",
    });
  });

  it("puts the tags on everything that takes some", async () => {
    const expanded = await expand({ numberOfAvailabilityZones: 1, tags: { Team: "web" } });
    const taggable = ["Vpc", "InternetGateway", "Subnet", "RouteTable", "Eip", "NatGateway"];
    for (const { type, inputs } of expanded.children) {
      const tags = inputs.values["tags"] as Record<string, string> | undefined;
      assert.equal(
        tags?.["Team"],
        taggable.some((each) => type.endsWith(`:${each}`)) ? "web" : undefined,
        type,
      );
    }
  });

  it("makes endpoints as given, and fills in where they stand where configured", async () => {
    const vpcEndpointSpecs = [
      { serviceName: "com.amazonaws.ap-northeast-2.s3" },
      { serviceName: "com.amazonaws.ap-northeast-2.ssm", vpcEndpointType: "Interface" },
    ];
    const plain = await expand({ vpcEndpointSpecs });
    assert.ok(!("routeTableIds" in of(plain, "VpcEndpoint", "com.amazonaws.ap-northeast-2.s3").inputs));
    const filled = await expand({ vpcEndpointSpecs, vpcEndpointStrategy: "Auto" });
    const s3 = of(filled, "VpcEndpoint", "com.amazonaws.ap-northeast-2.s3");
    assert.equal((s3.inputs.values["routeTableIds"] as string[]).length, 6);
    const ssm = of(filled, "VpcEndpoint", "com.amazonaws.ap-northeast-2.ssm");
    assert.deepEqual(ssm.inputs.values["subnetIds"], filled.outputs["privateSubnetIds"]);
  });
});

describe("the ranges of awsx.ec2.Vpc's subnets", () => {
  const none = { natGateways: { strategy: "None" } };

  // The legacy figures are those that the component's own documentation gives for a /16 in three zones.
  const layouts: readonly [string, PlainProperties, Record<string, string>][] = [
    [
      "legacy, the default",
      {},
      {
        "net-private-1": "10.0.0.0/19",
        "net-public-1": "10.0.32.0/20",
        "net-private-2": "10.0.64.0/19",
        "net-public-2": "10.0.96.0/20",
        "net-private-3": "10.0.128.0/19",
        "net-public-3": "10.0.160.0/20",
      },
    ],
    [
      "legacy with isolated subnets",
      {
        numberOfAvailabilityZones: 2,
        subnetSpecs: [{ type: "Isolated" }, { type: "Public" }, { type: "Private" }],
      },
      {
        "net-private-1": "10.0.0.0/19",
        "net-public-1": "10.0.32.0/20",
        "net-isolated-1": "10.0.48.0/24",
        "net-private-2": "10.0.128.0/19",
        "net-public-2": "10.0.160.0/20",
        "net-isolated-2": "10.0.176.0/24",
      },
    ],
    [
      "legacy with a public subnet larger than the private one before it",
      {
        numberOfAvailabilityZones: 1,
        subnetSpecs: [
          { type: "Private", cidrMask: 20 },
          { type: "Public", cidrMask: 19 },
        ],
      },
      { "net-private-1": "10.0.0.0/20", "net-public-1": "10.0.32.0/19" },
    ],
    [
      "auto",
      { numberOfAvailabilityZones: 2, subnetStrategy: "Auto" },
      {
        "net-private-1": "10.0.0.0/18",
        "net-public-1": "10.0.64.0/19",
        "net-private-2": "10.0.128.0/18",
        "net-public-2": "10.0.192.0/19",
      },
    ],
    [
      "auto in the order given",
      {
        numberOfAvailabilityZones: 1,
        subnetStrategy: "Auto",
        subnetSpecs: [
          { type: "Public", cidrMask: 24 },
          { type: "Private", cidrMask: 20, name: "app" },
        ],
      },
      { "net-public-1": "10.0.0.0/24", "net-app-1": "10.0.16.0/20" },
    ],
    [
      "defaults merged with a setting of one type",
      {
        numberOfAvailabilityZones: 1,
        subnetStrategy: "AutoMerge",
        subnetSpecs: [{ type: "Public", cidrMask: 24 }],
      },
      { "net-private-1": "10.0.0.0/17", "net-public-1": "10.0.128.0/24" },
    ],
    [
      "explicit",
      {
        availabilityZoneNames: ["ap-northeast-2a", "ap-northeast-2c"],
        subnetStrategy: "Auto",
        subnetSpecs: [{ type: "Public", cidrBlocks: ["10.0.1.0/24", "10.0.9.0/24"] }],
      },
      { "net-public-1": "10.0.1.0/24", "net-public-2": "10.0.9.0/24" },
    ],
  ];
  for (const [what, inputs, expected] of layouts) {
    it(`are those of the component: ${what}`, async () => {
      assert.deepEqual(cidrs(await expand({ ...none, ...inputs })), expected);
    });
  }

  const refused: readonly [string, PlainProperties, RegExp][] = [
    [
      "two ways to say which zones",
      { availabilityZoneNames: ["a"], numberOfAvailabilityZones: 2 },
      /Only one of/,
    ],
    ["more zones than the region has", { numberOfAvailabilityZones: 9 }, /at least 9 Availability Zones/],
    [
      "a NAT gateway without a public subnet",
      { subnetSpecs: [{ type: "Private" }] },
      /both private and public/,
    ],
    ["an unknown strategy", { natGateways: { strategy: "Some" } }, /Unknown NatGatewayStrategy 'Some'/],
    [
      "addresses without gateways",
      { natGateways: { strategy: "None", elasticIpAllocationIds: ["eipalloc-1"] } },
      /cannot be specified/,
    ],
    [
      "fewer addresses than zones",
      { natGateways: { strategy: "OnePerAz", elasticIpAllocationIds: ["eipalloc-1"] } },
      /must match the number of availability zones/,
    ],
    [
      "subnets that do not fit",
      {
        ...none,
        cidrBlock: "10.0.0.0/24",
        subnetStrategy: "Auto",
        subnetSpecs: [{ type: "Public", cidrMask: 24 }],
      },
      /Subnets are too large for VPC/,
    ],
    [
      "ranges that overlap",
      {
        ...none,
        numberOfAvailabilityZones: 1,
        subnetStrategy: "Auto",
        subnetSpecs: [
          { type: "Public", cidrBlocks: ["10.0.0.0/16"] },
          { type: "Private", cidrBlocks: ["10.0.1.0/24"] },
        ],
      },
      /1\. net-public-1: 10\.0\.0\.0\/16\n2\. net-private-1: 10\.0\.1\.0\/24/,
    ],
    [
      "gaps where none may be",
      {
        ...none,
        numberOfAvailabilityZones: 1,
        subnetStrategy: "Exact",
        subnetSpecs: [{ type: "Public", cidrMask: 17 }],
      },
      /gaps in the subnet ranges/,
    ],
    [
      "a size that is no power of 2",
      { ...none, subnetSpecs: [{ type: "Public", size: 1000 }] },
      /sizes are invalid: 1000/,
    ],
  ];
  for (const [what, inputs, message] of refused) {
    it(`are refused: ${what}`, async () => {
      await assert.rejects(expand(inputs), message);
    });
  }

  const masks = fc.integer({ min: 23, max: 28 });
  const types = fc.constantFrom("Public", "Private", "Isolated");
  const rangesOf = async (
    zones: number,
    bits: number,
    subnetStrategy: string,
    specs: readonly PlainProperties[],
  ) => {
    const expanded = await expand({
      ...none,
      cidrBlock: `10.64.0.0/${bits}`,
      subnetStrategy,
      subnetSpecs: specs.map((spec, index) => ({ ...spec, name: `s${index}` })),
      numberOfAvailabilityZones: zones,
    });
    const ranges = Object.values(cidrs(expanded)).map((text) => parseCidr(String(text)));
    assert.equal(ranges.length, zones * specs.length);
    assertDisjoint(ranges);
    assert.ok(ranges.every((range) => contains(parseCidr(`10.64.0.0/${bits}`), range)));
  };
  const sizes = [fc.integer({ min: 1, max: 4 }), fc.integer({ min: 16, max: 18 })] as const;

  it("never overlap and never leave the VPC: auto, any sizes", async () => {
    const specs = fc.array(fc.record({ type: types, cidrMask: masks }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(...sizes, specs, (zones, bits, given) => rangesOf(zones, bits, "Auto", given)),
    );
  });

  // The legacy layout counts within a type in steps of each subnet's own size, so sizes that differ within a type may collide: refused, see above.
  it("never overlap and never leave the VPC: legacy, one size for each type", async () => {
    const specs = fc.tuple(fc.array(types, { minLength: 1, maxLength: 4 }), masks, masks, masks);
    await fc.assert(
      fc.asyncProperty(...sizes, specs, (zones, bits, [given, ...each]) => {
        const maskOf = (type: string) => each[["Public", "Private", "Isolated"].indexOf(type)];
        return rangesOf(
          zones,
          bits,
          "Legacy",
          given.map((type) => ({ type, cidrMask: maskOf(type) })),
        );
      }),
    );
  });

  it("never overlap and never leave the VPC without specs, whatever the size and the number of zones", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 16, max: 24 }),
        fc.constantFrom("Legacy", "Auto"),
        async (zones, bits, subnetStrategy) => {
          const cidrBlock = `172.16.0.0/${bits}`;
          const expanded = await expand({
            ...none,
            cidrBlock,
            subnetStrategy,
            numberOfAvailabilityZones: zones,
          });
          const ranges = Object.values(cidrs(expanded)).map((text) => parseCidr(String(text)));
          assert.equal(ranges.length, 2 * zones);
          assertDisjoint(ranges);
          assert.ok(ranges.every((range) => contains(parseCidr(cidrBlock), range)));
        },
      ),
    );
  });
});

function assertDisjoint(ranges: readonly Cidr[]): void {
  ranges.forEach((range, index) => {
    assert.ok(!ranges.slice(index + 1).some((other) => overlaps(range, other)));
  });
}
