import * as ec2 from "@pulumi/aws/ec2";
import { getRegionOutput } from "@pulumi/aws/getRegion";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc";
import type { Vpc } from "@pulumi/awsx/ec2";
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { BUILT_VPC_DEFAULTS } from "./vpc";

/** The key of a network that says which AWS services are reached without leaving AWS's network. */
export interface EndpointsKeys {
  /**
   * AWS services reached without leaving AWS's network, by the last part of their endpoint's name: `s3` and
   * `dynamodb` are gateway endpoints (free), any other, such as `secretsmanager`, is an interface endpoint (billed
   * per hour and zone).
   *
   * @default ["s3"]
   * @see https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
   */
  readonly endpoints?: readonly string[] | undefined;
}

export const endpointsShape = {
  endpoints: z
    .array(
      z
        .string()
        .regex(/^[a-z][a-z0-9.-]*$/, 'must be the last part of an endpoint name, e.g. "s3" or "ecr.api"'),
    )
    .refine((names) => new Set(names).size === names.length, "must not name an endpoint twice")
    .readonly()
    .optional(),
} as const;

// Not in the schema: beside an existing VPC, endpoints that are given are a fault.
export const DEFAULT_ENDPOINTS: readonly string[] = ["s3"];

/** Services with a gateway endpoint, which is a route and costs nothing; all others have network interfaces. */
const GATEWAYS: ReadonlySet<string> = new Set(["s3", "dynamodb"]);

interface EndpointsArgs {
  readonly vpc: Vpc;
  readonly cidrBlock?: string | undefined;
  /** Last parts of the endpoints' names, e.g. `s3`, `ecr.api`. */
  readonly endpoints?: readonly string[] | undefined;
  readonly tags?: Readonly<Record<string, pulumi.Input<string>>> | undefined;
}

/** One endpoint for each service; the interfaces share a security group that lets HTTPS in from the VPC. */
export function createEndpoints(
  name: string,
  args: EndpointsArgs,
  opts: { readonly parent: pulumi.Resource },
): void {
  const { vpc, endpoints: services = DEFAULT_ENDPOINTS } = args;
  const { cidrBlock = BUILT_VPC_DEFAULTS.cidrBlock } = args;
  if (services.length === 0) {
    return;
  }
  const region = getRegionOutput({}, opts).region;
  const common = { vpcId: vpc.vpcId, ...(args.tags === undefined ? {} : { tags: args.tags }) };
  const interfaces = services.filter((service) => !GATEWAYS.has(service));
  const group =
    interfaces.length === 0 ? undefined : createEndpointSecurityGroup(name, cidrBlock, common, opts);
  for (const service of services) {
    const serviceName = pulumi.interpolate`com.amazonaws.${region}.${service}`;
    const kind =
      group === undefined || GATEWAYS.has(service)
        ? { vpcEndpointType: "Gateway", routeTableIds: routeTableIds(vpc) }
        : {
            vpcEndpointType: "Interface",
            subnetIds: vpc.privateSubnetIds,
            securityGroupIds: [group.id],
            privateDnsEnabled: true,
          };
    new ec2.VpcEndpoint(`${name}-${service}`, { ...common, serviceName, ...kind }, opts);
  }
}

/** The instances' SDKs speak HTTPS to the interfaces; nothing else does. */
function createEndpointSecurityGroup(
  name: string,
  cidrBlock: string,
  common: { vpcId: pulumi.Input<string>; tags?: Readonly<Record<string, pulumi.Input<string>>> },
  opts: pulumi.CustomResourceOptions,
): ec2.SecurityGroup {
  const group = new ec2.SecurityGroup(
    `${name}-endpoints`,
    { ...common, description: "HTTPS from the VPC to its interface endpoints" },
    opts,
  );
  new SecurityGroupIngressRule(
    `${name}-endpoints-https`,
    {
      securityGroupId: group.id,
      cidrIpv4: cidrBlock,
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      description: "HTTPS from the VPC",
    },
    opts,
  );
  return group;
}

/** Of all route tables; a monitor that does not run awsx's own code may have no list of them. */
function routeTableIds(vpc: Vpc): pulumi.Output<string[]> {
  return vpc.routeTables.apply((tables: readonly ec2.RouteTable[] | undefined) =>
    pulumi.all((tables ?? []).map((table) => table.id)),
  );
}
