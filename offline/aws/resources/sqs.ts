import { moduleTable, of } from "../../simulation/entries";

export const sqs = moduleTable("sqs", {
  Queue: of(
    "https://sqs.{region}.{suffix}/{account}/{name}",
    {
      arn: "arn:{partition}:sqs:{region}:{account}:{name}",
      kmsDataKeyReusePeriodSeconds: 300,
      sqsManagedSseEnabled: true,
      url: "{id}",
    },
    {
      autoName: { max: 80, fifo: "fifoQueue" },
      defaults: {
        contentBasedDeduplication: false,
        delaySeconds: 0,
        fifoQueue: false,
        maxMessageSize: 262144,
        messageRetentionSeconds: 345600,
        receiveWaitTimeSeconds: 0,
        visibilityTimeoutSeconds: 30,
      },
    },
  ),
  QueuePolicy: of("{queueUrl}"),
  RedriveAllowPolicy: of("{queueUrl}"),
  RedrivePolicy: of("{queueUrl}"),
});
