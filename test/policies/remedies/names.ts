import { add, all, remove, set, uses, without } from "../fixtures/program";
import { to, type Remedies } from "./remedy";

export const nameRemedies: Remedies = {
  "acm-covers-names": {
    "add the name": to(
      "a name that is not on it",
      set("site-certificate", "subjectAlternativeNames", ["example.com", "shop.example.com"]),
    ),
  },
  "acm-no-wildcard": {
    "list the names": to(
      "a wildcard",
      set("site-certificate", "subjectAlternativeNames", ["example.com", "shop.example.com"]),
    ),
  },
  "acm-balancer-region": {
    "leave region out": to("the certificate's region", remove("api-certificate", "region")),
    "the same on both": to("the listener's region", set("api-certificate", "region", "eu-west-1")),
  },
  "acm-dns-validation": {
    "by DNS": to(
      "by e-mail",
      all(
        set("api-certificate", "validationMethod", "DNS"),
        add({
          type: "aws:route53/record:Record",
          name: "validation",
          props: {
            zoneId: "Z1",
            name: "_a.api.example.com",
            type: "CNAME",
            records: ["_b.acm-validations.aws."],
          },
        }),
      ),
    ),
  },
  "acm-expiry": {
    "import the renewed one": to("it has ended", set("api-certificate", "notAfter", "2099-01-01T00:00:00Z")),
    "let ACM issue one": to("it has ended", remove("api-certificate", "notAfter")),
  },
  "r53-health-check": {
    "over HTTPS": to("over HTTP", set("probe", "type", "HTTPS")),
    "the health endpoint": to("the site's own page", set("probe", "resourcePath", "/health")),
  },
  "r53-alias-target": {
    "take it from the distribution": to(
      "a name typed by hand",
      all(set("www", "aliases.0.name", "d111111abcdef8.cloudfront.net"), uses("www", "aliases", "cdn")),
    ),
    "take it from the load balancer": to(
      "a CNAME of a load balancer that is gone",
      set("shop", "records", ["api-1.ap-northeast-2.elb.amazonaws.com"]),
    ),
  },
  "r53-dnssec": {
    "sign the zone": to(
      "a public zone without",
      add(
        {
          type: "aws:route53/keySigningKey:KeySigningKey",
          name: "signing-key",
          uses: { hostedZoneId: ["zone"] },
          props: {
            hostedZoneId: "Z1",
            name: "key",
            keyManagementServiceArn: "arn:aws:kms:us-east-1:1:key/a",
          },
        },
        {
          type: "aws:route53/hostedZoneDnsSec:HostedZoneDnsSec",
          name: "signed",
          uses: { hostedZoneId: ["zone"] },
          props: { hostedZoneId: "Z1" },
        },
      ),
    ),
  },
  "r53-query-log": {
    "log its queries": to(
      "a public zone without",
      add({
        type: "aws:route53/queryLog:QueryLog",
        name: "queries",
        uses: { zoneId: ["zone"] },
        props: { zoneId: "Z1", cloudwatchLogGroupArn: "arn:aws:logs:us-east-1:123456789012:log-group:dns" },
      }),
    ),
  },
  "r53-transfer-lock": {
    "remove it": to("unlocked", remove("extra", "transferLock")),
    "set it": to("unlocked", set("extra", "transferLock", true)),
  },
  "health-paths-agree": {
    "one value, of the target group": to(
      "the target group asks for another",
      set("probe", "resourcePath", "/ready"),
    ),
    "one value, of Beanstalk": to("Beanstalk asks for another", set("probe", "resourcePath", "/ready")),
    "one value, of the check": to("the health check itself", set("probe", "resourcePath", "/health")),
  },
  "components-complete": {
    "pass parent": to("a site whose distribution stands elsewhere", (program) =>
      program.map((each) => (each.name === "cdn" ? { ...each, parent: "site" } : each)),
    ),
    "remove what takes it away": to(
      "a pipeline without build",
      add({
        type: "aws:codebuild/project:Project",
        name: "build-again",
        parent: "ship",
        props: {
          source: { type: "CODEPIPELINE" },
          artifacts: { type: "CODEPIPELINE" },
          environment: {},
          logsConfig: { cloudwatchLogs: { groupName: "build" } },
          tags: { app: "example" },
        },
      }),
    ),
  },
  "inside-components": {
    "inside a component": to("a load balancer of its own", (program) =>
      program.map((each) => (each.name === "balancer" ? { ...each, parent: "balanced" } : each)),
    ),
  },
  "exempt-tags": {
    "write day and reason": to(
      "no end",
      set("cdn", "tags", {
        app: "example",
        "web-infra:exempt/cf-waf": "until 2999-12-31: the company has one",
      }),
    ),
    "remove the tag": to("a policy that there is not", set("cdn", "tags", { app: "example" })),
  },
  "tags-required": { "tags of its own": to("a resource without", set("disk", "tags", { app: "example" })) },
  "types-judged": {
    "use the AWS provider's type": to(
      "a type that no policy knows",
      all(
        without("database"),
        add({ type: "aws:rds/instance:Instance", name: "database", props: { tags: { app: "example" } } }),
      ),
    ),
  },
};
