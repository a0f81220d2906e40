import { moduleTable, of } from "../../simulation/entries";

export const amplify = moduleTable("amplify", {
  App: of("d{lower:13}", {
    arn: "arn:{partition}:amplify:{region}:{account}:apps/{id}",
    defaultDomain: "{id}.amplifyapp.com",
  }),
  Branch: of("{appId}/{branchName}", {
    arn: "arn:{partition}:amplify:{region}:{account}:apps/{appId}/branches/{branchName}",
  }),
});
