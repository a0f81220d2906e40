import { isLoadBalancerPolicyAtLeast } from "../../aws/tls-policies";
import type { Stack, StackResource } from "../../engine/stack";
import { CLASSIC_TLS_POLICY } from "../../aws/type-tokens";
import type { Value } from "../../engine/value";
import { healthPathFault } from "../health-paths";

/** What is wrong with a listener that takes requests in plain text; undefined where it does not. */
export function plainListenerFault(listener: Value): string | undefined {
  const protocol = listener.at("lbProtocol");
  if (protocol.isOneOf("https", "ssl")) {
    return undefined;
  }
  if (protocol.isOneOf("tcp") && listener.at("lbPort").number() !== 80) {
    return undefined;
  }
  return `${protocol.path} is ${protocol.shown()} on port ${listener.at("lbPort").shown()}; a classic load balancer cannot redirect, so listen for https only.`;
}

export function tlsListeners(balancer: Value): Value[] {
  return balancer
    .at("listeners")
    .items()
    .filter((listener) => listener.at("lbProtocol").isOneOf("https", "ssl"));
}

/** The property of a policy that names the load balancer, by the type of the policy. */
const OWNERS = ["loadBalancer", "loadBalancerName"];

/** Whether a policy of TLS is for the listener's port; those of cookies, proxies and other ports are not. */
export function hasTlsPolicy(stack: Stack, balancer: StackResource, listener: Value): boolean {
  const policies = OWNERS.flatMap((owner) => stack.referrers(CLASSIC_TLS_POLICY, owner, balancer));
  return policies.some(({ props }) => {
    const [port, type] = [props.at("lbPort"), props.at("policyTypeName")];
    return (
      (port.absent || port.unknown || port.number() === listener.at("lbPort").number()) &&
      (type.absent || type.isOneOf("SSLNegotiationPolicyType"))
    );
  });
}

const OLD = ["Protocol-SSLv3", "Protocol-TLSv1", "Protocol-TLSv1.1"];

/**
 * Whether a classic load balancer's policy lets a visitor choose a version below TLS 1.2: by one of AWS's policies, or
 * by a version of its own list. Policies of other kinds (cookies, proxies) have neither.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-security-policy-table.html
 */
export function acceptsOldTls(policy: Value, allowed: readonly string[]): boolean {
  const attributes = [...policy.at("attributes").items(), ...policy.at("policyAttributes").items()];
  return attributes.some((attribute) => {
    const value = attribute.at("value");
    if (attribute.at("name").isOneOf("Reference-Security-Policy")) {
      return !value.isOneOf(...allowed) && !isLoadBalancerPolicyAtLeast(value.text(), "1.2");
    }
    return attribute.at("name").isOneOf(...OLD) && value.bool() === true;
  });
}

/** What is wrong with the check of a classic load balancer in front of a web server; undefined where nothing is. */
export function classicHealthFault(balancer: Value): string | undefined {
  const web = balancer
    .at("listeners")
    .items()
    .some((listener) =>
      ["lbProtocol", "instanceProtocol"].some((key) => listener.at(key).isOneOf("http", "https")),
    );
  if (!web) {
    return undefined;
  }
  const target = balancer.at("healthCheck", "target");
  const path = /^HTTPS?:\d+(.*)$/i.exec(target.text() ?? "")?.[1];
  return path === undefined
    ? `is ${target.shown()}, which only opens a connection; set it to HTTP:<port>/<path>, such as HTTP:80/health.`
    : healthPathFault(path);
}
