import { defineRule } from "../../engine/rule";
import type { Stack, StackResource } from "../../engine/stack";
import {
  AUTO_SCALING_ATTACHMENT,
  AUTO_SCALING_GROUP,
  BEANSTALK_ENVIRONMENT,
  DEFAULT_SECURITY_GROUP,
  ECS_SERVICE,
  INGRESS_RULE,
  INSTANCE,
  LAUNCH_CONFIGURATION,
  LAUNCH_TEMPLATE,
  LISTENER,
  LOAD_BALANCER,
  NETWORK_INTERFACE,
  NETWORK_INTERFACE_ATTACHMENT,
  NETWORK_INTERFACE_GROUP,
  PREFIX_LIST,
  PREFIX_LIST_ENTRY,
  SECURITY_GROUP,
  SECURITY_GROUP_RULE,
  SPOT_FLEET,
  TARGET_ATTACHMENT,
  TARGET_GROUP,
} from "../../aws/type-tokens";
import { BeanstalkOptions } from "../../aws/beanstalk-options";
import { coverTheInternet } from "../../aws/address-ranges";
import type { Value } from "../../engine/value";

/** Whether the sources together are the internet: an unknown one is left open, unless the others are enough. */
function areWorld(sources: readonly Value[]): boolean {
  const known = sources.filter((source) => !source.unknown).flatMap((source) => source.text() ?? []);
  return coverTheInternet(known) || coverTheInternet(sources.flatMap((source) => source.text() ?? []));
}

const ICMP = ["icmp", "icmpv6", "1", "58"];

/** One rule that lets traffic in, however it was declared. */
interface Ingress {
  readonly label: string;
  /** Whether it lets in a prefix list, whose ranges stand elsewhere. */
  readonly hasList: boolean;
  readonly sources: () => Value[];
  readonly protocol: Value;
  readonly from: Value;
  readonly to: Value;
}

function inline(rule: Value): Ingress {
  return {
    label: rule.path === "" ? "the rule" : rule.path,
    hasList: rule.at("prefixListIds").unknown || rule.at("prefixListIds").present,
    sources: () => [...rule.at("cidrBlocks").items(), ...rule.at("ipv6CidrBlocks").items()],
    protocol: rule.at("protocol"),
    from: rule.at("fromPort"),
    to: rule.at("toPort"),
  };
}

function separate(rule: Value): Ingress {
  return {
    label: "the rule",
    hasList: rule.at("prefixListId").unknown || rule.at("prefixListId").present,
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
    "CKV_AWS_277",
    "compliance-policies ec2 disallow-public-internet-ingress",
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
          // Only where the port is not for everybody does it matter who may come, and an unknown source undecided.
          () => isAllowed({ protocol, from, to }, ports) || !areWorld(sources()),
          () =>
            `${label} opens ports ${from.shown()} to ${to.shown()} (${protocol.shown()}) to the internet; only ${ports.join(", ")} may be.`,
        );
      }
    },
  },
  stack: {
    types: [...SECURITY_GROUP, ...INGRESS_RULE, ...SECURITY_GROUP_RULE],
    judge: (stack, demand, { machines, ports }) => {
      for (const resource of stack.of([...SECURITY_GROUP, ...SECURITY_GROUP_RULE, ...INGRESS_RULE])) {
        demand(
          resource,
          () =>
            ![...ingressOf(resource)].some((rule) => !isAllowed(rule, ports) && rule.hasList) ||
            !areWorld(listedIn(stack, resource)),
          `"${resource.name}" lets in a prefix list that holds the internet, on ports that are not for everybody.`,
        );
      }
      for (const group of stack.of(SECURITY_GROUP)) {
        demand(
          group,
          () => !areWorldTogether(stack, group, ports),
          `the rules of "${group.name}" together let in the internet, on ports that are not for everybody.`,
        );
        if (machines) {
          continue;
        }
        const behind = machinesOf(stack, group).filter((machine) => !isBehindNetworkBalancer(stack, machine));
        demand(
          group,
          () => behind.length === 0 || !isOpen(stack, group, ports),
          () =>
            `"${group.name}" lets the internet reach "${behind.map(({ name }) => name).join('", "')}" itself; let in the load balancer's security group instead.`,
        );
      }
    },
  },
});

function isAllowed(
  { protocol, from, to }: Pick<Ingress, "protocol" | "from" | "to">,
  ports: readonly number[],
) {
  if (protocol.isOneOf(...ICMP)) {
    return true;
  }
  const first = from.number();
  return (
    first !== undefined &&
    first === to.number() &&
    ports.includes(first) &&
    // With all protocols AWS ignores the ports: every one is open.
    !protocol.isOneOf("-1", "all")
  );
}

/** The rules that belong to a group: its own, and those that name it. */
function rulesOf(stack: Stack, group: StackResource): Ingress[] {
  const separateRules = stack.referrers([...INGRESS_RULE, ...SECURITY_GROUP_RULE], "securityGroupId", group);
  return [group, ...separateRules].flatMap((resource) => [...ingressOf(resource)]);
}

/** Many narrow rules may be one wide one; each that is wide by itself is found by itself. */
function areWorldTogether(stack: Stack, group: StackResource, ports: readonly number[]): boolean {
  const sources = rulesOf(stack, group)
    .filter((rule) => !rule.protocol.unknown && !rule.from.unknown && !isAllowed(rule, ports))
    .map((rule) => rule.sources().filter((source) => !source.unknown));
  return sources.length > 1 && !sources.some(areWorld) && areWorld(sources.flat());
}

/** The ranges of the stack's own prefix lists that a resource refers to. */
function listedIn(stack: Stack, resource: StackResource): Value[] {
  const lists = ["ingress", "prefixListIds", "prefixListId"].flatMap((property) =>
    stack.targets(resource, property, PREFIX_LIST),
  );
  const own = lists.flatMap((list) => list.props.at("entries").items());
  const entries = lists.flatMap((list) => stack.referrers(PREFIX_LIST_ENTRY, "prefixListId", list));
  return [...own.map((entry) => entry.at("cidr")), ...entries.map(({ props }) => props.at("cidr"))];
}

/** Where machines, tasks and what they are made from name their security groups. */
const MACHINE_GROUPS = [
  ...["vpcSecurityGroupIds", "securityGroups", "securityGroupNames", "networkInterfaces"],
  ...["networkConfiguration", "securityGroupId", "launchSpecifications", "settings"],
];

const MACHINES = [
  ...INSTANCE,
  ...LAUNCH_TEMPLATE,
  ...LAUNCH_CONFIGURATION,
  ...NETWORK_INTERFACE_GROUP,
  ...SPOT_FLEET,
];

/** What the group stands before, however it is attached; a network interface counts where a machine has it. */
function machinesOf(stack: Stack, group: StackResource): StackResource[] {
  const named = MACHINE_GROUPS.flatMap((property) => [
    ...stack.referrers(MACHINES, property, group),
    ...stack.referrers(ECS_SERVICE, property, group).filter(hasPublicAddress),
  ]);
  const interfaces = stack.referrers(NETWORK_INTERFACE, "securityGroups", group);
  const withInterface = interfaces.flatMap((each) => [
    ...stack.referrers([...INSTANCE, ...LAUNCH_TEMPLATE], "networkInterfaces", each),
    ...stack.referrers(INSTANCE, "primaryNetworkInterface", each),
    ...(each.props.at("attachments").absent ? [] : [each]),
    ...stack.referrers(NETWORK_INTERFACE_ATTACHMENT, "networkInterfaceId", each),
  ]);
  return [...new Set([...named, ...withInterface, ...environmentsWith(stack, group)])];
}

/**
 * Beanstalk environments whose instances are in the group; a network load balancer would hand visitors through to them.
 * Which option a group's id went into is not recorded: where the load balancer's groups are named too, it may be theirs.
 */
function environmentsWith(stack: Stack, group: StackResource): StackResource[] {
  return stack.referrers(BEANSTALK_ENVIRONMENT, "settings", group).filter((environment) => {
    const options = new BeanstalkOptions(environment);
    const names = (namespace: string, ...wanted: readonly string[]) =>
      options.in(namespace).some(({ name }) => name.unknown || name.isOneOf(...wanted));
    return (
      options.ownsLoadBalancer &&
      options.loadBalancerType !== "network" &&
      names("aws:autoscaling:launchconfiguration", "SecurityGroups") &&
      !names("aws:elbv2:loadbalancer", "SecurityGroups", "ManagedSecurityGroup") &&
      !names("aws:elb:loadbalancer", "SecurityGroups", "ManagedSecurityGroup")
    );
  });
}

/** Without one, only what stands in its network reaches the task. */
function hasPublicAddress(service: StackResource): boolean {
  const assigned = service.props.at("networkConfiguration", "assignPublicIp");
  return assigned.unknown || assigned.bool() === true;
}

/**
 * A network load balancer hands visitors' addresses through, so that the machines behind it must let in everybody. Only
 * those that the program puts behind it: a balancer elsewhere in the stack excuses no machine.
 */
function isBehindNetworkBalancer(stack: Stack, machine: StackResource): boolean {
  const balancers = stack.of(LOAD_BALANCER).filter(({ props }) => {
    const type = props.at("loadBalancerType");
    return !type.unknown && type.isOneOf("network");
  });
  const groups = balancers
    .flatMap((balancer) => stack.referrers(LISTENER, "loadBalancerArn", balancer))
    .flatMap((listener) => stack.targets(listener, "defaultActions", TARGET_GROUP));
  const found = groups.map((group) => {
    const attached = stack.referrers(TARGET_ATTACHMENT, "targetGroupArn", group);
    const fleets = [
      ...stack.referrers(AUTO_SCALING_GROUP, "targetGroupArns", group),
      ...stack
        .referrers(AUTO_SCALING_ATTACHMENT, "lbTargetGroupArn", group)
        .flatMap((each) => stack.targets(each, "autoscalingGroupName", AUTO_SCALING_GROUP)),
    ];
    const services = stack.referrers(ECS_SERVICE, "loadBalancers", group);
    const direct = attached.flatMap((each) => stack.targets(each, "targetId", INSTANCE));
    const launched = fleets.flatMap((fleet) => [
      ...stack.targets(fleet, "launchTemplate", LAUNCH_TEMPLATE),
      ...stack.targets(fleet, "mixedInstancesPolicy", LAUNCH_TEMPLATE),
      ...stack.targets(fleet, "launchConfiguration", LAUNCH_CONFIGURATION),
    ]);
    return [...direct, ...launched, ...services];
  });
  return found.flat().includes(machine);
}

/** Whether the internet comes in on a port that is for everybody; every other open port is a finding of its own. */
function isOpen(stack: Stack, group: StackResource, ports: readonly number[]): boolean {
  return rulesOf(stack, group).some(
    (rule) => areWorld(rule.sources()) && !rule.protocol.isOneOf(...ICMP) && isAllowed(rule, ports),
  );
}
