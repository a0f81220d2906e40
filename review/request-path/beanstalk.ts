import { records, text, type Resource } from "../preview-document";
import { box, firstBoxes, optionOf, type Box, type Graph, type Path } from "./path";
import { scalingBox } from "./scaling";

const LISTENER = "aws:lb/listener:Listener";

/** The way of a request through each Elastic Beanstalk environment. The environment makes the instances; no request goes through it. */
export function beanstalkPaths(graph: Graph): readonly Path[] {
  return graph
    .ofType("aws:elasticbeanstalk/environment:Environment")
    .map((environment) => beanstalkPath(graph, environment));
}

function beanstalkPath(graph: Graph, environment: Resource): Path {
  const option = (namespace: string, name: string): string => optionOf(environment, namespace, name);
  const single = option("aws:elasticbeanstalk:environment", "EnvironmentType") === "SingleInstance";
  const { boxes, arrows } = firstBoxes(graph, environment, single ? "instances" : "lb");
  if (!single) {
    boxes.push(balancerBox(graph, environment));
    arrows.push({ from: "lb", to: "instances", label: "HTTP, to healthy ones only" });
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
  arrows.push({ from: "environment", to: "instances", label: "makes, deploys", aside: true });
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
      scheme === "" ? "" : scheme === "public" ? "internet-facing" : scheme,
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
