import { moduleTable, of } from "../../simulation/entries";

export const sfn = moduleTable("sfn", {
  Activity: of(
    "{arn}",
    { arn: "arn:{partition}:states:{region}:{account}:activity:{name}" },
    { autoName: { max: 80 } },
  ),
  StateMachine: of(
    "{arn}",
    {
      arn: "arn:{partition}:states:{region}:{account}:stateMachine:{name}",
      revisionId: "INITIAL",
      status: "ACTIVE",
    },
    { autoName: { max: 80 }, defaults: { publish: false, type: "STANDARD" } },
  ),
});
