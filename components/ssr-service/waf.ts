import type { WebAcl } from "@pulumi/aws/wafv2";
import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { createWebAcl } from "../aws/web-acl";
import { type Rule, rule, toggle, webAclArn } from "../fields";
import type { Access } from "./security-groups";

/** The key of a service that says what AWS WAF blocks. */
export interface WafKeys {
  /** A web ACL of AWS WAF in front of the load balancer; `true` makes one with every default. @default false */
  readonly waf?: boolean | WafConfig | undefined;
}

/** What AWS WAF blocks. */
export interface WafConfig {
  /** ARN of an existing regional web ACL, instead of one that is made here. @default - one is made */
  readonly webAclArn?: string | undefined;
  /**
   * Requests of one address in 5 minutes, 10–2,000,000,000, above which it is blocked; not with `cloudFrontOnly`, where
   * CloudFront's few addresses stand for all visitors.
   *
   * @default 2000
   */
  readonly rateLimit?: number | undefined;
  /**
   * Names of AWS's managed rule groups, in the order of evaluation; the empty list leaves the rate limit alone.
   *
   * @default - the reputation list, known bad inputs, the common rule set
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
   */
  readonly managedRules?: readonly string[] | undefined;
}

export const wafShape = {
  waf: toggle(
    z.strictObject({
      webAclArn: webAclArn.optional(),
      // Without defaults here, for where one is given without effect, that is a fault.
      rateLimit: z.int().min(10).max(2_000_000_000).optional(),
      managedRules: z
        .array(
          z
            .string()
            .regex(
              /^AWSManagedRules\w+$/,
              "must be a managed rule group of AWS, e.g. AWSManagedRulesCommonRuleSet",
            ),
        )
        .max(10)
        .readonly()
        .optional(),
    }),
  ).prefault(false),
} as const;

export type Waf = z.output<z.ZodObject<typeof wafShape>>;

const RATE_LIMIT = 2000;

/** Cheapest refusal first. */
const MANAGED_RULES = [
  "AWSManagedRulesAmazonIpReputationList",
  "AWSManagedRulesKnownBadInputsRuleSet",
  "AWSManagedRulesCommonRuleSet",
] as const;

/** The common rule set's limit on the body's size counts only: it would refuse every upload above 8 KB. */
const COUNT_ONLY: Readonly<Record<string, readonly string[]>> = {
  AWSManagedRulesCommonRuleSet: ["SizeRestrictions_BODY"],
};

const besideArn = (key: "rateLimit" | "managedRules"): Rule<Waf> =>
  rule<Waf>(
    ["waf"],
    ["waf", key],
    "has no effect beside webAclArn: a load balancer has one web ACL",
    ({ waf }) => waf !== false && waf.webAclArn !== undefined && waf[key] !== undefined,
  );

export const wafRules: readonly Rule<Waf & Access>[] = [
  besideArn("rateLimit"),
  besideArn("managedRules"),
  rule<Waf & Access>(
    ["waf", "cloudFrontOnly"],
    ["waf", "rateLimit"],
    "has no effect: with cloudFrontOnly all requests come from CloudFront's addresses; limit them at the distribution",
    ({ waf, cloudFrontOnly }) => waf !== false && waf.rateLimit !== undefined && cloudFrontOnly,
  ),
];

interface WafArgs {
  readonly service: Waf & Access;
  readonly tags?: Readonly<Record<string, pulumi.Input<string>>> | undefined;
}

/** ARN of the web ACL that stands before the load balancer; undefined where none does. */
export function webAclOf(
  name: string,
  { service, tags }: WafArgs,
  opts: { readonly parent: pulumi.Resource },
): pulumi.Input<string> | undefined {
  const { waf, cloudFrontOnly } = service;
  if (waf === false || waf.webAclArn !== undefined) {
    return waf === false ? undefined : waf.webAclArn;
  }
  const { rateLimit = RATE_LIMIT, managedRules = MANAGED_RULES } = waf;
  const acl: WebAcl = createWebAcl(
    name,
    {
      scope: "REGIONAL",
      description: `In front of the load balancer of ${name}`,
      metricName: name,
      // None behind CloudFront: its few addresses stand for all visitors and would soon be blocked, and the address that
      // it forwards may be the visitor's own invention.
      rateLimit: cloudFrontOnly ? undefined : { name: "RateLimit", requests: rateLimit },
      managedRules: managedRules.map((each) => ({ name: each, countOnly: COUNT_ONLY[each] ?? [] })),
      tags,
    },
    opts,
  );
  return acl.arn;
}
