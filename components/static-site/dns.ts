import type * as pulumi from "@pulumi/pulumi";
import * as route53 from "@pulumi/aws/route53";

/** HTTPS (RFC 9460) tells browsers of HTTP/2 and HTTP/3 with the address, so that they need not try HTTP first. */
const RECORD_TYPES = ["A", "AAAA", "HTTPS"] as const;

export interface AliasRecordsArgs {
  readonly hosts: readonly string[];
  readonly zoneId: pulumi.Input<string>;
  readonly distribution: {
    readonly domainName: pulumi.Input<string>;
    readonly hostedZoneId: pulumi.Input<string>;
  };
  readonly allowOverwrite: boolean;
}

/** Lets every host of a site lead to its distribution, by IPv4 and IPv6. */
export function aliasRecords(
  name: string,
  { hosts, zoneId, distribution, allowOverwrite }: AliasRecordsArgs,
  opts: pulumi.ResourceOptions,
): void {
  for (const host of hosts) {
    for (const type of RECORD_TYPES) {
      new route53.Record(
        `${name}-${host}-${type.toLowerCase()}`,
        {
          zoneId,
          name: host,
          type,
          aliases: [
            {
              name: distribution.domainName,
              zoneId: distribution.hostedZoneId,
              // CloudFront has no health that Route 53 could ask for.
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
