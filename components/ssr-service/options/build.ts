import type { SsrServiceConfig } from "../args";
import { type ResolvedConfig, resolve } from "../defaults";
import { architectureOf } from "../instance-types";
import { healthDocument } from "./health-document";

/** One option of an environment. `V` is the type of the values that other resources supply. */
export interface OptionSetting<V = string> {
  readonly namespace: string;
  readonly name: string;
  readonly value: V | string;
  /** Always empty: left out, each refresh would report it as a change. */
  readonly resource: "";
}

/** What other resources supply; lists are already joined (sorted, by commas without spaces). */
export interface Wiring<V = string> {
  readonly vpcId: V;
  readonly loadBalancerSubnets: V;
  readonly instanceSubnets: V;
  readonly loadBalancerSecurityGroup: V;
  readonly instanceSecurityGroup: V;
  readonly certificateArn: V;
  readonly serviceRole: V;
  readonly instanceProfile: V;
  readonly accessLogsBucket: V | undefined;
  readonly notificationTopicArn: V | undefined;
  readonly extraEnvironment: Readonly<Record<string, V>>;
}

type Settings<V> = Readonly<Record<string, Readonly<Record<string, V | string | undefined>>>>;

/**
 * The complete list of an environment's option settings: strings only, none empty, each option once, in one order
 * whatever the order of the arguments' keys, so that the same arguments never show a difference.
 */
export function optionSettings<V>(config: SsrServiceConfig, wiring: Wiring<V>): OptionSetting<V>[] {
  const resolved = resolve(config);
  return canonical<V>([
    capacity(resolved),
    instances(resolved, wiring),
    loadBalancer(resolved, wiring),
    deployments(resolved),
    operations(resolved, wiring),
    application(resolved, wiring),
    resolved.extraSettings,
  ]);
}

/** Well-formed values where only the rest of the list matters. */
export const ANY_WIRING: Wiring = {
  vpcId: "vpc-0",
  loadBalancerSubnets: "subnet-0,subnet-1",
  instanceSubnets: "subnet-0,subnet-1",
  loadBalancerSecurityGroup: "sg-0",
  instanceSecurityGroup: "sg-1",
  certificateArn: "arn:aws:acm:any",
  serviceRole: "any",
  instanceProfile: "any",
  accessLogsBucket: "any",
  notificationTopicArn: "arn:aws:sns:any",
  extraEnvironment: {},
};

function canonical<V>(groups: readonly Settings<V>[]): OptionSetting<V>[] {
  const values = new Map<string, OptionSetting<V>>();
  for (const group of groups) {
    for (const [namespace, options] of Object.entries(group)) {
      for (const [name, value] of Object.entries(options)) {
        if (value !== undefined && value !== "") {
          values.set(`${namespace}\0${name}`, { namespace, name, value, resource: "" });
        }
      }
    }
  }
  // By code units, not by a locale: the order must be the same on every machine.
  return [...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, setting]) => setting);
}

function capacity({ scaling, spot, instanceTypes }: ResolvedConfig): Settings<never> {
  return {
    "aws:autoscaling:asg": {
      "Availability Zones": "Any",
      Cooldown: String(scaling.cooldown),
      EnableCapacityRebalancing: spot === undefined ? undefined : "true",
      MaxSize: String(scaling.max),
      MinSize: String(scaling.min),
    },
    "aws:autoscaling:trigger": {
      // Beanstalk rewrites one of the three where they do not agree.
      BreachDuration: String(scaling.period * scaling.evaluationPeriods),
      EvaluationPeriods: String(scaling.evaluationPeriods),
      LowerBreachScaleIncrement: String(-scaling.step),
      LowerThreshold: String(scaling.cpuLower),
      MeasureName: "CPUUtilization",
      Period: String(scaling.period),
      Statistic: "Average",
      Unit: "Percent",
      UpperBreachScaleIncrement: String(scaling.step),
      UpperThreshold: String(scaling.cpuUpper),
    },
    "aws:ec2:instances": {
      EnableSpot: String(spot !== undefined),
      InstanceTypes: instanceTypes.join(","),
      SpotAllocationStrategy: spot === undefined ? undefined : "price-capacity-optimized",
      SpotFleetOnDemandAboveBasePercentage: spot === undefined ? undefined : String(spot.onDemandPercentage),
      SpotFleetOnDemandBase: spot === undefined ? undefined : String(spot.onDemandBase),
      SupportedArchitectures: architectureOf(instanceTypes[0] ?? ""),
    },
  };
}

function instances<V>(config: ResolvedConfig, wiring: Wiring<V>): Settings<V> {
  return {
    "aws:autoscaling:launchconfiguration": {
      DisableDefaultEC2SecurityGroup: "true",
      DisableIMDSv1: "true",
      // The profile's name: Beanstalk reads an ARN back as a name, which would show as a change for ever.
      IamInstanceProfile: wiring.instanceProfile,
      LaunchTemplateTagPropagationEnabled: "true",
      // Without detailed monitoring CPU is measured every 5 minutes, and `period` could not be less.
      MonitoringInterval: "1 minute",
      RootVolumeSize: String(config.rootVolumeSize),
      RootVolumeType: "gp3",
      SecurityGroups: wiring.instanceSecurityGroup,
    },
    "aws:ec2:vpc": {
      AssociatePublicIpAddress: String(config.instanceSubnets === "public"),
      ELBScheme: "public",
      ELBSubnets: wiring.loadBalancerSubnets,
      Subnets: wiring.instanceSubnets,
      VPCId: wiring.vpcId,
    },
  };
}

function loadBalancer<V>(config: ResolvedConfig, wiring: Wiring<V>): Settings<V> {
  const { healthCheck, stickiness } = config;
  return {
    "aws:elbv2:listener:443": {
      DefaultProcess: "default",
      ListenerEnabled: "true",
      Protocol: "HTTPS",
      SSLCertificateArns: wiring.certificateArn,
      SSLPolicy: config.sslPolicy,
    },
    // Port 80 is a listener of ours that redirects: Beanstalk's own would forward plain HTTP.
    "aws:elbv2:listener:default": { ListenerEnabled: "false" },
    "aws:elbv2:loadbalancer": {
      AccessLogsS3Bucket: wiring.accessLogsBucket,
      AccessLogsS3Enabled: String(wiring.accessLogsBucket !== undefined),
      AccessLogsS3Prefix: wiring.accessLogsBucket === undefined ? undefined : ACCESS_LOGS_PREFIX,
      IdleTimeout: String(config.idleTimeout),
      IpAddressType: config.ipAddressType,
      ManagedSecurityGroup: wiring.loadBalancerSecurityGroup,
      SecurityGroups: wiring.loadBalancerSecurityGroup,
    },
    "aws:elasticbeanstalk:environment:process:default": {
      DeregistrationDelay: String(config.deregistrationDelay),
      HealthCheckInterval: String(healthCheck.interval),
      HealthCheckPath: config.healthCheckPath,
      HealthCheckTimeout: String(healthCheck.timeout),
      HealthyThresholdCount: String(healthCheck.healthyThreshold),
      MatcherHTTPCode: healthCheck.matcher,
      Port: "80",
      Protocol: "HTTP",
      StickinessEnabled: String(stickiness !== undefined),
      StickinessLBCookieDuration: stickiness === undefined ? undefined : String(stickiness.duration),
      StickinessType: stickiness === undefined ? undefined : "lb_cookie",
      UnhealthyThresholdCount: String(healthCheck.unhealthyThreshold),
    },
  };
}

/** First part of the keys of access logs in their bucket. */
export const ACCESS_LOGS_PREFIX = "alb";

function deployments({ deployment, scaling }: ResolvedConfig): Settings<never> {
  const splitting = deployment.policy === "TrafficSplitting";
  const batches = deployment.policy === "Rolling" || deployment.policy === "RollingWithAdditionalBatch";
  return {
    "aws:elasticbeanstalk:command": {
      BatchSize: batches ? String(deployment.batchPercent) : undefined,
      BatchSizeType: batches ? "Percentage" : undefined,
      DeploymentPolicy: deployment.policy,
      IgnoreHealthCheck: "false",
      Timeout: String(deployment.timeout),
    },
    "aws:elasticbeanstalk:trafficsplitting": {
      EvaluationTime: splitting ? String(deployment.evaluationMinutes) : undefined,
      NewVersionPercent: splitting ? String(deployment.newVersionPercent) : undefined,
    },
    // Changes of the configuration replace instances one by one, each only after the last is healthy; in large groups an
    // eighth at once, or a change would outlast the hour that an update may take.
    "aws:autoscaling:updatepolicy:rollingupdate": {
      MaxBatchSize: String(Math.max(1, Math.floor(scaling.max / 8))),
      MinInstancesInService: String(Math.min(scaling.min, scaling.max - 1)),
      RollingUpdateEnabled: "true",
      RollingUpdateType: "Health",
      Timeout: "PT30M",
    },
  };
}

function operations<V>(config: ResolvedConfig, wiring: Wiring<V>): Settings<V> {
  const logs = { DeleteOnTerminate: "false", RetentionInDays: String(config.logRetentionDays) };
  const managed = config.managedUpdates !== "off";
  return {
    "aws:elasticbeanstalk:cloudwatch:logs": { ...logs, StreamLogs: "true" },
    "aws:elasticbeanstalk:cloudwatch:logs:health": { ...logs, HealthStreamingEnabled: "true" },
    "aws:elasticbeanstalk:environment": {
      EnvironmentType: "LoadBalanced",
      LoadBalancerIsShared: "false",
      LoadBalancerType: "application",
      ServiceRole: wiring.serviceRole,
    },
    "aws:elasticbeanstalk:healthreporting:system": {
      ConfigDocument: JSON.stringify(healthDocument()),
      EnhancedHealthAuthEnabled: "true",
      HealthCheckSuccessThreshold: "Ok",
      SystemType: "enhanced",
    },
    "aws:elasticbeanstalk:managedactions": {
      ManagedActionsEnabled: String(managed),
      PreferredStartTime: managed ? config.updateWindow : undefined,
      ServiceRoleForManagedUpdates: managed ? wiring.serviceRole : undefined,
    },
    "aws:elasticbeanstalk:managedactions:platformupdate": {
      InstanceRefreshEnabled: managed ? "true" : undefined,
      UpdateLevel: config.managedUpdates === "off" ? undefined : config.managedUpdates,
    },
    "aws:elasticbeanstalk:sns:topics": { "Notification Topic ARN": wiring.notificationTopicArn },
    "aws:elasticbeanstalk:xray": { XRayEnabled: String(config.xray) },
  };
}

/** Variables that every service gets; nginx forwards to `PORT`. */
export const BASE_ENVIRONMENT = { NODE_ENV: "production", PORT: "8080" } as const;

function application<V>(config: ResolvedConfig, wiring: Wiring<V>): Settings<V> {
  return {
    "aws:elasticbeanstalk:application:environment": {
      ...BASE_ENVIRONMENT,
      ...config.environment,
      ...wiring.extraEnvironment,
    },
    "aws:elasticbeanstalk:application:environmentsecrets": config.secrets,
    "aws:elasticbeanstalk:environment:proxy": { ProxyServer: "nginx" },
    "aws:elasticbeanstalk:environment:proxy:staticfiles": config.staticFiles,
  };
}
