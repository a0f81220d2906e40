import { add, all, change } from "../fixtures/program";
import { to, type Remedies } from "./remedy";
import { options } from "./settings";

const EB = "aws:elasticbeanstalk";
const TRIGGER = "aws:autoscaling:trigger";
const GROUP = "aws:autoscaling:asg";
const LAUNCH = "aws:autoscaling:launchconfiguration";
const HTTPS = "aws:elbv2:listener:443";
const CERTIFICATE = "arn:aws:acm:ap-northeast-2:123456789012:certificate/api";
const TLS = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";
const VARIABLES = `${EB}:application:environment`;

const classic = (namespace: string, values: Readonly<Record<string, unknown>>) =>
  options("environment", namespace, values);

export const beanstalkRemedies: Remedies = {
  "eb-capacity": {
    "set MinSize and MaxSize": to("one instance", classic(GROUP, { MinSize: "2", MaxSize: "4" })),
    "set MaxSize": to("no room to grow", classic(GROUP, { MaxSize: "3" })),
    "set EnvironmentType": to(
      "a single instance",
      classic(`${EB}:environment`, { EnvironmentType: "LoadBalanced" }),
    ),
    "a second subnet": to("one subnet", classic("aws:ec2:vpc", { Subnets: "subnet-1,subnet-2" })),
  },
  "eb-cpu-scaling": {
    "set the four": to(
      "network in bytes",
      classic(TRIGGER, {
        MeasureName: "CPUUtilization",
        Unit: "Percent",
        Statistic: "Average",
        UpperThreshold: "80",
      }),
    ),
    "grow at 80": to("too late", classic(TRIGGER, { UpperThreshold: "80" })),
  },
  "eb-cpu-hysteresis": {
    "20 below": to("too close", classic(TRIGGER, { LowerThreshold: "53" })),
    "what one less carries": to("one instance less is too busy", classic(TRIGGER, { LowerThreshold: "53" })),
  },
  "eb-cpu-reachable": {
    "more processes": to("one process on four vCPUs", classic(VARIABLES, { WEB_CONCURRENCY: "4" })),
    "a smaller instance": to(
      "one process on four vCPUs",
      all(classic("aws:ec2:instances", { InstanceTypes: "c7g.medium" })),
    ),
    "a lower threshold": to(
      "one process on four vCPUs",
      classic(TRIGGER, { UpperThreshold: "24", LowerThreshold: "4" }),
    ),
  },
  "eb-breach-equation": {
    "the product": to("a sum that does not fit", classic(TRIGGER, { BreachDuration: "3" })),
    "every minute": to("metrics every five minutes", classic(LAUNCH, { MonitoringInterval: "1 minute" })),
  },
  "eb-scaling-steps": {
    up: to("nothing happens", classic(TRIGGER, { UpperBreachScaleIncrement: "2" })),
    down: to("it grows when idle", classic(TRIGGER, { LowerBreachScaleIncrement: "-1" })),
  },
  "eb-deployment-policy": Object.fromEntries(
    ["Immutable", "TrafficSplitting"].flatMap((DeploymentPolicy) =>
      ["Health", "Immutable"].map((RollingUpdateType) => [
        `${DeploymentPolicy}, changes by ${RollingUpdateType}`,
        to(
          "all at once",
          all(
            classic(`${EB}:command`, { DeploymentPolicy }),
            classic("aws:autoscaling:updatepolicy:rollingupdate", {
              RollingUpdateEnabled: "true",
              RollingUpdateType,
            }),
          ),
        ),
      ]),
    ),
  ),
  "eb-duplicate-options": { "keep one": to("two values", classic(GROUP, { MinSize: "3" })) },
  "eb-enhanced-health": {
    "set it": to("basic", classic(`${EB}:healthreporting:system`, { SystemType: "enhanced" })),
  },
  "eb-health-check-path": {
    "set path and matcher": to(
      "the site's own page",
      classic(`${EB}:environment:process:default`, { HealthCheckPath: "/health", MatcherHTTPCode: "200" }),
    ),
  },
  "eb-health-check-timing": {
    "below the interval": to(
      "as long as the interval",
      classic(`${EB}:environment:process:default`, { HealthCheckTimeout: "14" }),
    ),
    "leave it on": to("ignored", classic(`${EB}:command`, { IgnoreHealthCheck: "false" })),
  },
  "eb-load-balancer-type": {
    application: to("classic", classic(`${EB}:environment`, { LoadBalancerType: "application" })),
  },
  "eb-managed-updates": {
    "set all three": to(
      "off",
      all(
        classic(`${EB}:managedactions`, { ManagedActionsEnabled: "true", PreferredStartTime: "Tue:04:00" }),
        classic(`${EB}:managedactions:platformupdate`, { UpdateLevel: "patch" }),
      ),
    ),
  },
  "eb-template-known": {
    "make the template here": to(
      "another team's template",
      all(
        (program) => {
          const settings = program.find(({ name }) => name === "environment")?.props["settings"];
          return add({
            type: "aws:elasticbeanstalk/configurationTemplate:ConfigurationTemplate",
            name: "shared",
            props: { name: "shared", application: "app", settings },
          })(program);
        },
        change("environment", (each) => ({ ...each, uses: { ...each.uses, templateName: ["shared"] } })),
      ),
    ),
  },
  "eb-https-listener": {
    "set all three": to(
      "plain HTTP on 443",
      classic(HTTPS, { Protocol: "HTTPS", SSLCertificateArns: CERTIFICATE, SSLPolicy: TLS }),
    ),
    "give it a certificate": to("no certificate", classic(HTTPS, { SSLCertificateArns: CERTIFICATE })),
  },
  "eb-no-plain-http": {
    "switch it off, and redirect": to(
      "the default listener is on",
      classic("aws:elbv2:listener:default", { ListenerEnabled: "false" }),
    ),
  },
  "eb-imdsv1-disabled": { "set it": to("version 1 too", classic(LAUNCH, { DisableIMDSv1: "true" })) },
  "eb-log-streaming": {
    "set both": to("off", classic(`${EB}:cloudwatch:logs`, { StreamLogs: "true", RetentionInDays: "30" })),
  },
  "eb-no-plain-secrets": {
    "name its ARN": to(
      "by its name",
      all(
        classic(VARIABLES, { DATABASE_PASSWORD: void 0 }),
        classic(`${VARIABLES}secrets`, {
          DATABASE_PASSWORD: "arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:db",
        }),
      ),
    ),
    "name its ARN of Parameter Store": to(
      "an access key",
      all(
        classic(VARIABLES, { STORE: void 0 }),
        classic(`${VARIABLES}secrets`, { STORE: "arn:aws:ssm:ap-northeast-2:123456789012:parameter/store" }),
      ),
    ),
  },
  "eb-no-public-instances": {
    "private subnets": to("public", classic("aws:ec2:vpc", { AssociatePublicIpAddress: "false" })),
  },
  "eb-no-ssh-key": {
    "remove it, use Session Manager": to(
      "a key",
      all(
        classic(LAUNCH, { EC2KeyName: void 0 }),
        add({
          type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
          name: "sessions",
          uses: { role: ["service-role"] },
          props: { role: "service-role", policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" },
        }),
      ),
    ),
  },
};
