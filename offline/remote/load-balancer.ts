import type { PlainProperties, RegisteredChild } from "../contract";
import { invoke } from "../invokes";
import { UNKNOWN } from "../values";
import { blockOf, idOf, makeChild, outputOf, type Component, type Expansion } from "./expansion";

/** Arguments of the component that are not the load balancer's own. */
const OWN = new Set([
  "defaultSecurityGroup",
  "defaultTargetGroup",
  "defaultTargetGroupPort",
  "listener",
  "listeners",
  "subnetIds",
  "subnets",
]);

const ANYWHERE = { cidrBlocks: ["0.0.0.0/0"], ipv6CidrBlocks: ["::/0"] };

/** What the provider gives a security group that the program does not describe: open to everybody. */
const OPEN = {
  ingress: [{ fromPort: 0, toPort: 0, protocol: "-1", ...ANYWHERE }],
  egress: [{ fromPort: 0, toPort: 65535, protocol: "tcp", ...ANYWHERE }],
};

/** `awsx.lb.ApplicationLoadBalancer`: a load balancer, its security group, a target group and listeners that forward to it. */
export const expandApplicationLoadBalancer: Expansion = (component) => {
  const { name, inputs } = component;
  checkAlternatives(inputs);
  const { subnets, vpcId } = networkOf(component);
  const group = makeSecurityGroup(component, vpcId);
  const loadBalancer = makeChild(component, "aws:lb/loadBalancer:LoadBalancer", name, {
    ...Object.fromEntries(Object.entries(inputs).filter(([key]) => !OWN.has(key))),
    subnets,
    securityGroups: inputs["securityGroups"] ?? securityGroups(inputs, group),
    loadBalancerType: "application",
  });
  const protocol = defaultProtocol(inputs);
  const targets = makeChild(component, "aws:lb/targetGroup:TargetGroup", name, {
    ...{ vpcId, targetType: "ip" },
    ...protocol,
    ...blockOf(inputs["defaultTargetGroup"]),
  });
  const listeners = listenersOf(inputs, protocol).map((listener, index) =>
    makeChild(component, "aws:lb/listener:Listener", `${name}-${index}`, {
      defaultActions: [{ type: "forward", targetGroupArn: outputOf(targets, "arn") }],
      ...listener,
      loadBalancerArn: outputOf(loadBalancer, "arn"),
    }),
  );
  return {
    ...{ loadBalancer, listeners, vpcId, defaultTargetGroup: targets },
    ...(group ? { defaultSecurityGroup: group } : {}),
  };
};

function checkAlternatives(inputs: PlainProperties): void {
  const group = blockOf(inputs["defaultSecurityGroup"]);
  const alternatives: readonly (readonly [PlainProperties, readonly string[]])[] = [
    [inputs, ["subnets", "subnetIds", "subnetMappings"]],
    [inputs, ["listener", "listeners"]],
    [inputs, ["defaultTargetGroup", "defaultTargetGroupPort"]],
    [group, ["args", "securityGroupId"]],
  ];
  for (const [block, names] of alternatives) {
    const given = names.filter((key) => block[key] !== undefined && block[key] !== null);
    if (given.length > 1) throw new Error(`only one of ${given.join(" and ")} can be given`);
  }
}

/** The subnets that the program names, and their VPC; without any, those of the account's default VPC, which nobody knows. */
function networkOf({ inputs, context }: Component): { readonly subnets: unknown; readonly vpcId: unknown } {
  const mappings = inputs["subnetMappings"];
  const subnets = inputs["subnets"] ?? inputs["subnetIds"];
  const first: unknown = Array.isArray(mappings)
    ? blockOf(mappings[0])["subnetId"]
    : Array.isArray(subnets)
      ? subnets[0]
      : undefined;
  const subnet =
    typeof first === "string" ? invoke("aws:ec2/getSubnet:getSubnet", { id: first }, context) : undefined;
  const vpcId = subnet && "known" in subnet ? subnet.known["vpcId"] : undefined;
  return {
    subnets: subnets ?? (mappings === undefined || mappings === null ? UNKNOWN : undefined),
    vpcId: vpcId ?? UNKNOWN,
  };
}

function makeSecurityGroup(component: Component, vpcId: unknown): RegisteredChild | undefined {
  const { name, inputs } = component;
  const given = blockOf(inputs["defaultSecurityGroup"]);
  const isGiven = inputs["securityGroups"] !== undefined || given["securityGroupId"] !== undefined;
  if (isGiven || given["skip"] === true) return undefined;
  return makeChild(
    component,
    "aws:ec2/securityGroup:SecurityGroup",
    name,
    given["args"] === undefined ? { vpcId, ...OPEN } : blockOf(given["args"]),
  );
}

function securityGroups(inputs: PlainProperties, group: RegisteredChild | undefined): unknown {
  if (group) return [idOf(group)];
  const id = blockOf(inputs["defaultSecurityGroup"])["securityGroupId"];
  return id === undefined ? undefined : [id];
}

interface Protocol {
  readonly port?: unknown;
  readonly protocol?: unknown;
}

/** Port and protocol of the target group: those of the only listener; none if that stands in the list, as the provider has it. */
function defaultProtocol(inputs: PlainProperties): Protocol {
  const listeners = inputs["listeners"];
  if (!Array.isArray(listeners)) return protocolOf(inputs["listener"], inputs["defaultTargetGroupPort"]);
  return listeners.length === 1 ? {} : protocolOf(listeners[0], inputs["defaultTargetGroupPort"]);
}

function listenersOf(inputs: PlainProperties, protocol: Protocol): readonly PlainProperties[] {
  const listeners = inputs["listeners"];
  return Array.isArray(listeners)
    ? listeners.map((listener) => ({ ...protocolOf(listener), ...blockOf(listener) }))
    : [{ ...protocol, ...blockOf(inputs["listener"]) }];
}

/** Either follows from the other: 443 and HTTPS, else 80 and HTTP. */
function protocolOf(listener: unknown, otherwise?: unknown): Protocol {
  const { port, protocol } = blockOf(listener);
  if (port !== undefined) {
    const usual = port === UNKNOWN ? UNKNOWN : port === 443 ? "HTTPS" : "HTTP";
    return { port, protocol: protocol ?? usual };
  }
  if (protocol !== undefined) {
    return { port: protocol === UNKNOWN ? UNKNOWN : protocol === "HTTPS" ? 443 : 80, protocol };
  }
  return { port: otherwise ?? 80, protocol: "HTTP" };
}
