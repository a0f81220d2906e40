import { deniesPlainText, statementsOf } from "../aws/policy-documents";
import { TOPIC, TOPIC_POLICY, TOPIC_SUBSCRIPTION } from "../aws/type-tokens";
import { defineRule } from "../engine/rule";

export const snsEncryption = defineRule({
  id: "sns-encryption",
  pack: "security",
  demands: "An SNS topic is encrypted with a KMS key.",
  why: "Messages wait on disk until they are delivered; only with a key does reading them need a right of its own.",
  fix: "Set kmsMasterKeyId to a key of your own; the services that publish need a statement in the key's policy.",
  severity: "low",
  controls: ["CKV_AWS_26", "trivy AWS-0095"],
  url: "https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html",
  // AWS's own key (alias/aws/sns) would silence CloudWatch's alarms, so that it cannot be demanded of every topic.
  levels: { dev: "disabled", prod: "advisory" },
  resource: {
    types: TOPIC,
    judge: ({ props }, demand) =>
      demand(() => props.at("kmsMasterKeyId").present, "kmsMasterKeyId is not set."),
  },
});

export const snsTlsOnly = defineRule({
  id: "sns-tls-only",
  pack: "security",
  demands: "A topic's own policy denies publishing without TLS, and no subscription delivers without it.",
  why: "SNS takes and delivers messages over plain HTTP too: only such a statement refuses them.",
  fix: "Add a statement: Effect Deny, Principal *, Action sns:Publish, condition Bool aws:SecureTransport false; set protocol to https.",
  severity: "low",
  controls: ["cdk-nag SNSTopicSSLPublishOnly"],
  url: "https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html#enforce-encryption-data-in-transit",
  levels: { dev: "disabled", prod: "advisory" },
  resource: {
    types: [...TOPIC, ...TOPIC_POLICY, ...TOPIC_SUBSCRIPTION],
    judge: ({ type, props }, demand) => {
      if (TOPIC_SUBSCRIPTION.includes(type)) {
        demand(() => !props.at("protocol").isOneOf("http"), "protocol is http; set it to https.");
        return;
      }
      const document = props.at("policy");
      demand(
        () => (TOPIC.includes(type) && document.absent) || statementsOf(document).some(deniesPlainText),
        "the policy does not deny publishing without TLS (aws:SecureTransport false).",
      );
    },
  },
});
