import { list, lookUp, moduleTable } from "./entries";

export const cognito = moduleTable("cognito", {
  getUserPool: lookUp(
    "aws:cognito/userPool:UserPool",
    "{userPoolId}",
    "accountRecoverySettings adminCreateUserConfigs arn autoVerifiedAttributes creationDate customDomain deletionProtection deviceConfigurations domain emailConfigurations estimatedNumberOfUsers id lambdaConfigs lastModifiedDate mfaConfiguration name schemaAttributes smsAuthenticationMessage smsConfigurationFailure smsVerificationMessage tags userPoolAddOns userPoolTags usernameAttributes",
  ),
  getUserPools: list("arns ids"),
});
