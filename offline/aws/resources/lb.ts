import { moduleTable, of } from "../../simulation/entries";
import type { Rule, Scope } from "../../simulation/rules";
import { UNKNOWN } from "../../provider/properties";
import { ALB_ZONES, NLB_ZONES } from "../region-tables";

/** `app/<name>/<16 hex>`: what identifies a load balancer in its ARN and in CloudWatch. */
function loadBalancerSuffix({ inputs, text }: Scope): unknown {
  const kinds: Readonly<Record<string, string>> = { application: "app", network: "net", gateway: "gwy" };
  const type = inputs["loadBalancerType"] ?? "application";
  const kind = typeof type === "string" ? kinds[type] : undefined;
  return kind === undefined ? UNKNOWN : text(`${kind}/{name}/{hex:16}`);
}

const loadBalancerZone: Rule = ({ inputs, text }) => {
  const zones = inputs["loadBalancerType"] === "network" ? NLB_ZONES : ALB_ZONES;
  return zones[String(text("{region}"))] ?? UNKNOWN;
};

/** The ARN of a part of a load balancer: a listener's is made of its load balancer's, a rule's of its listener's. */
const partOf =
  (property: string, from: string, to: string): Rule =>
  ({ get, text }) => {
    const whole = get(property);
    return typeof whole === "string" ? text(`${whole.replace(`:${from}/`, `:${to}/`)}/{hex:16}`) : UNKNOWN;
  };

export const dnsName: Rule = ({ inputs, text }) =>
  text(`${inputs["internal"] === true ? "internal-" : ""}{name}-{digits:10}.{region}.elb.{suffix}`);

/** Network load balancers have a DNS name of another form. */
const dnsNameV2: Rule = (scope) =>
  scope.inputs["loadBalancerType"] === "network"
    ? scope.text("{name}-{hex:16}.elb.{region}.{suffix}")
    : dnsName(scope);

export const lb = moduleTable("lb", {
  Listener: of(partOf("loadBalancerArn", "loadbalancer", "listener"), {
    arn: "{id}",
    protocol: "HTTP",
    sslPolicy: ({ inputs }) =>
      inputs["protocol"] === "HTTPS" || inputs["protocol"] === "TLS" ? "ELBSecurityPolicy-2016-08" : "",
  }),
  ListenerCertificate: of("{listenerArn}_{certificateArn}"),
  ListenerRule: of(partOf("listenerArn", "listener", "listener-rule"), { arn: "{id}" }),
  LoadBalancer: of(
    "{arn}",
    {
      arn: "arn:{partition}:elasticloadbalancing:{region}:{account}:loadbalancer/{arnSuffix}",
      arnSuffix: loadBalancerSuffix,
      dnsName: dnsNameV2,
      internal: false,
      ipAddressType: "ipv4",
      vpcId: "vpc-{hex:17}",
      zoneId: loadBalancerZone,
    },
    {
      autoName: { max: 32 },
      defaults: {
        desyncMitigationMode: "defensive",
        enableDeletionProtection: false,
        loadBalancerType: "application",
      },
    },
  ),
  TargetGroup: of(
    "{arn}",
    {
      arn: "arn:{partition}:elasticloadbalancing:{region}:{account}:{arnSuffix}",
      arnSuffix: "targetgroup/{name}/{hex:16}",
      loadBalancerArns: () => [],
    },
    { autoName: { max: 32 }, defaults: { targetType: "instance" } },
  ),
  TargetGroupAttachment: of("{targetGroupArn}-{digits:26}"),
  TrustStore: of(
    "{arn}",
    {
      arn: "arn:{partition}:elasticloadbalancing:{region}:{account}:{arnSuffix}",
      arnSuffix: "truststore/{name}/{hex:16}",
    },
    { autoName: { max: 32 } },
  ),
});
