import { add, type Change } from "../fixtures/program";
import { policyDocument } from "../fixtures/static";
import { UNKNOWN } from "../../../policies/testing/messages";
import { faulty, fine, undetermined, unknownIsFine, type Cases } from "../../../policies/testing/case";

/** One resource of this type beside the compliant program. */
export function alone(type: string) {
  return (props: object, name = "extra"): Change =>
    add({
      ...{ type, name },
      // A property that is undefined is left out, as a program's is.
      props: JSON.parse(JSON.stringify({ tags: { app: "example" }, ...props })) as Record<string, unknown>,
    });
}

const topic = alone("aws:sns/topic:Topic");
const queue = alone("aws:sqs/queue:Queue");
const key = alone("aws:kms/key:Key");
const parameter = alone("aws:ssm/parameter:Parameter");
const document = alone("aws:ssm/document:Document");
const lambda = alone("aws:lambda/function:Function");
const task = alone("aws:ecs/taskDefinition:TaskDefinition");
const acl = alone("aws:wafv2/webAcl:WebAcl");

const BAD_INPUTS = {
  statement: { managedRuleGroupStatement: { name: "AWSManagedRulesKnownBadInputsRuleSet" } },
  overrideAction: { none: {} },
};
const container = (definition: object) => JSON.stringify([{ name: "app", ...definition }]);
const tls = policyDocument([
  {
    Effect: "Deny",
    Principal: "*",
    Action: "sns:Publish",
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  },
]);

export const dataCases: Cases = {
  "sns-encryption": {
    faulty: { "a topic without a key": topic({}) },
    absent: faulty(topic({})),
    unknown: unknownIsFine(topic({ kmsMasterKeyId: UNKNOWN })),
    fine: { "a key": topic({ kmsMasterKeyId: "alias/topics" }) },
  },
  "sns-tls-only": {
    faulty: { "a policy that only allows": topic({ kmsMasterKeyId: "k", policy: policyDocument([]) }) },
    absent: fine(topic({ kmsMasterKeyId: "k" })),
    unknown: undetermined(topic({ kmsMasterKeyId: "k", policy: UNKNOWN })),
    fine: { "a denial": topic({ kmsMasterKeyId: "k", policy: tls }) },
  },
  "sqs-encryption": {
    faulty: { "switched off": queue({ sqsManagedSseEnabled: false }) },
    absent: fine(queue({})),
    unknown: undetermined(queue({ sqsManagedSseEnabled: UNKNOWN })),
    fine: { "by a key": queue({ sqsManagedSseEnabled: false, kmsMasterKeyId: "alias/q" }) },
  },
  "sqs-tls-only": {
    faulty: { "a policy that only allows": queue({ policy: policyDocument([]) }) },
    absent: fine(queue({})),
    unknown: undetermined(queue({ policy: UNKNOWN })),
    fine: { "a denial": queue({ policy: tls }) },
  },
  "kms-rotation": {
    faulty: { "switched off": key({ enableKeyRotation: "false" }) },
    absent: faulty(key({})),
    unknown: undetermined(key({ enableKeyRotation: UNKNOWN })),
    fine: {
      on: key({ enableKeyRotation: true }),
      "a key that signs": key({ keyUsage: "SIGN_VERIFY", customerMasterKeySpec: "ECC_NIST_P256" }),
    },
  },
  "kms-lockout-check": {
    faulty: {
      skipped: key({ enableKeyRotation: true, bypassPolicyLockoutSafetyCheck: true }),
    },
    absent: fine(key({ enableKeyRotation: true })),
    unknown: undetermined(key({ enableKeyRotation: true, bypassPolicyLockoutSafetyCheck: UNKNOWN })),
  },
  "ssm-secure-parameters": {
    faulty: {
      "a password by its name": parameter({ name: "/shop/db-password", type: "String", value: "hunter2" }),
      "a password in Korean": parameter({ name: "/shop/디비_비밀번호", type: "String", value: "hunter2" }),
      "a key by its looks": parameter({ name: "/shop/id", type: "String", value: `AKIA${"A".repeat(16)}` }),
      "a connection string": parameter({
        name: "/shop/db",
        type: "String",
        value: "Server=db;User=app;Password=hunter2;",
      }),
    },
    absent: fine(parameter({ name: "/shop/db-password", type: "String" })),
    unknown: undetermined(parameter({ name: "/shop/db-password", type: "String", value: UNKNOWN })),
    fine: {
      encrypted: parameter({ name: "/shop/db-password", type: "SecureString", value: "hunter2" }),
      "a setting": parameter({ name: "/shop/log-level", type: "String", value: "info" }),
    },
  },
  "ssm-private-documents": {
    faulty: {
      "shared with all": document({ permissions: { type: "Share", account_ids: "x", accountIds: "All" } }),
    },
    absent: fine(document({})),
    unknown: undetermined(document({ permissions: { type: "Share", accountIds: UNKNOWN } })),
    fine: { "shared with one": document({ permissions: { type: "Share", accountIds: "111122223333" } }) },
  },
  "lambda-no-plain-secrets": {
    faulty: { "a password": lambda({ environment: { variables: { DB_PW: "hunter2" } } }) },
    absent: fine(lambda({})),
    unknown: undetermined(lambda({ environment: { variables: { DB_PASSWORD: UNKNOWN } } })),
    fine: {
      "its ARN": lambda({
        environment: { variables: { DB_PASSWORD_ARN: "arn:aws:secretsmanager:eu-west-1:1:secret:x" } },
      }),
    },
  },
  "ecs-no-plain-secrets": {
    faulty: {
      "in the environment": task({
        containerDefinitions: container({ environment: [{ name: "API_TOKEN", value: "x1y2" }] }),
      }),
      "in the command": task({
        containerDefinitions: container({ command: ["sh", "-c", "DB_PASSWORD=hunter2 node app.js"] }),
      }),
    },
    absent: fine(task({})),
    unknown: undetermined(task({ containerDefinitions: UNKNOWN })),
    fine: {
      "by reference": task({
        containerDefinitions: container({ secrets: [{ name: "API_TOKEN", valueFrom: "arn:aws:ssm:x" }] }),
      }),
    },
  },
  "waf-has-rules": {
    faulty: { none: acl({ defaultAction: { allow: {} }, rules: [] }) },
    also: ["waf-known-bad-inputs", "waf-logs"],
    absent: faulty(acl({ defaultAction: { allow: {} } })),
    unknown: unknownIsFine(acl({ defaultAction: { allow: {} }, rules: UNKNOWN })),
    fine: { "everything is blocked": acl({ defaultAction: { block: {} } }) },
  },
  "waf-known-bad-inputs": {
    faulty: {
      "the group only counts": acl({ rules: [{ ...BAD_INPUTS, overrideAction: { count: {} } }] }),
      "another group": acl({
        rules: [{ statement: { managedRuleGroupStatement: { name: "AWSManagedRulesCommonRuleSet" } } }],
      }),
    },
    also: ["waf-logs"],
    absent: faulty(acl({})),
    unknown: undetermined(acl({ rules: UNKNOWN })),
    fine: { "it blocks": acl({ rules: [BAD_INPUTS] }) },
  },
  "waf-logs": {
    faulty: { "no log": acl({ rules: [BAD_INPUTS] }) },
    absent: faulty(acl({ rules: [BAD_INPUTS] })),
    unknown: unknownIsFine(
      add(
        { type: "aws:wafv2/webAcl:WebAcl", name: "acl", props: { rules: [BAD_INPUTS] } },
        {
          type: "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
          name: "acl-log",
          uses: { resourceArn: ["acl"] },
          props: { resourceArn: UNKNOWN },
        },
      ),
    ),
  },
};
