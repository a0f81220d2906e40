import { moduleTable, of } from "../../simulation/entries";
import { UNKNOWN } from "../../provider/properties";
import type { Entry, Rule, Scope } from "../../simulation/rules";
import { zoneId, zoneNames } from "../regions";

/** The ARN of an EC2 resource. */
export const arn = (kind: string) => `arn:{partition}:ec2:{region}:{account}:${kind}/{id}`;

/** Most EC2 ids are a prefix and 17 hex digits, and the ARN is made of that id. */
export function ec2Resource(
  prefix: string,
  kind: string,
  outputs: Readonly<Record<string, Rule>> = {},
): Entry {
  return of(`${prefix}-{hex:17}`, { arn: arn(kind), ownerId: "{account}", ...outputs });
}

/** An address in a private range that stays the same for the same resource. */
function privateIp({ text }: Scope): unknown {
  const digits = text("{digits:6}");
  return digits === UNKNOWN
    ? UNKNOWN
    : `10.0.${Number(digits.slice(0, 3)) % 256}.${(Number(digits.slice(3)) % 250) + 4}`;
}

/** An address of the range that is reserved for documentation (RFC 5737). */
function publicIp({ text }: Scope): unknown {
  const digits = text("{digits:3}");
  return digits === UNKNOWN ? UNKNOWN : `203.0.113.${(Number(digits) % 254) + 1}`;
}

/** The first zone of the region, where AWS would choose one. */
const firstZone: Rule = ({ text }) => {
  const region = text("{region}");
  return region === UNKNOWN ? UNKNOWN : zoneNames(region)[0];
};

const zoneIdOfSubnet: Rule = ({ get }) => {
  const zone = get("availabilityZone");
  return typeof zone === "string" ? zoneId(zone) : UNKNOWN;
};

const vpc = ec2Resource("vpc", "vpc", {
  defaultNetworkAclId: "acl-{hex:17}",
  defaultRouteTableId: "{mainRouteTableId}",
  defaultSecurityGroupId: "sg-{hex:17}",
  dhcpOptionsId: "dopt-{hex:17}",
  enableDnsHostnames: false,
  enableNetworkAddressUsageMetrics: false,
  mainRouteTableId: "rtb-{hex:17}",
});

const subnet = ec2Resource("subnet", "subnet", {
  availabilityZone: firstZone,
  availabilityZoneId: zoneIdOfSubnet,
  privateDnsHostnameTypeOnLaunch: "ip-name",
});

const securityGroup = { defaults: { description: "Managed by Pulumi", revokeRulesOnDelete: false } };

const dashed =
  (property: string, domain: string): Rule =>
  ({ get, text }) => {
    const ip = get(property);
    return typeof ip === "string" ? text(domain.replace("*", ip.replaceAll(".", "-"))) : UNKNOWN;
  };

const image = ec2Resource("ami", "image", {
  arn: "arn:{partition}:ec2:{region}::image/{id}",
  rootSnapshotId: "snap-{hex:17}",
});

const instance = ec2Resource("i", "instance", {
  availabilityZone: firstZone,
  instanceState: "running",
  primaryNetworkInterfaceId: "eni-{hex:17}",
  privateDns: dashed("privateIp", "ip-*.{region}.compute.internal"),
  privateIp,
  publicDns: dashed("publicIp", "ec2-*.{region}.compute.{suffix}"),
  publicIp: (scope) => (scope.inputs["associatePublicIpAddress"] === true ? publicIp(scope) : UNKNOWN),
});

export const ec2 = moduleTable("ec2", {
  CarrierGateway: ec2Resource("cagw", "carrier-gateway"),
  CustomerGateway: ec2Resource("cgw", "customer-gateway"),
  DefaultNetworkAcl: ec2Resource("acl", "network-acl", { vpcId: "vpc-{hex:17}" }),
  DefaultRouteTable: ec2Resource("rtb", "route-table", { vpcId: "vpc-{hex:17}" }),
  DefaultSecurityGroup: ec2Resource("sg", "security-group", {
    description: "default VPC security group",
    name: "default",
  }),
  DefaultSubnet: ec2Resource("subnet", "subnet", {
    availabilityZoneId: zoneIdOfSubnet,
    cidrBlock: "172.31.0.0/20",
    vpcId: "vpc-{hex:17}",
  }),
  DefaultVpc: ec2Resource("vpc", "vpc", {
    cidrBlock: "172.31.0.0/16",
    defaultNetworkAclId: "acl-{hex:17}",
    defaultRouteTableId: "{mainRouteTableId}",
    defaultSecurityGroupId: "sg-{hex:17}",
    dhcpOptionsId: "dopt-{hex:17}",
    enableDnsHostnames: true,
    existingDefaultVpc: true,
    instanceTenancy: "default",
    mainRouteTableId: "rtb-{hex:17}",
  }),
  EgressOnlyInternetGateway: of("eigw-{hex:17}"),
  Eip: of("eipalloc-{hex:17}", {
    allocationId: "{id}",
    arn: arn("elastic-ip"),
    domain: "vpc",
    networkBorderGroup: "{region}",
    publicDns: ({ get, text }) => {
      const ip = get("publicIp");
      return typeof ip === "string"
        ? text(`ec2-${ip.replaceAll(".", "-")}.{region}.compute.{suffix}`)
        : UNKNOWN;
    },
    publicIp,
    publicIpv4Pool: "amazon",
  }),
  EipAssociation: of("eipassoc-{hex:17}"),
  FlowLog: of(
    "fl-{hex:17}",
    { arn: arn("vpc-flow-log") },
    { defaults: { logDestinationType: "cloud-watch-logs", maxAggregationInterval: 600 } },
  ),
  InternetGateway: ec2Resource("igw", "internet-gateway"),
  InternetGatewayAttachment: of("{internetGatewayId}:{vpcId}"),
  MainRouteTableAssociation: of("rtbassoc-{hex:17}", { originalRouteTableId: "rtb-{hex:17}" }),
  ManagedPrefixList: ec2Resource("pl", "prefix-list", { version: 1 }),
  ManagedPrefixListEntry: of("{prefixListId},{cidr}"),
  NatGateway: of("nat-{hex:17}", {
    associationId: "eipassoc-{hex:17}",
    networkInterfaceId: "eni-{hex:17}",
    privateIp,
    publicIp,
  }),
  NetworkAcl: ec2Resource("acl", "network-acl"),
  NetworkAclAssociation: of("aclassoc-{hex:17}"),
  NetworkAclRule: of("nacl-{digits:10}"),
  NetworkInterface: ec2Resource("eni", "network-interface", { macAddress: "02:00:00:00:00:01", privateIp }),
  NetworkInterfaceAttachment: of("eni-attach-{hex:17}", { attachmentId: "{id}", status: "attached" }),
  NetworkInterfaceSecurityGroupAttachment: of("{securityGroupId}_{networkInterfaceId}"),
  Route: of("r-{routeTableId}{digits:10}", { origin: "CreateRoute", state: "active" }),
  RouteTable: ec2Resource("rtb", "route-table"),
  RouteTableAssociation: of("rtbassoc-{hex:17}"),
  SecurityGroup: { ...ec2Resource("sg", "security-group", { vpcId: "vpc-{hex:17}" }), ...securityGroup },
  SecurityGroupRule: of(
    "sgrule-{digits:10}",
    { securityGroupRuleId: "sgr-{hex:17}" },
    { defaults: { self: false } },
  ),
  Subnet: {
    ...subnet,
    defaults: { assignIpv6AddressOnCreation: false, mapPublicIpOnLaunch: false },
  },
  SubnetCidrReservation: of("scr-{hex:17}", { ownerId: "{account}" }),
  Vpc: { ...vpc, defaults: { enableDnsSupport: true, instanceTenancy: "default" } },
  VpcDhcpOptions: ec2Resource("dopt", "dhcp-options"),
  VpcDhcpOptionsAssociation: of("{dhcpOptionsId}-{vpcId}"),
  VpcEndpoint: ec2Resource("vpce", "vpc-endpoint", {
    cidrBlocks: () => [],
    ipAddressType: "ipv4",
    prefixListId: ({ inputs, text }) =>
      (inputs["vpcEndpointType"] ?? "Gateway") === "Gateway" ? text("pl-{hex:8}") : UNKNOWN,
    requesterManaged: false,
    state: "available",
    vpcEndpointType: "Gateway",
  }),
  VpcEndpointRouteTableAssociation: of("a-{vpcEndpointId}{digits:10}"),
  VpcEndpointService: ec2Resource("vpce-svc", "vpc-endpoint-service", {
    serviceName: "com.amazonaws.vpce.{region}.{id}",
    serviceType: "Interface",
    state: "Available",
  }),
  VpcEndpointSubnetAssociation: of("a-{vpcEndpointId}{digits:10}"),
  VpcIpam: ec2Resource("ipam", "ipam", { arn: "arn:{partition}:ec2::{account}:ipam/{id}" }),
  VpcIpamPool: ec2Resource("ipam-pool", "ipam-pool", {
    arn: "arn:{partition}:ec2::{account}:ipam-pool/{id}",
  }),
  VpcIpv4CidrBlockAssociation: of("vpc-cidr-assoc-{hex:17}"),
  VpcPeeringConnection: of("pcx-{hex:17}", {
    acceptStatus: "pending-acceptance",
    peerOwnerId: "{account}",
  }),
  VpcPeeringConnectionAccepter: of("{vpcPeeringConnectionId}"),
  VpnConnection: ec2Resource("vpn", "vpn-connection"),
  VpnGateway: ec2Resource("vgw", "vpn-gateway"),
  VpnGatewayAttachment: of("vpn-attachment-{hex:8}"),
  Ami: image,
  AmiCopy: image,
  AmiFromInstance: image,
  CapacityReservation: ec2Resource("cr", "capacity-reservation"),
  DedicatedHost: ec2Resource("h", "dedicated-host"),
  Fleet: ec2Resource("fleet", "fleet"),
  Instance: instance,
  KeyPair: of(
    "{keyName}",
    {
      arn: "arn:{partition}:ec2:{region}:{account}:key-pair/{keyName}",
      fingerprint: "{hex:32}",
      keyPairId: "key-{hex:17}",
      keyType: "rsa",
    },
    { autoName: { property: "keyName" } },
  ),
  LaunchConfiguration: of("{name}", {
    arn: "arn:{partition}:autoscaling:{region}:{account}:launchConfiguration:{uuid}:launchConfigurationName/{name}",
  }),
  LaunchTemplate: ec2Resource("lt", "launch-template", { defaultVersion: 1, latestVersion: 1 }),
  PlacementGroup: of("{name}", {
    arn: "arn:{partition}:ec2:{region}:{account}:placement-group/{name}",
    placementGroupId: "pg-{hex:17}",
  }),
  SpotFleetRequest: of("sfr-{uuid}"),
  SpotInstanceRequest: ec2Resource("sir", "spot-instances-request"),
  Tag: of("{resourceId},{key}"),
  VolumeAttachment: of("vai-{digits:10}"),
});
