import { add, all, change, remove, set, without } from "../fixtures/program";
import { UNKNOWN } from "../../../policies/testing/messages";
import { webAcl } from "./cloudfront";
import { to, type Remedies } from "./remedy";

const CERTIFICATE = "arn:aws:acm:ap-northeast-2:123456789012:certificate/api";
const TLS = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";
const REDIRECT = [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } }];
const BALANCER = "arn:aws:elasticloadbalancing:ap-northeast-2:123456789012:loadbalancer/app/api/1";

export const loadBalancerRemedies: Remedies = {
  "lb-http-redirects": {
    "redirect to HTTPS": to("it forwards", set("http", "defaultActions", REDIRECT)),
    "redirect for good": to("for now only", set("http", "defaultActions.0.redirect.statusCode", "HTTP_301")),
    "no rule forwards": to("a rule on it forwards", without("moved")),
  },
  "lb-https-exists": {
    "add the listener": to(
      "the balancer's own HTTPS listener is gone",
      add({
        type: "aws:lb/listener:Listener",
        name: "secure",
        parent: "balanced",
        uses: {
          loadBalancerArn: ["balancer"],
          defaultActions: ["targets"],
          certificateArn: ["api-certificate"],
        },
        props: {
          loadBalancerArn: BALANCER,
          port: 443,
          protocol: "HTTPS",
          certificateArn: CERTIFICATE,
          sslPolicy: TLS,
          defaultActions: [{ type: "forward", targetGroupArn: "arn:targets" }],
        },
        provider: { region: "ap-northeast-2" },
      }),
    ),
  },
  "lb-tls-policy": {
    "set the policy": to("2016-08", set("https", "sslPolicy", TLS)),
    "set the certificate": to("no certificate", set("https", "certificateArn", CERTIFICATE)),
    "set it on a network load balancer": to("a network load balancer", set("tls", "sslPolicy", TLS)),
  },
  "lb-access-logs": {
    "set both": to("no bucket", set("balancer", "accessLogs", { enabled: true, bucket: "logs" })),
    "set Beanstalk's options": to("Beanstalk's own, off", (program) =>
      change("environment", (each) => ({
        ...each,
        props: {
          ...each.props,
          settings: [
            ...(each.props["settings"] as readonly { name: string }[]).filter(
              ({ name }) => name !== "AccessLogsS3Enabled",
            ),
            { namespace: "aws:elbv2:loadbalancer", name: "AccessLogsS3Enabled", value: "true" },
          ],
        },
      }))(program),
    ),
    "set both of a classic one": to(
      "a classic load balancer without",
      set("classic", "accessLogs", { enabled: true, bucket: "logs" }),
    ),
  },
  "lb-deletion-protection": { "set it": to("off", set("balancer", "enableDeletionProtection", true)) },
  "lb-multi-az": {
    "two subnets": to("one subnet", set("balancer", "subnets", ["subnet-3", "subnet-4"])),
    "two zones": to(
      "a classic load balancer in one zone",
      set("classic", "availabilityZones", ["ap-northeast-2a", "ap-northeast-2c"]),
    ),
  },
  "lb-waf": {
    "an association": to(
      "a load balancer without",
      all(
        webAcl("REGIONAL"),
        add({
          type: "aws:wafv2/webAclAssociation:WebAclAssociation",
          name: "protected",
          uses: { resourceArn: ["balancer"], webAclArn: ["firewall"] },
          props: { resourceArn: BALANCER, webAclArn: UNKNOWN },
        }),
      ),
      "waf-logs",
    ),
  },
  "lb-cross-zone": {
    "of a network load balancer": to(
      "a network load balancer",
      set("extra", "enableCrossZoneLoadBalancing", true),
    ),
    "of a classic one": to("a classic one", set("extra", "crossZoneLoadBalancing", true)),
  },
  "lb-draining": { "set it": to("switched off", set("extra", "connectionDraining", true)) },
  "lb-desync": {
    defensive: to("monitor", set("balancer", "desyncMitigationMode", "defensive")),
    strictest: to("monitor", set("balancer", "desyncMitigationMode", "strictest")),
    "leave it out": to("monitor", remove("balancer", "desyncMitigationMode")),
  },
  "lb-drop-invalid-headers": { "set it": to("off", set("balancer", "dropInvalidHeaderFields", true)) },
  "tg-health-check": {
    "set path and matcher": to(
      "the site's own page",
      all(set("targets", "healthCheck.path", "/health"), set("targets", "healthCheck.matcher", "200")),
    ),
    "a range of success": to("redirects count", set("targets", "healthCheck.matcher", "200-299")),
  },
  "tg-tls": {
    HTTPS: to("plain HTTP", set("extra", "protocol", "HTTPS")),
    "a classic one": to("a classic one", set("extra", "listeners.0.instanceProtocol", "ssl")),
  },
};
