import { moduleTable, of } from "../../simulation/entries";

export const networkfirewall = moduleTable("networkfirewall", {
  Firewall: of("{arn}", { arn: "arn:{partition}:network-firewall:{region}:{account}:firewall/{name}" }),
  FirewallPolicy: of("{arn}", {
    arn: "arn:{partition}:network-firewall:{region}:{account}:firewall-policy/{name}",
  }),
  RuleGroup: of("{arn}", {
    arn: ({ get, text }) =>
      text(
        `arn:{partition}:network-firewall:{region}:{account}:${get("type") === "STATELESS" ? "stateless" : "stateful"}-rulegroup/{name}`,
      ),
  }),
});
