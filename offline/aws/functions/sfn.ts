import { moduleTable, result } from "./entries";

export const sfn = moduleTable("sfn", {
  getStateMachine: result(
    { arn: "arn:{partition}:states:{region}:{account}:stateMachine:{name}", id: "{arn}", status: "ACTIVE" },
    "arn creationDate definition description id revisionId roleArn status",
  ),
});
