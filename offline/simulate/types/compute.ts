import { UNKNOWN } from "../../values";
import { moduleTable, of } from "../entries";
import type { Rule, Scope } from "../rules";
import { containers } from "./containers";

const LAMBDA = "arn:{partition}:lambda:{region}:{account}:";
const invokeArn = (arn: string) =>
  `arn:{partition}:apigateway:{region}:lambda:path/2015-03-31/functions/${arn}/invocations`;

/** A function is named by its name or its ARN; what belongs to it starts with its ARN. */
const ofFunction =
  (property: string, rest: string): Rule =>
  ({ get, text }) => {
    const name = get(property);
    return typeof name !== "string"
      ? UNKNOWN
      : text(`${name.startsWith("arn:") ? name : `${LAMBDA}function:${name}`}${rest}`);
  };

/** Only a function that is published has a numbered version. */
const version = ({ inputs }: Scope) => (inputs["publish"] === true ? "1" : "$LATEST");

export const compute = {
  ...containers,
  ...moduleTable("lambda", {
    Alias: of("{arn}", { arn: ofFunction("functionName", ":{name}"), invokeArn: invokeArn("{arn}") }),
    CodeSigningConfig: of("{arn}", {
      arn: `${LAMBDA}code-signing-config:csc-{hex:17}`,
      configId: "csc-{hex:17}",
    }),
    EventSourceMapping: of("{uuid}", {
      arn: `${LAMBDA}event-source-mapping:{id}`,
      functionArn: ofFunction("functionName", ""),
      state: "Enabled",
      uuid: "{id}",
    }),
    Function: of(
      "{name}",
      {
        architectures: () => ["x86_64"],
        arn: `${LAMBDA}function:{name}`,
        invokeArn: invokeArn("{arn}"),
        qualifiedArn: "{arn}:{version}",
        qualifiedInvokeArn: invokeArn("{qualifiedArn}"),
        version,
      },
      {
        autoName: { max: 64 },
        defaults: {
          memorySize: 128,
          packageType: "Zip",
          publish: false,
          reservedConcurrentExecutions: -1,
          skipDestroy: false,
          timeout: 3,
        },
      },
    ),
    FunctionEventInvokeConfig: of("{functionName}"),
    FunctionUrl: of("{functionName}", {
      functionArn: ofFunction("functionName", ""),
      functionUrl: "https://{urlId}.lambda-url.{region}.on.aws/",
      urlId: "{lower:32}",
    }),
    LayerVersion: of("{arn}", {
      arn: "{layerArn}:{version}",
      layerArn: `${LAMBDA}layer:{layerName}`,
      version: "1",
    }),
    Permission: of("{statementId}", {}, { autoName: { property: "statementId", max: 100 } }),
    ProvisionedConcurrencyConfig: of("{functionName},{qualifier}"),
  }),
  ...moduleTable("apprunner", {
    Service: of("{arn}", {
      arn: "arn:{partition}:apprunner:{region}:{account}:service/{serviceName}/{serviceId}",
      serviceId: "{hex:32}",
      serviceUrl: "{lower:10}.{region}.awsapprunner.com",
      status: "RUNNING",
    }),
  }),
  ...moduleTable("amplify", {
    App: of("d{lower:13}", {
      arn: "arn:{partition}:amplify:{region}:{account}:apps/{id}",
      defaultDomain: "{id}.amplifyapp.com",
    }),
    Branch: of("{appId}/{branchName}", {
      arn: "arn:{partition}:amplify:{region}:{account}:apps/{appId}/branches/{branchName}",
    }),
  }),
  ...moduleTable("batch", {
    ComputeEnvironment: of("{name}", {
      arn: "arn:{partition}:batch:{region}:{account}:compute-environment/{name}",
      status: "VALID",
    }),
    JobDefinition: of("{arn}", {
      arn: "{arnPrefix}:{revision}",
      arnPrefix: "arn:{partition}:batch:{region}:{account}:job-definition/{name}",
      revision: 1,
    }),
    JobQueue: of("{arn}", { arn: "arn:{partition}:batch:{region}:{account}:job-queue/{name}" }),
  }),
};
