import type * as pulumi from "@pulumi/pulumi";
import * as wafv2 from "@pulumi/aws/wafv2";
import { DEFAULTS } from "./defaults";
import type { Site } from "./schema";

/** ARN of the web ACL that a site asks for; one is made unless the site names its own. */
export function webAclArn(
  name: string,
  { waf, tags }: Pick<Site, "waf" | "tags">,
  opts: pulumi.ResourceOptions,
): pulumi.Input<string> | undefined {
  if (waf === undefined || waf.webAclArn !== undefined) {
    return waf?.webAclArn;
  }
  const { rateLimit = DEFAULTS.waf.rateLimit, managedRules = [...DEFAULTS.waf.managedRules] } = waf;
  const acl = new wafv2.WebAcl(
    `${name}-waf`,
    {
      scope: "CLOUDFRONT",
      // WAF keeps what belongs to CloudFront in this region.
      region: "us-east-1",
      description: `Firewall of site ${name}`,
      defaultAction: { allow: {} },
      rules: [rateRule(rateLimit), ...managedRules.map(managedRule)],
      visibilityConfig: visibility(name),
      tags: { ...tags },
    },
    opts,
  );
  return acl.arn;
}

function rateRule(limit: number) {
  return {
    name: "rate-limit",
    priority: 0,
    action: { block: {} },
    statement: { rateBasedStatement: { limit, aggregateKeyType: "IP", evaluationWindowSec: 300 } },
    visibilityConfig: visibility("rate-limit"),
  };
}

function managedRule(name: string, index: number) {
  return {
    name,
    priority: index + 1,
    overrideAction: { none: {} },
    statement: { managedRuleGroupStatement: { vendorName: "AWS", name } },
    visibilityConfig: visibility(name),
  };
}

function visibility(metricName: string) {
  return { metricName, cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true };
}
