import { moduleTable, of } from "../../simulation/entries";
import type { Rule, Scope } from "../../simulation/rules";
import { UNKNOWN } from "../../provider/properties";

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

export const lambda = moduleTable("lambda", {
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
});
