import { BEANSTALK_RETENTION_DAYS } from "../../fields";

/** What values an option takes. All are written as text; the kinds say which text. */
export type Kind =
  | { readonly kind: "boolean" }
  | { readonly kind: "integer"; readonly min: number; readonly max: number; readonly unit?: string }
  | { readonly kind: "oneOf"; readonly values: readonly string[] }
  | { readonly kind: "list"; readonly item: RegExp; readonly of: string; readonly maxItems?: number }
  | { readonly kind: "text"; readonly pattern: RegExp; readonly of: string }
  | { readonly kind: "json" };

const flag = { kind: "boolean" } as const;
const integer = (min: number, max: number, unit?: string): Kind =>
  unit === undefined ? { kind: "integer", min, max } : { kind: "integer", min, max, unit };
const oneOf = (...values: readonly string[]): Kind => ({ kind: "oneOf", values });
const text = (of: string, pattern: RegExp): Kind => ({ kind: "text", of, pattern });
const list = (of: string, item: RegExp, maxItems?: number): Kind =>
  maxItems === undefined ? { kind: "list", of, item } : { kind: "list", of, item, maxItems };

const securityGroups = list("ids of security groups", /^sg-[0-9a-z]+$/);
const subnets = list("ids of subnets", /^subnet-[0-9a-z]+$/);
const arn = text("an ARN", /^arn:[^\s,]+$/);
const roleName = text("the name or ARN of a role", /^[\w+=,.@:/-]+$/);
const retention = oneOf(...BEANSTALK_RETENTION_DAYS.map(String));

/** Options of a process, that is of a target group, and of its health check. */
const PROCESS = {
  DeregistrationDelay: integer(0, 3600, "s"),
  HealthCheckInterval: integer(5, 300, "s"),
  HealthCheckPath: text("a path of at most 1024 characters", /^\/[^\s,#]{0,1023}$/),
  HealthCheckTimeout: integer(1, 60, "s"),
  HealthyThresholdCount: integer(2, 10),
  // Elastic Load Balancing takes up to 499; the policies take success alone, and so does a service's own check.
  MatcherHTTPCode: text("HTTP codes from 200 to 299", /^2\d\d([,-]2\d\d)*$/),
  Port: integer(1, 65535),
  Protocol: oneOf("HTTP", "HTTPS"),
  StickinessEnabled: flag,
  StickinessLBCookieDuration: integer(1, 604800, "s"),
  StickinessType: oneOf("lb_cookie"),
  UnhealthyThresholdCount: integer(2, 10),
} as const;

const LISTENER = {
  DefaultProcess: text("the name of a process", /^\w+$/),
  ListenerEnabled: flag,
  Protocol: oneOf("HTTP", "HTTPS"),
  Rules: list("names of rules", /^\w+$/),
  SSLCertificateArns: arn,
  SSLPolicy: text("a TLS policy of Elastic Load Balancing", /^ELBSecurityPolicy-[\w-]+$/),
} as const;

const LOG_STREAM = { DeleteOnTerminate: flag, RetentionInDays: retention } as const;

/**
 * The options of Elastic Beanstalk that matter to a load-balanced Node.js environment, with the values they take.
 *
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html
 */
export const OPTIONS: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  "aws:autoscaling:asg": {
    "Availability Zones": oneOf("Any", "Any 1", "Any 2", "Any 3"),
    Cooldown: integer(0, 10000, "s"),
    "Custom Availability Zones": list("Availability Zones", /^[a-z0-9-]+$/),
    EnableCapacityRebalancing: flag,
    MaxSize: integer(1, 10000),
    MinSize: integer(1, 10000),
  },
  "aws:autoscaling:launchconfiguration": {
    BlockDeviceMappings: text("device=volume pairs", /^\/dev\/[^\s,]+(,\/dev\/[^\s,]+)*$/),
    DisableDefaultEC2SecurityGroup: flag,
    DisableIMDSv1: flag,
    IamInstanceProfile: roleName,
    ImageId: text("the id of an AMI", /^ami-[0-9a-z]+$/),
    LaunchTemplateTagPropagationEnabled: flag,
    MonitoringInterval: oneOf("1 minute", "5 minute"),
    RootVolumeIOPS: integer(100, 20000),
    RootVolumeSize: integer(10, 16384, "GiB"),
    RootVolumeThroughput: integer(125, 1000, "MiB/s"),
    RootVolumeType: oneOf("standard", "gp2", "gp3", "io1"),
    SecurityGroups: securityGroups,
  },
  "aws:autoscaling:trigger": {
    BreachDuration: integer(1, 600, "min"),
    EvaluationPeriods: integer(1, 600),
    LowerBreachScaleIncrement: integer(-10000, 0),
    LowerThreshold: integer(0, 20000000),
    MeasureName: oneOf(
      "CPUUtilization",
      "NetworkIn",
      "NetworkOut",
      "DiskWriteOps",
      "DiskReadBytes",
      "DiskReadOps",
      "DiskWriteBytes",
      "Latency",
      "RequestCount",
      "HealthyHostCount",
      "UnhealthyHostCount",
      "TargetResponseTime",
    ),
    Period: integer(1, 600, "min"),
    Statistic: oneOf("Minimum", "Maximum", "Sum", "Average"),
    Unit: oneOf(
      "Seconds",
      "Percent",
      "Bytes",
      "Bits",
      "Count",
      "Bytes/Second",
      "Bits/Second",
      "Count/Second",
      "None",
    ),
    UpperBreachScaleIncrement: integer(0, 10000),
    UpperThreshold: integer(0, 20000000),
  },
  "aws:autoscaling:updatepolicy:rollingupdate": {
    MaxBatchSize: integer(1, 10000),
    MinInstancesInService: integer(0, 9999),
    PauseTime: text("a duration such as PT5M", /^PT(\d+H)?(\d+M)?(\d+S)?$/),
    RollingUpdateEnabled: flag,
    RollingUpdateType: oneOf("Time", "Health", "Immutable"),
    Timeout: text("a duration from PT5M to PT1H", /^PT(1H|([5-9]|[1-5]\d)M)$/),
  },
  "aws:ec2:instances": {
    EnableSpot: flag,
    InstanceTypes: list("instance types", /^[a-z0-9-]+\.[a-z0-9-]+$/, 40),
    SpotAllocationStrategy: oneOf(
      "capacity-optimized",
      "price-capacity-optimized",
      "capacity-optimized-prioritized",
      "lowest-price",
    ),
    SpotFleetOnDemandAboveBasePercentage: integer(0, 100, "%"),
    SpotFleetOnDemandBase: integer(0, 10000),
    SpotMaxPrice: text("a price in US dollars", /^\d+(\.\d+)?$/),
    SupportedArchitectures: oneOf("arm64", "x86_64", "i386"),
  },
  "aws:ec2:vpc": {
    AssociatePublicIpAddress: flag,
    ELBScheme: oneOf("public", "internal"),
    DBSubnets: subnets,
    ELBSubnets: subnets,
    Subnets: subnets,
    VPCId: text("the id of a VPC", /^vpc-[0-9a-z]+$/),
  },
  "aws:elasticbeanstalk:cloudwatch:logs": { ...LOG_STREAM, StreamLogs: flag },
  "aws:elasticbeanstalk:cloudwatch:logs:health": { ...LOG_STREAM, HealthStreamingEnabled: flag },
  "aws:elasticbeanstalk:command": {
    BatchSize: integer(1, 10000),
    BatchSizeType: oneOf("Percentage", "Fixed"),
    DeploymentPolicy: oneOf(
      "AllAtOnce",
      "Rolling",
      "RollingWithAdditionalBatch",
      "Immutable",
      "TrafficSplitting",
    ),
    IgnoreHealthCheck: flag,
    Timeout: integer(1, 3600, "s"),
  },
  "aws:elasticbeanstalk:environment": {
    EnvironmentType: oneOf("LoadBalanced", "SingleInstance"),
    LoadBalancerIsShared: flag,
    LoadBalancerType: oneOf("classic", "application", "network"),
    ServiceRole: roleName,
  },
  "aws:elasticbeanstalk:environment:process:default": PROCESS,
  "aws:elasticbeanstalk:environment:proxy": { ProxyServer: oneOf("nginx", "apache", "none") },
  "aws:elasticbeanstalk:healthreporting:system": {
    ConfigDocument: { kind: "json" },
    EnhancedHealthAuthEnabled: flag,
    HealthCheckSuccessThreshold: oneOf("Ok", "Warning", "Degraded", "Severe"),
    SystemType: oneOf("basic", "enhanced"),
  },
  "aws:elasticbeanstalk:hostmanager": { LogPublicationControl: flag },
  "aws:elasticbeanstalk:managedactions": {
    ManagedActionsEnabled: flag,
    PreferredStartTime: text(
      "a weekday and a time such as Sun:03:00",
      /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun):([01]\d|2[0-3]):[0-5]\d$/,
    ),
    ServiceRoleForManagedUpdates: roleName,
  },
  "aws:elasticbeanstalk:managedactions:platformupdate": {
    InstanceRefreshEnabled: flag,
    UpdateLevel: oneOf("patch", "minor"),
  },
  "aws:elasticbeanstalk:sns:topics": {
    "Notification Endpoint": text("an address", /^\S+$/),
    "Notification Protocol": oneOf("http", "https", "email", "email-json", "sqs"),
    "Notification Topic ARN": arn,
  },
  "aws:elasticbeanstalk:trafficsplitting": {
    EvaluationTime: integer(3, 600, "min"),
    NewVersionPercent: integer(1, 100, "%"),
  },
  "aws:elasticbeanstalk:xray": { XRayEnabled: flag },
  "aws:elbv2:listener:443": LISTENER,
  "aws:elbv2:listener:default": LISTENER,
  "aws:elbv2:loadbalancer": {
    AccessLogsS3Bucket: text("the name of a bucket", /^[a-z0-9.-]+$/),
    AccessLogsS3Enabled: flag,
    AccessLogsS3Prefix: text("a prefix", /^[^\s,]+$/),
    IdleTimeout: integer(1, 3600, "s"),
    IpAddressType: oneOf("ipv4", "dualstack"),
    ManagedSecurityGroup: text("the id of a security group", /^sg-[0-9a-z]+$/),
    SecurityGroups: securityGroups,
    SharedLoadBalancer: arn,
  },
};

const LISTENER_RULE = {
  HostHeaders: list("host names", /^[\w.*?-]{1,128}$/),
  PathPatterns: list("path patterns", /^[^\s,]{1,128}$/),
  Priority: integer(1, 1000),
  Process: text("the name of a process", /^\w+$/),
} as const;

/** Namespaces, and options as `namespace/name`, that no service may set by itself, with what to do instead. */
export const REFUSED: readonly (readonly [pattern: RegExp, message: string])[] = [
  [
    /^aws:elb:/,
    "must not be set: it is of a classic load balancer, and this environment has an application one",
  ],
  [
    /\/(EC2KeyName|SSHSourceRestriction)$/,
    "must not be set: instances have no key pair; open a shell with Session Manager (aws ssm start-session)",
  ],
  [/\/InstanceType$/, "must not be set: it is superseded; use instanceTypes"],
  [/\/Application Healthcheck URL$/, "must not be set: it is of basic health reporting; use healthCheckPath"],
  [
    /^aws:elbv2:listener:(?!443\/)/,
    "must not be set: the load balancer listens on port 443, and on port 80 to redirect there; its security group admits no other",
  ],
  [
    /^aws:elasticbeanstalk:container:/,
    "must not be set: it is of platforms before Amazon Linux 2; use environment, staticFiles or a Procfile",
  ],
  [/\/SharedLoadBalancer$/, "must not be set: the environment has a load balancer of its own"],
  [
    /^aws:autoscaling:scheduledaction\//,
    "must not be set: a scheduled action needs a name of its own; make an aws.autoscaling.Schedule",
  ],
  [
    /^aws:rds:/,
    "must not be set: the database would end with the environment; make an aws.rds.Instance and pass its address",
  ],
  [/^aws:elasticbeanstalk:sqsd\//, "must not be set: it is of worker environments"],
  [/^aws:elasticbeanstalk:monitoring\//, "must not be set: it is of legacy environments"],
  [/^aws:elasticbeanstalk:application:environment\//, "must not be set here: use environment"],
  [/^aws:elasticbeanstalk:application:environmentsecrets\//, "must not be set here: use secrets"],
  [/^aws:elasticbeanstalk:environment:proxy:staticfiles\//, "must not be set here: use staticFiles"],
];

const PROCESS_NAMESPACE = /^aws:elasticbeanstalk:environment:process:\w+$/;
const RULE_NAMESPACE = /^aws:elbv2:listenerrule:\w+$/;
const LISTENER_NAMESPACE = /^aws:elbv2:listener:(\d+|default)$/;

/** What values an option takes; undefined where the table does not know it. */
export function kindOf(namespace: string, name: string): Kind | undefined {
  const options = optionsOf(namespace);
  return options !== undefined && Object.hasOwn(options, name) ? options[name] : undefined;
}

/** The known options of a namespace; undefined where the table does not know the namespace. */
export function optionsOf(namespace: string): Readonly<Record<string, Kind>> | undefined {
  if (PROCESS_NAMESPACE.test(namespace)) {
    return PROCESS;
  }
  if (RULE_NAMESPACE.test(namespace)) {
    return LISTENER_RULE;
  }
  if (LISTENER_NAMESPACE.test(namespace)) {
    return LISTENER;
  }
  return Object.hasOwn(OPTIONS, namespace) ? OPTIONS[namespace] : undefined;
}
