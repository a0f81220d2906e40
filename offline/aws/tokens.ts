/** Modules that @pulumi/aws has twice, under an older and a newer name. */
const ALIASES: Readonly<Record<string, string>> = {
  alb: "lb",
  applicationloadbalancing: "lb",
  elasticloadbalancing: "elb",
  elasticloadbalancingv2: "lb",
};

/** `aws:alb/loadBalancer:LoadBalancer` is `aws:lb/loadBalancer:LoadBalancer`; functions likewise. */
export function usualToken(token: string): string {
  const [, module = "", rest = ""] = /^aws:(\w+)(\/.*)$/.exec(token) ?? [];
  const usual = Object.hasOwn(ALIASES, module) ? ALIASES[module] : undefined;
  return usual === undefined ? token : `aws:${usual}${rest}`;
}
