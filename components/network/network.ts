import * as pulumi from "@pulumi/pulumi";
import { normalizeArgs } from "../fields";
import { type NetworkArgs, networkArgsSchema } from "./config";
import { createEndpoints } from "./endpoints";
import { createFlowLogs } from "./flow-logs";
import { zonesOf } from "./subnets";
import { createVpc } from "./vpc";

/**
 * The VPC of a stack's services: public subnets for load balancers, private ones for instances, in at least two
 * Availability Zones. It is built by awsx, or is one that exists already and is passed on as it is.
 *
 * @throws {pulumi.ResourceError} that lists every fault of the arguments
 */
export class Network extends pulumi.ComponentResource {
  /** `vpc-…`. */
  readonly vpcId: pulumi.Output<string>;
  /** Subnets of load balancers, one in each Availability Zone. */
  readonly publicSubnetIds: pulumi.Output<string[]>;
  /** Subnets of instances, one in each Availability Zone; they reach the internet through NAT. */
  readonly privateSubnetIds: pulumi.Output<string[]>;

  constructor(name: string, args: NetworkArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    super("web-infra:index:Network", name, {}, opts);
    const network = normalizeArgs(networkArgsSchema, args, { resource: this, label: `Network "${name}"` });
    const { tags } = network;
    if (network.vpcId === undefined) {
      const vpc = createVpc(name, { ...network, tags }, { parent: this });
      createEndpoints(name, { ...network, vpc, tags }, { parent: this });
      createFlowLogs(name, { ...network, vpcId: vpc.vpcId, tags }, { parent: this });
      this.vpcId = vpc.vpcId;
      this.publicSubnetIds = vpc.publicSubnetIds;
      this.privateSubnetIds = vpc.privateSubnetIds;
    } else {
      this.vpcId = pulumi.output(network.vpcId);
      this.publicSubnetIds = pulumi.output([...(network.publicSubnetIds ?? [])]);
      this.privateSubnetIds = pulumi.output([...(network.privateSubnetIds ?? [])]);
    }
    this.registerOutputs({
      vpcId: this.vpcId,
      publicSubnetIds: this.publicSubnetIds,
      privateSubnetIds: this.privateSubnetIds,
      // Beside the ids and not through them, which stay known where the look-ups are not simulated.
      ...(network.vpcId === undefined ? {} : { availabilityZones: zonesOf(name, network, this) }),
    });
  }
}
