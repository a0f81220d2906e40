import { moduleTable, of } from "../../simulation/entries";

export const cfg = moduleTable("cfg", {
  DeliveryChannel: of("{name}"),
  Recorder: of("{name}"),
  RecorderStatus: of("{name}"),
  Rule: of("{name}", {
    arn: "arn:{partition}:config:{region}:{account}:config-rule/{ruleId}",
    ruleId: "config-rule-{lower:6}",
  }),
});
