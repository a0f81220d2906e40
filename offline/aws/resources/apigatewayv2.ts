import { moduleTable, of } from "../../simulation/entries";
import type { Rule } from "../../simulation/rules";
import { EXECUTE, REST, regionalZone } from "./apigateway";

const endpoint =
  (api: string): Rule =>
  ({ inputs, text }) =>
    text(
      `${inputs["protocolType"] === "WEBSOCKET" ? "wss" : "https"}://${api}.execute-api.{region}.{suffix}`,
    );

/** The default stage has no name in its address. */
const stageUrl: Rule = ({ get, text }) =>
  text(`https://{apiId}.execute-api.{region}.{suffix}/${get("name") === "$default" ? "" : "{name}"}`);

export const apigatewayv2 = moduleTable("apigatewayv2", {
  Api: of(
    "{lower:10}",
    {
      apiEndpoint: endpoint("{id}"),
      arn: `${REST}/apis/{id}`,
      executionArn: `${EXECUTE}{id}`,
      ipAddressType: "ipv4",
    },
    {
      autoName: { max: 128 },
      defaults: {
        apiKeySelectionExpression: "$request.header.x-api-key",
        disableExecuteApiEndpoint: false,
        routeSelectionExpression: "$request.method $request.path",
      },
    },
  ),
  ApiMapping: of("{lower:6}"),
  Authorizer: of("{lower:6}"),
  Deployment: of("{lower:6}", { autoDeployed: false }),
  DomainName: of(
    "{domainName}",
    { apiMappingSelectionExpression: "$request.basepath", arn: `${REST}/domainnames/{domainName}` },
    {
      completes: {
        domainNameConfiguration: {
          hostedZoneId: regionalZone,
          targetDomainName: "d-{lower:10}.execute-api.{region}.{suffix}",
        },
      },
    },
  ),
  Integration: of("{lower:7}", {}, { defaults: { connectionType: "INTERNET" } }),
  Route: of("{lower:7}", {}, { defaults: { apiKeyRequired: false, authorizationType: "NONE" } }),
  Stage: of(
    "{name}",
    {
      arn: `${REST}/apis/{apiId}/stages/{name}`,
      executionArn: `${EXECUTE}{apiId}/{name}`,
      invokeUrl: stageUrl,
    },
    { autoName: { max: 128 }, defaults: { autoDeploy: false } },
  ),
  VpcLink: of("{lower:6}", { arn: `${REST}/vpclinks/{id}` }, { autoName: { max: 128 } }),
});
