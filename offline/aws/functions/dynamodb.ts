import { chosen, list, lookUp, moduleTable } from "./entries";

export const dynamodb = moduleTable("dynamodb", {
  getTable: lookUp(
    "aws:dynamodb/table:Table",
    "{name}",
    "arn attributes billingMode deletionProtectionEnabled globalSecondaryIndexes hashKey id localSecondaryIndexes onDemandThroughputs pointInTimeRecovery rangeKey readCapacity replicas serverSideEncryption streamArn streamEnabled streamLabel streamViewType tableClass tags ttl warmThroughputs writeCapacity",
    {
      with: { billingMode: chosen, tableClass: chosen, readCapacity: chosen, writeCapacity: chosen },
    },
  ),
  getTables: list("names"),
});
