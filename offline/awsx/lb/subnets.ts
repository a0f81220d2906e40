import { UNKNOWN } from "../../provider/properties";
import { blockOf, invoke, property, type Component } from "../component";
import { defaultVpc } from "../ec2/default-vpc";
import { unwrap } from "../traced";

/** Where a load balancer stands. */
export interface Network {
  /** Undefined where `subnetMappings` name the subnets. */
  readonly subnets: unknown;
  readonly vpcId: unknown;
}

/** The subnets that the program gives, and their VPC; without any, the public ones of the account's default VPC. */
export async function networkOf(component: Component): Promise<Network> {
  const { subnets, subnetIds, subnetMappings } = component.inputs;
  if (subnets !== undefined && subnets !== null) {
    const first: unknown = firstOf(subnets);
    const given = await property(component, first, "vpcId");
    return { subnets, vpcId: given === first ? await vpcOf(component, first) : given };
  }
  if (subnetIds !== undefined && subnetIds !== null) {
    return { subnets: subnetIds, vpcId: await vpcOf(component, firstOf(subnetIds)) };
  }
  if (subnetMappings !== undefined && subnetMappings !== null) {
    return {
      subnets: undefined,
      vpcId: await vpcOf(component, blockOf(firstOf(subnetMappings))["subnetId"]),
    };
  }
  const vpc = await defaultVpc(component);
  return { subnets: vpc.publicSubnetIds, vpcId: vpc.vpcId };
}

function firstOf(list: unknown): unknown {
  const { value } = unwrap(list);
  return Array.isArray(list) ? list[0] : Array.isArray(value) ? value[0] : UNKNOWN;
}

async function vpcOf(component: Component, subnetId: unknown): Promise<unknown> {
  const { value } = unwrap(subnetId);
  if (typeof value !== "string") return UNKNOWN;
  return (await invoke(component, "aws:ec2/getSubnet:getSubnet", { id: value }))["vpcId"] ?? UNKNOWN;
}
