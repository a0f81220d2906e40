/** A header that only the CDN in front knows: the load balancer answers no request without it. */
import { getListenerOutput, ListenerRule } from "@pulumi/aws/lb";
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { type Fault, type Rule, rule, secretArn } from "../fields";
import { type Deployment, splitsTraffic } from "./deployment";
import { originHeaderName, originSecretValue, secretValue } from "../origin-secret";
import type { ExtraSettings } from "./extra-settings";
import { repeated } from "./repeated";

/** The key of a service that says which header its CDN sends. */
export interface OriginSecretKeys {
  /**
   * A header with a secret value that the CDN in front adds to each request (an origin's custom header, in CloudFront): the
   * load balancer answers all others with 403. `cloudFrontOnly` alone lets in every distribution, also those of others.
   *
   * @default - every request is answered
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/restrict-access-to-load-balancer.html
   */
  readonly originSecret?: OriginSecretConfig | undefined;
}

/** The header, and where the values are kept that it may have. */
export interface OriginSecretConfig {
  /** Name of the header, 1–40 letters, digits, `-` and `_`. @default "X-Origin-Verify" */
  readonly headerName?: string | undefined;
  /**
   * ARNs of one or two secrets (Secrets Manager, then `:KEY` for one key of a JSON secret, or Systems Manager parameters), each
   * of 16–128 characters without `*` and `?`; any of them is accepted, so that the value can be changed without a gap.
   * They are read by whom runs `pulumi up`, and stand encrypted in the state.
   */
  readonly secrets: readonly string[];
}

export const originSecretShape = {
  originSecret: z
    .strictObject({
      headerName: originHeaderName,
      secrets: z.array(secretArn).min(1).max(2).readonly(),
    })
    .optional(),
} as const;

export type OriginSecret = z.output<z.ZodObject<typeof originSecretShape>>;

export const originSecretRules: readonly Rule<OriginSecret & Deployment & ExtraSettings>[] = [
  rule(
    ["originSecret", "deployment.policy"],
    ["originSecret"],
    "must not stand with deployment.policy TrafficSplitting: Elastic Beanstalk splits the traffic in the listener's default " +
      "action, past which the rule forwards what bears the header; use Immutable",
    (service) => service.originSecret !== undefined && splitsTraffic(service),
  ),
  {
    reads: ["originSecret"],
    faults: ({ originSecret }) =>
      repeated("secrets", originSecret?.secrets).map((fault) => ({
        ...fault,
        path: ["originSecret", ...fault.path],
      })),
  },
  { reads: ["originSecret", "extraSettings"], faults: rulesBeforeOurs },
];

/** Rules of Elastic Beanstalk's have priorities up to 1000, and would let through what they match. */
function rulesBeforeOurs({ originSecret, extraSettings }: OriginSecret & ExtraSettings): Fault[] {
  return Object.entries(originSecret === undefined ? {} : extraSettings).flatMap(([namespace, options]) =>
    Object.keys(options)
      .filter((name) => namespace.startsWith("aws:elbv2:listenerrule:") || name === "Rules")
      .map((name) => ({
        path: ["extraSettings", namespace, name],
        message:
          "must not stand with originSecret: such a rule comes first and lets in what lacks the header",
      })),
  );
}

/** The last two that a listener can have: nothing that is added later comes after them. */
const PRIORITY = { forward: 49_999, refuse: 50_000 } as const;

interface OriginSecretArgs {
  readonly originSecret: NonNullable<OriginSecret["originSecret"]>;
  readonly loadBalancerArn: pulumi.Output<string>;
  readonly tags: { readonly tags?: Readonly<Record<string, pulumi.Input<string>>> };
}

/**
 * Two rules on the environment's own listener, which Elastic Beanstalk owns: with the header on to the instances, as its
 * default action does; everything else ends here. Health checks go from the load balancer to the instances and meet no rule.
 */
export function createOriginSecretRules(
  name: string,
  { originSecret, loadBalancerArn, tags }: OriginSecretArgs,
  opts: { readonly parent: pulumi.Resource },
): void {
  const listener = getListenerOutput({ loadBalancerArn, port: 443 }, opts);
  const values = originSecret.secrets.map((arn) =>
    secretValue(arn, opts).apply((value) => originSecretValue(value, arn)),
  );
  const forward = new ListenerRule(
    `${name}-origin-secret`,
    {
      listenerArn: listener.arn,
      priority: PRIORITY.forward,
      conditions: [{ httpHeader: { httpHeaderName: originSecret.headerName, values } }],
      actions: [
        {
          type: "forward",
          targetGroupArn: listener.defaultActions.apply(([action]) => action?.targetGroupArn ?? ""),
        },
      ],
      ...tags,
    },
    opts,
  );
  new ListenerRule(
    `${name}-no-origin-secret`,
    {
      listenerArn: listener.arn,
      priority: PRIORITY.refuse,
      conditions: [{ pathPattern: { values: ["*"] } }],
      actions: [
        {
          type: "fixed-response",
          fixedResponse: { contentType: "text/plain", messageBody: "Forbidden", statusCode: "403" },
        },
      ],
      ...tags,
    },
    // Made after and deleted before the other: at no time is what bears the header refused.
    { ...opts, dependsOn: [forward] },
  );
}
