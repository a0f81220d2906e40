import { type NetworkConfig, NETWORK_DEFAULTS } from "./args";

/** Without these, Elastic Beanstalk does not learn that an instance has started. */
const BEANSTALK_ENDPOINTS = ["elasticbeanstalk", "elasticbeanstalk-health", "cloudformation"];

/**
 * What is wrong with where a service's instances run, given the stack's network: in private subnets without NAT
 * gateway they reach neither Elastic Beanstalk nor Systems Manager, and the environment fails after half an hour.
 *
 * @returns the message of a fault of `instanceSubnets`; undefined where nothing is wrong
 */
export function instanceSubnetsFault(
  network: NetworkConfig,
  instanceSubnets: "private" | "public" | undefined,
): string | undefined {
  const { natGateways = NETWORK_DEFAULTS.natGateways, endpoints = NETWORK_DEFAULTS.endpoints } = network;
  const cutOff = network.vpcId === undefined && natGateways === "none" && instanceSubnets !== "public";
  const reached = BEANSTALK_ENDPOINTS.every((each) => endpoints.some((endpoint) => endpoint === each));
  return cutOff && !reached
    ? "must be public with natGateways none: instances in private subnets could not reach Elastic Beanstalk; " +
        "or set network.natGateways to single"
    : undefined;
}
