import { moduleTable, of } from "../../simulation/entries";

export const guardduty = moduleTable("guardduty", {
  Detector: of(
    "{hex:32}",
    { accountId: "{account}", arn: "arn:{partition}:guardduty:{region}:{account}:detector/{id}" },
    { defaults: { enable: true } },
  ),
});
