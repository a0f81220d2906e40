import { UNKNOWN } from "../../values";
import { moduleTable, of } from "../entries";
import type { Rule } from "../rules";
import { ALB_ZONES } from "../region-tables";
import { CLOUDFRONT_ZONE } from "./cloudfront";

/** Resources of API Gateway carry no account in their ARNs; what may be called does. */
const REST = "arn:{partition}:apigateway:{region}::";
const EXECUTE = "arn:{partition}:execute-api:{region}:{account}:";

const endpoint =
  (api: string): Rule =>
  ({ inputs, text }) =>
    text(
      `${inputs["protocolType"] === "WEBSOCKET" ? "wss" : "https"}://${api}.execute-api.{region}.{suffix}`,
    );

/** The default stage has no name in its address. */
const stageUrl: Rule = ({ get, text }) =>
  text(`https://{apiId}.execute-api.{region}.{suffix}/${get("name") === "$default" ? "" : "{name}"}`);

const regionalZone: Rule = ({ text }) => ALB_ZONES[String(text("{region}"))] ?? UNKNOWN;

/** A name for a REST API is served by CloudFront or in the region, as its certificate says. */
const edge =
  (rule: Rule): Rule =>
  (scope) =>
    scope.inputs["regionalCertificateArn"] === undefined ? evaluated(rule, scope) : "";
const regional =
  (rule: Rule): Rule =>
  (scope) =>
    scope.inputs["regionalCertificateArn"] === undefined ? "" : evaluated(rule, scope);
const evaluated = (rule: Rule, scope: Parameters<Extract<Rule, (...args: never) => unknown>>[0]) =>
  typeof rule === "function" ? rule(scope) : scope.text(String(rule));

const rest = moduleTable("apigateway", {
  Account: of("api-gateway-account"),
  ApiKey: of(
    "{lower:10}",
    { arn: `${REST}/apikeys/{id}` },
    { defaults: { description: "Managed by Pulumi", enabled: true } },
  ),
  Authorizer: of("{lower:6}", { arn: `${REST}/restapis/{restApi}/authorizers/{id}` }),
  BasePathMapping: of(({ inputs, text }) =>
    text(`{domainName}/${inputs["basePath"] === undefined ? "" : "{basePath}"}`),
  ),
  Deployment: of("{lower:6}"),
  DomainName: of("{domainName}", {
    arn: `${REST}/domainnames/{domainName}`,
    cloudfrontDomainName: edge("d{lower:13}.cloudfront.net"),
    cloudfrontZoneId: edge(CLOUDFRONT_ZONE),
    regionalDomainName: regional("d-{lower:10}.execute-api.{region}.{suffix}"),
    regionalZoneId: regional(regionalZone),
  }),
  Integration: of("agi-{restApi}-{resourceId}-{httpMethod}"),
  IntegrationResponse: of("agir-{restApi}-{resourceId}-{httpMethod}-{statusCode}"),
  Method: of("agm-{restApi}-{resourceId}-{httpMethod}", {}, { defaults: { apiKeyRequired: false } }),
  MethodResponse: of("agmr-{restApi}-{resourceId}-{httpMethod}-{statusCode}"),
  MethodSettings: of("{restApi}-{stageName}-{methodPath}"),
  Model: of("{lower:6}"),
  RequestValidator: of("{lower:6}"),
  Resource: of("{lower:6}"),
  Response: of("aggr-{restApiId}-{responseType}"),
  RestApi: of("{lower:10}", {
    arn: `${REST}/restapis/{id}`,
    executionArn: `${EXECUTE}{id}`,
    rootResourceId: "{lower:10}",
  }),
  RestApiPolicy: of("{restApiId}"),
  Stage: of("ags-{restApi}-{stageName}", {
    arn: `${REST}/restapis/{restApi}/stages/{stageName}`,
    executionArn: `${EXECUTE}{restApi}/{stageName}`,
    invokeUrl: "https://{restApi}.execute-api.{region}.{suffix}/{stageName}",
  }),
  UsagePlan: of("{lower:6}", { arn: `${REST}/usageplans/{id}` }),
  UsagePlanKey: of("{keyId}"),
  VpcLink: of("{lower:6}", { arn: `${REST}/vpclinks/{id}` }),
});

const http = moduleTable("apigatewayv2", {
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

const POOL = "arn:{partition}:cognito-idp:{region}:{account}:userpool/{id}";

const identity = moduleTable("cognito", {
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

export const api = {
  ...rest,
  ...http,
  ...identity,
  ...moduleTable("appsync", {
    ApiKey: of("{apiId}:da2-{lower:26}"),
    DataSource: of("{apiId}-{name}", {
      arn: "arn:{partition}:appsync:{region}:{account}:apis/{apiId}/datasources/{name}",
    }),
    GraphQLApi: of("{lower:26}", {
      arn: "arn:{partition}:appsync:{region}:{account}:apis/{id}",
      uris: ({ text }) => ({
        GRAPHQL: text("https://{lower:26}.appsync-api.{region}.{suffix}/graphql"),
        REALTIME: text("wss://{lower:26}.appsync-realtime-api.{region}.{suffix}/graphql"),
      }),
    }),
    Resolver: of("{apiId}-{type}-{field}", {
      arn: "arn:{partition}:appsync:{region}:{account}:apis/{apiId}/types/{type}/resolvers/{field}",
    }),
  }),
};
