import { coverTheInternet } from "../../aws/address-ranges";
import {
  DEFAULT_SECURITY_GROUP,
  DEFAULT_VPC,
  EGRESS_RULE,
  FLOW_LOG,
  INGRESS_RULE,
  NETWORK_ACL,
  NETWORK_ACL_RULE,
  SECURITY_GROUP_RULE,
  SUBNET,
  VPC,
  VPC_ENDPOINT_SERVICE,
} from "../../aws/type-tokens";
import { defineRule } from "../../engine/rule";
import type { Value } from "../../engine/value";

/** Ports by which machines are administered: what strangers try first. */
const ADMIN_PORTS = [22, 3389];

export const vpcNetworkAcl = defineRule({
  id: "vpc-network-acl",
  pack: "security",
  demands: "No network ACL lets the internet reach SSH, remote desktop or every port.",
  why: "The ACL is the second wall: with it open, one mistake in a security group is enough.",
  fix: "Allow the ports that visitors need and the ephemeral ones (1024 to 65535), or name the sources.",
  severity: "medium",
  controls: ["FSBP EC2.21", "CKV_AWS_231", "CKV_AWS_232", "CKV_AWS_352", "trivy AWS-0105"],
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html",
  levels: { dev: "advisory", prod: "mandatory" },
  resource: {
    types: [...NETWORK_ACL, ...NETWORK_ACL_RULE],
    judge: ({ type, props }, demand) => {
      if (NETWORK_ACL_RULE.includes(type)) {
        demand(
          () => props.at("egress").bool() === true || !opensAdministration(props, "ruleAction"),
          () => `the rule lets the internet reach ${portsOf(props)}.`,
        );
        return;
      }
      const rules = [...props.at("ingress").items()];
      for (const rule of rules) {
        demand(
          () => !opensAdministration(rule, "action") || rules.some((other) => deniesBefore(other, rule)),
          () => `${rule.path} lets the internet reach ${portsOf(rule)}.`,
        );
      }
    },
  },
});

function opensAdministration(rule: Value, action: string): boolean {
  const sources = [rule.at("cidrBlock"), rule.at("ipv6CidrBlock")].flatMap((each) => each.text() ?? []);
  return (
    rule.at(action).isOneOf("allow") &&
    !rule.at("protocol").isOneOf("icmp", "1", "58", "udp", "17") &&
    ADMIN_PORTS.some((port) => includes(rule, port)) &&
    coverTheInternet(sources)
  );
}

/** With every protocol, AWS ignores the ports. */
function includes(rule: Value, port: number): boolean {
  const [from, to] = [rule.at("fromPort").number() ?? 0, rule.at("toPort").number() ?? 0];
  // A range above the ephemeral ones' beginning is what answers to a server's own requests come back to.
  const isEphemeral = from >= 1024 && to === 65535;
  return rule.at("protocol").isOneOf("-1", "all") || (from <= port && port <= to && !isEphemeral);
}

/** A denial with a smaller number is read first. */
function deniesBefore(other: Value, rule: Value): boolean {
  return (
    other.at("action").isOneOf("deny") &&
    (other.at("ruleNo").number() ?? Infinity) < (rule.at("ruleNo").number() ?? 0) &&
    ADMIN_PORTS.every((port) => includes(other, port) || !includes(rule, port))
  );
}

function portsOf(rule: Value): string {
  return rule.at("protocol").isOneOf("-1", "all")
    ? "every port"
    : `ports ${rule.at("fromPort").shown()} to ${rule.at("toPort").shown()}`;
}

const DEFAULT_GROUP = "https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html";

const SEPARATE_RULES = [...INGRESS_RULE, ...EGRESS_RULE, ...SECURITY_GROUP_RULE];

export const vpcDefaultGroup = defineRule({
  id: "vpc-default-group",
  pack: "security",
  demands: "The default security group of a VPC has no rules.",
  why: "What is made without a group of its own gets this one, and with it every rule that it has.",
  fix: "Add an aws.ec2.DefaultSecurityGroup for the VPC without ingress and egress.",
  severity: "low",
  controls: ["FSBP EC2.2", "CKV2_AWS_12", "trivy AWS-0173"],
  url: DEFAULT_GROUP,
  levels: { dev: "advisory", prod: "mandatory" },
  resource: {
    types: DEFAULT_SECURITY_GROUP,
    judge: ({ props }, demand) => {
      for (const direction of ["ingress", "egress"]) {
        demand(
          () => props.at(direction).items().length === 0,
          `${direction} has rules; remove them and use a security group of your own.`,
        );
      }
    },
  },
  stack: {
    types: [...VPC, ...SEPARATE_RULES],
    judge: (stack, demand) => {
      for (const rule of stack.of(SEPARATE_RULES)) {
        demand(
          rule,
          // A VPC knows its default group as defaultSecurityGroupId.
          () => stack.targets(rule, "securityGroupId", [...DEFAULT_SECURITY_GROUP, ...VPC]).length === 0,
          `"${rule.name}" is a rule of a VPC's default security group; use a security group of your own.`,
        );
      }
      for (const vpc of stack.of(VPC)) {
        demand(
          vpc,
          () => stack.referrers(DEFAULT_SECURITY_GROUP, "vpcId", vpc).length > 0,
          `VPC "${vpc.name}" leaves its default security group open to itself; add an aws.ec2.DefaultSecurityGroup without rules.`,
          "advisory",
        );
      }
    },
  },
});

export const vpcFlowLogs = defineRule({
  id: "vpc-flow-logs",
  pack: "security",
  demands: "A VPC logs its traffic.",
  why: "After an intrusion, the flow log is the only record of what talked to what.",
  fix: "Add an aws.ec2.FlowLog for the VPC, with trafficType ALL or REJECT.",
  severity: "low",
  controls: ["FSBP EC2.6", "CKV2_AWS_11", "trivy AWS-0178"],
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html",
  levels: { dev: "disabled", prod: "advisory" },
  stack: {
    types: VPC,
    judge: (stack, demand) => {
      for (const vpc of stack.of(VPC)) {
        demand(
          vpc,
          () =>
            stack
              .referrers(FLOW_LOG, "vpcId", vpc)
              .some(({ props }) => !props.at("trafficType").isOneOf("ACCEPT")),
          `VPC "${vpc.name}" has no aws.ec2.FlowLog of what is refused; set trafficType to ALL or REJECT.`,
        );
      }
    },
  },
});

export const vpcNoDefault = defineRule({
  id: "vpc-no-default",
  pack: "security",
  demands: "Nothing is built on the default VPC.",
  why: "Every subnet of it is public: a server that is made there has a public address unless it says otherwise.",
  fix: "Make a VPC with private subnets, such as awsx.ec2.Vpc, and an empty aws.ec2.DefaultSecurityGroup for it.",
  severity: "low",
  controls: ["CKV_AWS_148", "trivy AWS-0101"],
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html",
  levels: { dev: "advisory", prod: "advisory" },
  resource: {
    types: DEFAULT_VPC,
    judge: (_, demand) => demand(() => false, "the default VPC is taken over; make a VPC of your own."),
  },
});

function namesEverybody(principals: Value): boolean {
  return principals.elements().some((each) => !each.unknown && each.isOneOf("*"));
}

export const vpcEndpointAcceptance = defineRule({
  id: "vpc-endpoint-acceptance",
  pack: "security",
  demands: "An endpoint service accepts its users by hand, or only those that it names.",
  why: "Without either, every AWS account that knows the service's name may connect to it.",
  fix: "Set acceptanceRequired to true, or name the principals in allowedPrincipals.",
  severity: "medium",
  controls: ["CKV_AWS_123"],
  url: "https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html",
  levels: { dev: "advisory", prod: "advisory" },
  resource: {
    types: VPC_ENDPOINT_SERVICE,
    judge: ({ props }, demand) => {
      const principals = props.at("allowedPrincipals");
      demand(
        () =>
          (props.at("acceptanceRequired").bool() !== false && !namesEverybody(principals)) ||
          (principals.present && !namesEverybody(principals)),
        "every account may connect; name the principals in allowedPrincipals, or set acceptanceRequired to true.",
      );
    },
  },
});

export const vpcSubnetPublicAddresses = defineRule({
  id: "vpc-subnet-public-addresses",
  pack: "security",
  demands: "No subnet gives every instance a public address.",
  why: "Only load balancers and NAT gateways need one, and those get theirs without it.",
  fix: "Set mapPublicIpOnLaunch to false.",
  severity: "low",
  controls: ["FSBP EC2.15", "CKV_AWS_130", "trivy AWS-0164"],
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-public-ip.html",
  levels: { dev: "disabled", prod: "advisory" },
  resource: {
    types: SUBNET,
    judge: ({ props }, demand) => {
      demand(
        () => props.at("mapPublicIpOnLaunch").bool() !== true,
        "mapPublicIpOnLaunch is true; set it to false.",
      );
    },
  },
});
