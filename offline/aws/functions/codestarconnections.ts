import { moduleTable, result } from "./entries";
import type { Rule } from "../../simulation/rules";

const connectionArn: Rule = ({ inputs, text }) =>
  inputs["arn"] ?? text("arn:{partition}:codestar-connections:{region}:{account}:connection/{uuid}");

export const codestarconnections = moduleTable("codestarconnections", {
  getConnection: result(
    { arn: connectionArn, connectionStatus: "AVAILABLE", id: connectionArn },
    "arn connectionStatus hostArn id name providerType tags",
  ),
});
