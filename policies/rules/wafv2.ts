import { RULE_GROUP, WEB_ACL, WEB_ACL_LOG } from "../aws/type-tokens";
import { defineRule } from "../engine/rule";
import type { Value } from "../engine/value";

const KNOWN_BAD_INPUTS = "AWSManagedRulesKnownBadInputsRuleSet";

export const wafHasRules = defineRule({
  id: "waf-has-rules",
  pack: "security",
  demands: "A web application firewall, and each group of rules, has rules.",
  why: "One without rules lets everything through, and looks like protection in a list of the resources.",
  fix: "Add AWS's managed rule groups or rules of your own, or let defaultAction block.",
  severity: "medium",
  controls: ["FSBP WAF.10", "CKV_AWS_175"],
  url: "https://docs.aws.amazon.com/waf/latest/developerguide/waf-rules.html",
  levels: { dev: "advisory", prod: "mandatory" },
  resource: {
    types: WEB_ACL,
    seldom: RULE_GROUP,
    judge: ({ type, props }, demand) => {
      demand(
        () =>
          ["rules", "ruleJson", "rulesJson"].some((key) => props.at(key).present) ||
          props.at("defaultAction", "block").present,
        RULE_GROUP.includes(type)
          ? "rules is empty: the group lets everything through; add rules."
          : "rules is empty and everything is allowed; add rules.",
      );
    },
  },
});

export const wafKnownBadInputs = defineRule({
  id: "waf-known-bad-inputs",
  pack: "security",
  demands: "A web application firewall blocks known bad inputs, Log4j's among them.",
  why: "Requests that exploit Log4j and the like are tried on every address of the internet.",
  fix: `Add AWS's rule group ${KNOWN_BAD_INPUTS} without overrideAction count.`,
  severity: "low",
  controls: ["CKV_AWS_192", "CKV2_AWS_47", "CKV2_AWS_76"],
  url: "https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html",
  levels: { dev: "advisory", prod: "advisory" },
  resource: {
    types: WEB_ACL,
    judge: ({ props }, demand) => {
      demand(
        () =>
          props.at("ruleJson").present ||
          props.at("defaultAction", "block").present ||
          props.at("rules").items().some(blocksBadInputs),
        `no rule of the group ${KNOWN_BAD_INPUTS} blocks.`,
      );
    },
  },
});

function blocksBadInputs(rule: Value): boolean {
  const group = rule.at("statement", "managedRuleGroupStatement");
  const counts = ["excludedRules", "ruleActionOverrides"].some((key) =>
    group
      .at(key)
      .items()
      .some(
        (each) =>
          /^Log4JRCE/i.test(each.at("name").text() ?? "") &&
          (key === "excludedRules" ||
            each.at("actionToUse", "count").present ||
            each.at("actionToUse", "allow").present),
      ),
  );
  return group.at("name").isOneOf(KNOWN_BAD_INPUTS) && !rule.at("overrideAction", "count").present && !counts;
}

export const wafLogs = defineRule({
  id: "waf-logs",
  pack: "security",
  demands: "A web application firewall logs what it blocks.",
  why: "Without the log no one can tell a visitor who is blocked by mistake from an attack.",
  fix: "Add an aws.wafv2.WebAclLoggingConfiguration for it.",
  severity: "low",
  controls: ["FSBP WAF.11", "CKV2_AWS_31"],
  url: "https://docs.aws.amazon.com/waf/latest/developerguide/logging.html",
  levels: { dev: "disabled", prod: "advisory" },
  stack: {
    types: WEB_ACL,
    judge: (stack, demand) => {
      for (const acl of stack.of(WEB_ACL)) {
        demand(
          acl,
          () => stack.referrers(WEB_ACL_LOG, "resourceArn", acl).length > 0,
          `web ACL "${acl.name}" has no aws.wafv2.WebAclLoggingConfiguration.`,
        );
      }
    },
  },
});
