import { chosen, list, lookUp, moduleTable } from "./entries";

export const cloudwatch = moduleTable("cloudwatch", {
  getEventBus: lookUp(
    "aws:cloudwatch/eventBus:EventBus",
    "{name}",
    "arn deadLetterConfigs description id kmsKeyIdentifier logConfigs",
  ),
  getLogGroup: lookUp(
    "aws:cloudwatch/logGroup:LogGroup",
    "{name}",
    "arn creationTime deletionProtectionEnabled id kmsKeyId logGroupClass retentionInDays tags",
    {
      with: { deletionProtectionEnabled: chosen, logGroupClass: chosen },
    },
  ),
  getLogGroups: list("arns logGroupNames"),
});
