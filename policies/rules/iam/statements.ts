import {
  IAM_ATTACHMENT,
  IAM_ATTACHMENT_LIST,
  IAM_MANAGED_POLICY,
  IAM_POLICY_DOCUMENT,
  IAM_USER,
  PERMISSION_SET_ATTACHMENT,
  PERMISSION_SET_BOUNDARY,
  PERMISSION_SET_POLICY,
  ROLE,
} from "../../aws/type-tokens";
import { statementsOf, type Statement } from "../../aws/policy-documents";
import type { OptionSpecs, OptionValues } from "../../engine/options";
import type { Demand, RuleSpec, Subject } from "../../engine/rule";
import type { Stack, StackResource } from "../../engine/stack";

/** Where an identity's own policies stand; a managed policy may be an identity's or only a boundary. */
const OWN_DOCUMENTS = [...IAM_POLICY_DOCUMENT, ...PERMISSION_SET_POLICY, ...ROLE];

/** The statements that a resource grants: of its own document, or of a role's inline policies. */
function* granted({ type, props }: Pick<Subject, "type" | "props">): Generator<Statement> {
  if (ROLE.includes(type)) {
    for (const policy of props.at("inlinePolicies").items()) {
      yield* policy.at("policy").absent ? [] : statementsOf(policy.at("policy"));
    }
    return;
  }
  yield* statementsOf(props.at(PERMISSION_SET_POLICY.includes(type) ? "inlinePolicy" : "policy"));
}

/** Demands on each statement that an identity is granted. */
export type JudgeStatement<O extends OptionSpecs> = (
  statement: Statement,
  demand: Demand,
  options: OptionValues<O>,
) => void;

/**
 * The checks of a rule on what identities are granted. A managed policy is judged with the stack around it: one that is
 * only a permissions boundary limits its role and grants nothing.
 *
 * @param attached what the rule demands of the attachment of policies that AWS or another stack made
 */
export function onGranted<const O extends OptionSpecs>(
  judge: JudgeStatement<O>,
  attached?: (resource: Subject, demand: Demand) => void,
): Required<Pick<RuleSpec<O>, "resource" | "stack">> {
  return {
    resource: {
      types: [
        ...OWN_DOCUMENTS,
        ...(attached === undefined ? [] : [...IAM_ATTACHMENT, ...IAM_ATTACHMENT_LIST]),
      ],
      judge: (resource, demand, options) => {
        attached?.(resource, demand);
        for (const statement of OWN_DOCUMENTS.includes(resource.type) ? granted(resource) : []) {
          judge(statement, demand, options);
        }
      },
    },
    stack: {
      types: IAM_MANAGED_POLICY,
      judge: (stack, demand, options) => {
        for (const policy of stack.of(IAM_MANAGED_POLICY)) {
          demand(
            policy,
            () => {
              if (!isOnlyBoundary(stack, policy)) {
                for (const statement of granted(policy)) {
                  judge(statement, (holds, message) => demand(policy, holds, message), options);
                }
              }
              return true;
            },
            "",
          );
        }
      },
    },
  };
}

function isOnlyBoundary(stack: Stack, policy: StackResource): boolean {
  return (
    stack.referrers([...ROLE, ...IAM_USER, ...PERMISSION_SET_BOUNDARY], "permissionsBoundary", policy)
      .length > 0 &&
    stack.referrers(PERMISSION_SET_ATTACHMENT, "customerManagedPolicyReference", policy).length === 0 &&
    stack.referrers(IAM_ATTACHMENT, "policyArn", policy).length === 0 &&
    stack.referrers(IAM_ATTACHMENT_LIST, "policyArns", policy).length === 0 &&
    stack.referrers(ROLE, "managedPolicyArns", policy).length === 0
  );
}
