import * as awsx from "@pulumi/awsx/ec2";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs } from "../shared/validation";
import { type NetworkArgs, NETWORK_DEFAULTS } from "./args";
import { makeEndpoints } from "./endpoints";
import { zonesOf } from "./existing";
import { makeFlowLogs } from "./flow-logs";
import { networkArgsSchema } from "./schema";

const NAT_STRATEGY = { none: "None", single: "Single", onePerAz: "OnePerAz" } as const;

/**
 * The VPC of a stack's services: public subnets for load balancers, private ones for instances, in at least two
 * Availability Zones. It is built by awsx, or is one that exists already and is passed on as it is.
 *
 * @throws {pulumi.ResourceError} that lists every fault of the arguments
 */
export class Network extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  readonly publicSubnetIds: pulumi.Output<string[]>;
  readonly privateSubnetIds: pulumi.Output<string[]>;

  constructor(name: string, args: NetworkArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    super("web-infra:index:Network", name, {}, opts);
    checkArgs(networkArgsSchema, args, this, `Network "${name}"`);
    if (args.vpcId === undefined) {
      const vpc = buildVpc(name, args, this);
      this.vpcId = vpc.vpcId;
      this.publicSubnetIds = vpc.publicSubnetIds;
      this.privateSubnetIds = vpc.privateSubnetIds;
    } else {
      this.vpcId = pulumi.output(args.vpcId);
      this.publicSubnetIds = pulumi.output([...(args.publicSubnetIds ?? [])]);
      this.privateSubnetIds = pulumi.output([...(args.privateSubnetIds ?? [])]);
    }
    this.registerOutputs({
      vpcId: this.vpcId,
      publicSubnetIds: this.publicSubnetIds,
      privateSubnetIds: this.privateSubnetIds,
      // Beside the ids and not through them, which stay known where the look-ups are not answered.
      ...(args.vpcId === undefined ? {} : { availabilityZones: zonesOf(name, args, this) }),
    });
  }
}

function buildVpc(name: string, args: NetworkArgs, parent: pulumi.Resource): awsx.Vpc {
  const { tags, cidrBlock = NETWORK_DEFAULTS.cidrBlock } = args;
  const vpc = new awsx.Vpc(
    name,
    {
      cidrBlock,
      numberOfAvailabilityZones: args.availabilityZones ?? NETWORK_DEFAULTS.availabilityZones,
      natGateways: { strategy: NAT_STRATEGY[args.natGateways ?? NETWORK_DEFAULTS.natGateways] },
      subnetStrategy: "Auto",
      subnetSpecs: [{ type: "Public" }, { type: "Private" }],
      // The names of interface endpoints resolve to their private addresses only with both.
      enableDnsHostnames: true,
      enableDnsSupport: true,
      ...(tags === undefined ? {} : { tags }),
    },
    { parent },
  );
  makeEndpoints(
    name,
    { vpc, cidrBlock, services: args.endpoints ?? NETWORK_DEFAULTS.endpoints, tags },
    { parent },
  );
  const flowLogs = args.flowLogs ?? NETWORK_DEFAULTS.flowLogs;
  if (flowLogs !== false) {
    makeFlowLogs(name, { vpcId: vpc.vpcId, ...flowLogs, tags }, { parent });
  }
  return vpc;
}
