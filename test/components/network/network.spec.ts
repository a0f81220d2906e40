import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  Network,
  type NetworkArgs,
  type NetworkConfig,
  networkConfigSchema,
  type Placement,
  placementFaults,
} from "../../../components/network";
import { zonesOf } from "../../../components/network/subnets";
import { faultsOf, formatFault } from "../../../components/fields";
import { type Cloud, run, valueOf } from "../../support/mocks";

const CLOUD: Cloud = {
  outputs: ({ type }) =>
    type === "awsx:ec2:Vpc"
      ? {
          vpcId: "vpc-1",
          publicSubnetIds: ["subnet-1", "subnet-2"],
          privateSubnetIds: ["subnet-3", "subnet-4"],
          routeTables: [{ id: "rtb-1" }, { id: "rtb-2" }],
        }
      : undefined,
};

const make = (args?: NetworkArgs, cloud: Cloud = CLOUD) => run(() => new Network("network", args), cloud);

const EXISTING = {
  vpcId: "vpc-0abc",
  publicSubnetIds: ["subnet-1", "subnet-2"],
  privateSubnetIds: ["subnet-3", "subnet-4"],
};

describe("Network", () => {
  it("builds a VPC of two zones with one NAT gateway, a way to S3 and records of refused traffic", async () => {
    const { made, result } = await make();
    assert.deepEqual(made.list(), [
      "aws:cloudwatch/logGroup:LogGroup network-flow-logs",
      "aws:ec2/flowLog:FlowLog network-flow-logs",
      "aws:ec2/vpcEndpoint:VpcEndpoint network-s3",
      "aws:iam/role:Role network-flow-logs",
      "aws:iam/rolePolicy:RolePolicy network-flow-logs",
      "awsx:ec2:Vpc network",
      "web-infra:index:Network network",
    ]);
    assert.deepEqual(made.only("awsx:ec2:Vpc").inputs, {
      cidrBlock: "10.0.0.0/16",
      numberOfAvailabilityZones: 2,
      natGateways: { strategy: "Single" },
      subnetStrategy: "Auto",
      subnetSpecs: [{ type: "Public" }, { type: "Private" }],
      enableDnsHostnames: true,
      enableDnsSupport: true,
    });
    assert.deepEqual(made.only("aws:ec2/vpcEndpoint:VpcEndpoint").inputs, {
      vpcId: "vpc-1",
      serviceName: "com.amazonaws.ap-northeast-2.s3",
      vpcEndpointType: "Gateway",
      routeTableIds: ["rtb-1", "rtb-2"],
    });
    const { trafficType, logDestination } = made.only("aws:ec2/flowLog:FlowLog").inputs;
    assert.deepEqual(
      [trafficType, logDestination],
      ["REJECT", "arn:aws:mock:ap-northeast-2:123456789012:network-flow-logs"],
    );
    assert.equal(made.only("aws:cloudwatch/logGroup:LogGroup").inputs["retentionInDays"], 30);
    assert.equal(await valueOf(result.vpcId), "vpc-1");
    assert.deepEqual(await valueOf(result.publicSubnetIds), ["subnet-1", "subnet-2"]);
    assert.deepEqual(await valueOf(result.privateSubnetIds), ["subnet-3", "subnet-4"]);
  });

  for (const [natGateways, strategy] of [
    ["none", "None"],
    ["single", "Single"],
    ["onePerAz", "OnePerAz"],
  ] as const) {
    it(`builds NAT gateways by the strategy ${strategy} for ${natGateways}`, async () => {
      const { made } = await make({ natGateways });
      assert.deepEqual(made.only("awsx:ec2:Vpc").inputs["natGateways"], { strategy });
    });
  }

  it("uses an existing VPC as it is, and builds nothing", async () => {
    const { made, result } = await run(() => new Network("network", EXISTING), {
      call: ({ inputs }) => ({ ...(inputs as object), vpcId: EXISTING.vpcId }),
    });
    assert.deepEqual(made.list(), ["web-infra:index:Network network"]);
    assert.equal(await valueOf(result.vpcId), "vpc-0abc");
    assert.deepEqual(await valueOf(result.publicSubnetIds), EXISTING.publicSubnetIds);
    assert.deepEqual(await valueOf(result.privateSubnetIds), EXISTING.privateSubnetIds);
  });

  describe("in an existing VPC", () => {
    const zones = { "subnet-1": "a", "subnet-2": "b", "subnet-3": "a", "subnet-4": "b" };
    const answering = (changed: Record<string, string> = {}, vpcs: Record<string, string> = {}): Cloud => ({
      call: ({ token, inputs }) => {
        assert.equal(token, "aws:ec2/getSubnet:getSubnet");
        const { id } = inputs as { id: keyof typeof zones };
        const zone = changed[id] ?? zones[id];
        return { id, vpcId: vpcs[id] ?? EXISTING.vpcId, availabilityZone: `ap-northeast-2${zone}` };
      },
    });
    /** What Network registers beside the ids: the zones, or why there are none. */
    const zonesIn = async (network: typeof EXISTING, cloud: Cloud) => {
      const { result } = await run(() => {
        const parent = new pulumi.ComponentResource("test:index:Parent", "parent");
        return zonesOf("network", network, parent);
      }, cloud);
      return valueOf(result).catch((error: unknown) => {
        assert.ok(error instanceof pulumi.RunError, "without a stack trace");
        return error.message.split("\n");
      });
    };

    it("takes subnets in different zones", async () => {
      const { made } = await run(() => new Network("network", EXISTING), answering());
      assert.deepEqual(made.list(), ["web-infra:index:Network network"]);
      assert.deepEqual(await zonesIn(EXISTING, answering()), ["ap-northeast-2a", "ap-northeast-2b"]);
    });

    it("refuses subnets that all lie in one zone", async () => {
      assert.deepEqual(await zonesIn(EXISTING, answering({ "subnet-2": "a", "subnet-3": "b" })), [
        'Network "network": publicSubnetIds: must lie in at least two Availability Zones, and all lie in ap-northeast-2a',
        'Network "network": privateSubnetIds: must lie in at least two Availability Zones, and all lie in ap-northeast-2b',
      ]);
    });

    it("refuses subnets of another VPC", async () => {
      assert.deepEqual(await zonesIn(EXISTING, answering({}, { "subnet-4": "vpc-9" })), [
        'Network "network": privateSubnetIds: must be subnets of vpc-0abc, and subnet-4 is of vpc-9',
      ]);
    });

    it("does not judge what is no answer of AWS's", async () => {
      const standIn = answering({}, { "subnet-1": "${data.aws_subnet.one.vpc_id}" });
      assert.deepEqual(await zonesIn(EXISTING, standIn), ["ap-northeast-2a", "ap-northeast-2b"]);
    });

    it("refuses two subnets of a zone for a load balancer, not for instances", async () => {
      const three = ["subnet-1", "subnet-2", "subnet-3"];
      const network = { ...EXISTING, publicSubnetIds: three, privateSubnetIds: three };
      assert.deepEqual(await zonesIn(network, answering()), [
        'Network "network": publicSubnetIds: must have one subnet a zone, and subnet-1 and subnet-3 both lie in ap-northeast-2a',
      ]);
    });
  });

  it("gives interface endpoints private names, and a security group that takes HTTPS from the VPC", async () => {
    const { made } = await make({ endpoints: ["dynamodb", "secretsmanager"], cidrBlock: "10.8.0.0/16" });
    assert.equal(
      made.only("aws:ec2/vpcEndpoint:VpcEndpoint", "network-dynamodb").inputs["vpcEndpointType"],
      "Gateway",
    );
    assert.deepEqual(made.only("aws:ec2/vpcEndpoint:VpcEndpoint", "network-secretsmanager").inputs, {
      vpcId: "vpc-1",
      serviceName: "com.amazonaws.ap-northeast-2.secretsmanager",
      vpcEndpointType: "Interface",
      subnetIds: ["subnet-3", "subnet-4"],
      securityGroupIds: ["network-endpoints-id"],
      privateDnsEnabled: true,
    });
    const rule = made.only("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").inputs;
    assert.deepEqual([rule["cidrIpv4"], rule["fromPort"], rule["toPort"]], ["10.8.0.0/16", 443, 443]);
  });

  it("can do without endpoints and without records", async () => {
    const { made } = await make({ endpoints: [], flowLogs: false });
    assert.deepEqual(made.list(), ["awsx:ec2:Vpc network", "web-infra:index:Network network"]);
  });

  it("records what is configured, with a role that may write there only", async () => {
    const { made } = await make({ flowLogs: { traffic: "ALL", retentionDays: 7 } });
    assert.equal(made.only("aws:ec2/flowLog:FlowLog").inputs["trafficType"], "ALL");
    const policy = JSON.parse(made.only("aws:iam/rolePolicy:RolePolicy").inputs["policy"] as string) as {
      Statement: { Resource: string }[];
    };
    assert.deepEqual(
      policy.Statement.map(({ Resource }) => Resource),
      ["arn:aws:mock:ap-northeast-2:123456789012:network-flow-logs:*"],
    );
  });

  it("tags all that it builds", async () => {
    const { made } = await make({ tags: { team: "web" }, endpoints: ["s3", "ecr.api"] });
    const untagged = made.all.filter(({ inputs }) => inputs["tags"] === undefined).map(({ type }) => type);
    assert.deepEqual(untagged.sort(), [
      "aws:iam/rolePolicy:RolePolicy",
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
      "web-infra:index:Network",
    ]);
  });

  it("ends without an exception where nothing answers for awsx", async () => {
    const { made } = await make({ endpoints: ["s3", "ecr.api"] }, {});
    assert.ok(made.all.length > 5);
    const preview = await make({ endpoints: ["s3", "ecr.api"] }, { preview: true });
    assert.deepEqual(preview.made.list(), made.list());
  });

  it("refuses faulty arguments", async () => {
    const { result } = await run(() => {
      assert.throws(
        () => new Network("network", { ...EXISTING, publicSubnetIds: ["subnet-1"] }),
        /^Error: Network "network": publicSubnetIds: must name at least two subnets/,
      );
      return true;
    });
    assert.equal(result, true);
  });
});

describe("faults of a network's configuration", () => {
  const AT = "web-infra:network";
  const lines = (config: unknown) =>
    faultsOf(networkConfigSchema, config).map((fault) => formatFault(fault, `${AT}.`));
  const zones = "must name at least two subnets, each in an Availability Zone of its own";

  const FAULTS: readonly [config: object, lines: string[]][] = [
    [{}, []],
    [EXISTING, []],
    [{ natGateways: "onePerAz", availabilityZones: 3, endpoints: ["s3", "ecr.api"], flowLogs: false }, []],
    [{ natGateways: "one" }, ['.natGateways: must be one of none, single, onePerAz, got "one"']],
    [{ availabilityZones: 1 }, [".availabilityZones: must be at least 2, got 1"]],
    [{ ...EXISTING, publicSubnetIds: ["subnet-1"] }, [`.publicSubnetIds: ${zones}, got ["subnet-1"]`]],
    [
      { ...EXISTING, privateSubnetIds: ["subnet-1", "subnet-1"] },
      ['.privateSubnetIds: must not name a subnet twice, got ["subnet-1","subnet-1"]'],
    ],
    [
      { ...EXISTING, publicSubnetIds: ["subnet-1", "sub-2"] },
      ['.publicSubnetIds[1]: must be the id of a subnet, e.g. "subnet-0abc12de", got "sub-2"'],
    ],
    [
      { vpcId: "vpc-1" },
      [
        `.publicSubnetIds: is required with vpcId: ${zones}`,
        `.privateSubnetIds: is required with vpcId: ${zones}`,
      ],
    ],
    [
      { publicSubnetIds: ["subnet-1", "subnet-2"] },
      [
        '.publicSubnetIds: must stand with vpcId, the VPC that these subnets belong to, got ["subnet-1","subnet-2"]',
      ],
    ],
    [
      { ...EXISTING, natGateways: "none" },
      [
        '.natGateways: must not stand with vpcId: an existing VPC is used as it is; remove one of the two, got "none"',
      ],
    ],
    [
      { cidrBlock: "8.8.0.0/16" },
      ['.cidrBlock: must be a /16 to /24 range of private addresses, e.g. "10.0.0.0/16", got "8.8.0.0/16"'],
    ],
    [
      { cidrBlock: "10.300.0.0/16" },
      [
        '.cidrBlock: must be a /16 to /24 range of private addresses, e.g. "10.0.0.0/16", got "10.300.0.0/16"',
      ],
    ],
    [{ cidrBlock: "10.0.0.0/24", availabilityZones: 4 }, []],
    [
      { cidrBlock: "10.0.0.0/24", availabilityZones: 5 },
      [
        '.cidrBlock: must be a /23 or larger for 5 zones: a load balancer needs subnets of /27, and these would be of /28, got "10.0.0.0/24"',
      ],
    ],
    [
      { availabilityZones: 7, natGateways: "two", publicSubnetIds: ["subnet-1", "subnet-2"] },
      [
        '.natGateways: must be one of none, single, onePerAz, got "two"',
        ".availabilityZones: must be at most 6, got 7",
        '.publicSubnetIds: must stand with vpcId, the VPC that these subnets belong to, got ["subnet-1","subnet-2"]',
      ],
    ],
    [
      { endpoints: ["com.amazonaws.ap-northeast-2.S3"] },
      [
        '.endpoints[0]: must be the last part of an endpoint name, e.g. "s3" or "ecr.api", got "com.amazonaws.ap-northeast-2.S3"',
      ],
    ],
    [
      { flowLogs: { retentionDays: 2 } },
      [
        ".flowLogs.retentionDays: must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653, got 2",
      ],
    ],
    [{ natGateway: "none" }, [".natGateway: is not a known key; did you mean natGateways?"]],
  ];
  for (const [config, expected] of FAULTS) {
    const title = expected.length === 0 ? "accepts" : "refuses";
    it(`${title} ${JSON.stringify(config).slice(0, 80)}`, () => {
      assert.deepEqual(
        lines(config),
        expected.map((line) => AT + line),
      );
    });
  }
});

describe("what a service asks of the network", () => {
  const beanstalk = ["s3", "elasticbeanstalk", "elasticbeanstalk-health", "cloudformation"];
  const lines = (network: NetworkConfig, service: Placement) =>
    placementFaults(network, service).map((fault) => formatFault(fault));

  it("is there with a NAT gateway, in an existing VPC, or with endpoints for Elastic Beanstalk", () => {
    assert.deepEqual(lines({}, {}), []);
    assert.deepEqual(lines({ natGateways: "onePerAz" }, { instanceSubnets: "private" }), []);
    assert.deepEqual(lines({ natGateways: "none" }, { instanceSubnets: "public" }), []);
    assert.deepEqual(lines(EXISTING, { instanceSubnets: "private", ipAddressType: "dualstack" }), []);
    assert.deepEqual(lines({ natGateways: "none", endpoints: beanstalk }, {}), []);
  });

  it("is not there in private subnets that lead nowhere", () => {
    const network: NetworkConfig = { natGateways: "none", endpoints: beanstalk.slice(1, 3) };
    for (const instanceSubnets of ["private", undefined] as const) {
      assert.deepEqual(lines(network, { instanceSubnets }), [
        'instanceSubnets: must be public with network.natGateways none, got "private": instances in private subnets could not reach Elastic Beanstalk; or set network.natGateways to single',
      ]);
    }
  });

  it("is no IPv6 address in a VPC that is built without IPv6 ranges", () => {
    assert.deepEqual(lines({}, { ipAddressType: "ipv4" }), []);
    assert.deepEqual(lines({}, { ipAddressType: "dualstack" }), [
      'ipAddressType: must be ipv4 in a VPC that is built, since its subnets have no IPv6 ranges, got "dualstack": name an existing VPC that has them under network',
    ]);
  });
});
