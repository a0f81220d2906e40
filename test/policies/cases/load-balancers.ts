import { add, all, option, remove, set, unknown, uses, without } from "../fixtures/program";
import { faulty, fine, undetermined, unknownIsFine, type Cases } from "../../../policies/testing/case";

const networkBalancer = {
  type: "aws:lb/loadBalancer:LoadBalancer",
  name: "network",
  parent: "balanced",
  props: {
    loadBalancerType: "network",
    enableDeletionProtection: true,
    accessLogs: { enabled: true, bucket: "logs" },
    subnets: ["subnet-3", "subnet-4"],
    tags: { app: "example" },
  },
};

const classic = {
  type: "aws:elb/loadBalancer:LoadBalancer",
  name: "classic",
  props: {
    accessLogs: { bucket: "logs" },
    subnets: ["subnet-3", "subnet-4"],
    listeners: [
      {
        lbPort: 443,
        lbProtocol: "https",
        instancePort: 80,
        instanceProtocol: "http",
        sslCertificateId: "arn:c",
      },
    ],
    healthCheck: { target: "HTTP:80/health", interval: 30, timeout: 5 },
  },
};

const classicPolicy = {
  type: "aws:elb/sslNegotiationPolicy:SslNegotiationPolicy",
  name: "classic-tls",
  uses: { loadBalancer: ["classic"] },
  props: {
    lbPort: 443,
    attributes: [{ name: "Reference-Security-Policy", value: "ELBSecurityPolicy-TLS-1-2-2017-01" }],
  },
};

/** A classic load balancer that satisfies every rule, with these properties changed. */
function classicWith(props: object) {
  return add({ ...classic, props: { ...classic.props, ...props } }, classicPolicy);
}

/** A listener of a network load balancer that passes this port on. */
function tcp(port: number | string, targets?: string) {
  return add({
    type: "aws:lb/listener:Listener",
    name: "tcp",
    ...(targets === undefined ? {} : { uses: { defaultActions: [targets] } }),
    props: { loadBalancerArn: "arn:network", port, protocol: "TCP", defaultActions: [{ type: "forward" }] },
  });
}

function webOverTcp(props: object) {
  return add({
    type: "aws:alb/targetGroup:TargetGroup",
    name: "sockets",
    props: { protocol: "TCP", port: 443, targetType: "ip", tags: { app: "example" }, ...props },
  });
}

export const loadBalancerCases: Cases = {
  "lb-http-redirects": {
    faulty: {
      "it forwards": set("http", "defaultActions", [{ type: "forward", targetGroupArn: "arn:targets" }]),
      "it redirects to HTTP": set("http", "defaultActions.0.redirect.protocol", "HTTP"),
      "it keeps the protocol": remove("http", "defaultActions.0.redirect.protocol"),
      "it keeps the port": remove("http", "defaultActions.0.redirect.port"),
      "for now only": set("http", "defaultActions.0.redirect.statusCode", "HTTP_302"),
      "a rule on it forwards": set("moved", "actions", [{ type: "forward", targetGroupArn: "arn:targets" }]),
      "a classic load balancer on HTTP": classicWith({ listeners: [{ lbPort: 80, lbProtocol: "HTTP" }] }),
      "a classic load balancer on HTTP as TCP": classicWith({
        listeners: [{ lbPort: 80, lbProtocol: "tcp" }],
      }),
      "a network load balancer on port 80": tcp("80"),
      "a network load balancer on port 80 in front of servers": tcp(80, "targets"),
      "without protocol, which is HTTP": all(
        remove("http", "protocol"),
        set("http", "defaultActions", [{ type: "forward" }]),
      ),
    },
    also: ["lb-draining", "tg-tls"],
    absent: faulty(remove("http", "defaultActions")),
    unknown: undetermined(unknown("http", "defaultActions.0.redirect.statusCode")),
    fine: {
      "a number for the port": set("http", "defaultActions.0.redirect.port", 443),
      "TCP of a network load balancer": tcp(443),
      "a network load balancer in front of an application load balancer": all(
        add({
          type: "aws:lb/targetGroup:TargetGroup",
          name: "alb",
          props: { targetType: "alb", protocol: "TCP", port: 80, healthCheck: { path: "/health" } },
        }),
        tcp(80, "alb"),
      ),
      "TCP of a classic load balancer": classicWith({ listeners: [{ lbPort: 443, lbProtocol: "tcp" }] }),
      "a gateway load balancer": add({
        type: "aws:lb/listener:Listener",
        name: "gateway",
        props: { loadBalancerArn: "arn:gateway", defaultActions: [{ type: "forward" }] },
      }),
      "a classic load balancer on HTTPS": classicWith({}),
      "a target group that is not known yet": unknown("https", "defaultActions.0.targetGroupArn"),
    },
  },
  "lb-https-exists": {
    faulty: {
      "the balancer's own HTTPS listener is gone": without("https"),
      "HTTPS on a port that the redirect does not lead to": set("https", "port", 8443),
      "it belongs to another load balancer": all(
        uses("https", "loadBalancerArn"),
        set("https", "loadBalancerArn", "arn:other"),
      ),
      "Beanstalk's own is plain HTTP": option("aws:elbv2:listener:443", "Protocol", "HTTP"),
    },
    also: ["eb-https-listener"],
    absent: fine(without("https", "http", "moved")),
    unknown: undetermined(unknown("http", "protocol")),
    fine: {
      "load balancers kept apart while unknown": all(
        unknown("http", "loadBalancerArn"),
        unknown("https", "loadBalancerArn"),
      ),
    },
  },
  "lb-tls-policy": {
    faulty: {
      "2016-08": set("https", "sslPolicy", "ELBSecurityPolicy-2016-08"),
      "TLS 1.0 with 1.3": set("https", "sslPolicy", "ELBSecurityPolicy-TLS13-1-0-2021-06"),
      "TLS 1.1": set("https", "sslPolicy", "ELBSecurityPolicy-TLS-1-1-2017-01"),
      "old ciphers": set("https", "sslPolicy", "ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06"),
      "no certificate": remove("https", "certificateArn"),
      "a classic load balancer without certificate": classicWith({
        listeners: [{ lbPort: 443, lbProtocol: "ssl" }],
      }),
      "a classic load balancer with AWS's default": add(classic),
      "a classic load balancer with an old policy of AWS's": add(classic, {
        ...classicPolicy,
        props: { attributes: [{ name: "Reference-Security-Policy", value: "ELBSecurityPolicy-2016-08" }] },
      }),
      "a classic load balancer with an old version of its own": add(classic, {
        ...classicPolicy,
        type: "aws:elb/loadBalancerPolicy:LoadBalancerPolicy",
        uses: { loadBalancerName: ["classic"] },
        props: {
          policyAttributes: [
            { name: "Protocol-TLSv1.2", value: "true" },
            { name: "Protocol-TLSv1", value: "true" },
          ],
        },
      }),
      "a network load balancer": add({
        type: "aws:lb/listener:Listener",
        name: "tls",
        props: {
          loadBalancerArn: "arn:network",
          port: 443,
          protocol: "TLS",
          certificateArn: "arn:c",
          sslPolicy: "ELBSecurityPolicy-2016-08",
        },
      }),
    },
    also: ["lb-draining", "tg-tls"],
    absent: faulty(remove("https", "sslPolicy")),
    unknown: undetermined(unknown("https", "sslPolicy")),
    fine: {
      "TLS 1.3 only": set("https", "sslPolicy", "ELBSecurityPolicy-TLS13-1-3-2021-06"),
      "forward secrecy": set("https", "sslPolicy", "ELBSecurityPolicy-FS-1-2-Res-2020-10"),
      FIPS: set("https", "sslPolicy", "ELBSecurityPolicy-TLS13-1-2-FIPS-2023-04"),
      "one that AWS has not made yet": set("https", "sslPolicy", "ELBSecurityPolicy-TLS13-1-3-PQ-2030-01"),
      "a certificate that is not known yet": unknown("https", "certificateArn"),
      "a classic load balancer with its own version": add(classic, {
        ...classicPolicy,
        props: {
          attributes: [
            { name: "Protocol-TLSv1.2", value: "true" },
            { name: "Protocol-TLSv1", value: "false" },
          ],
        },
      }),
    },
  },
  "lb-drop-invalid-headers": {
    faulty: { off: set("balancer", "dropInvalidHeaderFields", false) },
    absent: faulty(remove("balancer", "dropInvalidHeaderFields")),
    unknown: undetermined(unknown("balancer", "dropInvalidHeaderFields")),
    fine: { "a network load balancer": add(networkBalancer) },
  },
  "lb-desync": {
    faulty: { monitor: set("balancer", "desyncMitigationMode", "monitor") },
    absent: fine(remove("balancer", "desyncMitigationMode")),
    unknown: undetermined(unknown("balancer", "desyncMitigationMode")),
    fine: { strictest: set("balancer", "desyncMitigationMode", "strictest") },
  },
  "lb-deletion-protection": {
    faulty: { off: set("balancer", "enableDeletionProtection", "false") },
    absent: faulty(remove("balancer", "enableDeletionProtection")),
    unknown: undetermined(unknown("balancer", "enableDeletionProtection")),
  },
  "lb-access-logs": {
    faulty: {
      off: set("balancer", "accessLogs.enabled", false),
      "no bucket": remove("balancer", "accessLogs.bucket"),
      "Beanstalk's own, off": option("aws:elbv2:loadbalancer", "AccessLogsS3Enabled", "false"),
      "a classic load balancer without": all(classicWith({}), remove("classic", "accessLogs")),
    },
    also: ["lb-draining", "tg-tls", "s3-access-logging"],
    absent: faulty(remove("balancer", "accessLogs")),
    unknown: undetermined(unknown("balancer", "accessLogs.enabled")),
    fine: {
      "a bucket that is not known yet": unknown("balancer", "accessLogs.bucket"),
      "a classic load balancer, where enabled is the default": classicWith({}),
    },
  },
  "lb-multi-az": {
    faulty: {
      "one subnet": set("balancer", "subnets", ["subnet-3"]),
      "a classic load balancer in one zone": all(
        classicWith({ availabilityZones: ["ap-northeast-2a"] }),
        remove("classic", "subnets"),
      ),
      "Beanstalk's own in one subnet": option("aws:ec2:vpc", "ELBSubnets", "subnet-3, subnet-3"),
    },
    also: ["lb-draining", "tg-tls"],
    absent: faulty(remove("balancer", "subnets")),
    unknown: undetermined(unknown("balancer", "subnets")),
    fine: {
      "mappings instead": all(
        remove("balancer", "subnets"),
        set("balancer", "subnetMappings", [{ subnetId: "subnet-3" }, { subnetId: "subnet-4" }]),
      ),
      "subnets of which each is unknown": set("balancer", "subnets", [
        "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
        "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
      ]),
    },
  },
  "lb-waf": {
    faulty: {
      "a load balancer without": without("balancer-firewall"),
      "Beanstalk's own without": without("environment-firewall"),
    },
    absent: faulty(without("balancer-firewall")),
    unknown: unknownIsFine(unknown("balancer-firewall", "resourceArn")),
    fine: {
      "an internal load balancer": all(without("balancer-firewall"), set("balancer", "internal", true)),
      "a network load balancer": add(networkBalancer),
    },
  },
  "tg-health-check": {
    faulty: {
      "the site's own page": set("targets", "healthCheck.path", "/"),
      "no slash": set("targets", "healthCheck.path", "health"),
      "redirects count": set("targets", "healthCheck.matcher", "200-399"),
      "a timeout as long as the interval": set("targets", "healthCheck.timeout", "15"),
      "switched off": set("targets", "healthCheck.enabled", false),
      "a web server behind TCP without a check": webOverTcp({ port: 443 }),
      "a load balancer behind a load balancer without a path": webOverTcp({ targetType: "alb" }),
      "the page of a classic load balancer's servers": classicWith({ healthCheck: { target: "HTTP:80/" } }),
      "a connection to a classic load balancer's servers": classicWith({
        healthCheck: { target: "TCP:80" },
      }),
      "a classic load balancer without a check": all(classicWith({}), remove("classic", "healthCheck")),
    },
    also: ["lb-draining", "tg-tls", "health-paths-agree"],
    absent: faulty(remove("targets", "healthCheck.path")),
    unknown: undetermined(unknown("targets", "healthCheck.path")),
    fine: {
      "several statuses of success": set("targets", "healthCheck.matcher", "200,204"),
      "a target group of functions": add({
        type: "aws:lb/targetGroup:TargetGroup",
        name: "functions",
        props: { targetType: "lambda", tags: { app: "example" } },
      }),
      "a database behind TCP": webOverTcp({ port: 5432 }),
      "a web server behind TCP that is checked by a path": webOverTcp({
        healthCheck: { protocol: "HTTPS", path: "/health" },
      }),
      "a classic load balancer of a database": classicWith({
        listeners: [{ lbPort: 5432, lbProtocol: "tcp", instancePort: 5432, instanceProtocol: "tcp" }],
        healthCheck: { target: "TCP:5432" },
      }),
    },
  },
};
