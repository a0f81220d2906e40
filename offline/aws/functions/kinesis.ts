import { moduleTable, result } from "./entries";

export const kinesis = moduleTable("kinesis", {
  getStream: result(
    { arn: "arn:{partition}:kinesis:{region}:{account}:stream/{name}", id: "{arn}", status: "ACTIVE" },
    "arn closedShards creationTimestamp encryptionType id kmsKeyId maxRecordSizeInKib openShards retentionPeriod shardLevelMetrics status streamModeDetails tags warmThroughputs",
  ),
});
