import { deniesPlainText, statementsOf } from "../aws/policy-documents";
import { QUEUE, QUEUE_POLICY } from "../aws/type-tokens";
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

export const sqsTlsOnly = defineRule({
  id: "sqs-tls-only",
  pack: "security",
  demands: "A queue's own policy denies what does not come over TLS.",
  why: "SQS answers plain HTTP too: only such a statement refuses it.",
  fix: "Add a statement: Effect Deny, Principal *, Action sqs:*, condition Bool aws:SecureTransport false.",
  severity: "low",
  controls: ["cdk-nag SQSQueueSSLRequestsOnly"],
  url: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html#enforce-encryption-data-in-transit",
  levels: { dev: "disabled", prod: "advisory" },
  resource: {
    types: QUEUE,
    seldom: QUEUE_POLICY,
    judge: ({ type, props }, demand) => {
      const document = props.at("policy");
      demand(
        () => (QUEUE.includes(type) && document.absent) || statementsOf(document).some(deniesPlainText),
        "the policy does not deny requests without TLS (aws:SecureTransport false).",
      );
    },
  },
});
