import { getManagedPrefixListOutput, SecurityGroup } from "@pulumi/aws/ec2";
import { SecurityGroupEgressRule, SecurityGroupIngressRule } from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { type Rule, rule } from "../fields";
import { INSTANCE_PORT } from "./health-check";
import type { LoadBalancer } from "./load-balancer";
import { IPV4_OCTET } from "../network/address-ranges";
import { repeated } from "./repeated";

/** The keys of a service that say who may connect. */
export interface AccessKeys {
  /** Lets only CloudFront connect, by AWS's managed prefix list; nothing listens on port 80 then. @default false */
  readonly cloudFrontOnly?: boolean | undefined;
  /** IPv4 ranges that may connect, e.g. an office's. @default - everybody */
  readonly allowedCidrs?: readonly string[] | undefined;
}

const cidr = z
  .string()
  .regex(
    new RegExp(`^(${IPV4_OCTET}\\.){3}${IPV4_OCTET}/(\\d|[12]\\d|3[0-2])$`),
    'must be an IPv4 range, e.g. "203.0.113.0/24"',
  );

export const accessShape = {
  cloudFrontOnly: z.boolean().default(false),
  allowedCidrs: z.array(cidr).min(1).readonly().optional(),
} as const;

export type Access = z.output<z.ZodObject<typeof accessShape>>;

export const accessRules: readonly Rule<Access>[] = [
  rule<Access>(
    ["cloudFrontOnly"],
    ["allowedCidrs"],
    "must not stand with cloudFrontOnly: only one of them can say who may connect",
    ({ cloudFrontOnly, allowedCidrs }) => cloudFrontOnly && allowedCidrs !== undefined,
  ),
  {
    reads: [],
    entriesOf: ["allowedCidrs"],
    faults: ({ allowedCidrs }) => repeated("allowedCidrs", allowedCidrs),
  },
];

interface SecurityGroupsArgs {
  readonly service: Access & LoadBalancer;
  readonly vpcId: pulumi.Input<string>;
  readonly tags?: Readonly<Record<string, pulumi.Input<string>>> | undefined;
}

/** The security groups of load balancer and instances, and their rules. */
export interface SecurityGroups {
  readonly loadBalancer: SecurityGroup;
  readonly instance: SecurityGroup;
  readonly rules: readonly pulumi.Resource[];
}

type Source = { readonly key: string } & (
  | { readonly cidrIpv4: string }
  | { readonly cidrIpv6: string }
  | { readonly prefixListId: pulumi.Input<string> }
);

/**
 * Visitors reach the load balancer and nothing else; instances take requests from the load balancer only. The rules
 * are resources of their own, so that they do not disturb rules that others add to the groups.
 */
export function createSecurityGroups(
  name: string,
  args: SecurityGroupsArgs,
  opts: { readonly parent: pulumi.Resource },
): SecurityGroups {
  const group = (role: string, description: string) =>
    new SecurityGroup(
      `${name}-${role}`,
      { vpcId: args.vpcId, description, ...(args.tags === undefined ? {} : { tags: args.tags }) },
      // It is only text, and another one would replace the group, and the instances with it: after a rename it stays as it was.
      { ...opts, ignoreChanges: ["description"] },
    );
  const loadBalancer = group("alb", `Visitors to the load balancer of ${name}`);
  const instance = group("instances", `Load balancer to the instances of ${name}`);
  return {
    loadBalancer,
    instance,
    rules: [
      ...fromVisitors(name, loadBalancer, args, opts),
      ...toInstances(name, loadBalancer, instance, opts),
      // To AWS's services, to databases and to other hosts' APIs, on ports that only the application knows.
      new SecurityGroupEgressRule(
        `${name}-instances-out`,
        {
          securityGroupId: instance.id,
          ipProtocol: "-1",
          cidrIpv4: "0.0.0.0/0",
          description: "All outbound",
        },
        opts,
      ),
    ],
  };
}

function fromVisitors(
  name: string,
  loadBalancer: SecurityGroup,
  args: SecurityGroupsArgs,
  opts: { readonly parent: pulumi.Resource },
): pulumi.Resource[] {
  // CloudFront speaks HTTPS to its origins; only people type an address without it.
  const ports = args.service.cloudFrontOnly ? { https: 443 } : { https: 443, http: 80 };
  return sources(args, opts).flatMap(({ key, ...source }) =>
    Object.entries(ports).map(
      ([role, port]) =>
        new SecurityGroupIngressRule(
          `${name}-alb-${role}-${key}`,
          {
            securityGroupId: loadBalancer.id,
            description: port === 443 ? "HTTPS" : "HTTP, answered with a redirect to HTTPS",
            ipProtocol: "tcp",
            fromPort: port,
            toPort: port,
            ...source,
          },
          opts,
        ),
    ),
  );
}

/** One and the same connection, let out of one group and into the other. */
function toInstances(
  name: string,
  loadBalancer: SecurityGroup,
  instance: SecurityGroup,
  opts: { readonly parent: pulumi.Resource },
): pulumi.Resource[] {
  const between = { ipProtocol: "tcp", fromPort: INSTANCE_PORT, toPort: INSTANCE_PORT };
  return [
    new SecurityGroupEgressRule(
      `${name}-alb-to-instances`,
      {
        ...between,
        securityGroupId: loadBalancer.id,
        referencedSecurityGroupId: instance.id,
        description: "Requests and health checks to the instances",
      },
      opts,
    ),
    new SecurityGroupIngressRule(
      `${name}-instances-from-alb`,
      {
        ...between,
        securityGroupId: instance.id,
        referencedSecurityGroupId: loadBalancer.id,
        description: "Requests and health checks from the load balancer",
      },
      opts,
    ),
  ];
}

function sources(args: SecurityGroupsArgs, opts: { readonly parent: pulumi.Resource }): Source[] {
  if (args.service.cloudFrontOnly) {
    const list = getManagedPrefixListOutput({ name: "com.amazonaws.global.cloudfront.origin-facing" }, opts);
    return [{ key: "cloudfront", prefixListId: list.id }];
  }
  if (args.service.allowedCidrs !== undefined) {
    return args.service.allowedCidrs.map((cidrIpv4) => ({ key: cidrIpv4, cidrIpv4 }));
  }
  const everybody: Source[] = [{ key: "ipv4", cidrIpv4: "0.0.0.0/0" }];
  return args.service.ipAddressType === "dualstack"
    ? [...everybody, { key: "ipv6", cidrIpv6: "::/0" }]
    : everybody;
}
