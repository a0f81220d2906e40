import { lookUp, moduleTable, type Handler } from "./entries";
import { ELB_ACCOUNTS, type ByRegion } from "../region-tables";
import { hostedZone, unsupported } from "./lb";

/** An account of AWS that writes logs, or the provider's refusal for a region that has none. */
export function serviceAccount(
  accounts: ByRegion,
  resource: string,
  refusal: (region: string) => string,
): Handler {
  return (_, { partition, region }) => {
    const id = accounts[region];
    return id === undefined
      ? { failure: refusal(region) }
      : { known: { arn: `arn:${partition}:iam::${id}:${resource}`, id, region } };
  };
}

export const elb = moduleTable("elb", {
  getHostedZoneId: hostedZone,
  getLoadBalancer: lookUp(
    "aws:elb/loadBalancer:LoadBalancer",
    "{name}",
    "accessLogs arn availabilityZones connectionDraining connectionDrainingTimeout crossZoneLoadBalancing desyncMitigationMode dnsName healthCheck id idleTimeout instances internal listeners securityGroups sourceSecurityGroup sourceSecurityGroupId subnets tags zoneId",
  ),
  getServiceAccount: serviceAccount(ELB_ACCOUNTS, "root", unsupported),
});
