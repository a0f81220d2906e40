import { moduleTable, of } from "../../simulation/entries";
import { arn } from "./ec2";

const rule = of("sgr-{hex:17}", {
  arn: arn("security-group-rule"),
  securityGroupRuleId: "{id}",
});

export const vpc = moduleTable("vpc", {
  SecurityGroupEgressRule: rule,
  SecurityGroupIngressRule: rule,
});
