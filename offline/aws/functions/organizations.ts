import { moduleTable, result } from "./entries";

export const organizations = moduleTable("organizations", {
  getOrganization: result(
    {
      arn: "arn:{partition}:organizations::{account}:organization/{id}",
      id: "o-{lower:10}",
      masterAccountId: "{account}",
    },
    "accounts arn awsServiceAccessPrincipals enabledPolicyTypes featureSet id masterAccountArn masterAccountEmail masterAccountId masterAccountName nonMasterAccounts roots",
  ),
});
