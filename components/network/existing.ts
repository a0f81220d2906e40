import { getSubnetOutput } from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import type { NetworkConfig } from "./args";

/** What AWS says of a subnet; a monitor that does not answer for AWS may leave parts out. */
interface Subnet {
  readonly id: string;
  readonly vpcId?: string | undefined;
  readonly availabilityZone?: string | undefined;
}

type Existing = Pick<NetworkConfig, "vpcId" | "publicSubnetIds" | "privateSubnetIds">;

/**
 * Looks the subnets of an existing VPC up, so that a wrong one is told of in a preview: Elastic Beanstalk finds out
 * minutes into the creation of an environment.
 *
 * @returns the zones of the subnets; it fails with one line for each fault
 */
export function zonesOf(name: string, config: Existing, parent: pulumi.Resource): pulumi.Output<string[]> {
  const look = (ids: readonly string[] = []): pulumi.Output<Subnet[]> =>
    pulumi.all(
      ids.map((id) =>
        getSubnetOutput({ id }, { parent }).apply(({ vpcId, availabilityZone }: Omit<Subnet, "id">) => ({
          id,
          vpcId,
          availabilityZone,
        })),
      ),
    );
  return pulumi.all([look(config.publicSubnetIds), look(config.privateSubnetIds)]).apply((lists) => {
    const faults = [
      ...subnetFaults("publicSubnetIds", config.vpcId, lists[0]),
      ...sharedZones(lists[0]),
      ...subnetFaults("privateSubnetIds", config.vpcId, lists[1]),
    ];
    if (faults.length > 0) {
      throw new pulumi.RunError(faults.map((fault) => `Network "${name}": ${fault}`).join("\n"));
    }
    return [...new Set(lists.flat().flatMap(({ availabilityZone }) => availabilityZone ?? []))].sort();
  });
}

/** Whatever else stands there is no answer of AWS's, but a stand-in for one. */
const VPC_ID = /^vpc-[0-9a-z]+$/;

function subnetFaults(key: string, vpcId: string | undefined, subnets: readonly Subnet[]): string[] {
  const elsewhere = subnets.filter((subnet) => VPC_ID.test(subnet.vpcId ?? "") && subnet.vpcId !== vpcId);
  const zones = new Set(subnets.map(({ availabilityZone }) => availabilityZone));
  const [zone] = zones;
  return [
    ...elsewhere.map(({ id, vpcId: own }) => `${key}: must be subnets of ${vpcId}, and ${id} is of ${own}`),
    ...(zones.size === 1 && zone !== undefined
      ? [`${key}: must lie in at least two Availability Zones, and all lie in ${zone}`]
      : []),
  ];
}

/** A load balancer takes one subnet of a zone. */
function sharedZones(subnets: readonly Subnet[]): string[] {
  const first = new Map<string, string>();
  const faults = subnets.flatMap(({ id, availabilityZone: zone }) => {
    const other = zone === undefined ? undefined : first.get(zone);
    if (zone !== undefined && other === undefined) {
      first.set(zone, id);
    }
    return other === undefined
      ? []
      : [`publicSubnetIds: must have one subnet a zone, and ${other} and ${id} both lie in ${zone}`];
  });
  // Where there is one zone only, that is the fault.
  return first.size > 1 ? faults : [];
}
