import type { RegisteredResource } from "../../provider/provider";
import { blockOf, checkAlternatives, makeChild, outputOf, type Expansion } from "../component";
import { networkOf } from "./subnets";

/** Arguments of the component that are not the load balancer's own. */
const OWN = new Set([
  "defaultTargetGroup",
  "defaultTargetGroupPort",
  "listener",
  "listeners",
  "subnetIds",
  "subnets",
]);

/** `awsx.lb.NetworkLoadBalancer`: a load balancer, a target group and listeners that forward to it. */
export const expandNetworkLoadBalancer: Expansion = async (component) => {
  const { name, inputs, plain } = component;
  checkAlternatives(plain, ["subnets", "subnetIds", "subnetMappings"]);
  checkAlternatives(plain, ["listener", "listeners"]);
  checkAlternatives(plain, ["defaultTargetGroup", "defaultTargetGroupPort"]);
  const { subnets, vpcId } = await networkOf(component);
  const loadBalancer = await makeChild(component, "aws:lb/loadBalancer:LoadBalancer", name, {
    ...Object.fromEntries(Object.entries(inputs).filter(([key]) => !OWN.has(key))),
    subnets,
    loadBalancerType: "network",
    // Both are for application load balancers; the provider sets them all the same.
    enableHttp2: false,
    idleTimeout: 0,
  });
  const defaultTargetGroup = await makeChild(component, "aws:lb/targetGroup:TargetGroup", name, {
    vpcId,
    protocol: "TCP",
    port: inputs["defaultTargetGroupPort"] ?? 80,
    ...blockOf(inputs["defaultTargetGroup"]),
  });
  const defaultActions = [{ type: "forward", targetGroupArn: outputOf(defaultTargetGroup, "arn") }];
  const given = inputs["listeners"];
  const listeners: RegisteredResource[] = [];
  for (const listener of Array.isArray(given) ? (given as unknown[]) : [inputs["listener"]]) {
    listeners.push(
      await makeChild(component, "aws:lb/listener:Listener", `${name}-${listeners.length}`, {
        defaultActions,
        protocol: "TCP",
        port: 80,
        ...blockOf(listener),
        loadBalancerArn: outputOf(loadBalancer, "arn"),
      }),
    );
  }
  return { loadBalancer, defaultTargetGroup, listeners, vpcId };
};
