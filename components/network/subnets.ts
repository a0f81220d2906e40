import { getSubnetOutput } from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";

/** The keys of a network that name an existing VPC. */
export interface ExistingVpcKeys {
  /**
   * Id of an existing VPC, `vpc-…`; with it, both lists of subnets are required and nothing is built.
   *
   * @default - a VPC is built
   */
  readonly vpcId?: string | undefined;
  /**
   * Ids of the existing VPC's public subnets (with a route to an internet gateway), at least two, each in an
   * Availability Zone of its own: load balancers stand here.
   *
   * @default - the built VPC's
   */
  readonly publicSubnetIds?: readonly string[] | undefined;
  /**
   * Ids of the existing VPC's private subnets (with a route to a NAT gateway), at least two, each in an Availability
   * Zone of its own: instances run here.
   *
   * @default - the built VPC's
   */
  readonly privateSubnetIds?: readonly string[] | undefined;
}

/** Id of a subnet. */
export const subnetId = z
  .string()
  .regex(/^subnet-[0-9a-z]+$/, 'must be the id of a subnet, e.g. "subnet-0abc12de"');

/** What holds for every list of subnets. */
export const TWO_ZONES = "must name at least two subnets, each in an Availability Zone of its own";

/** Ids of subnets: a load balancer and a group of instances need two zones, that is two subnets at least. */
const subnetIds = z
  .array(subnetId)
  .refine((ids) => ids.length >= 2, TWO_ZONES)
  .refine((ids) => new Set(ids).size === ids.length, "must not name a subnet twice")
  .readonly();

export const existingVpcShape = {
  vpcId: z
    .string()
    .regex(/^vpc-[0-9a-z]+$/, 'must be the id of a VPC, e.g. "vpc-0abc12de"')
    .optional(),
  publicSubnetIds: subnetIds.optional(),
  privateSubnetIds: subnetIds.optional(),
} as const;

/** What AWS says of a subnet; a monitor that does not simulate AWS may leave parts out. */
interface Subnet {
  readonly id: string;
  readonly vpcId?: string | undefined;
  readonly availabilityZone?: string | undefined;
}

/**
 * Looks the subnets of an existing VPC up, so that a preview reports a wrong one: Elastic Beanstalk finds out
 * minutes into the creation of an environment.
 *
 * @returns the zones of the subnets; it fails with one line for each fault
 */
export function zonesOf(
  name: string,
  config: ExistingVpcKeys,
  parent: pulumi.Resource,
): pulumi.Output<string[]> {
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

/** Any other text is no id of AWS's, but a stand-in for one. */
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
