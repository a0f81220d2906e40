import { moduleTable, of } from "../../simulation/entries";

export const codestarnotifications = moduleTable("codestarnotifications", {
  NotificationRule: of(
    "arn:{partition}:codestar-notifications:{region}:{account}:notificationrule/{hex:40}",
    { arn: "{id}" },
    { autoName: { max: 64 } },
  ),
});
