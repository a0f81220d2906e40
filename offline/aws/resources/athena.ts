import { moduleTable, of } from "../../simulation/entries";

export const athena = moduleTable("athena", {
  Database: of("{name}", {}, { autoName: { lower: true } }),
  NamedQuery: of("{uuid}"),
  Workgroup: of("{name}", { arn: "arn:{partition}:athena:{region}:{account}:workgroup/{name}" }),
});
