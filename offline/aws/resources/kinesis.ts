import { moduleTable, of } from "../../simulation/entries";

export const kinesis = moduleTable("kinesis", {
  FirehoseDeliveryStream: of(
    "{arn}",
    { arn: "arn:{partition}:firehose:{region}:{account}:deliverystream/{name}" },
    { autoName: { max: 64 } },
  ),
  Stream: of(
    "{arn}",
    { arn: "arn:{partition}:kinesis:{region}:{account}:stream/{name}" },
    { autoName: { max: 128 }, defaults: { encryptionType: "NONE", retentionPeriod: 24 } },
  ),
  StreamConsumer: of("{arn}", { arn: "{streamArn}/consumer/{name}:{digits:10}" }),
});
