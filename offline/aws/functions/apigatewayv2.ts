import { chosen, list, lookUp, moduleTable } from "./entries";

export const apigatewayv2 = moduleTable("apigatewayv2", {
  getApi: lookUp(
    "aws:apigatewayv2/api:Api",
    "{apiId}",
    "apiEndpoint apiKeySelectionExpression arn corsConfigurations description disableExecuteApiEndpoint executionArn id ipAddressType name protocolType routeSelectionExpression tags version",
    { with: { description: chosen } },
  ),
  getApis: list("ids"),
});
