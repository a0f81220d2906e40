import type { Fault } from "../fields";
import type { NetworkConfig } from "./config";
import { DEFAULT_ENDPOINTS } from "./endpoints";
import { BUILT_VPC_DEFAULTS } from "./vpc";

/** What a service needs of the network. */
export interface Placement {
  readonly instanceSubnets?: "private" | "public" | undefined;
  readonly ipAddressType?: "ipv4" | "dualstack" | undefined;
}

/** Without these, Elastic Beanstalk does not learn that an instance has started. */
const BEANSTALK_ENDPOINTS = ["elasticbeanstalk", "elasticbeanstalk-health", "cloudformation"];

/** The keys of the network that these faults follow from. */
export const PLACEMENT_KEYS = ["vpcId", "natGateways", "endpoints"] as const;

/** What a service needs and the stack's network cannot give, as faults with paths inside the service's configuration. */
export function placementFaults(network: NetworkConfig, service: Placement): Fault[] {
  return network.vpcId === undefined ? [...cutOff(network, service), ...withoutIpv6(service)] : [];
}

/**
 * In private subnets without NAT gateway, instances reach neither Elastic Beanstalk nor Systems Manager, and the
 * environment fails after half an hour.
 */
function cutOff(network: NetworkConfig, { instanceSubnets }: Placement): Fault[] {
  const { natGateways = BUILT_VPC_DEFAULTS.natGateways, endpoints = DEFAULT_ENDPOINTS } = network;
  const reached = BEANSTALK_ENDPOINTS.every((each) => endpoints.some((endpoint) => endpoint === each));
  return natGateways !== "none" || instanceSubnets === "public" || reached
    ? []
    : [
        {
          path: ["instanceSubnets"],
          message:
            `must be public with network.natGateways none, got ${JSON.stringify(instanceSubnets ?? "private")}: ` +
            "instances in private subnets could not reach Elastic Beanstalk; or set network.natGateways to single",
        },
      ];
}

/** A load balancer gets IPv6 addresses only in subnets that have an IPv6 range, and the VPC we build has none. */
function withoutIpv6({ ipAddressType }: Placement): Fault[] {
  return ipAddressType === "dualstack"
    ? [
        {
          path: ["ipAddressType"],
          message:
            'must be ipv4 in a VPC that is built, since its subnets have no IPv6 ranges, got "dualstack": ' +
            "name an existing VPC that has them under network",
        },
      ]
    : [];
}
