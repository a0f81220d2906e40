import { lookUp, moduleTable } from "./entries";

export const wafv2 = moduleTable("wafv2", {
  getIpSet: lookUp("aws:wafv2/ipSet:IpSet", "{uuid}", "addresses arn description id ipAddressVersion"),
  getRuleGroup: lookUp("aws:wafv2/ruleGroup:RuleGroup", "{uuid}", "arn description id"),
  getWebAcl: lookUp("aws:wafv2/webAcl:WebAcl", "{uuid}", "arn description id"),
});
