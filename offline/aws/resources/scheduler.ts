import { moduleTable, of } from "../../simulation/entries";

export const scheduler = moduleTable("scheduler", {
  Schedule: of(
    "{groupName}/{name}",
    {
      arn: "arn:{partition}:scheduler:{region}:{account}:schedule/{groupName}/{name}",
      groupName: "default",
    },
    { autoName: { max: 64 }, defaults: { scheduleExpressionTimezone: "UTC", state: "ENABLED" } },
  ),
  ScheduleGroup: of(
    "{name}",
    { arn: "arn:{partition}:scheduler:{region}:{account}:schedule-group/{name}" },
    { autoName: { max: 64 } },
  ),
});
