/** The web ACL of AWS WAF before a site. */
import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { US_EAST_1 } from "../aws/regions";
import { createWebAcl } from "../aws/web-acl";
import { edgeWebAclArn, type Rule, rule, toggle } from "../fields";

export interface WafKeys {
  /** A web ACL of AWS WAF before the site; `true` makes one with every default. @default false */
  readonly waf?: boolean | WafConfig | undefined;
}

/**
 * An own web ACL by its ARN, or one that the site makes.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/cloudfront-features.html
 */
export interface WafConfig {
  /**
   * ARN of a web ACL of scope CLOUDFRONT (us-east-1). Then none of the other keys may be given.
   *
   * @default - the site makes one
   */
  readonly webAclArn?: string | undefined;
  /**
   * Requests that one address may make in five minutes before it is blocked, 10–2000000000.
   *
   * @default 2000
   */
  readonly rateLimit?: number | undefined;
  /**
   * AWS managed rule groups, in the order in which they are evaluated. Those that need settings of their own (account takeover
   * and account creation fraud prevention, anti-DDoS) want a web ACL of your own.
   *
   * @default ["AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesCommonRuleSet"]
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
   */
  readonly managedRules?: readonly string[] | undefined;
  /**
   * Managed rule group → rules of it that only count what they match, e.g.
   * `AWSManagedRulesCommonRuleSet: [SizeRestrictions_BODY]`, since they block requests that are right.
   *
   * @default {}
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-rule-group-override-options.html
   */
  readonly countOnly?: Readonly<Record<string, readonly string[]>> | undefined;
}

const RATE_LIMIT = 2000;

const MANAGED_RULES = [
  "AWSManagedRulesAmazonIpReputationList",
  "AWSManagedRulesKnownBadInputsRuleSet",
  "AWSManagedRulesCommonRuleSet",
] as const;

/** Groups that AWS takes only with the paths or the sensitivity that they are to watch. */
const NEED_SETTINGS = new Set([
  "AWSManagedRulesACFPRuleSet",
  "AWSManagedRulesATPRuleSet",
  "AWSManagedRulesAntiDDoSRuleSet",
]);

const ruleGroup = z
  .string()
  .regex(/^AWSManagedRules\w{1,100}$/, "must be the name of an AWS managed rule group")
  .refine(
    (group) => !NEED_SETTINGS.has(group),
    "must not be a rule group that needs settings of its own: make a web ACL with it and give its webAclArn",
  );

export const wafShape = {
  waf: toggle(
    z.strictObject({
      webAclArn: edgeWebAclArn.optional(),
      // No defaults here: that a key was given beside webAclArn must still be seen.
      rateLimit: z.int().min(10).max(2_000_000_000).optional(),
      managedRules: z
        .array(ruleGroup)
        .refine((groups) => new Set(groups).size === groups.length, "must not name a rule group twice")
        .readonly()
        .optional(),
      countOnly: z
        .record(
          ruleGroup,
          z
            .array(
              z.string().regex(/^\w{1,128}$/, "must be the name of a rule, such as SizeRestrictions_BODY"),
            )
            .min(1)
            .readonly(),
        )
        .readonly()
        .optional(),
    }),
  ).prefault(false),
} as const;

export type Waf = z.output<z.ZodObject<typeof wafShape>>;

export const wafRules: readonly Rule<Waf>[] = [
  rule(
    ["waf"],
    ["waf", "webAclArn"],
    "must not be given together with rateLimit, managedRules or countOnly, which are for a web ACL that the site makes",
    ({ waf }) =>
      waf !== false &&
      waf.webAclArn !== undefined &&
      (waf.rateLimit !== undefined || waf.managedRules !== undefined || waf.countOnly !== undefined),
  ),
  {
    reads: ["waf"],
    faults: ({ waf }) =>
      waf === false
        ? []
        : Object.keys(waf.countOnly ?? {})
            .filter((group) => !(waf.managedRules ?? MANAGED_RULES).includes(group))
            .map((group) => ({
              path: ["waf", "countOnly", group],
              message: "must be one of the managedRules of this web ACL",
            })),
  },
];

/** ARN of the web ACL of a site; one is made unless the site names its own. */
export function siteWebAclArn(
  name: string,
  { waf, tags }: Waf & { readonly tags: Readonly<Record<string, string>> },
  opts: pulumi.CustomResourceOptions,
): pulumi.Input<string> | undefined {
  if (waf === false || waf.webAclArn !== undefined) {
    return waf === false ? undefined : waf.webAclArn;
  }
  const { rateLimit = RATE_LIMIT, managedRules = MANAGED_RULES, countOnly = {} } = waf;
  const acl = createWebAcl(
    `${name}-waf`,
    {
      scope: "CLOUDFRONT",
      // WAF keeps what belongs to CloudFront in this region.
      region: US_EAST_1,
      description: `Firewall of site ${name}`,
      metricName: name,
      rateLimit: { name: "rate-limit", requests: rateLimit, windowSeconds: 300 },
      managedRules: managedRules.map((group) => {
        const rules = countOnly[group];
        return rules === undefined ? { name: group } : { name: group, countOnly: rules };
      }),
      tags,
    },
    opts,
  );
  return acl.arn;
}
