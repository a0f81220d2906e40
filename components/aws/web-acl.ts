/** A web ACL of AWS WAF: AWS's managed rule groups behind a limit on the requests of one address. */
import * as wafv2 from "@pulumi/aws/wafv2";
import type * as pulumi from "@pulumi/pulumi";

/** One of AWS's managed rule groups. */
export interface ManagedRuleGroup {
  /** @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html */
  readonly name: string;
  /** Rules of the group that only count what they match. @default the group as AWS has it */
  readonly countOnly?: readonly string[];
}

export interface RateLimit {
  /** Name of the rule, and of its metric. */
  readonly name: string;
  /** Requests of one address in the window, 10–2,000,000,000, above which it is blocked. */
  readonly requests: number;
  /** Length of the window in seconds. @default AWS's, 300 */
  readonly windowSeconds?: number;
}

export interface WebAclArgs {
  /** `CLOUDFRONT` for distributions (in us-east-1 only), `REGIONAL` for load balancers. */
  readonly scope: "CLOUDFRONT" | "REGIONAL";
  /** Where it is not the stack's own. */
  readonly region?: string;
  readonly description: string;
  /** Name of the metric of requests that no rule matches. */
  readonly metricName: string;
  readonly rateLimit: RateLimit | undefined;
  /** In the order in which they are evaluated. */
  readonly managedRules: readonly ManagedRuleGroup[];
  readonly tags: Readonly<Record<string, pulumi.Input<string>>> | undefined;
}

export function createWebAcl(
  name: string,
  args: WebAclArgs,
  opts: pulumi.CustomResourceOptions,
): wafv2.WebAcl {
  return new wafv2.WebAcl(
    name,
    {
      scope: args.scope,
      ...(args.region === undefined ? {} : { region: args.region }),
      description: args.description,
      defaultAction: { allow: {} },
      rules: [
        ...(args.rateLimit === undefined ? [] : [rateRule(args.rateLimit)]),
        ...args.managedRules.map(managedRule),
      ],
      visibilityConfig: visibility(args.metricName),
      ...(args.tags === undefined ? {} : { tags: { ...args.tags } }),
    },
    opts,
  );
}

function rateRule({ name, requests, windowSeconds }: RateLimit) {
  return {
    name,
    priority: 0,
    action: { block: {} },
    statement: {
      rateBasedStatement: {
        limit: requests,
        aggregateKeyType: "IP",
        ...(windowSeconds === undefined ? {} : { evaluationWindowSec: windowSeconds }),
      },
    },
    visibilityConfig: visibility(name),
  };
}

function managedRule({ name, countOnly }: ManagedRuleGroup, index: number) {
  const overrides =
    countOnly === undefined
      ? {}
      : { ruleActionOverrides: countOnly.map((rule) => ({ name: rule, actionToUse: { count: {} } })) };
  return {
    name,
    priority: index + 1,
    overrideAction: { none: {} },
    statement: { managedRuleGroupStatement: { vendorName: "AWS", name, ...overrides } },
    visibilityConfig: visibility(name),
  };
}

function visibility(metricName: string) {
  return { metricName, cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true };
}
