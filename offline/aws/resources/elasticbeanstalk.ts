import { moduleTable, of } from "../../simulation/entries";
import type { Rule, Scope } from "../../simulation/rules";
import { UNKNOWN } from "../../provider/properties";

/** The value of one of the environment's option settings, as the program gives it; the later of two wins. */
function setting({ inputs }: Scope, namespace: string, name: string): unknown {
  const settings = inputs["settings"];
  if (!Array.isArray(settings)) {
    return settings === UNKNOWN ? UNKNOWN : undefined;
  }
  const found = (settings as unknown[]).filter(
    (each): each is { value?: unknown } =>
      typeof each === "object" &&
      each !== null &&
      "namespace" in each &&
      "name" in each &&
      each.namespace === namespace &&
      each.name === name,
  );
  return found.at(-1)?.value;
}

const ENVIRONMENT = "aws:elasticbeanstalk:environment";

/** A web server environment behind a load balancer that is its own or shared. */
const isBalanced = (scope: Scope) =>
  scope.inputs["tier"] !== "Worker" && setting(scope, ENVIRONMENT, "EnvironmentType") !== "SingleInstance";

/** For an application or network load balancer Beanstalk's name of the resource is its ARN, for a classic one its name. */
const loadBalancers: Rule = (scope) => {
  if (!isBalanced(scope)) {
    return [];
  }
  const type = setting(scope, ENVIRONMENT, "LoadBalancerType") ?? "classic";
  const shared = setting(scope, "aws:elbv2:loadbalancer", "SharedLoadBalancer");
  if (shared !== undefined) {
    return [shared];
  }
  switch (type) {
    case "application":
    case "network": {
      const kind = type === "application" ? "app" : "net";
      return [
        scope.text(
          `arn:{partition}:elasticloadbalancing:{region}:{account}:loadbalancer/${kind}/awseb--AWSEB-{mixed:12}/{hex:16}`,
        ),
      ];
    }
    case "classic":
      return [scope.text("awseb-e-{lower:1}-AWSEBLoa-{upper:13}")];
    default:
      return UNKNOWN;
  }
};

const endpointUrl: Rule = (scope) =>
  isBalanced(scope) ? scope.text("awseb--AWSEB-{mixed:12}-{digits:10}.{region}.elb.{suffix}") : UNKNOWN;

const cname: Rule = ({ inputs, text }) =>
  text(
    inputs["cnamePrefix"] === undefined
      ? "{name}.eba-{lower:8}.{region}.elasticbeanstalk.com"
      : "{cnamePrefix}.{region}.elasticbeanstalk.com",
  );

const PREFIX = "arn:{partition}:elasticbeanstalk:{region}:{account}:";

export const elasticbeanstalk = moduleTable("elasticbeanstalk", {
  Application: of("{name}", { arn: `${PREFIX}application/{name}` }, { autoName: { max: 100 } }),
  ApplicationVersion: of("{name}", { arn: `${PREFIX}applicationversion/{application}/{name}` }),
  ConfigurationTemplate: of("{name}", { solutionStackName: "" }),
  Environment: of(
    "e-{lower:10}",
    {
      arn: `${PREFIX}environment/{application}/{name}`,
      autoscalingGroups: ({ text }) => [text("awseb-{id}-stack-AWSEBAutoScalingGroup-{mixed:12}")],
      cname,
      cnamePrefix: "{name}",
      endpointUrl,
      instances: () => [],
      launchConfigurations: () => [],
      loadBalancers,
      platformArn: `arn:{partition}:elasticbeanstalk:{region}::platform/{solutionStackName}`,
      queues: () => [],
      triggers: () => [],
    },
    { autoName: { max: 40 }, defaults: { tier: "WebServer", waitForReadyTimeout: "20m" } },
  ),
});
