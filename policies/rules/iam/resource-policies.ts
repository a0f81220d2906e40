import {
  covers,
  isFixed,
  opensToEverybody,
  statementsOf,
  wholeAccounts,
  type Statement,
} from "../../aws/policy-documents";
import {
  BUS_PERMISSION,
  FUNCTION_PERMISSION,
  FUNCTION_URL,
  LAYER_PERMISSION,
  WITH_RESOURCE_POLICY,
} from "../../aws/type-tokens";
import { defineRule, type Demand } from "../../engine/rule";
import type { Value } from "../../engine/value";

const DOCUMENT_TYPES = [...new Set(Object.values(WITH_RESOURCE_POLICY).flat())];
const PERMISSIONS = [...FUNCTION_PERMISSION, ...LAYER_PERMISSION, ...BUS_PERMISSION, ...FUNCTION_URL];
const RESOURCE_POLICIES =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html";

/** The documents of a resource that has a policy of its own. */
function documentsOf(type: string, props: Value): Value[] {
  return Object.entries(WITH_RESOURCE_POLICY)
    .filter(([, types]) => types.includes(type))
    .map(([key]) => props.at(key));
}

export const iamNoPublicResource = defineRule({
  id: "iam-no-public-resource",
  pack: "security",
  demands:
    "Nothing with a policy of its own may be used by everybody: no topic, queue, key, secret, registry, function or its URL, layer, event bus, file system, vault, table or domain.",
  why: "A policy with a star as principal lets every AWS account read, write or decrypt, whatever the roles allow.",
  fix: "Name the principals, or bound the statement: aws:SourceArn, aws:SourceAccount or aws:PrincipalOrgID; set AWS_IAM for a function's URL.",
  severity: "critical",
  controls: [
    "FSBP SNS.4",
    "FSBP SQS.3",
    "FSBP Lambda.1",
    "CKV_AWS_32",
    "CKV_AWS_33",
    "CKV_AWS_168",
    "CKV_AWS_169",
    "CKV_AWS_258",
    "CKV_AWS_301",
  ],
  url: RESOURCE_POLICIES,
  levels: { dev: "mandatory", prod: "mandatory" },
  resource: {
    types: [...DOCUMENT_TYPES, ...PERMISSIONS],
    judge: ({ type, props }, demand) => {
      if (PERMISSIONS.includes(type)) {
        judgePermission(type, props, demand);
        return;
      }
      // In a network of its own, only who is in it reaches the domain.
      const isInside = props.at("vpcOptions").present;
      for (const document of isInside ? [] : documentsOf(type, props)) {
        const all = document.absent ? [] : statementsOf(document);
        for (const statement of all) {
          demand(
            () => !opensToEverybody(statement, all),
            () =>
              `statement ${statement.label} allows everybody; name the principals or add a bounding condition.`,
          );
        }
      }
    },
  },
});

/** A single right, given to a principal without a document. */
function judgePermission(type: string, props: Value, demand: Demand): void {
  if (FUNCTION_URL.includes(type)) {
    demand(
      () => !props.at("authorizationType").isOneOf("NONE"),
      "authorizationType is NONE: everybody may call the function; set it to AWS_IAM.",
    );
    return;
  }
  const bounds = ["sourceArn", "sourceAccount", "principalOrgId", "organizationId", "condition"];
  demand(
    () => !isAnyPrincipal(props.at("principal")) || isBound(props, bounds),
    () =>
      `principal is ${props.at("principal").shown()}; name it, or set ${LAYER_PERMISSION.includes(type) ? "organizationId" : "sourceArn, sourceAccount or principalOrgId"}.`,
  );
}

/** Whether one of these ties the right to an account, an organization or a resource; a pattern for all of them does not. */
function isBound(props: Value, keys: readonly string[]): boolean {
  return keys.some((key) => {
    const value = props.at(key);
    return value.present && (value.unknown || key === "condition" || isFixed(key, value.text() ?? ""));
  });
}

function isAnyPrincipal(principal: Value): boolean {
  return /^(?:\*|arn:[^:]*:iam::\*.*)$/.test(principal.text() ?? "");
}

export const iamNoResourceWildcard = defineRule({
  id: "iam-no-resource-wildcard",
  pack: "security",
  demands: "No policy of a resource allows all actions on it.",
  why: "All actions include deleting the resource and writing this policy anew for anybody.",
  fix: "Name the actions that the principal needs.",
  severity: "medium",
  controls: [
    "CKV_AWS_72",
    "guard SNS_TOPICPOLICY_NO_ALLOW_PLUS_NOT_ACTION",
    "guard SQS_QUEUEPOLICY_NO_ALLOW_PLUS_NOT_ACTION",
    "guard SQS_QUEUEPOLICY_NO_WILDCARD_ACTION",
  ],
  url: RESOURCE_POLICIES,
  levels: { dev: "advisory", prod: "mandatory" },
  resource: {
    types: [...DOCUMENT_TYPES, ...FUNCTION_PERMISSION],
    judge: ({ type, props }, demand) => {
      if (FUNCTION_PERMISSION.includes(type)) {
        demand(
          () => !EVERY_ACTION.test(props.at("action").text() ?? ""),
          () => `action is ${props.at("action").shown()}; name it, such as lambda:InvokeFunction.`,
        );
        return;
      }
      for (const document of documentsOf(type, props)) {
        const all = document.absent ? [] : statementsOf(document);
        if (type.startsWith("aws:kms/")) {
          judgeKey(all, demand);
          continue;
        }
        for (const statement of all) {
          demand(
            () => !allowsEverything(statement) || opensToEverybody(statement, all),
            () => `statement ${statement.label} allows every action; name them.`,
          );
        }
      }
    },
  },
});

/**
 * A key's policy gives its account everything by AWS's own advice: without it the key could never be changed. Of two
 * accounts one is another's.
 */
function judgeKey(all: readonly Statement[], demand: Demand): void {
  const owners = () => [...new Set(all.filter(allowsEverything).flatMap(wholeAccounts))];
  demand(
    () => owners().length < 2,
    () =>
      `the accounts ${owners().join(" and ")} may each do everything with the key; name the actions of all but its own.`,
  );
}

const EVERY_ACTION = /^(?:[a-z0-9-]+:)?\*+$/i;

/** Whether it leaves the actions open; services have their own fixed lists of what they may do. */
export function allowsEverything(statement: Statement): boolean {
  return (
    statement.allows &&
    (statement.hasNotAction || statement.actions().some((action) => EVERY_ACTION.test(action)))
  );
}

export const lambdaPermissionSource = defineRule({
  id: "lambda-permission-source",
  pack: "security",
  demands: "A service of AWS may call a function for one resource or account only.",
  why: "Without a source, any account's bucket, topic or rule makes the service call the function.",
  fix: "Set sourceArn, or sourceAccount where the ARN has no account, as with S3.",
  severity: "medium",
  controls: ["CKV_AWS_364"],
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
  levels: { dev: "advisory", prod: "mandatory" },
  resource: {
    types: FUNCTION_PERMISSION,
    judge: ({ props }, demand) => {
      const bounds = ["sourceArn", "sourceAccount", "principalOrgId", "eventSourceToken"];
      demand(
        () => !covers("*.amazonaws.com*", props.at("principal").text() ?? "") || isBound(props, bounds),
        () =>
          `any account's ${props.at("principal").shown()} may call the function; set sourceArn or sourceAccount.`,
      );
    },
  },
});
