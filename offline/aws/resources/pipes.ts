import { moduleTable, of } from "../../simulation/entries";

export const pipes = moduleTable("pipes", {
  Pipe: of(
    "{name}",
    { arn: "arn:{partition}:pipes:{region}:{account}:pipe/{name}" },
    { autoName: { max: 64 } },
  ),
});
