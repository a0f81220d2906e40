import { moduleTable, of } from "../../simulation/entries";
import type { Rule } from "../../simulation/rules";
import { ALB_ZONES } from "../region-tables";
import { UNKNOWN } from "../../provider/properties";
import { CLOUDFRONT_ZONE } from "./cloudfront";

/** Resources of API Gateway carry no account in their ARNs; what may be called does. */
export const REST = "arn:{partition}:apigateway:{region}::";

export const EXECUTE = "arn:{partition}:execute-api:{region}:{account}:";

export const regionalZone: Rule = ({ text }) => ALB_ZONES[String(text("{region}"))] ?? UNKNOWN;

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

export const apigateway = moduleTable("apigateway", {
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
