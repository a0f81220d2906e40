import { WebAcl } from "@pulumi/aws/wafv2";
import type * as pulumi from "@pulumi/pulumi";

interface WebAclArgs {
  /** Requests of one address in 5 minutes; undefined where all visitors come from the same addresses. */
  readonly rateLimit: number | undefined;
  readonly tags: Readonly<Record<string, pulumi.Input<string>>> | undefined;
}

/**
 * AWS's managed rule groups in the order they are asked, cheapest refusal first. The common rule set's limit on the
 * body's size counts only: it would refuse every upload above 8 KB.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
 */
const MANAGED_GROUPS: readonly { readonly name: string; readonly countOnly: readonly string[] }[] = [
  { name: "AWSManagedRulesAmazonIpReputationList", countOnly: [] },
  { name: "AWSManagedRulesKnownBadInputsRuleSet", countOnly: [] },
  { name: "AWSManagedRulesCommonRuleSet", countOnly: ["SizeRestrictions_BODY"] },
];

/** A web ACL of AWS's managed rules, and a limit on the requests of one address. */
export function makeWebAcl(
  name: string,
  args: WebAclArgs,
  opts: { readonly parent: pulumi.Resource },
): WebAcl {
  const measuredAs = (metricName: string) => ({
    cloudwatchMetricsEnabled: true,
    sampledRequestsEnabled: true,
    metricName,
  });
  const managed = MANAGED_GROUPS.map(({ name: group, countOnly }, index) => ({
    name: group,
    priority: index + 1,
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: "AWS",
        name: group,
        ruleActionOverrides: countOnly.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
      },
    },
    visibilityConfig: measuredAs(group),
  }));
  const limits =
    args.rateLimit === undefined
      ? []
      : [
          {
            name: "RateLimit",
            priority: 0,
            action: { block: {} },
            statement: { rateBasedStatement: { limit: args.rateLimit, aggregateKeyType: "IP" } },
            visibilityConfig: measuredAs("RateLimit"),
          },
        ];
  return new WebAcl(
    name,
    {
      scope: "REGIONAL",
      description: `In front of the load balancer of ${name}`,
      defaultAction: { allow: {} },
      rules: [...limits, ...managed],
      visibilityConfig: measuredAs(name),
      ...(args.tags === undefined ? {} : { tags: args.tags }),
    },
    opts,
  );
}
