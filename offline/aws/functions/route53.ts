import { list, lookUp, moduleTable } from "./entries";
import { UNKNOWN } from "../../provider/properties";
import type { Rule, Scope } from "../../simulation/rules";
import { madeUp } from "../../simulation/made-up";

const bare = (name: string) => name.replace(/\.$/, "").toLowerCase();

/** The same zone has the same id whether it is looked up as `example.com` or as `example.com.`. */
const hostedZoneId: Rule = ({ inputs, context }) => {
  const { name, zoneId } = inputs;
  if (zoneId !== undefined) {
    return zoneId;
  }
  const kind = inputs["privateZone"] === true ? "private" : "public";
  return typeof name === "string"
    ? `Z${madeUp("upper", 20, `${context.account}::${kind} zone ${bare(name)}`)}`
    : UNKNOWN;
};

const zoneName = ({ inputs }: Scope) => (typeof inputs["name"] === "string" ? bare(inputs["name"]) : UNKNOWN);

export const route53 = moduleTable("route53", {
  getDelegationSet: lookUp(
    "aws:route53/delegationSet:DelegationSet",
    "{id}",
    "arn callerReference nameServers",
  ),
  getResolverRules: list("resolverRuleIds"),
  getZone: lookUp(
    "aws:route53/zone:Zone",
    hostedZoneId,
    "arn callerReference comment id linkedServiceDescription linkedServicePrincipal name nameServers primaryNameServer resourceRecordSetCount tags zoneId",
    {
      with: {
        linkedServiceDescription: "",
        linkedServicePrincipal: "",
        name: zoneName,
        resourceRecordSetCount: () => UNKNOWN,
        comment: () => UNKNOWN,
        zoneId: hostedZoneId,
      },
    },
  ),
  getZones: list("ids"),
});
