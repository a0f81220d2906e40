import { moduleTable, of } from "../../simulation/entries";

export const sns = moduleTable("sns", {
  PlatformApplication: of("arn:{partition}:sns:{region}:{account}:app/{platform}/{name}", { arn: "{id}" }),
  SmsPreferences: of("aws_sns_sms_id"),
  Topic: of(
    "arn:{partition}:sns:{region}:{account}:{name}",
    {
      arn: "{id}",
      beginningArchiveTime: "",
      owner: "{account}",
      signatureVersion: 1,
      tracingConfig: "PassThrough",
    },
    {
      autoName: { max: 80, fifo: "fifoTopic" },
      defaults: { contentBasedDeduplication: false, fifoTopic: false },
    },
  ),
  TopicPolicy: of("{arn}", { owner: "{account}" }),
  TopicSubscription: of(
    "{topic}:{uuid}",
    {
      arn: "{id}",
      confirmationWasAuthenticated: false,
      filterPolicyScope: "MessageAttributes",
      ownerId: "{account}",
      // An address has to confirm by a mail or a request of its own.
      pendingConfirmation: ({ inputs }) =>
        ["email", "email-json", "http", "https"].includes(String(inputs["protocol"])),
    },
    {
      defaults: { confirmationTimeoutInMinutes: 1, endpointAutoConfirms: false, rawMessageDelivery: false },
    },
  ),
});
