import { defineRule } from "../../engine/rule";
import type { Stack, StackResource } from "../../engine/stack";
import {
  DEFAULT_SECURITY_GROUP,
  EGRESS_RULE,
  INGRESS_RULE,
  INSTANCE,
  LAUNCH_CONFIGURATION,
  LAUNCH_TEMPLATE,
  LOAD_BALANCER,
  SECURITY_GROUP,
  SECURITY_GROUP_RULE,
} from "../../aws/type-tokens";
import type { Value } from "../../engine/value";

/** The whole internet, also as one of its two halves. */
const WORLD = /^(?:\d+\.\d+\.\d+\.\d+|[0-9a-f:]+)\/[01]$/i;

function isWorld(value: Value): boolean {
  return WORLD.test(value.text() ?? "");
}

/** One rule that lets traffic in, however it was declared. */
interface Ingress {
  readonly label: string;
  readonly sources: () => Value[];
  readonly protocol: Value;
  readonly from: Value;
  readonly to: Value;
}

function inline(rule: Value): Ingress {
  return {
    label: rule.path === "" ? "the rule" : rule.path,
    sources: () => [...rule.at("cidrBlocks").items(), ...rule.at("ipv6CidrBlocks").items()],
    protocol: rule.at("protocol"),
    from: rule.at("fromPort"),
    to: rule.at("toPort"),
  };
}

function separate(rule: Value): Ingress {
  return {
    label: "the rule",
    sources: () => [rule.at("cidrIpv4"), rule.at("cidrIpv6")],
    protocol: rule.at("ipProtocol"),
    from: rule.at("fromPort"),
    to: rule.at("toPort"),
  };
}

function* ingressOf({ type, props }: { type: string; props: Value }): Generator<Ingress> {
  if (INGRESS_RULE.includes(type)) {
    yield separate(props);
  } else if (SECURITY_GROUP_RULE.includes(type)) {
    yield* props.at("type").isOneOf("ingress") ? [inline(props)] : [];
  } else {
    yield* props.at("ingress").items().map(inline);
  }
}

export const sgIngress = defineRule({
  id: "sg-ingress",
  pack: "security",
  demands:
    "The internet reaches the configured ports of load balancers only, and never SSH, remote desktop or all ports.",
  why: "Every open port of every server is tried by strangers within minutes.",
  fix: "Name a security group or a prefix list as the source, or the one port that visitors need.",
  severity: "critical",
  controls: [
    "FSBP EC2.13",
    "FSBP EC2.14",
    "FSBP EC2.18",
    "FSBP EC2.19",
    "CKV_AWS_24",
    "CKV_AWS_25",
    "CKV_AWS_260",
    "CKV_AWS_277",
    "compliance-policies ec2 disallow-public-internet-ingress",
    "compliance-policies ec2 disallow-inbound-http-traffic",
  ],
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-18",
  levels: { dev: "mandatory", prod: "mandatory" },
  options: {
    ports: { type: "numbers", default: [80, 443], about: "Ports that the internet may reach." },
    machines: {
      type: "boolean",
      default: false,
      about: "Whether it may reach them on instances too, which then answer without a load balancer.",
    },
  },
  resource: {
    types: [...SECURITY_GROUP, ...DEFAULT_SECURITY_GROUP, ...SECURITY_GROUP_RULE, ...INGRESS_RULE],
    judge: (resource, demand, { ports }) => {
      for (const { label, sources, protocol, from, to } of ingressOf(resource)) {
        demand(
          () => {
            if (protocol.isOneOf("icmp", "icmpv6", "1", "58")) {
              return true;
            }
            const first = from.number();
            // With all protocols AWS ignores the ports: every one is open.
            const allowed =
              first !== undefined &&
              first === to.number() &&
              ports.includes(first) &&
              !protocol.isOneOf("-1", "all");
            // Only where the port is not for everybody does it matter who may come, and an unknown source undecided.
            return allowed || !sources().some(isWorld);
          },
          () =>
            `${label} opens ports ${from.shown()} to ${to.shown()} (${protocol.shown()}) to the internet; only ${ports.join(", ")} may be.`,
        );
      }
    },
  },
  stack: {
    types: SECURITY_GROUP,
    judge: (stack, demand, { machines }) => {
      if (machines || hasNetworkBalancer(stack)) {
        return;
      }
      for (const group of stack.of(SECURITY_GROUP)) {
        const behind = machinesOf(stack, group);
        demand(
          group,
          () => behind.length === 0 || !isOpen(stack, group),
          () =>
            `"${group.name}" lets the internet reach "${behind.map(({ name }) => name).join('", "')}" itself; let in the load balancer's security group instead.`,
        );
      }
    },
  },
});

/** It hands visitors' addresses through, so that the machines behind it must let in everybody. */
function hasNetworkBalancer(stack: Stack): boolean {
  return stack.of(LOAD_BALANCER).some(({ props }) => {
    const type = props.at("loadBalancerType");
    return !type.unknown && type.isOneOf("network");
  });
}

/** Where instances and what they are made from name their security groups. */
const MACHINE_GROUPS = ["vpcSecurityGroupIds", "securityGroups", "securityGroupNames", "networkInterfaces"];

function machinesOf(stack: Stack, group: StackResource): StackResource[] {
  const types = [...INSTANCE, ...LAUNCH_TEMPLATE, ...LAUNCH_CONFIGURATION];
  return [...new Set(MACHINE_GROUPS.flatMap((property) => stack.referrers(types, property, group)))];
}

function isOpen(stack: Stack, group: StackResource): boolean {
  const rules = stack.referrers([...INGRESS_RULE, ...SECURITY_GROUP_RULE], "securityGroupId", group);
  return [group, ...rules].some((resource) =>
    [...ingressOf(resource)].some(
      ({ protocol, sources }) => sources().some(isWorld) && !protocol.isOneOf("icmp", "icmpv6", "1", "58"),
    ),
  );
}

export const sgDescription = defineRule({
  id: "sg-description",
  pack: "security",
  demands: "Every security group and every rule of one says what it is for.",
  why: "Nobody dares to remove a rule whose reason is not known.",
  fix: "Set description.",
  severity: "low",
  controls: ["CKV_AWS_23"],
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
  levels: { dev: "advisory", prod: "advisory" },
  resource: {
    types: [...SECURITY_GROUP, ...SECURITY_GROUP_RULE, ...INGRESS_RULE, ...EGRESS_RULE],
    judge: ({ type, props }, demand) => {
      const described = (value: Value) =>
        value.at("description").present && !value.at("description").isOneOf("Managed by Pulumi");
      demand(() => described(props), "description is not set.");
      if (SECURITY_GROUP.includes(type)) {
        for (const rule of [...props.at("ingress").items(), ...props.at("egress").items()]) {
          demand(() => described(rule), `${rule.path}.description is not set.`);
        }
      }
    },
  },
});

export const sgRuleConflicts = defineRule({
  id: "sg-rule-conflicts",
  pack: "reliability",
  demands: "A security group has its rules inline or as resources of their own, not both.",
  why: "Inline rules are the whole list: each update removes the separate ones, and the next one brings them back.",
  fix: "Move the inline ingress and egress rules to aws.vpc.SecurityGroupIngressRule and …EgressRule.",
  severity: "medium",
  controls: ["awsguard security-group rule conflicts"],
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
