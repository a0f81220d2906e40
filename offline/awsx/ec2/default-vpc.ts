import { UNKNOWN } from "../../provider/properties";
import { invoke, type Component, type Expansion } from "../component";

/** The account's default VPC. */
export interface DefaultVpc {
  readonly vpcId: unknown;
  readonly publicSubnetIds: unknown;
  readonly privateSubnetIds: unknown;
}

/** Looks up the default VPC, and which of its subnets give their instances public addresses. */
export async function defaultVpc(component: Component): Promise<DefaultVpc> {
  const vpc = await invoke(component, "aws:ec2/getVpc:getVpc", { default: true });
  const vpcId = vpc["id"] ?? UNKNOWN;
  const { ids } = await invoke(component, "aws:ec2/getSubnets:getSubnets", {
    filters: [{ name: "vpc-id", values: [vpcId] }],
  });
  const subnets = Array.isArray(ids)
    ? await Promise.all(
        (ids as unknown[]).map((id) => invoke(component, "aws:ec2/getSubnet:getSubnet", { id })),
      )
    : undefined;
  const withPublic = (isPublic: boolean): unknown =>
    subnets === undefined ||
    subnets.some(({ mapPublicIpOnLaunch }) => typeof mapPublicIpOnLaunch !== "boolean")
      ? UNKNOWN
      : subnets.filter((subnet) => subnet["mapPublicIpOnLaunch"] === isPublic).map((subnet) => subnet["id"]);
  return { vpcId, publicSubnetIds: withPublic(true), privateSubnetIds: withPublic(false) };
}

/** `awsx.ec2.DefaultVpc`: makes nothing; its outputs are what the look-up finds. */
export const expandDefaultVpc: Expansion = async (component) => ({ ...(await defaultVpc(component)) });
