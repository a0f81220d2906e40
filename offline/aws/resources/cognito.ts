import { moduleTable, of } from "../../simulation/entries";
import { CLOUDFRONT_ZONE } from "./cloudfront";

const POOL = "arn:{partition}:cognito-idp:{region}:{account}:userpool/{id}";

export const cognito = moduleTable("cognito", {
  IdentityPool: of("{region}:{uuid}", {
    arn: "arn:{partition}:cognito-identity:{region}:{account}:identitypool/{id}",
  }),
  IdentityPoolRoleAttachment: of("{identityPoolId}"),
  IdentityProvider: of("{userPoolId}:{providerName}"),
  ResourceServer: of("{userPoolId}|{identifier}"),
  User: of("{userPoolId}/{username}", { status: "FORCE_CHANGE_PASSWORD", sub: "{uuid}" }),
  UserGroup: of("{userPoolId}/{name}"),
  UserPool: of(
    "{region}_{mixed:9}",
    { arn: POOL, endpoint: "cognito-idp.{region}.{suffix}/{id}", estimatedNumberOfUsers: 0 },
    { autoName: { max: 128 }, defaults: { deletionProtection: "INACTIVE" } },
  ),
  UserPoolClient: of("{lower:26}", {}, { autoName: { max: 128 } }),
  UserPoolDomain: of("{domain}", {
    awsAccountId: "{account}",
    cloudfrontDistribution: "d{lower:13}.cloudfront.net",
    cloudfrontDistributionZoneId: CLOUDFRONT_ZONE,
  }),
});
