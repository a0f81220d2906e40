import { defineRule } from "../../engine/rule";
import { EGRESS_RULE, INGRESS_RULE, SECURITY_GROUP, SECURITY_GROUP_RULE } from "../../aws/type-tokens";
import type { Value } from "../../engine/value";

export const sgDescription = defineRule({
  id: "sg-description",
  pack: "security",
  demands: "Every security group and every rule of one says what it is for.",
  why: "No one dares to remove a rule whose reason is not known.",
  fix: "Set description.",
  severity: "low",
  controls: ["CKV_AWS_23"],
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
  levels: { dev: "advisory", prod: "advisory" },
  resource: {
    types: [...SECURITY_GROUP, ...SECURITY_GROUP_RULE, ...INGRESS_RULE, ...EGRESS_RULE],
    judge: ({ type, props }, demand) => {
      const rules = SECURITY_GROUP.includes(type)
        ? [...props.at("ingress").items(), ...props.at("egress").items()]
        : [];
      const descriptions = [props, ...rules].map((each) => each.at("description"));
      // One finding for all of a group: they are written in one place, at one time.
      const missing = descriptions.filter((each) => !each.unknown && !isGiven(each));
      demand(
        () => missing.length === 0,
        () => `${missing.map(({ path }) => path).join(", ")} ${missing.length === 1 ? "is" : "are"} not set.`,
      );
      for (const unknown of descriptions.filter((each) => each.unknown)) {
        demand(() => isGiven(unknown), `${unknown.path} is not set.`);
      }
    },
  },
});

function isGiven(description: Value): boolean {
  return description.present && !description.isOneOf("Managed by Pulumi");
}

export const sgRuleConflicts = defineRule({
  id: "sg-rule-conflicts",
  pack: "reliability",
  demands: "A security group has its rules inline or as resources of their own, not both.",
  why: "Inline rules are the whole list: each update removes the separate ones, and the next one brings them back.",
  fix: "Move the inline ingress and egress rules to aws.vpc.SecurityGroupIngressRule and …EgressRule.",
  severity: "medium",
  controls: ["awsguard security-group-no-rule-management-conflicts"],
  url: "https://www.pulumi.com/registry/packages/aws/api-docs/ec2/securitygroup/",
  // Advisory only: once a group was refreshed, the list that AWS returns as `ingress` holds the separate rules too.
  levels: { dev: "advisory", prod: "advisory" },
  stack: {
    types: SECURITY_GROUP,
    judge: (stack, demand) => {
      for (const group of stack.of(SECURITY_GROUP)) {
        for (const [kind, types] of [
          ["ingress", [...INGRESS_RULE, ...SECURITY_GROUP_RULE]],
          ["egress", [...EGRESS_RULE, ...SECURITY_GROUP_RULE]],
        ] as const) {
          const separateRules = stack
            .referrers(types, "securityGroupId", group)
            .filter(
              (rule) => !SECURITY_GROUP_RULE.includes(rule.type) || rule.props.at("type").isOneOf(kind),
            );
          demand(
            group,
            () => separateRules.length === 0 || group.props.at(kind).absent,
            `security group "${group.name}" has inline ${kind} rules and separate ones.`,
          );
        }
      }
    },
  },
});
