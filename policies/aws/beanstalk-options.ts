import type { Subject } from "../engine/rule";
import { DecidedElsewhere, Value } from "../engine/value";
import { BEANSTALK_ENVIRONMENT, BEANSTALK_TEMPLATE } from "./type-tokens";

/** The types that have option settings: an environment, and the template that others are made from, which few stacks have. */
export const HAVE_OPTION_SETTINGS = { types: BEANSTALK_ENVIRONMENT, seldom: BEANSTALK_TEMPLATE } as const;

/**
 * What Elastic Beanstalk does where an option is not set.
 *
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general-eks.html for Cluster environments
 */
const DEFAULTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "aws:autoscaling:asg": { MinSize: "1", MaxSize: "4", Cooldown: "360", "Availability Zones": "Any" },
  "aws:autoscaling:launchconfiguration": { MonitoringInterval: "5 minute" },
  "aws:autoscaling:trigger": {
    MeasureName: "NetworkOut",
    Statistic: "Average",
    Unit: "Bytes",
    UpperThreshold: "6000000",
    LowerThreshold: "2000000",
    UpperBreachScaleIncrement: "1",
    LowerBreachScaleIncrement: "-1",
    Period: "5",
    EvaluationPeriods: "1",
    BreachDuration: "5",
  },
  "aws:autoscaling:updatepolicy:rollingupdate": { RollingUpdateEnabled: "false", RollingUpdateType: "Time" },
  "aws:ec2:vpc": { ELBScheme: "public" },
  "aws:elasticbeanstalk:cloudwatch:logs": { StreamLogs: "false", RetentionInDays: "7" },
  "aws:elasticbeanstalk:command": {
    DeploymentPolicy: "AllAtOnce",
    BatchSizeType: "Percentage",
    BatchSize: "100",
    IgnoreHealthCheck: "false",
  },
  "aws:elasticbeanstalk:environment": {
    EnvironmentType: "LoadBalanced",
    LoadBalancerType: "classic",
    LoadBalancerIsShared: "false",
  },
  "aws:elasticbeanstalk:healthreporting:system": { SystemType: "basic" },
  "aws:elasticbeanstalk:managedactions": { ManagedActionsEnabled: "false" },
  "aws:elasticbeanstalk:eks:alb": { "healthcheck-path": "/", "success-codes": "200" },
  "aws:elasticbeanstalk:eks:environment": { "load-balancer-type": "ALB" },
  "aws:elasticbeanstalk:eks:environment:autoscaling": { "min-replica": "1", "max-replica": "10" },
  "aws:elasticbeanstalk:eks:environment:deployment": { strategy: "RollingUpdate" },
  "aws:elasticbeanstalk:eks:environment:deployment:strategy:rolling": { "max-unavailable": "0" },
  "aws:elasticbeanstalk:eks:environment:liveness-probe": { enabled: "false", "http-path": "/" },
  "aws:elasticbeanstalk:eks:environment:readiness-probe": { enabled: "false", "http-path": "/" },
  "aws:elasticbeanstalk:eks:observability": { "logs-backend": "cloudwatch", "metrics-backend": "cloudwatch" },
  "aws:elb:listener": { ListenerEnabled: "true", ListenerProtocol: "HTTP" },
  "aws:elbv2:loadbalancer": { AccessLogsS3Enabled: "false" },
};

/** The same for namespaces that hold a name of the user's own: `aws:elbv2:listener:443`. */
const NAMED_DEFAULTS: readonly (readonly [RegExp, Readonly<Record<string, string>>])[] = [
  [/^aws:elbv2:listener:/, { ListenerEnabled: "true", Protocol: "HTTP", DefaultProcess: "default" }],
  [/^aws:elb:listener:/, { ListenerEnabled: "true", ListenerProtocol: "HTTP" }],
  [
    /^aws:elasticbeanstalk:environment:process:/,
    {
      Port: "80",
      Protocol: "HTTP",
      HealthCheckPath: "/",
      HealthCheckInterval: "15",
      HealthCheckTimeout: "5",
      HealthyThresholdCount: "3",
      UnhealthyThresholdCount: "5",
      MatcherHTTPCode: "200",
    },
  ],
];

export interface Setting {
  readonly namespace: Value;
  readonly name: Value;
  readonly value: Value;
  readonly resource: Value;
}

/**
 * The option settings of an environment, read as Beanstalk reads them; or those of a configuration template, which is
 * an environment that has not been started yet. What an environment leaves to its template is judged there.
 */
export class BeanstalkOptions {
  private settingsRead: readonly Setting[] | undefined;

  constructor(private readonly environment: Pick<Subject, "props">) {}

  /** @throws {UnknownValueError} where the list as a whole is not known yet */
  get settings(): readonly Setting[] {
    this.settingsRead ??= this.environment.props
      .at("settings")
      .items()
      .map((each) => ({
        namespace: each.at("namespace"),
        name: each.at("name"),
        value: each.at("value"),
        resource: each.at("resource"),
      }));
    return this.settingsRead;
  }

  /** What the environment runs with: its setting, else AWS's default; decided elsewhere where a template may set it. */
  get(namespace: string, name: string): Value {
    const path = `settings[${namespace}/${name}]`;
    // An option of the other mode does not exist: no demand can be made of it.
    if (namespace.startsWith(CLUSTER) !== this.isCluster) {
      return Value.perhaps(new DecidedElsewhere(path), path);
    }
    if (this.environment.props.at("settings").unknown) {
      return this.environment.props.at("settings", path);
    }
    const set = this.settings.find((each) => isText(each.namespace, namespace) && isText(each.name, name));
    if (set !== undefined) {
      return set.value;
    }
    const open = this.settings.find((each) => each.namespace.unknown || each.name.unknown);
    if (open !== undefined) {
      return (open.namespace.unknown ? open.namespace : open.name).at(path);
    }
    if (["templateName", "environmentId"].some((key) => this.environment.props.at(key).present)) {
      return Value.perhaps(new DecidedElsewhere(path), path);
    }
    return Value.of(defaultOf(namespace, name), path);
  }

  in(namespace: string): Setting[] {
    return this.settings.filter((each) => isText(each.namespace, namespace));
  }

  /** Namespaces in use that begin so. */
  namespaces(prefix: string): string[] {
    const found = this.settings.flatMap((each) =>
      each.namespace.unknown ? [] : [each.namespace.text() ?? ""],
    );
    return [...new Set(found.filter((namespace) => namespace.startsWith(prefix)))];
  }

  /** Whether requests of visitors reach this environment through a load balancer of its own. */
  get ownsLoadBalancer(): boolean {
    return (
      this.isWeb &&
      this.get(ENVIRONMENT, "EnvironmentType").isOneOf("LoadBalanced") &&
      !this.get(ENVIRONMENT, "LoadBalancerIsShared").isOneOf("true")
    );
  }

  /** Whether it runs as containers on a shared cluster (Beanstalk Cluster), not on instances of its own. */
  get isCluster(): boolean {
    const { props } = this.environment;
    const tier = props.at("tier");
    return (
      (!tier.unknown && tier.isOneOf("Kubernetes", "Cluster")) ||
      (!props.at("settings").unknown && this.namespaces(CLUSTER).length > 0)
    );
  }

  get isWeb(): boolean {
    return !this.environment.props.at("tier").isOneOf("Worker");
  }

  get loadBalancerType(): string {
    return this.get(ENVIRONMENT, "LoadBalancerType").text()?.toLowerCase() ?? "classic";
  }
}

/** What the namespaces of a Cluster environment begin with. */
export const CLUSTER = "aws:elasticbeanstalk:eks";
export const ENVIRONMENT = "aws:elasticbeanstalk:environment";
export const PROCESS = "aws:elasticbeanstalk:environment:process:";

function isText(value: Value, text: string): boolean {
  return !value.unknown && value.text() === text;
}

function defaultOf(namespace: string, name: string): string | undefined {
  return (
    DEFAULTS[namespace]?.[name] ?? NAMED_DEFAULTS.find(([pattern]) => pattern.test(namespace))?.[1][name]
  );
}
