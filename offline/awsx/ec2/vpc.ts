import type { RegisteredResource } from "../../provider/provider";
import { UNKNOWN, type PlainProperties } from "../../provider/properties";
import { type Component, type Expansion, idOf, invoke, makeChild, mergeTags, outputOf } from "../component";
import { apply } from "../traced";
import { type Subnet, type SubnetType, layOut } from "./subnet-layout";
import { checkNoGaps, checkOverlaps } from "./subnet-specs";
import { type VpcArgs, checkNatStrategy, readVpcArgs } from "./vpc-args";
import { makeEndpoints } from "./vpc-endpoints";

/** Arguments that the component passes to the VPC itself. */
const VPC_INPUTS = [
  "assignGeneratedIpv6CidrBlock",
  "enableDnsHostnames",
  "enableDnsSupport",
  "enableNetworkAddressUsageMetrics",
  "instanceTenancy",
  "ipv4IpamPoolId",
  "ipv4NetmaskLength",
  "ipv6CidrBlock",
  "ipv6CidrBlockNetworkBorderGroup",
  "ipv6IpamPoolId",
  "ipv6NetmaskLength",
  "region",
];

/** A subnet with its names: the logical one counts zones, the tag may name them. */
interface Named extends Subnet {
  readonly name: string;
  readonly tag: string;
}

/** The children that were made, by kind. */
interface Made {
  readonly subnets: Record<Exclude<SubnetType, "Unused">, RegisteredResource[]>;
  readonly all: RegisteredResource[];
  readonly routeTables: RegisteredResource[];
  readonly associations: RegisteredResource[];
  readonly routes: RegisteredResource[];
  readonly eips: RegisteredResource[];
  readonly natGateways: RegisteredResource[];
}

/** `awsx.ec2.Vpc`: a network with the same subnets in each zone, their routes, and gateways to the internet. */
export const expandVpc: Expansion = async (component) => {
  const { name, inputs, plain } = component;
  const args = readVpcArgs(plain, await zonesOfRegion(component));
  const subnets = namedSubnets(name, args);
  checkNatStrategy(args.natStrategy, subnets);
  const tags = mergeTags({ Name: name }, inputs["tags"] ?? {});
  const region = inputs["region"];
  const vpc = await makeChild(component, "aws:ec2/vpc:Vpc", name, {
    ...Object.fromEntries(VPC_INPUTS.map((key) => [key, inputs[key]])),
    cidrBlock: inputs["cidrBlock"] ?? args.cidrBlock,
    tags,
  });
  const ofVpc = { parent: vpc, dependsOn: [vpc] };
  const gateway = await makeChild(
    component,
    "aws:ec2/internetGateway:InternetGateway",
    name,
    { vpcId: idOf(vpc), tags, region },
    ofVpc,
  );
  const made: Made = {
    subnets: { Public: [], Private: [], Isolated: [] },
    ...{ all: [], routeTables: [], associations: [], routes: [], eips: [], natGateways: [] },
  };
  const automatic = inputs["vpcEndpointStrategy"] === "Auto";
  const early = automatic ? [] : await makeEndpoints(component, vpc);
  for (const [zoneIndex, zone] of args.zones.entries()) {
    const ofZone = subnets.filter((subnet) => subnet.zone === zone && subnet.spec.type !== "Unused");
    // Public ones first: the gateways that private ones need stand in them.
    for (const subnet of ofZone.sort(byType)) {
      await makeSubnet(component, args, { subnet, zoneIndex, vpc, gateway, tags }, made);
    }
  }
  const endpoints = automatic ? await makeEndpoints(component, vpc, made) : early;
  return outputsOf(vpc, gateway, endpoints, made, subnets);
};

function outputsOf(
  vpc: RegisteredResource,
  gateway: RegisteredResource,
  endpoints: readonly RegisteredResource[],
  made: Made,
  subnets: readonly Named[],
): PlainProperties {
  const ids = (children: readonly RegisteredResource[]) => children.map((child) => child.id);
  return {
    eips: made.eips,
    internetGateway: gateway,
    isolatedSubnetIds: ids(made.subnets.Isolated),
    isolatedSubnets: made.subnets.Isolated,
    natGateways: made.natGateways,
    privateSubnetIds: ids(made.subnets.Private),
    privateSubnets: made.subnets.Private,
    publicSubnetIds: ids(made.subnets.Public),
    publicSubnets: made.subnets.Public,
    routeTableAssociations: made.associations,
    routeTables: made.routeTables,
    routes: made.routes,
    subnetLayout: subnetLayout(subnets),
    subnets: made.all,
    vpc,
    vpcEndpoints: endpoints,
    vpcId: vpc.id,
  };
}

/** What the ranges of the subnets are made of: as secret as any of it. */
function layoutOf({ inputs }: Component): unknown {
  return [inputs["cidrBlock"], inputs["subnetSpecs"], inputs["availabilityZoneCidrMask"]];
}

/** The zones that the provider can use, in order. */
async function zonesOfRegion(component: Component): Promise<readonly string[]> {
  const { names } = await invoke(component, "aws:index/getAvailabilityZones:getAvailabilityZones", {
    region: component.inputs["region"],
  });
  return Array.isArray(names) ? names.map(String) : [];
}

const ORDER: readonly SubnetType[] = ["Public", "Private", "Isolated"];
const byType = (a: Subnet, b: Subnet) => ORDER.indexOf(a.spec.type) - ORDER.indexOf(b.spec.type);

/** Everything of `ap-northeast-2a` before the number of the region is equal in all zones. */
const zoneSuffix = (zone: string) => zone.replace(/^[a-z]{2}(?:-[a-z]+)+-/, "");

function namedSubnets(vpcName: string, args: VpcArgs): Named[] {
  const subnets = args.layout === undefined ? unplaced(args) : layOut(args.layout);
  const named = subnets.map((subnet) => {
    const start = `${vpcName}-${subnet.spec.name ?? subnet.spec.type.toLowerCase()}`;
    const name = `${start}-${subnet.zoneNumber}`;
    return { ...subnet, name, tag: args.nameByZone ? `${start}-${zoneSuffix(subnet.zone)}` : name };
  });
  if (args.layout !== undefined) {
    checkOverlaps(named);
    if (args.strategy === "Exact") {
      checkNoGaps(args.layout.cidrBlock, named);
    }
  }
  return named;
}

/** With a range from IPAM the subnets are known, but not where they lie. */
function unplaced({ zones, specs, strategy }: VpcArgs): Subnet[] {
  if (strategy === "Legacy") {
    throw new Error(
      'Dynamically allocated cidrBlock ranges are not supported with subnetStrategy="Legacy". Try using subnetStrategy="Auto"',
    );
  }
  const all = specs ?? [{ type: "Private" as const }, { type: "Public" as const }];
  return zones.flatMap((zone, index) =>
    all.map((spec) => ({ spec, zone, zoneNumber: index + 1, cidrBlock: "" })),
  );
}

interface Placement {
  readonly subnet: Named;
  readonly zoneIndex: number;
  readonly vpc: RegisteredResource;
  readonly gateway: RegisteredResource;
  readonly tags: unknown;
}

async function makeSubnet(component: Component, args: VpcArgs, place: Placement, made: Made): Promise<void> {
  const { subnet, vpc, tags } = place;
  const { spec, name, tag } = subnet;
  const region = component.inputs["region"];
  const child = await makeChild(
    component,
    "aws:ec2/subnet:Subnet",
    name,
    {
      vpcId: idOf(vpc),
      availabilityZone: subnet.zone,
      mapPublicIpOnLaunch: spec.type === "Public",
      cidrBlock: apply([layoutOf(component)], () => subnet.cidrBlock || UNKNOWN),
      assignIpv6AddressOnCreation: spec.assignIpv6AddressOnCreation,
      tags: mergeTags(tags, spec.tags ?? {}, { Name: tag, SubnetType: spec.type }),
      region,
    },
    { parent: vpc, dependsOn: [vpc] },
  );
  made.all.push(child);
  if (spec.type !== "Unused") {
    made.subnets[spec.type].push(child);
  }
  const table = await makeChild(
    component,
    "aws:ec2/routeTable:RouteTable",
    name,
    { vpcId: idOf(vpc), tags: mergeTags(tags, { Name: tag, SubnetType: spec.type }), region },
    { parent: child, dependsOn: [child] },
  );
  made.routeTables.push(table);
  made.associations.push(
    await makeChild(
      component,
      "aws:ec2/routeTableAssociation:RouteTableAssociation",
      name,
      { routeTableId: idOf(table), subnetId: idOf(child), region },
      { parent: table, dependsOn: [table] },
    ),
  );
  if (spec.type === "Public") {
    await makeNatGateway(component, args, place.zoneIndex, child, made);
  }
  await makeRoute(component, args, place, table, made);
}

/** One gateway in all, or one in each zone; it stands in the zone's first public subnet. */
async function makeNatGateway(
  component: Component,
  args: VpcArgs,
  zoneIndex: number,
  subnet: RegisteredResource,
  made: Made,
): Promise<void> {
  const wanted = { None: 0, Single: 1, OnePerAz: zoneIndex + 1 }[args.natStrategy];
  if (made.natGateways.length >= wanted) {
    return;
  }
  const name = `${component.name}-${zoneIndex + 1}`;
  const tags = mergeTags(component.inputs["tags"] ?? {}, { Name: name });
  const region = component.inputs["region"];
  const options = { parent: subnet, dependsOn: [subnet] };
  let allocationId: unknown = args.allocationIds[zoneIndex];
  if (args.allocationIds.length === 0) {
    const eip = await makeChild(component, "aws:ec2/eip:Eip", name, { tags, region }, options);
    made.eips.push(eip);
    allocationId = outputOf(eip, "allocationId");
  }
  made.natGateways.push(
    await makeChild(
      component,
      "aws:ec2/natGateway:NatGateway",
      name,
      { subnetId: idOf(subnet), allocationId, tags, region },
      options,
    ),
  );
}

/** Public subnets go to the internet gateway, private ones to a NAT gateway, isolated ones nowhere. */
async function makeRoute(
  component: Component,
  args: VpcArgs,
  place: Placement,
  table: RegisteredResource,
  made: Made,
): Promise<void> {
  const { type } = place.subnet.spec;
  const nat = args.natStrategy === "Single" ? made.natGateways[0] : made.natGateways[place.zoneIndex];
  const target =
    type === "Public"
      ? { gatewayId: idOf(place.gateway) }
      : type === "Private" && nat !== undefined
        ? { natGatewayId: idOf(nat) }
        : undefined;
  if (target !== undefined) {
    made.routes.push(
      await makeChild(
        component,
        "aws:ec2/route:Route",
        place.subnet.name,
        {
          routeTableId: idOf(table),
          ...target,
          destinationCidrBlock: "0.0.0.0/0",
          region: component.inputs["region"],
        },
        { parent: table, dependsOn: [table] },
      ),
    );
  }
}

/** The specs of one zone with every size given. */
function subnetLayout(subnets: readonly Named[]): unknown {
  return subnets
    .filter((subnet) => subnet.zoneNumber === 1)
    .map(({ spec, cidrBlock }) => ({
      type: spec.type,
      ...(spec.name === undefined ? {} : { name: spec.name }),
      ...(spec.cidrBlocks === undefined ? {} : { cidrBlocks: spec.cidrBlocks }),
      cidrMask: cidrBlock === "" ? (spec.cidrMask ?? UNKNOWN) : Number(cidrBlock.split("/")[1]),
    }));
}
