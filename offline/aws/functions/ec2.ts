import { list, lookUp, moduleTable, result, type Handler } from "./entries";
import { UNKNOWN, type PlainProperties } from "../../provider/properties";
import type { Rule } from "../../simulation/rules";
import { madeUp } from "../../simulation/made-up";
import { zoneNames } from "../regions";

interface Filter {
  readonly name: string;
  readonly values: readonly unknown[];
}

function filters(args: PlainProperties): Filter[] {
  const given = args["filters"];
  return Array.isArray(given) ? (given as Filter[]) : [];
}

/** The only value of a filter, where there is exactly one. */
function filtered(args: PlainProperties, name: string): unknown {
  const values = filters(args).find((each) => each.name === name)?.values;
  return values?.length === 1 ? values[0] : undefined;
}

/** The id that an argument or a filter names, else a placeholder of the right form. */
export const idOr =
  (prefix: string, argument: string, filter: string): Rule =>
  ({ inputs, text }) =>
    inputs[argument] ?? filtered(inputs, filter) ?? text(`${prefix}-{hex:17}`);

const given =
  (argument: string, filter: string): Rule =>
  ({ inputs }) =>
    inputs[argument] ?? filtered(inputs, filter) ?? UNKNOWN;

const isDefaultVpc = (args: PlainProperties) =>
  args["default"] === true || filtered(args, "isDefault") === "true";

/** The default VPC is the same for every caller. */
const vpcId: Rule = (scope) => {
  const { context, inputs } = scope;
  return isDefaultVpc(inputs)
    ? `vpc-${madeUp("hex", 17, `${context.account}::${context.region}::default VPC`)}`
    : (inputs["id"] ?? filtered(inputs, "vpc-id") ?? scope.text("vpc-{hex:17}"));
};

/** One subnet per zone: how many there are is unknown, but a list to choose from is what programs need. */
const subnetIds: Rule = ({ context, inputs }) =>
  zoneNames(context.region)
    .slice(0, 3)
    .map(
      (zone) =>
        `subnet-${madeUp("hex", 17, `${context.account}::${String(filtered(inputs, "vpc-id"))}::${context.urn}::${zone}`)}`,
    );

/** AWS's own prefix lists by name, which are public; their ids differ by region. */
const prefixListId: Rule = ({ context, inputs, text }) => {
  const name = inputs["name"] ?? filtered(inputs, "prefix-list-name");
  const id = inputs["id"] ?? inputs["prefixListId"] ?? filtered(inputs, "prefix-list-id");
  return (
    id ??
    (typeof name === "string" ? `pl-${madeUp("hex", 8, `${context.region}::${name}`)}` : text("pl-{hex:8}"))
  );
};

const prefixListName: Rule = ({ inputs }) =>
  inputs["name"] ?? filtered(inputs, "prefix-list-name") ?? UNKNOWN;

/** The architecture that a filter or a name asks for. */
const architecture: Rule = ({ inputs }) => {
  const wanted = filtered(inputs, "architecture");
  const name = filtered(inputs, "name") ?? inputs["nameRegex"];
  return wanted ?? (typeof name === "string" ? inName(name) : UNKNOWN);
};

function inName(name: string): unknown {
  return /arm64|aarch64/.test(name) ? "arm64" : /x86_64|amd64/.test(name) ? "x86_64" : UNKNOWN;
}

/** What is offered is not known; the preferred types are taken to be. */
const getInstanceTypeOffering: Handler = (args, { region }) => {
  const preferred = args["preferredInstanceTypes"];
  const first: unknown = Array.isArray(preferred) ? preferred[0] : filtered(args, "instance-type");
  return {
    known: {
      ...args,
      id: first ?? UNKNOWN,
      instanceType: first ?? UNKNOWN,
      location: region,
      locationType: args["locationType"] ?? "region",
      region,
    },
  };
};

const ids = list("ids tags");

export const ec2 = moduleTable("ec2", {
  getAmi: result(
    {
      architecture,
      arn: "arn:{partition}:ec2:{region}::image/{id}",
      id: "ami-{hex:17}",
      imageId: "{id}",
      imageType: "machine",
      ownerId: "{digits:12}",
      rootDeviceType: ({ inputs }) => filtered(inputs, "root-device-type") ?? "ebs",
      state: "available",
      virtualizationType: ({ inputs }) => filtered(inputs, "virtualization-type") ?? "hvm",
    },
    "architecture arn blockDeviceMappings bootMode creationDate deprecationTime description enaSupport hypervisor id imageId imageLocation imageOwnerAlias imageType imdsSupport kernelId lastLaunchedTime name ownerId platform platformDetails productCodes public ramdiskId rootDeviceName rootDeviceType rootSnapshotId sriovNetSupport state stateReason tags tpmSupport usageOperation virtualizationType",
  ),
  getAmiIds: list("ids"),
  getEips: list("allocationIds publicIps tags"),
  getElasticIp: lookUp(
    "aws:ec2/eip:Eip",
    idOr("eipalloc", "id", "allocation-id"),
    "arn associationId carrierIp customerOwnedIp customerOwnedIpv4Pool domain id instanceId ipamPoolId networkInterfaceId networkInterfaceOwnerId privateDns privateIp ptrRecord publicDns publicIp publicIpv4Pool tags",
  ),
  getInstance: lookUp(
    "aws:ec2/instance:Instance",
    idOr("i", "instanceId", "instance-id"),
    "ami arn associatePublicIpAddress availabilityZone creditSpecifications disableApiStop disableApiTermination ebsBlockDevices ebsOptimized enclaveOptions ephemeralBlockDevices hostId hostResourceGroupArn iamInstanceProfile id instanceState instanceTags instanceType ipv6Addresses keyName launchTime maintenanceOptions metadataOptions monitoring networkInterfaceId outpostArn passwordData placementGroup placementGroupId placementPartitionNumber privateDns privateDnsNameOptions privateIp publicDns publicIp rootBlockDevices secondaryPrivateIps securityGroups sourceDestCheck subnetId tags tenancy userData userDataBase64 vpcSecurityGroupIds",
  ),
  getInstanceTypeOffering,
  getInstanceTypeOfferings: result({ id: "{region}" }, "instanceTypes locationTypes locations"),
  getInstanceTypes: list("instanceTypes"),
  getInstances: list("ids instanceTags ipv6Addresses privateIps publicIps"),
  getInternetGateway: lookUp(
    "aws:ec2/internetGateway:InternetGateway",
    idOr("igw", "internetGatewayId", "internet-gateway-id"),
    "arn attachments id internetGatewayId ownerId tags",
    {
      with: { internetGatewayId: idOr("igw", "internetGatewayId", "internet-gateway-id") },
    },
  ),
  getKeyPair: lookUp(
    "aws:ec2/keyPair:KeyPair",
    "{keyName}",
    "arn createTime fingerprint id keyType publicKey tags",
  ),
  getLaunchTemplate: lookUp(
    "aws:ec2/launchTemplate:LaunchTemplate",
    idOr("lt", "id", "launch-template-id"),
    "arn blockDeviceMappings capacityReservationSpecifications cpuOptions creditSpecifications defaultVersion description disableApiStop disableApiTermination ebsOptimized enclaveOptions hibernationOptions iamInstanceProfiles id imageId instanceInitiatedShutdownBehavior instanceMarketOptions instanceRequirements instanceType kernelId keyName latestVersion licenseSpecifications maintenanceOptions metadataOptions monitorings name networkInterfaces networkPerformanceOptions placements privateDnsNameOptions ramDiskId secondaryInterfaces securityGroupNames tagSpecifications tags userData vpcSecurityGroupIds",
    {
      with: { defaultVersion: () => UNKNOWN, latestVersion: () => UNKNOWN },
    },
  ),
  getManagedPrefixList: result(
    {
      addressFamily: ({ get }) => (String(get("name")).includes("ipv6") ? "IPv6" : "IPv4"),
      arn: "arn:{partition}:ec2:{region}:aws:prefix-list/{id}",
      id: prefixListId,
      name: prefixListName,
      ownerId: "AWS",
    },
    "addressFamily arn entries id maxEntries name ownerId tags version",
  ),
  getManagedPrefixLists: ids,
  getNatGateway: lookUp(
    "aws:ec2/natGateway:NatGateway",
    idOr("nat", "id", "nat-gateway-id"),
    "allocationId associationId autoProvisionZones autoScalingIps availabilityMode availabilityZoneAddresses connectivityType id networkInterfaceId privateIp publicIp regionalNatGatewayAddresses routeTableId secondaryAllocationIds secondaryPrivateIpAddressCount secondaryPrivateIpAddresses state subnetId tags vpcId",
    {
      with: {
        state: "available",
        subnetId: given("subnetId", "subnet-id"),
        vpcId: given("vpcId", "vpc-id"),
      },
    },
  ),
  getNatGateways: ids,
  getNetworkAcls: ids,
  getNetworkInterface: lookUp(
    "aws:ec2/networkInterface:NetworkInterface",
    idOr("eni", "id", "network-interface-id"),
    "arn associations attachments availabilityZone description enaSrdSpecifications id interfaceType ipv6Addresses macAddress outpostArn ownerId privateDnsName privateIp privateIps requesterId securityGroups subnetId tags vpcId",
  ),
  getNetworkInterfaces: ids,
  getPrefixList: result({ id: prefixListId, name: prefixListName }, "cidrBlocks"),
  getRouteTable: lookUp(
    "aws:ec2/routeTable:RouteTable",
    idOr("rtb", "routeTableId", "route-table-id"),
    "arn associations gatewayId id ownerId routeTableId routes subnetId tags vpcId",
    {
      with: {
        routeTableId: idOr("rtb", "routeTableId", "route-table-id"),
        vpcId: given("vpcId", "vpc-id"),
      },
    },
  ),
  getRouteTables: ids,
  getSecurityGroup: lookUp(
    "aws:ec2/securityGroup:SecurityGroup",
    idOr("sg", "id", "group-id"),
    "arn description id name tags vpcId",
    {
      with: {
        description: () => UNKNOWN,
        name: given("name", "group-name"),
        vpcId: given("vpcId", "vpc-id"),
      },
    },
  ),
  getSecurityGroups: list("arns ids tags vpcIds"),
  getSubnet: lookUp(
    "aws:ec2/subnet:Subnet",
    idOr("subnet", "id", "subnet-id"),
    "arn assignIpv6AddressOnCreation availabilityZone availabilityZoneId availableIpAddressCount cidrBlock customerOwnedIpv4Pool defaultForAz enableDns64 enableLniAtDeviceIndex enableResourceNameDnsARecordOnLaunch enableResourceNameDnsAaaaRecordOnLaunch id ipv6CidrBlock ipv6CidrBlockAssociationId ipv6Native mapCustomerOwnedIpOnLaunch mapPublicIpOnLaunch outpostArn ownerId privateDnsHostnameTypeOnLaunch state tags vpcId",
    {
      with: {
        mapPublicIpOnLaunch: () => UNKNOWN,
        assignIpv6AddressOnCreation: () => UNKNOWN,
        vpcId: given("vpcId", "vpc-id"),
      },
    },
  ),
  getSubnets: result({ id: "{region}", ids: subnetIds }, "tags"),
  getTransitGatewayRouteTables: ids,
  getVpc: lookUp(
    "aws:ec2/vpc:Vpc",
    vpcId,
    "arn cidrBlock cidrBlockAssociations default dhcpOptionsId enableDnsHostnames enableDnsSupport enableNetworkAddressUsageMetrics id instanceTenancy ipv6AssociationId ipv6CidrBlock ipv6CidrBlockAssociations mainRouteTableId ownerId state tags",
    {
      with: {
        cidrBlock: ({ inputs }) =>
          isDefaultVpc(inputs) ? "172.31.0.0/16" : (filtered(inputs, "cidr") ?? UNKNOWN),
        default: ({ inputs }) => (isDefaultVpc(inputs) ? true : UNKNOWN),
        enableDnsHostnames: ({ inputs }) => (isDefaultVpc(inputs) ? true : UNKNOWN),
        enableDnsSupport: ({ inputs }) => (isDefaultVpc(inputs) ? true : UNKNOWN),
        enableNetworkAddressUsageMetrics: () => UNKNOWN,
        instanceTenancy: ({ inputs }) => (isDefaultVpc(inputs) ? "default" : UNKNOWN),
        state: "available",
      },
    },
  ),
  getVpcEndpoint: lookUp(
    "aws:ec2/vpcEndpoint:VpcEndpoint",
    idOr("vpce", "id", "vpc-endpoint-id"),
    "arn cidrBlocks dnsEntries dnsOptions id ipAddressType networkInterfaceIds ownerId policy prefixListId privateDnsEnabled requesterManaged routeTableIds securityGroupIds serviceName serviceRegion state subnetIds tags vpcEndpointType vpcId",
    {
      with: {
        vpcEndpointType: () => UNKNOWN,
        ipAddressType: () => UNKNOWN,
        requesterManaged: () => UNKNOWN,
        prefixListId: () => UNKNOWN,
      },
    },
  ),
  getVpcEndpointService: result(
    {
      id: "{digits:10}",
      owner: "amazon",
      serviceName: ({ inputs, text }) =>
        inputs["serviceName"] ??
        (inputs["service"] === undefined ? UNKNOWN : text("com.amazonaws.{region}.{service}")),
      serviceRegion: "{region}",
    },
    "acceptanceRequired arn availabilityZones baseEndpointDnsNames id managesVpcEndpoints owner privateDnsName privateDnsNames serviceId serviceName serviceRegion serviceType supportedIpAddressTypes tags vpcEndpointPolicySupported",
  ),
  getVpcs: ids,
});
