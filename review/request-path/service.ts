import { records, text, type Resource } from "../preview-document";
import { box, dnsBox, only, optionOf, VISITOR, type Arrow, type Box, type Graph, type Path } from "./path";

const ENVIRONMENT = "aws:elasticbeanstalk/environment:Environment";
const LISTENER = "aws:lb/listener:Listener";

/** The way of a request through each Beanstalk environment, and each load balancer that a program makes itself. */
export function servicePaths(graph: Graph): readonly Path[] {
  return [
    ...graph.ofType(ENVIRONMENT).map((environment) => beanstalkPath(graph, environment)),
    ...["aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer"]
      .flatMap((type) => graph.ofType(type))
      .map((balancer) => balancerPath(graph, balancer)),
  ];
}

function start(graph: Graph, target: Resource, to: string): { boxes: Box[]; arrows: Arrow[] } {
  const dns = dnsBox(graph, target);
  if (dns === undefined) return { boxes: [VISITOR], arrows: [{ from: "visitor", to, label: "" }] };
  return {
    boxes: [VISITOR, dns],
    arrows: [
      { from: "visitor", to: "dns", label: "name" },
      { from: "dns", to, label: "HTTPS" },
    ],
  };
}

function beanstalkPath(graph: Graph, environment: Resource): Path {
  const option = (namespace: string, name: string): string => optionOf(environment, namespace, name);
  const single = option("aws:elasticbeanstalk:environment", "EnvironmentType") === "SingleInstance";
  const { boxes, arrows } = start(graph, environment, single ? "environment" : "lb");
  if (!single) {
    boxes.push(balancerBox(graph, environment));
    arrows.push({ from: "lb", to: "environment", label: "HTTP, healthy ones only" });
  }
  const { inputs } = environment;
  const deployment = option("aws:elasticbeanstalk:command", "DeploymentPolicy");
  const path = option("aws:elasticbeanstalk:environment:process:default", "HealthCheckPath");
  boxes.push(
    box(
      "environment",
      "environment",
      "Elastic Beanstalk",
      [
        environment.name,
        text(inputs["solutionStackName"] ?? inputs["platformArn"]).replace(/^64bit Amazon Linux \d+ /, ""),
        path === "" ? "" : `health check ${path}`,
        deployment === "" ? "" : `deploys ${deployment}`,
        environment.protect ? "protected from deletion" : "",
      ],
      [environment, ...graph.sources(environment, "application")],
    ),
    instancesBox(environment),
  );
  arrows.push({ from: "environment", to: "instances", label: "" });
  const scaling = scalingBox(graph, environment);
  if (scaling !== undefined) {
    boxes.push(scaling);
    arrows.push({ from: "scaling", to: "instances", label: "adds, removes", aside: true });
  }
  return {
    id: `service ${graph.nameOf(environment)}`,
    kind: "service",
    name: graph.nameOf(environment),
    boxes,
    arrows,
  };
}

function balancerBox(graph: Graph, environment: Resource): Box {
  const option = (namespace: string, name: string): string => optionOf(environment, namespace, name);
  const tls = option("aws:elbv2:listener:443", "SSLPolicy");
  const redirects = graph
    .users(environment, LISTENER, "loadBalancerArn")
    .filter(({ inputs }) => records(inputs["defaultActions"]).some(({ type }) => type === "redirect"));
  const scheme = option("aws:ec2:vpc", "ELBScheme");
  return box(
    "lb",
    "load-balancer",
    "Application Load Balancer",
    [
      option("aws:elbv2:listener:443", "Protocol") === "HTTPS"
        ? `TLS ends here: ${tls === "" ? "AWS's default policy" : tls}`
        : "no TLS",
      redirects.length > 0 ? "port 80 redirects to HTTPS" : "",
      scheme === "" ? "" : scheme,
      option("aws:elbv2:loadbalancer", "IdleTimeout") === ""
        ? ""
        : `idle timeout ${option("aws:elbv2:loadbalancer", "IdleTimeout")} s`,
      option("aws:elasticbeanstalk:environment:process:default", "StickinessEnabled") === "true"
        ? "sticky sessions"
        : "",
    ],
    [
      ...redirects,
      ...graph.sources(environment, "settings").filter(({ type }) => /acm|securityGroup/.test(type)),
    ],
  );
}

function instancesBox(environment: Resource): Box {
  const option = (namespace: string, name: string): string => optionOf(environment, namespace, name);
  const [least, most] = [option("aws:autoscaling:asg", "MinSize"), option("aws:autoscaling:asg", "MaxSize")];
  const processes = option("aws:elasticbeanstalk:application:environment", "WEB_CONCURRENCY");
  const spot = option("aws:ec2:instances", "EnableSpot") === "true";
  return box(
    "instances",
    "instances",
    "EC2 instances",
    [
      least === "" && most === ""
        ? ""
        : `${least === "" ? "1" : least} to ${most === "" ? "4" : most} instances`,
      option("aws:ec2:instances", "InstanceTypes").replaceAll(",", " or ") ||
        option("aws:autoscaling:launchconfiguration", "InstanceType"),
      spot ? "spot" : "",
      processes === "" ? "" : `${processes} processes each`,
      option("aws:ec2:vpc", "AssociatePublicIpAddress") === "true"
        ? "with public addresses"
        : "in private subnets",
    ],
    [environment],
  );
}

const MEASURES: Readonly<Record<string, string>> = {
  CPUUtilization: "CPU of the instances",
  RequestCount: "requests",
  Latency: "seconds to answer",
  NetworkIn: "traffic that comes in",
  NetworkOut: "traffic that goes out",
};

const STATISTICS: Readonly<Record<string, string>> = {
  Average: "on average",
  Sum: "in all",
  Minimum: "the least",
  Maximum: "the most",
};

/** `for 3 minutes`, `2 times for 5 minutes`. */
function periods(count: string, minutes: string): string {
  const one = (length: string): string => `for ${length} ${length === "1" ? "minute" : "minutes"}`;
  // Periods of a minute, one after the other, are minutes.
  if (minutes === "1" || count === "1") return one(minutes === "1" ? count : minutes);
  return `${count} times ${one(minutes)}`;
}

/** `1 instance more`, `2 instances fewer`. */
function instances(change: string): string {
  const count = change.replace(/^[+-]/, "");
  return `${count} ${count === "1" ? "instance" : "instances"} ${change.startsWith("-") ? "fewer" : "more"}`;
}

function scalingBox(graph: Graph, environment: Resource): Box | undefined {
  const option = (name: string): string => optionOf(environment, "aws:autoscaling:trigger", name);
  const size = (name: string): string => optionOf(environment, "aws:autoscaling:asg", name);
  const policies = graph.users(environment, "aws:autoscaling/policy:Policy");
  const schedules = graph.users(environment, "aws:autoscaling/schedule:Schedule");
  const measure = option("MeasureName");
  if (measure === "" && policies.length === 0) return undefined;
  const unit = option("Unit") === "Percent" ? " %" : "";
  return box(
    "scaling",
    "scaling",
    "Auto Scaling",
    [
      measure === ""
        ? ""
        : `${MEASURES[measure] ?? measure}, ${STATISTICS[option("Statistic")] ?? option("Statistic")}, ${periods(option("EvaluationPeriods") || "1", option("Period") || "5")}`,
      option("UpperThreshold") === ""
        ? ""
        : `above ${option("UpperThreshold")}${unit}: ${instances(option("UpperBreachScaleIncrement") || "1")}, up to ${size("MaxSize") || "4"}`,
      option("LowerThreshold") === ""
        ? ""
        : `below ${option("LowerThreshold")}${unit}: ${instances(option("LowerBreachScaleIncrement") || "-1")}, down to ${size("MinSize") || "1"}`,
      ...policies.map(policyLine),
      ...schedules.map(({ inputs }) => `${text(inputs["recurrence"])}: at least ${text(inputs["minSize"])}`),
    ],
    [environment, ...policies, ...schedules],
  );
}

function policyLine({ name, inputs }: Resource): string {
  const target = only(inputs, "targetTrackingConfiguration");
  const metric = only(target, "predefinedMetricSpecification")["predefinedMetricType"];
  return target["targetValue"] === undefined
    ? `policy ${name}`
    : `${text(metric ?? "own metric")} held at ${text(target["targetValue"])}`;
}

/** Load balancer → listeners → target groups → what is behind them. */
function balancerPath(graph: Graph, balancer: Resource): Path {
  const { boxes, arrows } = start(graph, balancer, "lb");
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
        balancer.inputs["internal"] === true ? "internal" : "public",
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
