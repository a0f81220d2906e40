import { getHostedZoneIdOutput } from "@pulumi/aws/lb";
import { Record } from "@pulumi/aws/route53";
import type * as pulumi from "@pulumi/pulumi";
import type { SsrServiceArgs } from "./args";
import type { Beanstalk } from "./environment";
import { hostsOf } from "./hosts";

/** Alias records to the environment's load balancer: they follow it when another environment takes over. */
export function makeRecords(
  name: string,
  args: SsrServiceArgs,
  live: Beanstalk,
  opts: { readonly parent: pulumi.Resource },
): void {
  const { zoneId } = args;
  if (zoneId === undefined) {
    return;
  }
  const alias = {
    name: live.environment.endpointUrl,
    zoneId: getHostedZoneIdOutput({ loadBalancerType: "application" }, opts).id,
    evaluateTargetHealth: true,
  };
  const types = args.ipAddressType === "dualstack" ? ["A", "AAAA"] : ["A"];
  for (const host of hostsOf(args)) {
    for (const type of types) {
      new Record(`${name}-${host}-${type}`, { zoneId, name: host, type, aliases: [alias] }, opts);
    }
  }
}
