import { add, all, change, option, orphan, remove, set, unknown, uses, without } from "../fixtures/program";
import { faulty, fine, undetermined, unknownIsFine, type Cases } from "../../../policies/testing/case";

function cname(target: string) {
  return add({
    type: "aws:route53/record:Record",
    name: "shop",
    props: { zoneId: "Z1", name: "shop.example.com", type: "CNAME", ttl: 300, records: [target] },
  });
}

export const route53Cases: Cases = {
  "r53-health-check": {
    faulty: {
      "over HTTP": set("probe", "type", "HTTP"),
      "the site's own page": set("probe", "resourcePath", "/"),
      "switched off": set("probe", "disabled", true),
      "a connection only": set("probe", "type", "TCP"),
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
      "a CNAME of an environment that is gone": cname("shop.ap-northeast-2.elasticbeanstalk.com."),
      "a CNAME of a website that is gone": cname("www.s3-website.ap-northeast-2.amazonaws.com"),
      "a CNAME of a load balancer that is gone": cname("old-1.ap-northeast-2.elb.amazonaws.com"),
    },
    absent: fine(all(remove("www", "aliases"), uses("www", "aliases"))),
    unknown: undetermined(all(unknown("www", "aliases.0.name"), uses("www", "aliases"))),
    fine: {
      "a target that is not known yet": unknown("www", "aliases"),
      "a CNAME of another team": cname("acme.vendor.example.net"),
      "a CNAME of a distribution of the stack": cname("d111111abcdef8.cloudfront.net"),
      "a CNAME that is not known yet": all(
        cname("x.cloudfront.net"),
        unknown("shop", "records"),
        uses("shop", "records", "cdn"),
      ),
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
