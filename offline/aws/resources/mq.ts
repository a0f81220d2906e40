import { moduleTable, of } from "../../simulation/entries";

export const mq = moduleTable("mq", {
  Broker: of(
    "b-{uuid}",
    { arn: "arn:{partition}:mq:{region}:{account}:broker:{brokerName}:{id}" },
    { autoName: { property: "brokerName", max: 50 } },
  ),
});
