import { list, lookUp, moduleTable, type Handler } from "./entries";
import { UNKNOWN } from "../../provider/properties";
import { ALB_ZONES, NLB_ZONES } from "../region-tables";
import type { Rule } from "../../simulation/rules";

export const unsupported = (region: string) => `unsupported AWS Region: ${region}`;

export const hostedZone: Handler = (args, { region }) => {
  const type = args["loadBalancerType"] ?? "application";
  if (type === UNKNOWN) {
    return { known: { ...args, id: UNKNOWN, region } };
  }
  const id = (type === "network" ? NLB_ZONES : ALB_ZONES)[region];
  return id === undefined ? { failure: unsupported(region) } : { known: { ...args, id, region } };
};

/** What is found by name instead of ARN gets an ARN of that name. */
const arnOr =
  (template: string): Rule =>
  ({ inputs, text }) =>
    inputs["arn"] ?? text(template);

/** The part of an ARN after `loadbalancer/` (or the whole resource of a target group): CloudWatch's name for it. */
const suffix =
  (pattern: RegExp, otherwise: Rule): Rule =>
  (scope) => {
    const arn = scope.inputs["arn"];
    return typeof arn === "string"
      ? (pattern.exec(arn)?.[1] ?? UNKNOWN)
      : typeof otherwise === "function"
        ? otherwise(scope)
        : UNKNOWN;
  };

/** What follows the last separator of an ARN. */
const partOf = (arn: unknown, separator: string) =>
  typeof arn === "string" ? arn.split(separator).at(-1) : UNKNOWN;

const LB = "arn:{partition}:elasticloadbalancing:{region}:{account}:loadbalancer/app/{name}/{hex:16}";

const TG = "arn:{partition}:elasticloadbalancing:{region}:{account}:targetgroup/{name}/{hex:16}";

const lbArn = arnOr(LB);

const tgArn = arnOr(TG);

/** `app/<name>/<id>` and `awseb-…` names stand in the ARN. */
const nameFromArn: Rule = ({ inputs, get }) => {
  const arn = get("arn");
  return inputs["name"] ?? (typeof arn === "string" ? (arn.split("/").at(-2) ?? UNKNOWN) : UNKNOWN);
};

const listenerArn: Rule = ({ inputs, text }) => {
  const { arn, loadBalancerArn } = inputs;
  return (
    arn ??
    (typeof loadBalancerArn === "string"
      ? text(`${loadBalancerArn.replace(":loadbalancer/", ":listener/")}/{hex:16}`)
      : UNKNOWN)
  );
};

/** A listener that is looked up forwards to a target group, whose ARN alarms and rules refer to. */
const forward: Rule = ({ text }) => [
  {
    authenticateCognitos: [],
    authenticateOidcs: [],
    fixedResponses: [],
    forwards: [],
    jwtValidations: [],
    order: 1,
    redirects: [],
    targetGroupArn: text(
      "arn:{partition}:elasticloadbalancing:{region}:{account}:targetgroup/awseb-AWSEB-{upper:12}/{hex:16}",
    ),
    type: "forward",
  },
];

export const lb = moduleTable("lb", {
  getHostedZoneId: hostedZone,
  getLbs: list("arns"),
  getListener: lookUp(
    "aws:lb/listener:Listener",
    listenerArn,
    "alpnPolicy arn certificateArn defaultActions id loadBalancerArn mutualAuthentications port protocol sslPolicy tags",
    {
      with: {
        arn: "{id}",
        defaultActions: forward,
        loadBalancerArn: ({ inputs }) => {
          const { arn, loadBalancerArn } = inputs;
          return (
            loadBalancerArn ??
            (typeof arn === "string"
              ? arn.replace(":listener/", ":loadbalancer/").replace(/\/[0-9a-f]+$/, "")
              : UNKNOWN)
          );
        },
        protocol: ({ inputs }) =>
          inputs["port"] === 443 ? "HTTPS" : inputs["port"] === 80 ? "HTTP" : UNKNOWN,
        sslPolicy: () => UNKNOWN,
      },
    },
  ),
  getLoadBalancer: lookUp(
    "aws:lb/loadBalancer:LoadBalancer",
    lbArn,
    "accessLogs arn arnSuffix clientKeepAlive connectionLogs customerOwnedIpv4Pool desyncMitigationMode dnsName dnsRecordClientRoutingPolicy dropInvalidHeaderFields enableCrossZoneLoadBalancing enableDeletionProtection enableHttp2 enablePrefixForIpv6SourceNat enableTlsVersionAndCipherSuiteHeaders enableWafFailOpen enableXffClientPort enableZonalShift enforceSecurityGroupInboundRulesOnPrivateLinkTraffic healthCheckLogs id idleTimeout internal ipAddressType ipamPools loadBalancerType name preserveHostHeader secondaryIpsAutoAssignedPerSubnet securityGroups subnetMappings subnets tags vpcId xffHeaderProcessingMode zoneId",
    {
      with: {
        arn: "{id}",
        arnSuffix: suffix(/:loadbalancer\/(.+)$/, ({ get }) => partOf(get("arn"), ":loadbalancer/")),
        dnsName: ({ get, text }) => {
          const name = get("name");
          return typeof name === "string" ? text(`${name}-{digits:10}.{region}.elb.{suffix}`) : UNKNOWN;
        },
        enableDeletionProtection: () => UNKNOWN,
        internal: () => UNKNOWN,
        loadBalancerType: ({ get }) =>
          String(get("arn")).includes(":loadbalancer/net/") ? "network" : "application",
        name: nameFromArn,
        zoneId: ({ get, text }) =>
          (String(get("arn")).includes(":loadbalancer/net/") ? NLB_ZONES : ALB_ZONES)[
            String(text("{region}"))
          ] ?? UNKNOWN,
      },
    },
  ),
  getTargetGroup: lookUp(
    "aws:lb/targetGroup:TargetGroup",
    tgArn,
    "arn arnSuffix connectionTermination deregistrationDelay healthCheck id lambdaMultiValueHeadersEnabled loadBalancerArns loadBalancingAlgorithmType loadBalancingAnomalyMitigation loadBalancingCrossZoneEnabled name port preserveClientIp protocol protocolVersion proxyProtocolV2 slowStart stickiness tags targetControlPort targetType vpcId",
    {
      with: {
        arn: "{id}",
        arnSuffix: suffix(/:(targetgroup\/.+)$/, ({ get }) => partOf(get("arn"), ":")),
        loadBalancerArns: () => UNKNOWN,
        name: nameFromArn,
        targetType: () => UNKNOWN,
      },
    },
  ),
});
