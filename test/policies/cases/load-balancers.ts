import { add, all, change, option, orphan, remove, set, unknown, uses, without } from "../fixtures/program";
import { faulty, fine, undetermined, unknownIsFine, type Cases } from "./case";

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
    listeners: [{ lbPort: 443, lbProtocol: "https", instancePort: 80, instanceProtocol: "http" }],
  },
};

export const loadBalancerCases: Cases = {
  "lb-http-redirects": {
    faulty: {
      "it forwards": set("http", "defaultActions", [{ type: "forward", targetGroupArn: "arn:targets" }]),
      "it redirects to HTTP": set("http", "defaultActions.0.redirect.protocol", "HTTP"),
      "it keeps the protocol": remove("http", "defaultActions.0.redirect.protocol"),
      "it keeps the port": remove("http", "defaultActions.0.redirect.port"),
      "for now only": set("http", "defaultActions.0.redirect.statusCode", "HTTP_302"),
      "a rule on it forwards": set("moved", "actions", [{ type: "forward", targetGroupArn: "arn:targets" }]),
      "a classic load balancer on HTTP": add({
        ...classic,
        props: { ...classic.props, listeners: [{ lbPort: 80, lbProtocol: "HTTP" }] },
      }),
      "without protocol, which is HTTP": all(
        remove("http", "protocol"),
        set("http", "defaultActions", [{ type: "forward" }]),
      ),
    },
    absent: faulty(remove("http", "defaultActions")),
    unknown: undetermined(unknown("http", "defaultActions.0.redirect.statusCode")),
    fine: {
      "a number for the port": set("http", "defaultActions.0.redirect.port", 443),
      "TCP of a network load balancer": add({
        type: "aws:lb/listener:Listener",
        name: "tcp",
        props: {
          loadBalancerArn: "arn:network",
          port: 443,
          protocol: "TCP",
          defaultActions: [{ type: "forward" }],
        },
      }),
      "a gateway load balancer": add({
        type: "aws:lb/listener:Listener",
        name: "gateway",
        props: { loadBalancerArn: "arn:gateway", defaultActions: [{ type: "forward" }] },
      }),
      "a classic load balancer on HTTPS": add(classic),
      "a target group that is not known yet": unknown("https", "defaultActions.0.targetGroupArn"),
    },
  },
  "lb-https-exists": {
    faulty: {
      "the balancer's own HTTPS listener is gone": without("https"),
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
      "load balancers told apart while unknown": all(
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
    absent: faulty(remove("https", "sslPolicy")),
    unknown: undetermined(unknown("https", "sslPolicy")),
    fine: {
      "TLS 1.3 only": set("https", "sslPolicy", "ELBSecurityPolicy-TLS13-1-3-2021-06"),
      "forward secrecy": set("https", "sslPolicy", "ELBSecurityPolicy-FS-1-2-Res-2020-10"),
      FIPS: set("https", "sslPolicy", "ELBSecurityPolicy-TLS13-1-2-FIPS-2023-04"),
      "one that AWS has not made yet": set("https", "sslPolicy", "ELBSecurityPolicy-TLS13-1-3-PQ-2030-01"),
      "a certificate that is not known yet": unknown("https", "certificateArn"),
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
      "a classic load balancer without": all(add(classic), remove("classic", "accessLogs")),
    },
    also: ["s3-access-logging"],
    absent: faulty(remove("balancer", "accessLogs")),
    unknown: undetermined(unknown("balancer", "accessLogs.enabled")),
    fine: {
      "a bucket that is not known yet": unknown("balancer", "accessLogs.bucket"),
      "a classic load balancer, where enabled is the default": add(classic),
    },
  },
  "lb-multi-az": {
    faulty: {
      "one subnet": set("balancer", "subnets", ["subnet-3"]),
      "Beanstalk's own in one subnet": option("aws:ec2:vpc", "ELBSubnets", "subnet-3, subnet-3"),
    },
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
    },
    also: ["health-paths-agree"],
    absent: faulty(remove("targets", "healthCheck.path")),
    unknown: undetermined(unknown("targets", "healthCheck.path")),
    fine: {
      "several statuses of success": set("targets", "healthCheck.matcher", "200,204"),
      "a target group of functions": add({
        type: "aws:lb/targetGroup:TargetGroup",
        name: "functions",
        props: { targetType: "lambda", tags: { app: "example" } },
      }),
      "a target group of TCP": add({
        type: "aws:alb/targetGroup:TargetGroup",
        name: "sockets",
        props: { protocol: "TCP", port: 443, targetType: "ip", tags: { app: "example" } },
      }),
    },
  },
};

export const route53Cases: Cases = {
  "r53-health-check": {
    faulty: {
      "over HTTP": set("probe", "type", "HTTP"),
      "the site's own page": set("probe", "resourcePath", "/"),
      "switched off": set("probe", "disabled", true),
    },
    also: ["health-paths-agree"],
    absent: faulty(remove("probe", "resourcePath")),
    unknown: undetermined(unknown("probe", "type")),
    fine: {
      "of an alarm": add({
        type: "aws:route53/healthCheck:HealthCheck",
        name: "alarm",
        props: { type: "CLOUDWATCH_METRIC", cloudwatchAlarmName: "errors" },
      }),
    },
  },
  "r53-alias-target": {
    faulty: {
      "a name typed by hand": all(
        set("www", "aliases.0.name", "d222.cloudfront.net"),
        uses("www", "aliases"),
      ),
    },
    absent: fine(all(remove("www", "aliases"), uses("www", "aliases"))),
    unknown: undetermined(all(unknown("www", "aliases.0.name"), uses("www", "aliases"))),
    fine: {
      "a target that is not known yet": unknown("www", "aliases"),
      "the distribution's name as text": uses("www", "aliases"),
      "an environment's load balancer": uses("api", "aliases", "environment"),
      "another record": all(set("www", "aliases.0.name", "api.example.com"), uses("www", "aliases")),
    },
  },
  "health-paths-agree": {
    faulty: {
      "the target group asks for another": set("targets", "healthCheck.path", "/ready"),
      "Beanstalk asks for another": all(
        uses("api", "aliases", "environment"),
        option("aws:elasticbeanstalk:environment:process:default", "HealthCheckPath", "/ready"),
      ),
      "the health check itself": set("probe", "resourcePath", "/alive"),
    },
    absent: fine(without("api")),
    unknown: undetermined(unknown("probe", "resourcePath")),
    fine: {
      "a check of something else": set("probe", "fqdn", "elsewhere.example.org"),
      "Beanstalk asks for the same": uses("api", "aliases", "environment"),
    },
  },
  "r53-query-log": {
    faulty: { "a public zone without": without("zone-log") },
    absent: faulty(without("zone-log")),
    unknown: unknownIsFine(unknown("zone-log", "zoneId")),
    fine: { "a private zone": all(without("zone-log"), set("zone", "vpcs", [{ vpcId: "vpc-1" }])) },
  },
  "r53-dnssec": {
    faulty: { "a public zone without": without("zone-signed") },
    absent: faulty(without("zone-signed")),
    unknown: unknownIsFine(unknown("zone-signed", "hostedZoneId")),
    fine: { "a private zone": all(without("zone-signed"), set("zone", "vpcs", [{ vpcId: "vpc-1" }])) },
  },
  "acm-no-wildcard": {
    faulty: {
      "a wildcard": set("site-certificate", "subjectAlternativeNames", ["example.com", "*.example.com"]),
    },
    absent: fine(without("api-certificate")),
    unknown: undetermined(unknown("api-certificate", "domainName")),
  },
  "acm-dns-validation": {
    faulty: { "by e-mail": set("api-certificate", "validationMethod", "EMAIL") },
    absent: faulty(remove("api-certificate", "validationMethod")),
    unknown: undetermined(unknown("api-certificate", "validationMethod")),
    fine: {
      imported: all(
        remove("api-certificate", "validationMethod"),
        set("api-certificate", "certificateBody", "-----"),
      ),
    },
  },
  "acm-expiry": {
    faulty: { "it has ended": set("api-certificate", "notAfter", "2020-01-01T00:00:00Z") },
    absent: fine(remove("site-certificate", "notAfter")),
    unknown: unknownIsFine(unknown("site-certificate", "notAfter")),
  },
  "acm-balancer-region": {
    faulty: {
      "the certificate's region": set("api-certificate", "region", "us-east-1"),
      "the listener's region": set("https", "region", "eu-west-1"),
    },
    absent: fine(change("api-certificate", orphan)),
    unknown: undetermined(unknown("api-certificate", "region")),
  },
};
