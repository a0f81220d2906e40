import { moduleTable, of } from "../../simulation/entries";

const ORGANIZATION = "arn:{partition}:organizations::{account}:";

export const organizations = moduleTable("organizations", {
  Account: of("{digits:12}", { arn: `${ORGANIZATION}account/o-{lower:10}/{id}`, status: "ACTIVE" }),
  Organization: of("o-{lower:10}", {
    arn: `${ORGANIZATION}organization/{id}`,
    masterAccountId: "{account}",
  }),
  OrganizationalUnit: of("ou-{lower:4}-{lower:8}", { arn: `${ORGANIZATION}ou/o-{lower:10}/{id}` }),
  Policy: of("p-{lower:8}", { arn: `${ORGANIZATION}policy/o-{lower:10}/service_control_policy/{id}` }),
  PolicyAttachment: of("{targetId}:{policyId}"),
});
