/** The records of a site's hosts, and the hosted zone that they stand in. */
import * as route53 from "@pulumi/aws/route53";
import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { type Fault, hostName, input, isInZone, type Rule, rule, zoneId } from "../fields";
import { ALL_HOSTS, type Hosts, type HostsKeys, needsDomain, placedHostsOf } from "./hosts";

export interface DnsKeys {
  /**
   * Name of the Route 53 hosted zone for this site's records, where it is not the stack's; looked up in this account.
   *
   * @default - the stack's zone
   */
  readonly zone?: string | undefined;
  /**
   * Id of the hosted zone (`Z…`), where it must not be looked up by name: several zones have the same name, say.
   *
   * @default - looked up by name
   */
  readonly zoneId?: string | undefined;
  /**
   * false: no DNS record is made, since the zone is somewhere else. What has to be entered there are outputs:
   * `validationRecords` for the certificate and `dnsTarget` for the hosts.
   *
   * @default true
   */
  readonly dns?: boolean | undefined;
  /**
   * true: records of the same name that exist in the zone are taken over. For moving a live host to this site.
   *
   * @default false
   */
  readonly allowOverwrite?: boolean | undefined;
}

const common = {
  zone: hostName.optional(),
  dns: z.boolean().default(true),
  allowOverwrite: z.boolean().default(false),
} as const;

/** In a stack's configuration. */
export const dnsShape = { ...common, zoneId: zoneId.optional() } as const;

/** In the arguments, where another resource may supply the zone. */
export const dnsInputShape = { ...common, zoneId: input(zoneId).optional() } as const;

export type Dns = z.output<z.ZodObject<typeof dnsInputShape>>;

export const dnsRules: readonly Rule<Hosts & Dns>[] = [
  needsDomain<Hosts & Dns>("zone"),
  {
    reads: [...ALL_HOSTS.reads, "zone", "dns"],
    entriesOf: ALL_HOSTS.entriesOf,
    faults: (site) => (site.zone === undefined || !site.dns ? [] : hostsOutside(site, site.zone)),
  },
];

/** The component itself has no stack whose zone could stand in. */
export const zoneRule: Rule<Hosts & Dns> = rule(
  ["domain", "dns", "zone", "zoneId"],
  ["zone"],
  "is required: give zone or zoneId, or set dns: false and enter the records yourself",
  ({ domain, dns, zone, zoneId: id }) =>
    domain !== undefined && dns && zone === undefined && id === undefined,
);

function hostsOutside(site: HostsKeys, zone: string): Fault[] {
  return placedHostsOf(site)
    .filter(({ host }) => !isInZone(host, zone))
    .map(({ keys }) => ({ path: keys, message: outside(zone) }));
}

function outside(zone: string): string {
  return `must be in the hosted zone ${zone}, or set dns: false and enter its records yourself`;
}

/**
 * The hosts of a site that cannot have a record in its zone, as faults with paths inside the site's configuration.
 *
 * @param stackZone name of the stack's zone, which holds where the site names none of its own
 */
export function zoneFaults(site: HostsKeys & DnsKeys, stackZone: string | undefined): Fault[] {
  // A zone that is given by its id alone has a name that only AWS knows.
  const zone = site.zone ?? (site.zoneId === undefined ? stackZone : undefined);
  if (site.dns === false || zone === undefined) {
    return [];
  }
  return placedHostsOf(site)
    .filter(({ host }) => !isInZone(host, zone))
    .map(({ host, keys }) => ({ path: keys, message: `${outside(zone)}, got ${JSON.stringify(host)}` }));
}

/** The zone of the site's records: by its id, or looked up by its name; undefined where no record is made. */
export function findZone(site: Hosts & Dns, opts: pulumi.InvokeOptions): pulumi.Input<string> | undefined {
  if (!site.dns || site.domain === undefined) {
    return undefined;
  }
  return site.zoneId ?? route53.getZoneOutput({ name: site.zone ?? "" }, opts).zoneId;
}

/** HTTPS (RFC 9460) announces HTTP/2 and HTTP/3 with the address, so that browsers need not try HTTP first. */
const RECORD_TYPES = ["A", "AAAA", "HTTPS"] as const;

export interface AliasRecordsArgs {
  readonly hosts: readonly string[];
  readonly zoneId: pulumi.Input<string> | undefined;
  readonly distribution: {
    readonly domainName: pulumi.Input<string>;
    readonly hostedZoneId: pulumi.Input<string>;
  };
  readonly allowOverwrite: boolean;
}

/** Lets every host of a site lead to its distribution, by IPv4 and IPv6. */
export function createAliasRecords(
  name: string,
  { hosts, zoneId: zone, distribution, allowOverwrite }: AliasRecordsArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  if (zone === undefined) {
    return;
  }
  for (const host of hosts) {
    for (const type of RECORD_TYPES) {
      new route53.Record(
        `${name}-${host}-${type.toLowerCase()}`,
        {
          zoneId: zone,
          name: host,
          type,
          aliases: [
            {
              name: distribution.domainName,
              zoneId: distribution.hostedZoneId,
              // CloudFront has no health that Route 53 could check.
              evaluateTargetHealth: false,
            },
          ],
          allowOverwrite,
        },
        opts,
      );
    }
  }
}
