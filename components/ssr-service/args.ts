import type * as pulumi from "@pulumi/pulumi";
import type {
  AccessLogsConfig,
  AlarmsConfig,
  DeploymentConfig,
  HealthCheckConfig,
  ScalingConfig,
  SpotConfig,
  StickinessConfig,
} from "./args-parts";

/** What a stack's configuration says of one server-rendered service. */
export interface SsrServiceConfig {
  /** Host name under which the service is reached, e.g. `app.example.com`, or the zone's own name. */
  readonly domain: string;
  /**
   * Further host names that reach the same service; the certificate covers them, and each gets its alias record.
   *
   * @default []
   */
  readonly aliases?: readonly string[] | undefined;
  /**
   * ARN of an existing ACM certificate in the stack's region that covers `domain` and `aliases`.
   *
   * @default - a certificate is issued and validated through the hosted zone
   * @see https://docs.aws.amazon.com/acm/latest/userguide/acm-overview.html
   */
  readonly certificateArn?: string | undefined;
  /**
   * Path that answers 200 while an instance can serve, e.g. `/health`. It should be cheap and free of redirects, and
   * fail while the process shuts down. The root page is a poor check: it is slow, and may be served by a cache.
   *
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
   */
  readonly healthCheckPath: string;
  /** How the load balancer checks `healthCheckPath`. @default - every 15 s, 5 s to answer, 3 in a row, code 200 */
  readonly healthCheck?: HealthCheckConfig | undefined;
  /**
   * Major of Node.js; the newest Amazon Linux 2023 platform of that major is taken when the environment is created,
   * and managed updates keep it current from then on. Another major is another environment beside the present one.
   *
   * @default "24"
   * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/platforms/platforms-supported.html
   */
  readonly nodeVersion?: "22" | "24" | undefined;
  /**
   * Exact name of the platform to create the environment on, e.g.
   * `64bit Amazon Linux 2023 v6.11.7 running Node.js 24`; its major must be `nodeVersion`'s.
   *
   * @default - the newest of `nodeVersion`
   */
  readonly solutionStackName?: string | undefined;
  /**
   * A second environment of another Node major beside the one that gets the traffic, on the same roles and security
   * groups: deploy to it, try it under its own URL, then swap the two values (docs/ssr-service.md).
   *
   * @default - none
   */
  readonly standbyNodeVersion?: "22" | "24" | undefined;
  /**
   * Label of the application version that a new environment starts with. Later deployments are the pipeline's.
   *
   * @default - Elastic Beanstalk's sample application
   */
  readonly initialVersion?: string | undefined;
  /** When instances are added and taken away. @default - 2 to 4 instances, CPU above 80 % adds, below 40 % removes */
  readonly scaling?: ScalingConfig | undefined;
  /**
   * EC2 instance types, 1–40, all of one processor architecture, the preferred one first.
   *
   * @default ["t4g.small", "t4g.medium"]
   * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.managing.ec2.html
   */
  readonly instanceTypes?: readonly string[] | undefined;
  /** Spot instances above a base of on-demand ones. @default - on-demand instances only */
  readonly spot?: SpotConfig | undefined;
  /**
   * Size of an instance's root volume (gp3) in GiB, 10–16384. Elastic Beanstalk has no option that encrypts it: the
   * account's own switch does, for every volume of the region.
   *
   * @default 20
   * @see https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html
   */
  readonly rootVolumeSize?: number | undefined;
  /**
   * Subnets of the instances. `public` gives each instance a public address, for a VPC without NAT gateway; even
   * then nothing but the load balancer may connect to them, but one mistaken rule would expose them.
   *
   * @default "private"
   */
  readonly instanceSubnets?: "private" | "public" | undefined;
  /** How a new version replaces the running one. @default - Immutable */
  readonly deployment?: DeploymentConfig | undefined;
  /**
   * Environment variables in plain text: names of `[A-Z_][A-Z0-9_]*`, 4,096 bytes in all with `NODE_ENV` and `PORT`,
   * which are set to `production` and `8080` unless given here (`PORT` from 1024). Nothing secret: use `secrets`.
   *
   * @default {}
   * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environments-cfg-softwaresettings.html
   */
  readonly environment?: Readonly<Record<string, string>> | undefined;
  /**
   * Environment variables whose values are fetched when an instance starts: name → ARN of a Secrets Manager secret
   * (`…:secret:NAME-AbCdEf`, with the six characters that AWS appends; then `:KEY` for one key of a JSON secret) or of a Systems Manager parameter. The
   * instances' role may read exactly these.
   *
   * @default {}
   * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.secrets.env-vars.html
   */
  readonly secrets?: Readonly<Record<string, string>> | undefined;
  /** ARNs of the customer-managed KMS keys that `secrets` are encrypted with. @default [] */
  readonly secretsKeyArns?: readonly string[] | undefined;
  /** A cookie that keeps a visitor on one instance. @default - every request goes to any instance */
  readonly stickiness?: StickinessConfig | undefined;
  /** Seconds that a connection may be idle, 1–3600; WebSockets need more than their ping interval. @default 60 */
  readonly idleTimeout?: number | undefined;
  /** Seconds that requests in flight get when an instance is taken out, 0–3600. @default 30 */
  readonly deregistrationDelay?: number | undefined;
  /** Address types of the load balancer; `dualstack` needs subnets with IPv6 ranges. @default "ipv4" */
  readonly ipAddressType?: "ipv4" | "dualstack" | undefined;
  /**
   * TLS policy of the HTTPS listener; the default speaks TLS 1.3 and 1.2 with forward secrecy and post-quantum key
   * exchange.
   *
   * @default "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
   */
  readonly sslPolicy?: string | undefined;
  /** Lets only CloudFront connect, by AWS's managed prefix list; nothing listens on port 80 then. @default false */
  readonly cloudFrontOnly?: boolean | undefined;
  /** IPv4 ranges that may connect, e.g. an office's. @default - everybody */
  readonly allowedCidrs?: readonly string[] | undefined;
  /** ARN of an existing WAF web ACL (regional) to put in front of the load balancer. @default - none */
  readonly webAclArn?: string | undefined;
  /**
   * Makes a WAF web ACL with AWS's managed rules (reputation list, common rule set, known bad inputs).
   *
   * @default false
   */
  readonly managedRules?: boolean | undefined;
  /**
   * Requests of one address in 5 minutes, 10–2,000,000,000, above which it is blocked; with `managedRules`, and not with
   * `cloudFrontOnly`, where CloudFront's few addresses stand for all visitors.
   *
   * @default 2000
   */
  readonly rateLimit?: number | undefined;
  /** The load balancer's access logs; `false` keeps none. @default - kept for 90 days in a private bucket */
  readonly accessLogs?: false | AccessLogsConfig | undefined;
  /** Days that the instances' logs are kept in CloudWatch Logs, as CloudWatch offers them. @default 30 */
  readonly logRetentionDays?: number | undefined;
  /** Platform updates that Beanstalk applies by itself; `off` leaves instances unpatched. @default "minor" */
  readonly managedUpdates?: "minor" | "patch" | "off" | undefined;
  /** Start of the weekly update window in UTC, `ddd:HH:MM`. @default "Sun:03:00" */
  readonly updateWindow?: string | undefined;
  /** Thresholds of the alarms. @default - as {@link AlarmsConfig} says */
  readonly alarms?: AlarmsConfig | undefined;
  /**
   * Has Beanstalk itself send its warnings to the alarm topic as well. They are many, cannot be filtered, and say
   * little that the alarms do not; whoever deploys must be allowed to publish to the topic, too.
   *
   * @default false
   * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.managing.sns.html
   */
  readonly eventNotifications?: boolean | undefined;
  /** Runs the AWS X-Ray daemon on the instances. @default false */
  readonly xray?: boolean | undefined;
  /** Paths that nginx answers from the bundle's own folders: path → folder, e.g. `/_next/static` → `.next/static`. @default {} */
  readonly staticFiles?: Readonly<Record<string, string>> | undefined;
  /** Application versions that are kept to roll back to, 1–1000. @default 100 */
  readonly keepVersions?: number | undefined;
  /**
   * Option settings of Elastic Beanstalk that no argument covers: namespace → option → value. They are checked as
   * ours are; one that an argument sets is a fault.
   *
   * @default {}
   * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html
   */
  readonly extraSettings?: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined;
}

/** Arguments of {@link SsrService}. */
export interface SsrServiceArgs extends SsrServiceConfig {
  /** Id of the VPC. */
  readonly vpcId: pulumi.Input<string>;
  /** Subnets of the load balancer, at least two, in different Availability Zones. */
  readonly publicSubnetIds: pulumi.Input<readonly pulumi.Input<string>[]>;
  /** Subnets of the instances, at least two, in different Availability Zones. */
  readonly privateSubnetIds: pulumi.Input<readonly pulumi.Input<string>[]>;
  /** Id of the hosted zone that holds `domain` and `aliases`; without it `certificateArn` is required, and DNS is yours. */
  readonly zoneId?: pulumi.Input<string> | undefined;
  /** SNS topic in the stack's region that alarms are sent to. @default - nobody is told */
  readonly alarmTopicArn?: pulumi.Input<string> | undefined;
  /** Environment variables that other resources supply, such as a database's host name. @default {} */
  readonly extraEnvironment?: Readonly<Record<string, pulumi.Input<string>>> | undefined;
  /** Guards application, environment and log bucket against deletion by Pulumi. @default false */
  readonly protect?: boolean | undefined;
  /** Tags of everything that can be tagged, instances included. */
  readonly tags?: Readonly<Record<string, pulumi.Input<string>>> | undefined;
}
