import { chosen, lookUp, moduleTable } from "./entries";

export const apigateway = moduleTable("apigateway", {
  getRestApi: lookUp(
    "aws:apigateway/restApi:RestApi",
    "{lower:10}",
    "apiKeySource arn binaryMediaTypes description endpointAccessMode endpointConfigurations executionArn id minimumCompressionSize policy rootResourceId securityPolicy tags",
    { with: { description: chosen } },
  ),
});
