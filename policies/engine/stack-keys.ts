/**
 * What a finding on a resource of this project's own components asks of its user: a key of the stack's file, where the rule itself
 * can only name the property of AWS.
 */

/** The components of this project, by the last part of their types. */
type Component = "StaticSite" | "SsrService" | "DeployPipeline" | "PipelineFoundation" | "Network";

/** Where the keys of a component stand; `<name>` is the name of the component. */
const PLACES: Readonly<Record<Component, readonly string[]>> = {
  StaticSite: ["sites.<name>."],
  SsrService: ["services.<name>."],
  DeployPipeline: ["sites.<name>.pipeline.", "services.<name>.pipeline."],
  PipelineFoundation: ["pipelines."],
  Network: ["network."],
};

type Keys = Partial<Readonly<Record<Component, string>>>;

const of = (...components: Component[]) => ({
  set: (key: string): Keys => Object.fromEntries(components.map((component) => [component, key])),
});
const site = (key: string) => of("StaticSite").set(key);
const service = (key: string) => of("SsrService").set(key);
const pipeline = (key: string) => of("DeployPipeline").set(key);
const network = (key: string) => of("Network").set(key);

/** For each rule, the key of each component that decides it. One that begins with ^ is a key of the stack itself. */
const KEYS: Readonly<Record<string, Keys>> = {
  "cw-alarm-actions": of("StaticSite", "SsrService").set("^alarmEmail"),
  "tags-required": of("StaticSite", "SsrService", "DeployPipeline", "PipelineFoundation", "Network").set(
    "aws:defaultTags",
  ),
  "lb-deletion-protection": service("protect: true"),
  // Sites.
  "acm-no-wildcard": site("domain"),
  "cf-custom-cert-sni": site("domain"),
  "cf-geo": site("geo"),
  "cf-hsts-subdomains": site("headers.hstsSubdomains: true"),
  "cf-logging": site("accessLogs: true"),
  "cf-min-tls": site("minimumTls"),
  "cf-security-headers": site("headers"),
  "cf-waf": site("waf: true"),
  "s3-lifecycle": site("versionRetentionDays"),
  // Services.
  "asg-capacity": service("scaling.min"),
  "asg-cpu-target": service("scaling.metric: cpu"),
  "asg-instance-types": service("instanceTypes"),
  "cw-log-retention": {
    SsrService: "logRetentionDays",
    DeployPipeline: "logRetentionDays",
    Network: "flowLogs.retentionDays",
  },
  "eb-breach-equation": service("scaling.evaluationPeriods"),
  "eb-capacity": service("scaling.min"),
  "eb-cpu-hysteresis": service("scaling.cpuLower"),
  "eb-cpu-scaling": service("scaling.cpuUpper"),
  "eb-deployment-policy": service("deployment.policy"),
  "eb-health-check-path": service("healthCheckPath"),
  "eb-health-check-timing": service("healthCheck"),
  "eb-log-streaming": service("logRetentionDays"),
  "eb-managed-updates": service("managedUpdates"),
  "eb-no-plain-secrets": service("secrets"),
  "eb-no-public-instances": service("instanceSubnets: private"),
  "eb-scaling-steps": service("scaling.step"),
  "ec2-no-public-ip": service("instanceSubnets: private"),
  "health-paths-agree": service("healthCheckPath"),
  "iam-no-admin": service("instancePolicyStatements"),
  "iam-no-resource-wildcard": service("instancePolicyStatements"),
  "iam-no-service-wildcard": service("instancePolicyStatements"),
  "lb-access-logs": service("accessLogs: true"),
  "lb-draining": service("deregistrationDelay"),
  "lb-tls-policy": service("minimumTls"),
  "lb-waf": service("waf: true"),
  "sg-ingress": service("allowedCidrs"),
  "tg-health-check": service("healthCheckPath"),
  "waf-has-rules": { StaticSite: "waf.managedRules", SsrService: "waf.managedRules" },
  "waf-known-bad-inputs": { StaticSite: "waf.managedRules: true", SsrService: "waf.managedRules: true" },
  // Releases.
  "cb-no-env-creds": pipeline("build.secrets"),
  "cp-deploy-target-known": pipeline("repository"),
  "cp-manual-approval": pipeline("approval: true"),
  // The network.
  "lb-multi-az": { SsrService: "^network.availabilityZones" },
  "asg-multi-az": { SsrService: "^network.availabilityZones" },
  "vpc-flow-logs": network("flowLogs: true"),
};

const OWN = /^web-infra:index:(\w+)$/;

/**
 * The key that decides a rule for a resource.
 *
 * @returns a line for the message, such as `To do: set web-infra:services.<name>.healthCheckPath in the stack's file.`; undefined
 * for a resource that no component of this project has made, and for what no key decides
 */
export function stackKeyLine(rule: string, urn: string): string | undefined {
  const [, project = "", types = ""] = /^urn:pulumi:[^:]*::([^:]*)::(.*?)::/.exec(urn) ?? [];
  const component = types
    .split("$")
    .slice(0, -1)
    .map((type) => OWN.exec(type)?.[1])
    .find((name) => name !== undefined) as Component | undefined;
  const key = component === undefined ? undefined : KEYS[rule]?.[component];
  if (component === undefined || key === undefined) {
    return undefined;
  }
  const paths = key.includes("aws:")
    ? [key]
    : key.startsWith("^")
      ? [`${project}:${key.slice(1)}`]
      : PLACES[component].map((place) => `${project}:${place}${key}`);
  return `To do: set ${paths.join(" or ")} in the stack's file.`;
}

/** The rules that have a key, for the tests. */
export const RULES_WITH_KEYS: readonly string[] = Object.keys(KEYS);

/** Every key that is named, as it stands in docs/configuration.md. */
export const NAMED_KEYS: readonly string[] = Object.values(KEYS).flatMap((keys) =>
  Object.entries(keys).flatMap(([component, key]) => {
    const [path = ""] = key.split(": ");
    if (path.startsWith("aws:")) {
      return [];
    }
    return path.startsWith("^")
      ? [path.slice(1)]
      : PLACES[component as Component].map((place) => `${place}${path}`);
  }),
);
