import type { PlainProperties } from "../../provider/properties";
import type { RegisteredResource } from "../../provider/provider";
import {
  blockOf,
  checkAlternatives,
  idOf,
  makeChild,
  outputOf,
  type Component,
  type Expansion,
} from "../component";
import { apply } from "../traced";
import { OPEN } from "./security-group";
import { networkOf } from "./subnets";

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

/** `awsx.lb.ApplicationLoadBalancer`: a load balancer, its security group, a target group and listeners that forward to it. */
export const expandApplicationLoadBalancer: Expansion = async (component) => {
  const { name, inputs, plain } = component;
  checkAlternatives(plain, ["subnets", "subnetIds", "subnetMappings"]);
  checkAlternatives(plain, ["listener", "listeners"]);
  checkAlternatives(plain, ["defaultTargetGroup", "defaultTargetGroupPort"]);
  checkAlternatives(blockOf(plain["defaultSecurityGroup"]), ["args", "securityGroupId"]);
  const { subnets, vpcId } = await networkOf(component);
  const group = await makeSecurityGroup(component, vpcId);
  const loadBalancer = await makeChild(component, "aws:lb/loadBalancer:LoadBalancer", name, {
    ...Object.fromEntries(Object.entries(inputs).filter(([key]) => !OWN.has(key))),
    subnets,
    securityGroups: inputs["securityGroups"] ?? securityGroups(inputs, group),
    loadBalancerType: "application",
  });
  const protocol = defaultProtocol(inputs);
  const targets = await makeChild(component, "aws:lb/targetGroup:TargetGroup", name, {
    ...{ vpcId, targetType: "ip" },
    ...protocol,
    ...blockOf(inputs["defaultTargetGroup"]),
  });
  const listeners: RegisteredResource[] = [];
  for (const listener of listenersOf(inputs, protocol)) {
    listeners.push(
      await makeChild(component, "aws:lb/listener:Listener", `${name}-${listeners.length}`, {
        defaultActions: [{ type: "forward", targetGroupArn: outputOf(targets, "arn") }],
        ...listener,
        loadBalancerArn: outputOf(loadBalancer, "arn"),
      }),
    );
  }
  return {
    ...{ loadBalancer, listeners, vpcId, defaultTargetGroup: targets },
    ...(group ? { defaultSecurityGroup: group } : {}),
  };
};

async function makeSecurityGroup(
  component: Component,
  vpcId: unknown,
): Promise<RegisteredResource | undefined> {
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

function securityGroups(inputs: PlainProperties, group: RegisteredResource | undefined): unknown {
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
    return { port, protocol: protocol ?? apply([port], (number) => (number === 443 ? "HTTPS" : "HTTP")) };
  }
  if (protocol !== undefined) {
    return { port: apply([protocol], (name) => (name === "HTTPS" ? 443 : 80)), protocol };
  }
  return { port: otherwise ?? 80, protocol: "HTTP" };
}
