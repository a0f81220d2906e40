import { BeanstalkOptions, PROCESS } from "../aws/beanstalk-options";
import { defineRule } from "../engine/rule";
import type { Stack, StackResource } from "../engine/stack";
import {
  BEANSTALK_ENVIRONMENT,
  BUCKET,
  BUCKET_WEBSITE,
  CLASSIC_LOAD_BALANCER,
  DISTRIBUTION,
  HEALTH_CHECK,
  LISTENER,
  LOAD_BALANCER,
  QUERY_LOG,
  REGISTERED_DOMAIN,
  RECORD,
  TARGET_GROUP,
  ZONE,
  ZONE_DNSSEC,
} from "../aws/type-tokens";
import type { Value } from "../engine/value";
import { healthPathFault } from "./health-paths";

const BUCKETS = [...BUCKET, ...BUCKET_WEBSITE];
const ENDPOINTS = [...DISTRIBUTION, ...LOAD_BALANCER, ...CLASSIC_LOAD_BALANCER, ...BEANSTALK_ENVIRONMENT];

const WEB_PORTS = [80, 443, 8080, 8443];

export const r53HealthCheck = defineRule({
  id: "r53-health-check",
  pack: "reliability",
  demands: "A Route 53 health check asks over HTTPS for a path made for it.",
  why: "To a check over HTTP, the redirect to HTTPS is a sign of health even when nothing works behind it.",
  fix: "Set type to HTTPS and resourcePath to the application's health endpoint.",
  severity: "high",
  controls: [],
  url: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html",
  levels: { dev: "mandatory", prod: "mandatory" },
  resource: {
    types: HEALTH_CHECK,
    judge: ({ props }, demand) => {
      const type = props.at("type");
      const path = props.at("resourcePath");
      const isWeb = () => type.isOneOf("HTTP", "HTTPS", "HTTP_STR_MATCH", "HTTPS_STR_MATCH");
      demand(
        () => !isWeb() || type.isOneOf("HTTPS", "HTTPS_STR_MATCH"),
        () => `type is ${type.shown()}; set it to HTTPS.`,
      );
      demand(
        () => !isWeb() || healthPathFault(path.text()) === undefined,
        () => `resourcePath ${healthPathFault(path.text()) ?? ""}`,
      );
      demand(
        () => !type.isOneOf("TCP") || !WEB_PORTS.includes(props.at("port").number() ?? 0),
        "type is TCP, which only opens a connection; set it to HTTPS with a resourcePath.",
      );
      demand(() => props.at("disabled").bool() !== true, "disabled is true: the check always says healthy.");
    },
  },
});

export const r53AliasTarget = defineRule({
  id: "r53-alias-target",
  pack: "reliability",
  demands:
    "Every alias record, and every CNAME of an AWS endpoint, points at something of the stack or at a name that the configuration lists.",
  why: "A name of something deleted takes the site down; a stranger who makes it again takes it over.",
  fix: "Take the name (and zoneId) from the distribution, load balancer, environment or bucket, or list the name under allowed.",
  severity: "high",
  controls: [],
  url: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html",
  levels: { dev: "advisory", prod: "mandatory" },
  options: {
    allowed: {
      type: "strings",
      default: [],
      about: "Names outside the stack that an alias or a CNAME may point at.",
    },
  },
  stack: {
    types: RECORD,
    judge: (stack, demand, { allowed }) => {
      for (const record of stack.of(RECORD)) {
        demand(
          record,
          () =>
            record.props.at("aliases").absent ||
            record.dependenciesOf("aliases").some((each) => isTarget(each)) ||
            pointsByName(stack, record, allowed),
          () =>
            `record "${record.name}" is an alias of ${record.props.at("aliases", 0, "name").shown()}, which is not in this stack; take it from a resource, or list it under allowed.`,
        );
        demand(
          record,
          () =>
            !record.props.at("type").isOneOf("CNAME") ||
            record.dependenciesOf("records").some((each) => isTarget(each)) ||
            endpointsIn(record).every((name) => isNamed(stack, record, name, allowed)),
          () =>
            `record "${record.name}" is a CNAME of ${endpointsIn(record).join(", ")}, which is not in this stack; take it from a resource, or list it under allowed.`,
        );
      }
    },
  },
});

/** A zone is where the record lives, and says nothing of where it points. */
function isTarget(resource: StackResource): boolean {
  return !ZONE.includes(resource.type) && !resource.type.startsWith("pulumi:");
}

function pointsByName(stack: Stack, record: StackResource, allowed: readonly string[]): boolean {
  return record.props
    .at("aliases")
    .items()
    .every((alias) => isNamed(stack, record, hostIn(alias.at("name")), allowed));
}

function hostIn(value: Value): string {
  return (value.text() ?? "").replace(/\.$/, "").toLowerCase();
}

function isNamed(stack: Stack, record: StackResource, name: string, allowed: readonly string[]): boolean {
  return (
    allowed.includes(name) ||
    stack.of([...ENDPOINTS, ...BUCKETS, ...RECORD]).some((each) => each !== record && holdsName(each, name))
  );
}

/** Endpoints that AWS gives out again once they are deleted: the first who wants it gets the name, and its visitors. */
const CLAIMABLE =
  /\.(?:elasticbeanstalk\.com|cloudfront\.net|elb\.amazonaws\.com|elb\.[a-z0-9-]+\.amazonaws\.com|s3[a-z0-9.-]*\.amazonaws\.com)$/;

function endpointsIn(record: StackResource): string[] {
  return record.props
    .at("records")
    .items()
    .map(hostIn)
    .filter((name) => CLAIMABLE.test(name));
}

const HOST_NAMES = [
  "domainName",
  "dnsName",
  "cname",
  "endpointUrl",
  "fqdn",
  "name",
  "websiteEndpoint",
  "bucketDomainName",
  "bucketRegionalDomainName",
];

function holdsName(resource: StackResource, name: string): boolean {
  return HOST_NAMES.some((key) => {
    const own = resource.props.at(key);
    return !own.unknown && own.text()?.toLowerCase() === name;
  });
}

export const r53HealthPathsAgree = defineRule({
  id: "health-paths-agree",
  pack: "reliability",
  demands: "A Route 53 health check asks for the same path as the load balancer behind its name.",
  why: "When the two look at different things, one takes the site out of DNS while the other calls it healthy.",
  fix: "Use one value for resourcePath, for HealthCheckPath of Beanstalk and for healthCheck.path of the target group.",
  severity: "medium",
  controls: [],
  url: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover.html",
  levels: { dev: "mandatory", prod: "mandatory" },
  stack: {
    types: HEALTH_CHECK,
    judge: (stack, demand) => {
      for (const check of stack.of(HEALTH_CHECK)) {
        const path = check.props.at("resourcePath");
        const paths = () => endpointsOf(stack, check).flatMap((endpoint) => checkedPaths(stack, endpoint));
        demand(
          check,
          () => {
            const behind = path.absent ? [] : paths();
            return behind.length === 0 || behind.includes(path.text() ?? "");
          },
          () =>
            `health check "${check.name}" asks for ${path.shown()}, its load balancer for ${paths().join(", ")}.`,
        );
      }
    },
  },
});

/** Where the checked name leads: directly, or by the alias record of that name. */
function endpointsOf(stack: Stack, check: StackResource): StackResource[] {
  const direct = stack.targets(check, "fqdn", ENDPOINTS);
  const fqdn = check.props.at("fqdn");
  const records = [
    ...stack.targets(check, "fqdn", RECORD),
    ...(fqdn.unknown ? [] : stack.holding(RECORD, "name", fqdn.text() ?? "")),
  ];
  return [
    ...direct,
    ...records.flatMap((record) =>
      record.dependenciesOf("aliases").filter(({ type }) => ENDPOINTS.includes(type)),
    ),
  ];
}

function checkedPaths(stack: Stack, endpoint: StackResource): string[] {
  if (BEANSTALK_ENVIRONMENT.includes(endpoint.type)) {
    return [new BeanstalkOptions(endpoint).get(`${PROCESS}default`, "HealthCheckPath").text() ?? "/"];
  }
  return stack
    .referrers(LISTENER, "loadBalancerArn", endpoint)
    .flatMap((listener) => stack.targets(listener, "defaultActions", TARGET_GROUP))
    .map((group) => group.props.at("healthCheck", "path").text() ?? "/");
}

export const r53QueryLog = defineRule({
  id: "r53-query-log",
  pack: "security",
  demands: "A public hosted zone logs the queries that it answers.",
  why: "The log shows names that are probed, and names that are still looked up before they are removed.",
  fix: "Add an aws.route53.QueryLog for the zone (its log group must be in us-east-1).",
  severity: "low",
  controls: ["FSBP Route53.2", "CKV2_AWS_39"],
  url: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html",
  levels: { dev: "disabled", prod: "advisory" },
  stack: {
    types: ZONE,
    judge: (stack, demand) => {
      for (const zone of stack.of(ZONE)) {
        demand(
          zone,
          () => zone.props.at("vpcs").present || stack.referrers(QUERY_LOG, "zoneId", zone).length > 0,
          `zone "${zone.name}" has no aws.route53.QueryLog.`,
        );
      }
    },
  },
});

export const r53Dnssec = defineRule({
  id: "r53-dnssec",
  pack: "security",
  demands: "A public hosted zone is signed with DNSSEC.",
  why: "Unsigned answers can be forged on their way to the visitor's resolver.",
  fix: "Add an aws.route53.KeySigningKey and an aws.route53.HostedZoneDnsSec for the zone.",
  severity: "low",
  controls: ["CKV2_AWS_38"],
  url: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec.html",
  levels: { dev: "disabled", prod: "advisory" },
  stack: {
    types: ZONE,
    judge: (stack, demand) => {
      for (const zone of stack.of(ZONE)) {
        demand(
          zone,
          () =>
            zone.props.at("vpcs").present ||
            stack
              .referrers(ZONE_DNSSEC, "hostedZoneId", zone)
              .some(({ props }) => !props.at("signingStatus").isOneOf("NOT_SIGNING")),
          `zone "${zone.name}" has no aws.route53.HostedZoneDnsSec that signs.`,
        );
      }
    },
  },
});

export const r53TransferLock = defineRule({
  id: "r53-transfer-lock",
  pack: "security",
  demands: "A registered domain is locked against transfer and renewed by itself.",
  why: "An intruder in the mailbox of the owner could move the domain, and with it every site, to another registrar; one that ends is anybody's.",
  fix: "Remove transferLock and autoRenew, or set them to true.",
  severity: "medium",
  controls: ["CKV_AWS_377"],
  url: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/domain-lock.html",
  levels: { dev: "advisory", prod: "mandatory" },
  resource: {
    types: REGISTERED_DOMAIN,
    judge: ({ props }, demand) => {
      for (const key of ["transferLock", "autoRenew"]) {
        demand(() => props.at(key).bool() !== false, `${key} is false; set it to true.`);
      }
    },
  },
});
