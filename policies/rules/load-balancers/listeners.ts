import { defineRule } from "../../engine/rule";
import type { Stack, StackResource } from "../../engine/stack";
import {
  BEANSTALK_ENVIRONMENT,
  CLASSIC_LOAD_BALANCER,
  CLASSIC_TLS_POLICY,
  LISTENER,
  LISTENER_RULE,
  LOAD_BALANCER,
  TARGET_GROUP,
} from "../../aws/type-tokens";
import { isLoadBalancerPolicyAtLeast } from "../../aws/tls-policies";
import type { Value } from "../../engine/value";
import { BeanstalkOptions } from "../../aws/beanstalk-options";
import { acceptsOldTls, hasTlsPolicy, plainListenerFault, tlsListeners } from "./classic";

/** A listener without protocol speaks HTTP, unless it belongs to a gateway load balancer, which has no port either. */
function speaksHttp(listener: Value): boolean {
  const protocol = listener.at("protocol");
  return protocol.isOneOf("HTTP") || (protocol.absent && listener.at("port").present && !isTls(listener));
}

function isTls(listener: Value): boolean {
  return listener.at("protocol").isOneOf("HTTPS", "TLS") || listener.at("certificateArn").present;
}

/** Whether following the redirect leads to HTTPS on the port where HTTPS is served. */
export function endsInHttps(action: Value): boolean {
  const redirect = action.at("redirect");
  return (
    action.at("type").isOneOf("redirect") &&
    redirect.at("protocol").isOneOf("HTTPS") &&
    redirect.at("statusCode").isOneOf("HTTP_301") &&
    // Left out, the port stays that of the request: https://…:80 gives no answer.
    redirect.at("port").number() === 443
  );
}

const REDIRECT =
  'the only action must be a redirect: type redirect, redirect.protocol HTTPS, redirect.port "443", redirect.statusCode HTTP_301.';

export const lbHttpRedirects = defineRule({
  id: "lb-http-redirects",
  pack: "security",
  demands: "A load balancer answers plain HTTP with a permanent redirect to HTTPS and with nothing else.",
  why: "What is forwarded from port 80 travels in plain text; a redirect that keeps the port or the protocol never arrives.",
  fix: "Let the listener's only default action be a redirect to HTTPS, port 443, HTTP_301; let no rule on it forward.",
  severity: "critical",
  controls: [
    "FSBP ELB.1",
    "FSBP ELB.3",
    "FSBP ELB.18",
    "CKV_AWS_2",
    "CKV2_AWS_20",
    "awsguard alb-http-to-https-redirection",
    "compliance-policies lb disallow-unencrypted-traffic",
  ],
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-listener.html",
  levels: { dev: "mandatory", prod: "mandatory" },
  resource: {
    types: [...LISTENER, ...CLASSIC_LOAD_BALANCER],
    judge: ({ type, props }, demand) => {
      if (CLASSIC_LOAD_BALANCER.includes(type)) {
        for (const listener of props.at("listeners").items()) {
          demand(
            () => plainListenerFault(listener) === undefined,
            () => plainListenerFault(listener) ?? "",
          );
        }
        return;
      }
      demand(
        () => {
          const actions = props.at("defaultActions").items();
          return !speaksHttp(props) || (actions.length > 0 && actions.every(endsInHttps));
        },
        () => `listener on port ${props.at("port").shown()} speaks HTTP: ${REDIRECT}`,
      );
    },
  },
  stack: {
    types: [...LISTENER, ...LISTENER_RULE],
    judge: (stack, demand) => {
      for (const listener of stack.of(LISTENER)) {
        demand(
          listener,
          () =>
            !isPlainTcp(listener.props) ||
            !isPublicBalancer(stack, listener) ||
            endsInApplicationBalancer(stack, listener),
          () =>
            `listener "${listener.name}" passes port ${listener.props.at("port").shown()} on as plain TCP; a network load balancer cannot redirect, so put an application load balancer behind it or remove it.`,
        );
        for (const rule of stack.referrers(LISTENER_RULE, "listenerArn", listener)) {
          demand(
            rule,
            () => !speaksHttp(listener.props) || rule.props.at("actions").items().every(endsInHttps),
            `rule "${rule.name}" is on the HTTP listener "${listener.name}": ${REDIRECT}`,
          );
        }
      }
    },
  },
});

/** Where web servers listen without TLS by custom. */
const PLAIN_PORTS = [80, 8000, 8008, 8080, 8888, 3000];

/** What a network load balancer passes on from such a port is plain HTTP by another name. */
function isPlainTcp(listener: Value): boolean {
  return (
    listener.at("protocol").isOneOf("TCP", "TCP_UDP") &&
    PLAIN_PORTS.includes(listener.at("port").number() ?? 0)
  );
}

/** Only what visitors reach counts: inside, TCP on 8080 may be anything. */
function isPublicBalancer(stack: Stack, listener: StackResource): boolean {
  const balancers = stack.targets(listener, "loadBalancerArn", LOAD_BALANCER);
  return (
    listener.props.at("port").number() === 80 ||
    balancers.some(({ props }) => !props.at("internal").unknown && props.at("internal").bool() !== true)
  );
}

/** Only then may something behind the network load balancer redirect: that one's own listener is judged by itself. */
function endsInApplicationBalancer(stack: Stack, listener: StackResource): boolean {
  const groups = stack.targets(listener, "defaultActions", TARGET_GROUP);
  return groups.length > 0 && groups.every((group) => group.props.at("targetType").isOneOf("alb"));
}

export const lbHttpsExists = defineRule({
  id: "lb-https-exists",
  pack: "security",
  demands: "A load balancer with an HTTP listener has an HTTPS listener too.",
  why: "A redirect to a port without a listener takes the site down.",
  fix: "Add a listener on port 443 with protocol HTTPS, a certificate and an sslPolicy from TLS 1.2 on.",
  severity: "high",
  controls: [],
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html",
  levels: { dev: "mandatory", prod: "mandatory" },
  stack: {
    types: LISTENER,
    judge: (stack, demand) => {
      for (const listener of stack.of(LISTENER)) {
        demand(
          listener,
          () =>
            !speaksHttp(listener.props) ||
            // One that does not redirect is found by lb-http-redirects.
            !listener.props.at("defaultActions").items().every(endsInHttps) ||
            !isBalancerHere(stack, listener) ||
            hasHttpsBeside(stack, listener),
          `listener "${listener.name}" speaks HTTP, but its load balancer has no HTTPS listener.`,
        );
      }
    },
  },
});

/** The listeners of another stack's load balancer are not known here; a gateway's have no protocol at all. */
function isBalancerHere(stack: Stack, listener: StackResource): boolean {
  const balancers = stack.targets(listener, "loadBalancerArn", [...LOAD_BALANCER, ...BEANSTALK_ENVIRONMENT]);
  return balancers.some(
    ({ props }) => props.at("loadBalancerType").unknown || !props.at("loadBalancerType").isOneOf("gateway"),
  );
}

function hasHttpsBeside(stack: Stack, listener: StackResource): boolean {
  const owners = listener.dependenciesOf("loadBalancerArn");
  const arn = listener.props.at("loadBalancerArn");
  const balancers = owners.filter((owner) => LOAD_BALANCER.includes(owner.type));
  const environments = owners.filter((owner) => BEANSTALK_ENVIRONMENT.includes(owner.type));
  if (environments.some(hasBeanstalkHttps)) {
    return true;
  }
  const beside = [
    ...balancers.flatMap((balancer) => stack.referrers(LISTENER, "loadBalancerArn", balancer)),
    ...(arn.unknown ? [] : stack.holding(LISTENER, "loadBalancerArn", arn.text() ?? "")),
  ];
  // The redirect of lb-http-redirects leads to 443; HTTPS on any other port does not help.
  return beside.some(
    (other) => other !== listener && isTls(other.props) && other.props.at("port").number() === 443,
  );
}

/** Beanstalk makes the listeners of its own load balancer, from options. */
function hasBeanstalkHttps(environment: StackResource): boolean {
  const options = new BeanstalkOptions(environment);
  return (
    options.get("aws:elbv2:listener:443", "Protocol").isOneOf("HTTPS") ||
    options.get("aws:elb:listener:443", "ListenerProtocol").isOneOf("HTTPS", "SSL")
  );
}

export const lbTlsPolicy = defineRule({
  id: "lb-tls-policy",
  pack: "security",
  demands: "An HTTPS or TLS listener has a certificate and a security policy of TLS 1.2 or later.",
  why: "Left out, AWS's default policy still accepts TLS 1.0.",
  fix: "Set certificateArn, and sslPolicy to ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09 or another one from TLS 1.2 on.",
  severity: "high",
  controls: ["FSBP ELB.17", "CKV_AWS_103", "CKV2_AWS_74", "compliance-policies lb configure-secure-tls"],
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html",
  levels: { dev: "mandatory", prod: "mandatory" },
  options: {
    minimum: {
      type: "string",
      default: "1.2",
      enum: ["1.2", "1.3"],
      about: "The lowest TLS version that the policy may accept.",
    },
    allowed: {
      type: "strings",
      default: [],
      about: "Further policies that are accepted whatever their name.",
    },
  },
  resource: {
    types: [...LISTENER, ...CLASSIC_LOAD_BALANCER, ...CLASSIC_TLS_POLICY],
    judge: ({ type, props }, demand, { minimum, allowed }) => {
      if (CLASSIC_LOAD_BALANCER.includes(type)) {
        for (const listener of props.at("listeners").items()) {
          demand(
            () =>
              !listener.at("lbProtocol").isOneOf("https", "ssl") || listener.at("sslCertificateId").present,
            `${listener.path} has no sslCertificateId.`,
          );
        }
        return;
      }
      if (CLASSIC_TLS_POLICY.includes(type)) {
        demand(
          () => !acceptsOldTls(props, allowed),
          "the policy accepts TLS below 1.2; set Reference-Security-Policy to ELBSecurityPolicy-TLS-1-2-2017-01.",
        );
        return;
      }
      const policy = props.at("sslPolicy");
      demand(
        () => !isTls(props) || props.at("certificateArn").present,
        "the listener has no certificateArn.",
      );
      demand(
        () =>
          !isTls(props) ||
          policy.isOneOf(...allowed) ||
          isLoadBalancerPolicyAtLeast(policy.text(), minimum === "1.3" ? "1.3" : "1.2"),
        () =>
          `sslPolicy is ${policy.shown()}; use one from TLS ${minimum} on, such as ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09.`,
      );
    },
  },
  stack: {
    types: CLASSIC_LOAD_BALANCER,
    judge: (stack, demand) => {
      for (const balancer of stack.of(CLASSIC_LOAD_BALANCER)) {
        demand(
          balancer,
          () => tlsListeners(balancer.props).every((listener) => hasTlsPolicy(stack, balancer, listener)),
          `"${balancer.name}" has a TLS port without an aws.elb.SslNegotiationPolicy, so AWS's default accepts TLS 1.0.`,
        );
      }
    },
  },
});
