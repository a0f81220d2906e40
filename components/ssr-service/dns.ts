import { getHostedZoneIdOutput } from "@pulumi/aws/lb";
import { getZoneOutput, Record } from "@pulumi/aws/route53";
import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { certificateArn, hostName, type Rule, rule, tags, zoneId } from "../fields";

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
  /** Name of the hosted zone of `domain` and `aliases`, where it is not the stack's. @default - the stack's */
  readonly zone?: string | undefined;
  /** Id of that zone, where several have the name, or the look-up is not allowed. @default - looked up by `zone` */
  readonly zoneId?: string | undefined;
  /**
   * false: no records are made, and `certificateArn` is required; enter `loadBalancerDnsName` where your DNS is.
   *
   * @default true
   */
  readonly dns?: boolean | undefined;
  /** Whether records that are in the zone already are overwritten, in a move from elsewhere. @default false */
  readonly allowOverwrite?: boolean | undefined;
  /** Tags of everything that can be tagged, instances included. @default {} */
  readonly tags?: Readonly<{ [key: string]: string }> | undefined;
  /** Guards application, environment and log bucket against deletion by Pulumi. @default - the stack's protect */
  readonly protect?: boolean | undefined;
}

export const namesShape = {
  domain: hostName,
  aliases: z.array(hostName).max(99).readonly().default([]),
  certificateArn: certificateArn.optional(),
  zone: hostName.optional(),
  zoneId: zoneId.optional(),
  dns: z.boolean().default(true),
  allowOverwrite: z.boolean().default(false),
  tags: tags.optional(),
  protect: z.boolean().optional(),
} as const;

export type Names = z.output<z.ZodObject<typeof namesShape>>;

/** What the rules read. */
type Named = Pick<Names, "domain" | "aliases" | "dns" | "certificateArn">;

export const namesRules: readonly Rule<Named>[] = [
  rule<Named>(
    ["domain", "aliases"],
    ["aliases"],
    "must not repeat a host name, nor domain",
    (service) => new Set(hostsOf(service)).size < hostsOf(service).length,
  ),
  rule<Named>(
    ["dns", "certificateArn"],
    ["certificateArn"],
    "is required with dns: false: a certificate of ours is validated by records",
    ({ dns, certificateArn: given }) => !dns && given === undefined,
  ),
];

/** The hosted zone of a service: that of its arguments, or the one of the name that it gives. */
export function hostedZoneOf(
  service: { readonly zone?: string | undefined; readonly zoneId?: pulumi.Input<string> | undefined },
  parent: pulumi.Resource,
): pulumi.Input<string> | undefined {
  const { zone, zoneId: id } = service;
  return id ?? (zone === undefined ? undefined : getZoneOutput({ name: zone }, { parent }).zoneId);
}

/** Every host name that the service answers to, `domain` first. */
export function hostsOf(service: Pick<NamesKeys, "domain" | "aliases">): [string, ...string[]] {
  return [service.domain, ...(service.aliases ?? [])];
}

interface RecordsArgs {
  readonly hosts: readonly string[];
  readonly zoneId: pulumi.Input<string>;
  readonly dualstack: boolean;
  readonly allowOverwrite: boolean;
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
  const overwrite = args.allowOverwrite ? { allowOverwrite: true } : {};
  for (const host of args.hosts) {
    for (const type of args.dualstack ? ["A", "AAAA"] : ["A"]) {
      new Record(
        `${name}-${host}-${type}`,
        { zoneId: args.zoneId, name: host, type, aliases: [alias], ...overwrite },
        opts,
      );
    }
  }
}
