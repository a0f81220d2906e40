import { Listener } from "@pulumi/aws/lb";
import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { text, toggle } from "../fields";
import type { Options } from "./option-settings/option-setting";

/** The keys of a service that say how its load balancer works. */
export interface LoadBalancerKeys {
  /** A cookie that keeps a visitor on one instance; `true` has every default. @default false */
  readonly stickiness?: boolean | StickinessConfig | undefined;
  /**
   * Who can reach the load balancer: `public`, or `internal`, from inside the VPC alone; then it stands in the private
   * subnets. It is fixed when the environment is created.
   *
   * @default "public"
   */
  readonly scheme?: "public" | "internal" | undefined;
  /**
   * Seconds that a connection may be idle, 1–3600; WebSockets need more than their ping interval. It must be shorter than
   * the 60 s (or more) after which the instances' nginx closes: a request that meets a closing connection becomes a 502.
   *
   * @default 55
   */
  readonly idleTimeout?: number | undefined;
  /** Seconds that requests in flight get when an instance is taken out, 0–3600. @default 30 */
  readonly deregistrationDelay?: number | undefined;
  /** Address types of the load balancer; `dualstack` needs subnets with IPv6 ranges. @default "ipv4" */
  readonly ipAddressType?: "ipv4" | "dualstack" | undefined;
  /**
   * Oldest version of TLS that visitors may speak, `"1.2"` or `"1.3"`, or a TLS policy of Elastic Load Balancing by its
   * name. Both versions come with forward secrecy and post-quantum key exchange.
   *
   * @default "1.2"
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
   */
  readonly minimumTls?: string | undefined;
}

/** A cookie of the load balancer's own keeps a visitor on one instance. */
export interface StickinessConfig {
  /** Seconds that the cookie holds, 1–604800. @default 86400 */
  readonly duration?: number | undefined;
}

export const loadBalancerShape = {
  stickiness: toggle(z.strictObject({ duration: z.int().min(1).max(604800).default(86400) })).prefault(false),
  scheme: z.enum(["public", "internal"]).default("public"),
  idleTimeout: z.int().min(1).max(3600).default(55),
  deregistrationDelay: z.int().min(0).max(3600).default(30),
  ipAddressType: z.enum(["ipv4", "dualstack"]).default("ipv4"),
  minimumTls: text(
    z
      .string()
      .regex(
        /^(1\.[23]|ELBSecurityPolicy-[\w-]+)$/,
        'must be "1.2", "1.3" or a TLS policy of Elastic Load Balancing (ELBSecurityPolicy-…)',
      ),
  ).default("1.2"),
} as const;

export type LoadBalancer = z.output<z.ZodObject<typeof loadBalancerShape>>;

/** The policies that AWS recommends; that of 1.2 speaks 1.3 as well. */
const TLS_POLICIES: Readonly<Record<string, string>> = {
  "1.2": "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
  "1.3": "ELBSecurityPolicy-TLS13-1-3-PQ-2025-09",
};

/** What other resources supply to the load balancer's options. */
export interface LoadBalancerWiring<V> {
  readonly loadBalancerSubnets: V;
  readonly loadBalancerSecurityGroup: V;
  readonly certificateArn: V;
}

/** The listeners, and how requests reach the instances. */
export function loadBalancerOptions<V>(service: LoadBalancer, wiring: LoadBalancerWiring<V>): Options<V> {
  const { stickiness } = service;
  return {
    "aws:elbv2:listener:443": {
      DefaultProcess: "default",
      ListenerEnabled: "true",
      Protocol: "HTTPS",
      SSLCertificateArns: wiring.certificateArn,
      SSLPolicy: TLS_POLICIES[service.minimumTls] ?? service.minimumTls,
    },
    // Port 80 is a listener of ours that redirects: Beanstalk's own would forward plain HTTP.
    "aws:elbv2:listener:default": { ListenerEnabled: "false" },
    "aws:elbv2:loadbalancer": {
      IdleTimeout: String(service.idleTimeout),
      IpAddressType: service.ipAddressType,
      ManagedSecurityGroup: wiring.loadBalancerSecurityGroup,
      SecurityGroups: wiring.loadBalancerSecurityGroup,
    },
    "aws:elasticbeanstalk:environment": {
      EnvironmentType: "LoadBalanced",
      LoadBalancerIsShared: "false",
      LoadBalancerType: "application",
    },
    "aws:ec2:vpc": { ELBScheme: service.scheme, ELBSubnets: wiring.loadBalancerSubnets },
    "aws:elasticbeanstalk:environment:process:default": {
      DeregistrationDelay: String(service.deregistrationDelay),
      StickinessEnabled: String(stickiness !== false),
      StickinessLBCookieDuration: stickiness === false ? undefined : String(stickiness.duration),
      StickinessType: stickiness === false ? undefined : "lb_cookie",
    },
  };
}

const TO_HTTPS = {
  type: "redirect",
  redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" },
};

/** Port 80 of a load balancer, which redirects to HTTPS. */
export function createRedirectListener(
  name: string,
  loadBalancerArn: pulumi.Output<string>,
  tags: { readonly tags?: Readonly<Record<string, pulumi.Input<string>>> },
  opts: pulumi.CustomResourceOptions,
): Listener {
  return new Listener(
    `${name}-redirect`,
    { loadBalancerArn, port: 80, protocol: "HTTP", defaultActions: [TO_HTTPS], ...tags },
    opts,
  );
}
