import { QUEUE } from "../aws/type-tokens";
import { defineRule } from "../engine/rule";

export const sqsEncryption = defineRule({
  id: "sqs-encryption",
  pack: "security",
  demands: "Encryption of an SQS queue is not switched off.",
  why: "AWS encrypts every new queue by itself; only a program that says otherwise leaves messages readable on disk.",
  fix: "Remove sqsManagedSseEnabled, or set kmsMasterKeyId.",
  severity: "medium",
  controls: ["FSBP SQS.1", "CKV_AWS_27", "trivy AWS-0096"],
  url: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html",
  levels: { dev: "advisory", prod: "mandatory" },
  resource: {
    types: QUEUE,
    judge: ({ props }, demand) => {
      demand(
        () => props.at("sqsManagedSseEnabled").bool() !== false || props.at("kmsMasterKeyId").present,
        "sqsManagedSseEnabled is false and kmsMasterKeyId is not set; remove the first.",
      );
    },
  },
});
