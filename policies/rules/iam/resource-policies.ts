import { isBounded, isForEverybody, statementsOf } from "../../aws/policy-documents";
import { defineRule } from "../../engine/rule";
import { FUNCTION_PERMISSION, WITH_RESOURCE_POLICY } from "../../aws/type-tokens";

export const iamNoPublicResource = defineRule({
  id: "iam-no-public-resource",
  pack: "security",
  demands: "No topic, queue, key, secret, image repository or function may be used by everybody.",
  why: "A policy with a star as principal lets every AWS account read, write or decrypt, whatever the roles allow.",
  fix: "Name the principals, or bound the statement: aws:SourceArn, aws:SourceAccount or aws:PrincipalOrgID.",
  severity: "critical",
  controls: [
    "FSBP SNS.4",
    "FSBP SQS.3",
    "FSBP Lambda.1",
    "CKV_AWS_32",
    "CKV_AWS_33",
    "CKV_AWS_168",
    "CKV_AWS_169",
    "CKV_AWS_301",
  ],
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html",
  levels: { dev: "mandatory", prod: "mandatory" },
  resource: {
    types: [...WITH_RESOURCE_POLICY, ...FUNCTION_PERMISSION],
    judge: ({ type, props }, demand) => {
      if (FUNCTION_PERMISSION.includes(type)) {
        demand(
          () =>
            !props.at("principal").isOneOf("*") ||
            ["sourceArn", "sourceAccount", "principalOrgId", "functionUrlAuthType"].some(
              (key) => props.at(key).present,
            ),
          'principal is "*"; name it, or set sourceArn, sourceAccount or principalOrgId.',
        );
        return;
      }
      for (const statement of props.at("policy").absent ? [] : statementsOf(props.at("policy"))) {
        demand(
          () => !statement.allows || !isForEverybody(statement) || isBounded(statement),
          () =>
            `statement ${statement.label} allows everybody; name the principals or add a bounding condition.`,
        );
      }
    },
  },
});
