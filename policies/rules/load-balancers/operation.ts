import { BeanstalkOptions } from "../../aws/beanstalk-options";
import { defineRule } from "../../engine/rule";
import {
  BEANSTALK_ENVIRONMENT,
  BEANSTALK_TEMPLATE,
  CLASSIC_LOAD_BALANCER,
  LOAD_BALANCER,
  TARGET_GROUP,
  WEB_ACL_ASSOCIATION,
} from "../../aws/type-tokens";
import type { Value } from "../../engine/value";
import { classicHealthFault } from "./classic";
import { healthPathFault, matcherFault } from "../health-paths";

const BEANSTALK = [...BEANSTALK_ENVIRONMENT, ...BEANSTALK_TEMPLATE];

export const lbDeletionProtection = defineRule({
  id: "lb-deletion-protection",
  pack: "reliability",
  demands: "A load balancer is protected from deletion.",
  why: "Deleting it takes the service down and gives its address away.",
  fix: "Set enableDeletionProtection to true.",
  severity: "medium",
  controls: ["FSBP ELB.6", "CKV_AWS_150", "awsguard elb-deletion-protection-enabled"],
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#deletion-protection",
  levels: { dev: "disabled", prod: "mandatory" },
  resource: {
    types: LOAD_BALANCER,
    judge: ({ props }, demand) => {
      const protection = props.at("enableDeletionProtection");
      demand(
        () => protection.bool() === true,
        () => `enableDeletionProtection is ${protection.shown()}; set it to true.`,
      );
    },
  },
});

export const lbAccessLogs = defineRule({
  id: "lb-access-logs",
  pack: "security",
  demands: "A load balancer writes its access log to a bucket.",
  why: "The log shows who requested what when the servers' own logs are gone with the servers.",
  fix: "Set accessLogs.enabled and accessLogs.bucket; for Beanstalk's own load balancer, AccessLogsS3Enabled and AccessLogsS3Bucket in aws:elbv2:loadbalancer.",
  severity: "medium",
  controls: [
    "FSBP ELB.5",
    "CKV_AWS_91",
    "CKV_AWS_92",
    "awsguard elb-logging-enabled",
    "compliance-policies lb enable-access-logging",
    "compliance-policies lb configure-access-logging",
  ],
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html",
  levels: { dev: "advisory", prod: "mandatory" },
  resource: {
    types: [...LOAD_BALANCER, ...CLASSIC_LOAD_BALANCER, ...BEANSTALK],
    judge: (resource, demand) => {
      if (BEANSTALK.includes(resource.type)) {
        const options = new BeanstalkOptions(resource);
        const logs = "aws:elbv2:loadbalancer";
        demand(
          () =>
            !options.ownsLoadBalancer ||
            options.loadBalancerType === "classic" ||
            (options.get(logs, "AccessLogsS3Enabled").bool() === true &&
              options.get(logs, "AccessLogsS3Bucket").present),
          `${logs}: AccessLogsS3Enabled is not true, or AccessLogsS3Bucket is not set.`,
        );
        return;
      }
      const logs = resource.props.at("accessLogs");
      const classic = CLASSIC_LOAD_BALANCER.includes(resource.type);
      demand(
        // A gateway load balancer has no log of its own: what it carries shows in the VPC's flow logs.
        () =>
          (!resource.props.at("loadBalancerType").unknown &&
            resource.props.at("loadBalancerType").isOneOf("gateway")) ||
          (logs.at("bucket").present && (logs.at("enabled").bool() ?? (classic && logs.present))),
        () => `accessLogs is ${logs.shown()}; set enabled to true and bucket.`,
      );
    },
  },
});

export const lbMultiAz = defineRule({
  id: "lb-multi-az",
  pack: "reliability",
  demands: "A load balancer stands in at least two availability zones.",
  why: "With one, the failure of a zone is the failure of the service.",
  fix: "Give it at least two subnets, each in a zone of its own.",
  severity: "high",
  controls: ["FSBP ELB.13", "FSBP ELB.10"],
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#availability-zones",
  levels: { dev: "mandatory", prod: "mandatory" },
  options: { minimum: { type: "number", default: 2, minimum: 1, about: "How many subnets there must be." } },
  resource: {
    types: [...LOAD_BALANCER, ...CLASSIC_LOAD_BALANCER, ...BEANSTALK],
    judge: (resource, demand, { minimum }) => {
      if (BEANSTALK.includes(resource.type)) {
        const options = new BeanstalkOptions(resource);
        const subnets = options.get("aws:ec2:vpc", "ELBSubnets");
        demand(
          () =>
            !options.ownsLoadBalancer ||
            // Without subnets of its own, the balancer takes the instances', or all of the default VPC's.
            subnets.absent ||
            distinct(subnets.text()?.split(",") ?? []) >= minimum,
          () => `aws:ec2:vpc ELBSubnets is ${subnets.shown()}; name at least ${minimum}.`,
        );
        return;
      }
      const subnets = resource.props.at("subnets");
      const others = resource.props.at(
        CLASSIC_LOAD_BALANCER.includes(resource.type) ? "availabilityZones" : "subnetMappings",
      );
      demand(
        () => differing(subnets.present ? subnets : others) >= minimum,
        () => `it stands in fewer than ${minimum} subnets.`,
      );
    },
  },
});

/** How many differ; one that is not known yet is one of its own. */
function differing(list: Value): number {
  const items = list.items();
  const known = items.map((each) =>
    !each.unknown && each.at("subnetId").present ? each.at("subnetId") : each,
  );
  const texts = known.flatMap((each) => (each.unknown ? [] : (each.text() ?? [])));
  return new Set(texts).size + known.length - texts.length;
}

function distinct(texts: readonly string[]): number {
  return new Set(texts.map((each) => each.trim()).filter((each) => each !== "")).size;
}

export const lbWaf = defineRule({
  id: "lb-waf",
  pack: "security",
  demands: "Every public application load balancer has a web application firewall.",
  why: "A firewall stops floods and known exploits before they make the group grow.",
  fix: "Add an aws.wafv2.WebAcl with rules and an aws.wafv2.WebAclAssociation with the load balancer's ARN as resourceArn.",
  severity: "low",
  controls: ["FSBP ELB.16", "CKV2_AWS_28"],
  url: "https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-associating-aws-resource.html",
  levels: { dev: "advisory", prod: "advisory" },
  stack: {
    types: [...LOAD_BALANCER, ...BEANSTALK_ENVIRONMENT],
    judge: (stack, demand) => {
      const guarded = (target: Parameters<typeof stack.referrers>[2]) =>
        stack.referrers(WEB_ACL_ASSOCIATION, "resourceArn", target).length > 0;
      for (const balancer of stack.of(LOAD_BALANCER)) {
        demand(
          balancer,
          () =>
            !balancer.props.at("loadBalancerType").isOneOf("network", "gateway") &&
            balancer.props.at("internal").bool() !== true
              ? guarded(balancer)
              : true,
          `load balancer "${balancer.name}" has no aws.wafv2.WebAclAssociation.`,
        );
      }
      for (const environment of stack.of(BEANSTALK_ENVIRONMENT)) {
        const options = new BeanstalkOptions(environment);
        demand(
          environment,
          () =>
            !options.ownsLoadBalancer ||
            options.loadBalancerType !== "application" ||
            options.get("aws:ec2:vpc", "ELBScheme").isOneOf("internal") ||
            guarded(environment),
          `the load balancer of "${environment.name}" has no aws.wafv2.WebAclAssociation.`,
        );
      }
    },
  },
});

export const tgHealthCheck = defineRule({
  id: "tg-health-check",
  pack: "reliability",
  demands: "A target group checks a path of the application made for it, and accepts success only.",
  why: "A check of / or of any status keeps sending visitors to servers that answer but do not work.",
  fix: "Set healthCheck.path to the application's health endpoint and healthCheck.matcher to 200 (or a range of 2xx).",
  severity: "high",
  controls: ["CKV_AWS_261"],
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html",
  levels: { dev: "mandatory", prod: "mandatory" },
  options: {
    webPorts: {
      type: "numbers",
      default: [80, 443, 3000, 8080, 8443],
      about:
        "Ports of web servers: their target groups must ask for a path even where the traffic is TCP or TLS.",
    },
  },
  resource: {
    types: [...TARGET_GROUP, ...CLASSIC_LOAD_BALANCER],
    judge: ({ type, props }, demand, { webPorts }) => {
      if (CLASSIC_LOAD_BALANCER.includes(type)) {
        demand(
          () => classicHealthFault(props) === undefined,
          () => `healthCheck.target ${classicHealthFault(props) ?? ""}`,
        );
        return;
      }
      const check = props.at("healthCheck");
      const applies = () => !props.at("targetType").isOneOf("lambda") && asksForPath(props);
      demand(
        () => asksForPath(props) || !isWebOverTcp(props, webPorts),
        () =>
          `healthCheck.protocol is ${check.at("protocol").shown()}, which only opens a connection; set it to HTTP or HTTPS with a path.`,
      );
      demand(
        () => !applies() || check.at("enabled").bool() !== false,
        "healthCheck.enabled is false; leave it on.",
      );
      demand(
        () => !applies() || healthPathFault(check.at("path").text()) === undefined,
        () => `healthCheck.path ${healthPathFault(check.at("path").text()) ?? ""}`,
      );
      demand(
        () =>
          !applies() ||
          props.at("protocolVersion").isOneOf("GRPC") ||
          matcherFault(check.at("matcher").text() ?? "200") === undefined,
        () => `healthCheck.matcher ${matcherFault(check.at("matcher").text() ?? "200") ?? ""}`,
      );
      demand(
        () => (check.at("timeout").number() ?? 5) < (check.at("interval").number() ?? 30),
        () =>
          `healthCheck.timeout (${check.at("timeout").shown()}) must be below healthCheck.interval (${check.at("interval").shown()}).`,
      );
    },
  },
});

/** Balancers behind balancers are checked by HTTP unless configured otherwise; TCP targets and Lambda functions are not. */
function asksForPath(group: Value): boolean {
  const protocol = group.at("healthCheck", "protocol");
  return (
    group.at("protocol").isOneOf("HTTP", "HTTPS") ||
    protocol.isOneOf("HTTP", "HTTPS") ||
    (protocol.absent && group.at("targetType").isOneOf("alb"))
  );
}

function isWebOverTcp(group: Value, webPorts: readonly number[]): boolean {
  return (
    group.at("protocol").isOneOf("TCP", "TLS", "TCP_UDP") && webPorts.includes(group.at("port").number() ?? 0)
  );
}
