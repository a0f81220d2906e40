import { add, all, remove, set, uses } from "../fixtures/program";
import { UNKNOWN } from "../../../policies/testing/messages";
import { to, type Remedies } from "./remedy";

export const dataRemedies: Remedies = {
  "ecs-no-plain-secrets": {
    "name the secret": to(
      "in the environment",
      set(
        "extra",
        "containerDefinitions",
        JSON.stringify([
          {
            name: "app",
            secrets: [
              { name: "API_TOKEN", valueFrom: "arn:aws:ssm:ap-northeast-2:123456789012:parameter/token" },
            ],
          },
        ]),
      ),
    ),
  },
  "lambda-no-plain-secrets": {
    "name its ARN": to(
      "a password",
      set("extra", "environment.variables", {
        DB_PW: "arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:db",
      }),
    ),
  },
  "lambda-permission-source": {
    "the bucket's ARN": to("any account's bucket", set("extra", "sourceArn", "arn:aws:s3:::pages")),
    "the account": to("any account's bucket", set("extra", "sourceAccount", "123456789012")),
  },
  "kms-rotation": { "set it": to("switched off", set("extra", "enableKeyRotation", true)) },
  "kms-lockout-check": { "remove it": to("skipped", remove("extra", "bypassPolicyLockoutSafetyCheck")) },
  "sns-encryption": {
    "a key of one's own": to(
      "a topic without a key",
      all(
        add({
          type: "aws:kms/key:Key",
          name: "topics-key",
          props: { enableKeyRotation: true, tags: { app: "example" } },
        }),
        set("extra", "kmsMasterKeyId", UNKNOWN),
        uses("extra", "kmsMasterKeyId", "topics-key"),
      ),
    ),
  },
  "sns-tls-only": {
    "add the statement": to(
      "a policy that only allows",
      set("extra", "policy", {
        Statement: [
          {
            Effect: "Deny",
            Principal: "*",
            Action: "sns:Publish",
            Resource: "*",
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          },
        ],
      }),
    ),
  },
  "sqs-encryption": {
    "remove it": to("switched off", remove("extra", "sqsManagedSseEnabled")),
    "a key": to("switched off", set("extra", "kmsMasterKeyId", "alias/queue")),
  },
  "sqs-tls-only": {
    "add the statement": to(
      "a policy that only allows",
      set("extra", "policy", {
        Statement: [
          {
            Effect: "Deny",
            Principal: "*",
            Action: "sqs:*",
            Resource: "*",
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          },
        ],
      }),
    ),
  },
  "ssm-private-documents": {
    "remove it": to("shared with all", remove("extra", "permissions")),
    "name the accounts": to(
      "shared with all",
      set("extra", "permissions", { type: "Share", accountIds: "111122223333" }),
    ),
  },
  "ssm-secure-parameters": {
    "encrypt it": to("a password by its name", set("extra", "type", "SecureString")),
  },
  "waf-has-rules": {
    "AWS's groups": to(
      "none",
      set("extra", "rules", [
        {
          statement: { managedRuleGroupStatement: { name: "AWSManagedRulesCommonRuleSet" } },
          overrideAction: { none: {} },
        },
      ]),
    ),
    "block everything else": to("none", set("extra", "defaultAction", { block: {} })),
  },
  "waf-known-bad-inputs": {
    "add the group": to(
      "another group",
      set("extra", "rules.1", {
        statement: { managedRuleGroupStatement: { name: "AWSManagedRulesKnownBadInputsRuleSet" } },
        overrideAction: { none: {} },
      }),
    ),
    "let it block": to("the group only counts", set("extra", "rules.0.overrideAction", { none: {} })),
  },
  "waf-logs": {
    "add a log": to(
      "no log",
      add({
        type: "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
        name: "firewall-log",
        uses: { resourceArn: ["extra"] },
        props: { resourceArn: UNKNOWN, logDestinationConfigs: ["arn:aws:s3:::aws-waf-logs-a"] },
      }),
    ),
  },
};
