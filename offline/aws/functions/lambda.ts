import { chosen, lookUp, moduleTable, result } from "./entries";
import { UNKNOWN } from "../../provider/properties";

export const lambda = moduleTable("lambda", {
  getAlias: result(
    {
      arn: "arn:{partition}:lambda:{region}:{account}:function:{functionName}:{name}",
      id: "{arn}",
      invokeArn: "arn:{partition}:apigateway:{region}:lambda:path/2015-03-31/functions/{arn}/invocations",
    },
    "description functionVersion",
  ),
  getFunction: lookUp(
    "aws:lambda/function:Function",
    "{functionName}",
    "architectures arn capacityProviderConfigs codeSha256 codeSigningConfigArn deadLetterConfig description durableConfigs environment ephemeralStorages fileSystemConfigs handler id imageUri invokeArn kmsKeyArn lastModified layers loggingConfigs memorySize qualifiedArn qualifiedInvokeArn reservedConcurrentExecutions responseStreamingInvokeArn role runtime signingJobArn signingProfileVersionArn sourceCodeHash sourceCodeSize sourceKmsKeyArn tags tenancyConfigs timeout tracingConfig version vpcConfig",
    {
      rename: { functionName: "name" },
      with: {
        architectures: chosen,
        memorySize: chosen,
        timeout: chosen,
        version: chosen,
        reservedConcurrentExecutions: chosen,
        ephemeralStorages: chosen,
        sourceCodeSize: chosen,
        lastModified: chosen,
      },
    },
  ),
  getInvocation: result({ id: "{functionName}_{digits:10}" }, "result"),
  getLayerVersion: result(
    {
      arn: "{layerArn}:{version}",
      id: "{arn}",
      layerArn: "arn:{partition}:lambda:{region}:{account}:layer:{layerName}",
      version: ({ inputs }) => inputs["version"] ?? UNKNOWN,
    },
    "arn codeSha256 compatibleArchitectures compatibleRuntimes createdDate description id layerArn layerName layerVersionArn licenseInfo signingJobArn signingProfileVersionArn sourceCodeHash sourceCodeSize version",
  ),
});
