import { moduleTable, of } from "../../simulation/entries";
import type { Scope } from "../../simulation/rules";
import { UNKNOWN } from "../../provider/properties";

const TOP_LEVEL = ["com", "net", "org", "co.uk"];

/** The four name servers of a hosted zone or delegation set. */
function nameServers({ text }: Scope): unknown {
  return TOP_LEVEL.map((domain, index) => {
    const digits = text(`{digits:8}`);
    const number = digits === UNKNOWN ? 0 : (Number(digits) + index * 511) % 512;
    return `ns-${number + index * 512}.awsdns-${String(number % 64).padStart(2, "0")}.${domain}`;
  });
}

const withoutDot = (name: string) => name.replace(/\.$/, "");

/** A record's full name. Of a name that is only a label the zone's name is missing, which is not to be seen here. */
function fqdn({ inputs }: Scope): unknown {
  const name = inputs["name"];
  return typeof name === "string" && name.includes(".") ? withoutDot(name) : UNKNOWN;
}

const resolver = (kind: string) => `arn:{partition}:route53resolver:{region}:{account}:${kind}/{id}`;

export const route53 = moduleTable("route53", {
  CidrCollection: of("{uuid}", { arn: "arn:{partition}:route53:::cidrcollection/{id}", version: 1 }),
  DelegationSet: of("N{upper:20}", { arn: "arn:{partition}:route53:::delegationset/{id}", nameServers }),
  HealthCheck: of("{uuid}", { arn: "arn:{partition}:route53:::healthcheck/{id}" }),
  HostedZoneDnsSec: of("{hostedZoneId}"),
  KeySigningKey: of("{hostedZoneId},{name}"),
  QueryLog: of("{uuid}", { arn: "arn:{partition}:route53:::queryloggingconfig/{id}" }),
  Record: of(
    ({ inputs, text }) =>
      text(`{zoneId}_{name}_{type}${inputs["setIdentifier"] === undefined ? "" : "_{setIdentifier}"}`),
    { fqdn },
    { autoName: false },
  ),
  ResolverEndpoint: of("rslvr-in-{hex:17}", { arn: resolver("resolver-endpoint") }),
  ResolverFirewallDomainList: of("rslvr-fdl-{hex:17}", { arn: resolver("firewall-domain-list") }),
  ResolverFirewallRuleGroup: of("rslvr-frg-{hex:17}", { arn: resolver("firewall-rule-group") }),
  ResolverFirewallRuleGroupAssociation: of("rslvr-frgassoc-{hex:17}", {
    arn: resolver("firewall-rule-group-association"),
  }),
  ResolverQueryLogConfig: of("rqlc-{hex:17}", { arn: resolver("resolver-query-log-config") }),
  ResolverRule: of("rslvr-rr-{hex:17}", { arn: resolver("resolver-rule"), ownerId: "{account}" }),
  ResolverRuleAssociation: of("rslvr-rrassoc-{hex:17}"),
  Zone: of(
    "Z{upper:20}",
    {
      arn: "arn:{partition}:route53:::hostedzone/{id}",
      nameServers,
      primaryNameServer: (scope) => (scope.get("nameServers") as readonly string[])[0],
      zoneId: "{id}",
    },
    { defaults: { comment: "Managed by Pulumi", forceDestroy: false } },
  ),
  ZoneAssociation: of("{zoneId}:{vpcId}", { owningAccount: "{account}" }),
});
