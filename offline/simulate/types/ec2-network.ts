import { UNKNOWN } from "../../values";
import { moduleTable, of } from "../entries";
import { arn, ec2Resource, firstZone, privateIp, publicIp, zoneIdOfSubnet } from "./ec2-shared";

const rule = of("sgr-{hex:17}", {
  arn: arn("security-group-rule"),
  securityGroupRuleId: "{id}",
});

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

export const network = {
  ...moduleTable("ec2", {
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
  }),
  ...moduleTable("vpc", { SecurityGroupEgressRule: rule, SecurityGroupIngressRule: rule }),
  ...moduleTable("ec2transitgateway", {
    InstanceConnectEndpoint: ec2Resource("eice", "instance-connect-endpoint"),
    RouteTable: of("tgw-rtb-{hex:17}", { arn: arn("transit-gateway-route-table") }),
    RouteTableAssociation: of("{transitGatewayRouteTableId}_{transitGatewayAttachmentId}"),
    RouteTablePropagation: of("{transitGatewayRouteTableId}_{transitGatewayAttachmentId}"),
    TransitGateway: ec2Resource("tgw", "transit-gateway", {
      associationDefaultRouteTableId: "tgw-rtb-{hex:17}",
      propagationDefaultRouteTableId: "{associationDefaultRouteTableId}",
    }),
    VpcAttachment: of("tgw-attach-{hex:17}", {
      arn: arn("transit-gateway-attachment"),
      vpcOwnerId: "{account}",
    }),
  }),
};
