import assert from "node:assert/strict";
import fc from "fast-check";
import { type SsrServiceConfig, ssrServiceConfigSchema } from "../../../components/ssr-service";
import { optionSettings, type Wiring } from "../../../components/ssr-service/option-settings/build";
import { optionFaults } from "../../../components/ssr-service/option-settings/check";
import { configs, shuffled } from "./arbitraries";

const CONFIG: SsrServiceConfig = { domain: "app.example.com", healthCheckPath: "/health" };

const WIRING: Wiring = {
  vpcId: "vpc-1",
  loadBalancerSubnets: "subnet-1,subnet-2",
  instanceSubnets: "subnet-3,subnet-4",
  loadBalancerSecurityGroup: "sg-1",
  instanceSecurityGroup: "sg-2",
  certificateArn: "arn:aws:acm:ap-northeast-2:123456789012:certificate/1",
  serviceRole: "app-service",
  instanceProfile: "app-instance",
  accessLogsBucket: "app-access-logs",
  notificationTopicArn: undefined,
  extraEnvironment: {},
};

const lines = (config: Partial<SsrServiceConfig> = {}, wiring: Partial<Wiring> = {}) =>
  optionSettings(ssrServiceConfigSchema.parse({ ...CONFIG, ...config }), { ...WIRING, ...wiring }).map(
    ({ namespace, name, value }) => `${namespace} ${name} = ${value}`,
  );

const DEFAULT_SETTINGS = `
aws:autoscaling:asg Availability Zones = Any
aws:autoscaling:asg Cooldown = 300
aws:autoscaling:asg MaxSize = 4
aws:autoscaling:asg MinSize = 2
aws:autoscaling:launchconfiguration DisableDefaultEC2SecurityGroup = true
aws:autoscaling:launchconfiguration DisableIMDSv1 = true
aws:autoscaling:launchconfiguration IamInstanceProfile = app-instance
aws:autoscaling:launchconfiguration LaunchTemplateTagPropagationEnabled = true
aws:autoscaling:launchconfiguration MonitoringInterval = 1 minute
aws:autoscaling:launchconfiguration RootVolumeSize = 20
aws:autoscaling:launchconfiguration RootVolumeType = gp3
aws:autoscaling:launchconfiguration SecurityGroups = sg-2
aws:autoscaling:trigger BreachDuration = 3
aws:autoscaling:trigger EvaluationPeriods = 3
aws:autoscaling:trigger LowerBreachScaleIncrement = -1
aws:autoscaling:trigger LowerThreshold = 24
aws:autoscaling:trigger MeasureName = CPUUtilization
aws:autoscaling:trigger Period = 1
aws:autoscaling:trigger Statistic = Average
aws:autoscaling:trigger Unit = Percent
aws:autoscaling:trigger UpperBreachScaleIncrement = 1
aws:autoscaling:trigger UpperThreshold = 49
aws:autoscaling:updatepolicy:rollingupdate MaxBatchSize = 1
aws:autoscaling:updatepolicy:rollingupdate MinInstancesInService = 2
aws:autoscaling:updatepolicy:rollingupdate RollingUpdateEnabled = true
aws:autoscaling:updatepolicy:rollingupdate RollingUpdateType = Health
aws:autoscaling:updatepolicy:rollingupdate Timeout = PT30M
aws:ec2:instances EnableSpot = false
aws:ec2:instances InstanceTypes = t4g.small,t4g.medium
aws:ec2:instances SupportedArchitectures = arm64
aws:ec2:vpc AssociatePublicIpAddress = false
aws:ec2:vpc ELBScheme = public
aws:ec2:vpc ELBSubnets = subnet-1,subnet-2
aws:ec2:vpc Subnets = subnet-3,subnet-4
aws:ec2:vpc VPCId = vpc-1
aws:elasticbeanstalk:application:environment NODE_ENV = production
aws:elasticbeanstalk:application:environment NODE_OPTIONS = --max-old-space-size=1228
aws:elasticbeanstalk:application:environment PORT = 8080
aws:elasticbeanstalk:application:environment PUBLIC_URL = https://app.example.com
aws:elasticbeanstalk:application:environment WEB_CONCURRENCY = 1
aws:elasticbeanstalk:cloudwatch:logs DeleteOnTerminate = false
aws:elasticbeanstalk:cloudwatch:logs RetentionInDays = 30
aws:elasticbeanstalk:cloudwatch:logs StreamLogs = true
aws:elasticbeanstalk:cloudwatch:logs:health DeleteOnTerminate = false
aws:elasticbeanstalk:cloudwatch:logs:health HealthStreamingEnabled = true
aws:elasticbeanstalk:cloudwatch:logs:health RetentionInDays = 30
aws:elasticbeanstalk:command DeploymentPolicy = Immutable
aws:elasticbeanstalk:command IgnoreHealthCheck = false
aws:elasticbeanstalk:command Timeout = 900
aws:elasticbeanstalk:environment EnvironmentType = LoadBalanced
aws:elasticbeanstalk:environment LoadBalancerIsShared = false
aws:elasticbeanstalk:environment LoadBalancerType = application
aws:elasticbeanstalk:environment ServiceRole = app-service
aws:elasticbeanstalk:environment:process:default DeregistrationDelay = 30
aws:elasticbeanstalk:environment:process:default HealthCheckInterval = 15
aws:elasticbeanstalk:environment:process:default HealthCheckPath = /health
aws:elasticbeanstalk:environment:process:default HealthCheckTimeout = 5
aws:elasticbeanstalk:environment:process:default HealthyThresholdCount = 3
aws:elasticbeanstalk:environment:process:default MatcherHTTPCode = 200
aws:elasticbeanstalk:environment:process:default Port = 80
aws:elasticbeanstalk:environment:process:default Protocol = HTTP
aws:elasticbeanstalk:environment:process:default StickinessEnabled = false
aws:elasticbeanstalk:environment:process:default UnhealthyThresholdCount = 3
aws:elasticbeanstalk:environment:proxy ProxyServer = nginx
aws:elasticbeanstalk:healthreporting:system ConfigDocument = {"CloudWatchMetrics":{"Environment":{"ApplicationLatencyP95":60,"ApplicationRequests5xx":60,"ApplicationRequestsTotal":60,"InstancesDegraded":60,"InstancesOk":60,"InstancesSevere":60},"Instance":{}},"Rules":{"Environment":{"Application":{"ApplicationRequests4xx":{"Enabled":false}},"ELB":{"ELBRequests4xx":{"Enabled":false}}}},"Version":1}
aws:elasticbeanstalk:healthreporting:system EnhancedHealthAuthEnabled = true
aws:elasticbeanstalk:healthreporting:system HealthCheckSuccessThreshold = Ok
aws:elasticbeanstalk:healthreporting:system SystemType = enhanced
aws:elasticbeanstalk:managedactions ManagedActionsEnabled = true
aws:elasticbeanstalk:managedactions PreferredStartTime = Sun:03:00
aws:elasticbeanstalk:managedactions ServiceRoleForManagedUpdates = app-service
aws:elasticbeanstalk:managedactions:platformupdate InstanceRefreshEnabled = true
aws:elasticbeanstalk:managedactions:platformupdate UpdateLevel = minor
aws:elasticbeanstalk:xray XRayEnabled = false
aws:elbv2:listener:443 DefaultProcess = default
aws:elbv2:listener:443 ListenerEnabled = true
aws:elbv2:listener:443 Protocol = HTTPS
aws:elbv2:listener:443 SSLCertificateArns = arn:aws:acm:ap-northeast-2:123456789012:certificate/1
aws:elbv2:listener:443 SSLPolicy = ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09
aws:elbv2:listener:default ListenerEnabled = false
aws:elbv2:loadbalancer AccessLogsS3Bucket = app-access-logs
aws:elbv2:loadbalancer AccessLogsS3Enabled = true
aws:elbv2:loadbalancer AccessLogsS3Prefix = alb
aws:elbv2:loadbalancer IdleTimeout = 55
aws:elbv2:loadbalancer IpAddressType = ipv4
aws:elbv2:loadbalancer ManagedSecurityGroup = sg-1
aws:elbv2:loadbalancer SecurityGroups = sg-1`
  .trim()
  .split("\n");

/** What an argument adds to, and takes from, the default list. */
const VARIANTS: readonly {
  readonly it: string;
  readonly config?: Partial<SsrServiceConfig>;
  readonly wiring?: Partial<Wiring>;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}[] = [
  {
    it: "scales by its thresholds, and keeps the three durations in agreement",
    config: {
      processes: 2,
      scaling: {
        min: 3,
        max: 9,
        cpuUpper: 70,
        cpuLower: 30,
        period: 5,
        evaluationPeriods: 2,
        step: 2,
        cooldown: 360,
      },
    },
    added: [
      "aws:autoscaling:asg Cooldown = 360",
      "aws:autoscaling:asg MaxSize = 9",
      "aws:autoscaling:asg MinSize = 3",
      "aws:autoscaling:trigger BreachDuration = 10",
      "aws:autoscaling:trigger EvaluationPeriods = 2",
      "aws:autoscaling:trigger LowerBreachScaleIncrement = -2",
      "aws:autoscaling:trigger LowerThreshold = 30",
      "aws:autoscaling:trigger Period = 5",
      "aws:autoscaling:trigger UpperBreachScaleIncrement = 2",
      "aws:autoscaling:trigger UpperThreshold = 70",
      "aws:autoscaling:updatepolicy:rollingupdate MinInstancesInService = 3",
      "aws:elasticbeanstalk:application:environment NODE_OPTIONS = --max-old-space-size=614",
      "aws:elasticbeanstalk:application:environment WEB_CONCURRENCY = 2",
    ],
    removed: [
      "aws:autoscaling:asg Cooldown = 300",
      "aws:autoscaling:asg MaxSize = 4",
      "aws:autoscaling:asg MinSize = 2",
      "aws:autoscaling:trigger BreachDuration = 3",
      "aws:autoscaling:trigger EvaluationPeriods = 3",
      "aws:autoscaling:trigger LowerBreachScaleIncrement = -1",
      "aws:autoscaling:trigger LowerThreshold = 24",
      "aws:autoscaling:trigger Period = 1",
      "aws:autoscaling:trigger UpperBreachScaleIncrement = 1",
      "aws:autoscaling:trigger UpperThreshold = 49",
      "aws:autoscaling:updatepolicy:rollingupdate MinInstancesInService = 2",
      "aws:elasticbeanstalk:application:environment NODE_OPTIONS = --max-old-space-size=1228",
      "aws:elasticbeanstalk:application:environment WEB_CONCURRENCY = 1",
    ],
  },
  {
    it: "parks the trigger where it cannot fire while a target is tracked",
    config: { scaling: { metric: "requests", target: 1000 } },
    added: ["aws:autoscaling:trigger LowerThreshold = 0", "aws:autoscaling:trigger UpperThreshold = 100"],
    removed: ["aws:autoscaling:trigger LowerThreshold = 24", "aws:autoscaling:trigger UpperThreshold = 49"],
  },
  {
    it: "scales by the time to answer, by more instances up than down",
    config: {
      scaling: { metric: "latency", latencyUpperMs: 2000, latencyLowerMs: 1000, upperIncrement: 3 },
    },
    added: [
      "aws:autoscaling:trigger LowerThreshold = 1",
      "aws:autoscaling:trigger MeasureName = TargetResponseTime",
      "aws:autoscaling:trigger Unit = Seconds",
      "aws:autoscaling:trigger UpperBreachScaleIncrement = 3",
      "aws:autoscaling:trigger UpperThreshold = 2",
    ],
    removed: [
      "aws:autoscaling:trigger LowerThreshold = 24",
      "aws:autoscaling:trigger MeasureName = CPUUtilization",
      "aws:autoscaling:trigger Unit = Percent",
      "aws:autoscaling:trigger UpperBreachScaleIncrement = 1",
      "aws:autoscaling:trigger UpperThreshold = 49",
    ],
  },
  {
    it: "changes an eighth of a large group at once, so that a change ends within the hour",
    config: { scaling: { max: 40 } },
    added: [
      "aws:autoscaling:asg MaxSize = 40",
      "aws:autoscaling:updatepolicy:rollingupdate MaxBatchSize = 5",
    ],
    removed: [
      "aws:autoscaling:asg MaxSize = 4",
      "aws:autoscaling:updatepolicy:rollingupdate MaxBatchSize = 1",
    ],
  },
  {
    it: "leaves a group of a fixed size room to replace an instance",
    config: { scaling: { min: 1, max: 1 } },
    added: [
      "aws:autoscaling:asg MaxSize = 1",
      "aws:autoscaling:asg MinSize = 1",
      "aws:autoscaling:updatepolicy:rollingupdate MinInstancesInService = 0",
    ],
    removed: [
      "aws:autoscaling:asg MaxSize = 4",
      "aws:autoscaling:asg MinSize = 2",
      "aws:autoscaling:updatepolicy:rollingupdate MinInstancesInService = 2",
    ],
  },
  {
    it: "splits the traffic only where that is the policy",
    config: { deployment: { policy: "TrafficSplitting", newVersionPercent: 20, evaluationMinutes: 15 } },
    added: [
      "aws:elasticbeanstalk:command DeploymentPolicy = TrafficSplitting",
      "aws:elasticbeanstalk:trafficsplitting EvaluationTime = 15",
      "aws:elasticbeanstalk:trafficsplitting NewVersionPercent = 20",
    ],
    removed: ["aws:elasticbeanstalk:command DeploymentPolicy = Immutable"],
  },
  {
    it: "sets a batch only for rolling deployments",
    config: { deployment: { policy: "RollingWithAdditionalBatch", batchPercent: 25, timeout: 1200 } },
    added: [
      "aws:elasticbeanstalk:command BatchSize = 25",
      "aws:elasticbeanstalk:command BatchSizeType = Percentage",
      "aws:elasticbeanstalk:command DeploymentPolicy = RollingWithAdditionalBatch",
      "aws:elasticbeanstalk:command Timeout = 1200",
    ],
    removed: [
      "aws:elasticbeanstalk:command DeploymentPolicy = Immutable",
      "aws:elasticbeanstalk:command Timeout = 900",
    ],
  },
  {
    it: "puts spot instances above an on-demand base of the minimum",
    config: { spot: {} },
    added: [
      "aws:autoscaling:asg EnableCapacityRebalancing = true",
      "aws:ec2:instances EnableSpot = true",
      "aws:ec2:instances SpotAllocationStrategy = price-capacity-optimized",
      "aws:ec2:instances SpotFleetOnDemandAboveBasePercentage = 0",
      "aws:ec2:instances SpotFleetOnDemandBase = 2",
    ],
    removed: ["aws:ec2:instances EnableSpot = false"],
  },
  {
    it: "takes the architecture from the instance types",
    config: { instanceTypes: ["m7i.large", "m6i.large"] },
    added: [
      "aws:ec2:instances InstanceTypes = m7i.large,m6i.large",
      "aws:ec2:instances SupportedArchitectures = x86_64",
      "aws:elasticbeanstalk:application:environment NODE_OPTIONS = --max-old-space-size=4915",
    ],
    removed: [
      "aws:ec2:instances InstanceTypes = t4g.small,t4g.medium",
      "aws:ec2:instances SupportedArchitectures = arm64",
      "aws:elasticbeanstalk:application:environment NODE_OPTIONS = --max-old-space-size=1228",
    ],
  },
  {
    it: "gives instances public addresses only where the configuration says so",
    config: { instanceSubnets: "public" },
    added: ["aws:ec2:vpc AssociatePublicIpAddress = true"],
    removed: ["aws:ec2:vpc AssociatePublicIpAddress = false"],
  },
  {
    it: "keeps visitors on an instance for a time",
    config: { stickiness: { duration: 600 } },
    added: [
      "aws:elasticbeanstalk:environment:process:default StickinessEnabled = true",
      "aws:elasticbeanstalk:environment:process:default StickinessLBCookieDuration = 600",
      "aws:elasticbeanstalk:environment:process:default StickinessType = lb_cookie",
    ],
    removed: ["aws:elasticbeanstalk:environment:process:default StickinessEnabled = false"],
  },
  {
    it: "checks health as the configuration says",
    config: {
      healthCheckPath: "/ready",
      healthCheck: {
        interval: 10,
        timeout: 3,
        healthyThreshold: 2,
        unhealthyThreshold: 5,
        matcher: "200,204",
      },
      deregistrationDelay: 0,
    },
    added: [
      "aws:autoscaling:asg Cooldown = 275",
      "aws:elasticbeanstalk:environment:process:default DeregistrationDelay = 0",
      "aws:elasticbeanstalk:environment:process:default HealthCheckInterval = 10",
      "aws:elasticbeanstalk:environment:process:default HealthCheckPath = /ready",
      "aws:elasticbeanstalk:environment:process:default HealthCheckTimeout = 3",
      "aws:elasticbeanstalk:environment:process:default HealthyThresholdCount = 2",
      "aws:elasticbeanstalk:environment:process:default MatcherHTTPCode = 200,204",
      "aws:elasticbeanstalk:environment:process:default UnhealthyThresholdCount = 5",
    ],
    removed: [
      "aws:autoscaling:asg Cooldown = 300",
      "aws:elasticbeanstalk:environment:process:default DeregistrationDelay = 30",
      "aws:elasticbeanstalk:environment:process:default HealthCheckInterval = 15",
      "aws:elasticbeanstalk:environment:process:default HealthCheckPath = /health",
      "aws:elasticbeanstalk:environment:process:default HealthCheckTimeout = 5",
      "aws:elasticbeanstalk:environment:process:default HealthyThresholdCount = 3",
      "aws:elasticbeanstalk:environment:process:default MatcherHTTPCode = 200",
      "aws:elasticbeanstalk:environment:process:default UnhealthyThresholdCount = 3",
    ],
  },
  {
    it: "names no window and no role where managed updates are off",
    config: { managedUpdates: "off" },
    added: ["aws:elasticbeanstalk:managedactions ManagedActionsEnabled = false"],
    removed: [
      "aws:elasticbeanstalk:managedactions ManagedActionsEnabled = true",
      "aws:elasticbeanstalk:managedactions PreferredStartTime = Sun:03:00",
      "aws:elasticbeanstalk:managedactions ServiceRoleForManagedUpdates = app-service",
      "aws:elasticbeanstalk:managedactions:platformupdate InstanceRefreshEnabled = true",
      "aws:elasticbeanstalk:managedactions:platformupdate UpdateLevel = minor",
    ],
  },
  {
    it: "takes patches only, in another window",
    config: { managedUpdates: "patch", updateWindow: "Tue:18:30" },
    added: [
      "aws:elasticbeanstalk:managedactions PreferredStartTime = Tue:18:30",
      "aws:elasticbeanstalk:managedactions:platformupdate UpdateLevel = patch",
    ],
    removed: [
      "aws:elasticbeanstalk:managedactions PreferredStartTime = Sun:03:00",
      "aws:elasticbeanstalk:managedactions:platformupdate UpdateLevel = minor",
    ],
  },
  {
    it: "names no bucket where no access logs are kept",
    wiring: { accessLogsBucket: undefined },
    added: ["aws:elbv2:loadbalancer AccessLogsS3Enabled = false"],
    removed: [
      "aws:elbv2:loadbalancer AccessLogsS3Bucket = app-access-logs",
      "aws:elbv2:loadbalancer AccessLogsS3Enabled = true",
      "aws:elbv2:loadbalancer AccessLogsS3Prefix = alb",
    ],
  },
  {
    it: "passes environment, secrets and static files on, the environment's own PORT included",
    config: {
      environment: { LOG_LEVEL: "info", PORT: "3000" },
      secrets: { DATABASE_URL: "arn:aws:ssm:ap-northeast-2:123456789012:parameter/db" },
      staticFiles: { "/_next/static": ".next/static" },
    },
    wiring: { extraEnvironment: { DATABASE_HOST: "db.internal" } },
    added: [
      "aws:elasticbeanstalk:application:environment DATABASE_HOST = db.internal",
      "aws:elasticbeanstalk:application:environment LOG_LEVEL = info",
      "aws:elasticbeanstalk:application:environment PORT = 3000",
      "aws:elasticbeanstalk:application:environmentsecrets DATABASE_URL = arn:aws:ssm:ap-northeast-2:123456789012:parameter/db",
      "aws:elasticbeanstalk:environment:proxy:staticfiles /_next/static = .next/static",
    ],
    removed: ["aws:elasticbeanstalk:application:environment PORT = 8080"],
  },
  {
    it: "passes what is left over on",
    config: {
      rootVolumeSize: 50,
      idleTimeout: 3600,
      ipAddressType: "dualstack",
      minimumTls: "ELBSecurityPolicy-TLS13-1-3-2021-06",
      logRetentionDays: 365,
      xray: true,
      extraSettings: { "aws:elasticbeanstalk:hostmanager": { LogPublicationControl: "true" } },
    },
    wiring: { notificationTopicArn: "arn:aws:sns:ap-northeast-2:123456789012:alarms" },
    added: [
      "aws:autoscaling:launchconfiguration RootVolumeSize = 50",
      "aws:elasticbeanstalk:cloudwatch:logs RetentionInDays = 365",
      "aws:elasticbeanstalk:cloudwatch:logs:health RetentionInDays = 365",
      "aws:elasticbeanstalk:hostmanager LogPublicationControl = true",
      "aws:elasticbeanstalk:sns:topics Notification Topic ARN = arn:aws:sns:ap-northeast-2:123456789012:alarms",
      "aws:elasticbeanstalk:xray XRayEnabled = true",
      "aws:elbv2:listener:443 SSLPolicy = ELBSecurityPolicy-TLS13-1-3-2021-06",
      "aws:elbv2:loadbalancer IdleTimeout = 3600",
      "aws:elbv2:loadbalancer IpAddressType = dualstack",
    ],
    removed: [
      "aws:autoscaling:launchconfiguration RootVolumeSize = 20",
      "aws:elasticbeanstalk:cloudwatch:logs RetentionInDays = 30",
      "aws:elasticbeanstalk:cloudwatch:logs:health RetentionInDays = 30",
      "aws:elasticbeanstalk:xray XRayEnabled = false",
      "aws:elbv2:listener:443 SSLPolicy = ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
      "aws:elbv2:loadbalancer IdleTimeout = 55",
      "aws:elbv2:loadbalancer IpAddressType = ipv4",
    ],
  },
];

describe("option settings of an environment", () => {
  it("are exactly these, in this order, for the smallest configuration", () => {
    assert.deepEqual(lines(), DEFAULT_SETTINGS);
  });

  for (const { it: sentence, config = {}, wiring = {}, added, removed } of VARIANTS) {
    it(sentence, () => {
      const made = lines(config, wiring);
      assert.deepEqual(
        made.filter((line) => !DEFAULT_SETTINGS.includes(line)),
        added,
      );
      assert.deepEqual(
        DEFAULT_SETTINGS.filter((line) => !made.includes(line)),
        removed,
      );
    });
  }

  it("carry an empty resource each, without which every refresh would report a change", () => {
    const resources = optionSettings(ssrServiceConfigSchema.parse(CONFIG), WIRING).map(
      ({ resource }) => resource,
    );
    assert.deepEqual(new Set(resources), new Set([""]));
  });

  it("place values that are not known yet without looking into them", () => {
    const unknown = Symbol("unknown");
    const wiring = Object.fromEntries(Object.keys(WIRING).map((key) => [key, unknown]));
    const settings = optionSettings<string | symbol>(ssrServiceConfigSchema.parse(CONFIG), {
      ...(wiring as unknown as Wiring<symbol>),
      extraEnvironment: {},
    });
    const placed = settings.filter(({ value }) => value === unknown).map(({ name }) => name);
    assert.deepEqual(placed, [
      "IamInstanceProfile",
      "SecurityGroups",
      "ELBSubnets",
      "Subnets",
      "VPCId",
      "ServiceRole",
      "ServiceRoleForManagedUpdates",
      "Notification Topic ARN",
      "SSLCertificateArns",
      "AccessLogsS3Bucket",
      "ManagedSecurityGroup",
      "SecurityGroups",
    ]);
    assert.deepEqual(optionFaults(settings), []);
  });

  it("are valid, canonical and stable for every valid configuration", () => {
    fc.assert(
      fc.property(configs, fc.integer(), (config, seed) => {
        const faults = ssrServiceConfigSchema.safeParse(config).error?.issues ?? [];
        assert.deepEqual(faults, [], "the arbitrary makes valid configurations only");
        const settings = optionSettings(ssrServiceConfigSchema.parse(config), WIRING);
        assert.deepEqual(optionFaults(settings), []);
        const keys = settings.map(({ namespace, name }) => `${namespace}\0${name}`);
        assert.deepEqual(keys, [...new Set(keys)].sort(), "each option once, in order");
        for (const { namespace, name, value, resource } of settings) {
          assert.equal(typeof value, "string", name);
          assert.notEqual(value, "", name);
          assert.equal(resource, "", name);
          assert.ok(!namespace.startsWith("aws:elb:"), namespace);
          assert.ok(namespace.includes(":application:environment") || !/,\s/.test(value), value);
        }
        assert.deepEqual(
          optionSettings(ssrServiceConfigSchema.parse(shuffled(config, seed)), WIRING),
          settings,
        );
      }),
      { numRuns: 50 },
    );
  });
});
