import { moduleTable, of } from "../../simulation/entries";

export const batch = moduleTable("batch", {
  ComputeEnvironment: of("{name}", {
    arn: "arn:{partition}:batch:{region}:{account}:compute-environment/{name}",
    status: "VALID",
  }),
  JobDefinition: of("{arn}", {
    arn: "{arnPrefix}:{revision}",
    arnPrefix: "arn:{partition}:batch:{region}:{account}:job-definition/{name}",
    revision: 1,
  }),
  JobQueue: of("{arn}", { arn: "arn:{partition}:batch:{region}:{account}:job-queue/{name}" }),
});
