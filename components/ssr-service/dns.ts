import { getHostedZoneIdOutput } from "@pulumi/aws/lb";
import { Record } from "@pulumi/aws/route53";
import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { certificateArn, hostName, type Rule, rule } from "../fields";

/** The keys of a service that say under which names it is reached. */
export interface NamesKeys {
  /** Host name under which the service is reached, e.g. `app.example.com`, or the zone's own name. */
  readonly domain: string;
  /**
   * Further host names that reach the same service; the certificate covers them, and each gets its alias record.
   *
   * @default []
   */
  readonly aliases?: readonly string[] | undefined;
  /**
   * ARN of an existing ACM certificate in the stack's region that covers `domain` and `aliases`.
   *
   * @default - a certificate is issued and validated through the hosted zone
   * @see https://docs.aws.amazon.com/acm/latest/userguide/acm-overview.html
   */
  readonly certificateArn?: string | undefined;
}

export const namesShape = {
  domain: hostName,
  aliases: z.array(hostName).max(99).readonly().default([]),
  certificateArn: certificateArn.optional(),
} as const;

export type Names = z.output<z.ZodObject<typeof namesShape>>;

export const namesRules: readonly Rule<Names>[] = [
  rule<Names>(
    ["domain", "aliases"],
    ["aliases"],
    "must not repeat a host name, nor domain",
    (service) => new Set(hostsOf(service)).size < hostsOf(service).length,
  ),
];

/** Every host name that the service answers to, `domain` first. */
export function hostsOf(service: Pick<NamesKeys, "domain" | "aliases">): [string, ...string[]] {
  return [service.domain, ...(service.aliases ?? [])];
}

interface RecordsArgs {
  readonly hosts: readonly string[];
  readonly zoneId: pulumi.Input<string>;
  readonly dualstack: boolean;
  /** DNS name of the environment's load balancer. */
  readonly target: pulumi.Input<string>;
}

/** Alias records to the environment's load balancer: they follow it when another environment takes over. */
export function createRecords(
  name: string,
  args: RecordsArgs,
  opts: { readonly parent: pulumi.Resource },
): void {
  const alias = {
    name: args.target,
    zoneId: getHostedZoneIdOutput({ loadBalancerType: "application" }, opts).id,
    evaluateTargetHealth: true,
  };
  for (const host of args.hosts) {
    for (const type of args.dualstack ? ["A", "AAAA"] : ["A"]) {
      new Record(
        `${name}-${host}-${type}`,
        { zoneId: args.zoneId, name: host, type, aliases: [alias] },
        opts,
      );
    }
  }
}
