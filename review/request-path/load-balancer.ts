import { records, text, type Resource } from "../preview-document";
import { box, firstBoxes, only, type Arrow, type Box, type Graph, type Path } from "./path";
import { policyLine } from "./scaling";

const LISTENER = "aws:lb/listener:Listener";

/** The way of a request through each load balancer that a program makes itself. */
export function balancerPaths(graph: Graph): readonly Path[] {
  return ["aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer"]
    .flatMap((type) => graph.ofType(type))
    .map((balancer) => balancerPath(graph, balancer));
}

/** Load balancer → listeners → target groups → what is behind them. */
function balancerPath(graph: Graph, balancer: Resource): Path {
  const { boxes, arrows } = firstBoxes(graph, balancer, "lb");
  const listeners = graph
    .users(balancer, LISTENER, "loadBalancerArn")
    .concat(graph.users(balancer, "aws:alb/listener:Listener", "loadBalancerArn"));
  boxes.push(
    box(
      "lb",
      "load-balancer",
      balancer.inputs["loadBalancerType"] === "network"
        ? "Network Load Balancer"
        : "Application Load Balancer",
      [
        balancer.name,
        balancer.inputs["internal"] === true ? "internal" : "internet-facing",
        ...listeners.map(listenerLine),
      ],
      [balancer, ...listeners],
    ),
  );
  const rules = listeners.flatMap((listener) => [
    listener,
    ...graph.users(listener, "aws:lb/listenerRule:ListenerRule", "listenerArn"),
  ]);
  const groups = new Set(
    rules
      .flatMap((rule) => [...graph.sources(rule, "defaultActions"), ...graph.sources(rule, "actions")])
      .filter(({ type }) => /\/targetGroup:/.test(type)),
  );
  for (const group of groups) {
    const id = `targets ${group.name}`;
    const health = only(group.inputs, "healthCheck");
    boxes.push(
      box(
        id,
        "environment",
        "Target group",
        [
          group.name,
          `${text(group.inputs["protocol"] ?? "HTTP")} ${text(group.inputs["port"])}`,
          health["path"] === undefined ? "" : `health check ${text(health["path"])}`,
        ],
        [group],
      ),
    );
    arrows.push({ from: "lb", to: id, label: "" });
    behind(graph, group, id, boxes, arrows);
  }
  return { id: `service ${balancer.name}`, kind: "service", name: graph.nameOf(balancer), boxes, arrows };
}

function listenerLine({ inputs }: Resource): string {
  const redirect = records(inputs["defaultActions"]).some(({ type }) => type === "redirect");
  const protocol = text(inputs["protocol"] ?? "HTTP");
  const tls =
    protocol === "HTTPS" || protocol === "TLS"
      ? `, TLS ends here: ${text(inputs["sslPolicy"] ?? "AWS's default policy")}`
      : "";
  return `${protocol} ${text(inputs["port"])}${redirect ? " redirects" : ""}${tls}`;
}

/** A resource that answers, the title of its box and its lines. */
type Answering = readonly [resource: Resource, title: string, lines: readonly string[]];

function ecsService(service: Resource): Answering {
  const { desiredCount, launchType } = service.inputs;
  return [service, "ECS service", [`${text(desiredCount)} tasks`, text(launchType)]];
}

function instanceGroup(group: Resource): Answering {
  const { minSize, maxSize } = group.inputs;
  return [group, "EC2 instances", [`${text(minSize)} to ${text(maxSize)}`]];
}

function oneTarget(target: Resource): Answering {
  const title = target.type.includes("lambda") ? "Lambda function" : "EC2 instance";
  return [target, title, [text(target.inputs["instanceType"])]];
}

function behind(graph: Graph, group: Resource, id: string, boxes: Box[], arrows: Arrow[]): void {
  const found: readonly Answering[] = [
    ...graph.users(group, "aws:ecs/service:Service").map(ecsService),
    ...graph.users(group, "aws:autoscaling/group:Group").map(instanceGroup),
    ...graph
      .users(group, "aws:autoscaling/attachment:Attachment")
      .flatMap((one) => graph.sources(one, "autoscalingGroupName"))
      .map(instanceGroup),
    ...graph
      .users(group, "aws:lb/targetGroupAttachment:TargetGroupAttachment")
      .flatMap((one) => graph.sources(one, "targetId"))
      .map(oneTarget),
  ];
  for (const [resource, title, lines] of found) {
    const own = `behind ${resource.urn}`;
    if (!boxes.some((each) => each.id === own)) {
      const policies = graph.users(resource, "aws:autoscaling/policy:Policy");
      boxes.push(
        box(
          own,
          "instances",
          title,
          [resource.name, ...lines, ...policies.map(policyLine)],
          [resource, ...policies],
        ),
      );
    }
    arrows.push({ from: id, to: own, label: "" });
  }
}
