import { add, all, option, set, unknown, without } from "../fixtures/program";
import { SETTINGS } from "../fixtures/service";
import { UNKNOWN } from "../../support/policy-messages";
import { faulty, fine, undetermined, type Cases } from "./case";

const ENVIRONMENT = "aws:elasticbeanstalk:environment";
const PROCESS = "aws:elasticbeanstalk:environment:process:default";
const COMMAND = "aws:elasticbeanstalk:command";
const TRIGGER = "aws:autoscaling:trigger";
const GROUP = "aws:autoscaling:asg";
const LAUNCH = "aws:autoscaling:launchconfiguration";
const ROLLING = "aws:autoscaling:updatepolicy:rollingupdate";
const MANAGED = "aws:elasticbeanstalk:managedactions";
const HEALTH = "aws:elasticbeanstalk:healthreporting:system";
const LOGS = "aws:elasticbeanstalk:cloudwatch:logs";
const HTTPS = "aws:elbv2:listener:443";
const DEFAULT = "aws:elbv2:listener:default";
const VARIABLES = "aws:elasticbeanstalk:application:environment";

/** A worker environment has no visitors and no load balancer. */
const worker = all(
  set("environment", "tier", "Worker"),
  without("environment-redirect", "environment-firewall"),
);

export const beanstalkCases: Cases = {
  "eb-health-check-path": {
    faulty: {
      "the site's own page": option(PROCESS, "HealthCheckPath", "/"),
      "the site's own page with a query": option(PROCESS, "HealthCheckPath", "/?health"),
      "no slash": option(PROCESS, "HealthCheckPath", "health"),
      "redirects count": option(PROCESS, "MatcherHTTPCode", "200,301"),
      "a second process without": option("aws:elasticbeanstalk:environment:process:admin", "Port", "8081"),
    },
    absent: faulty(option(PROCESS, "HealthCheckPath", undefined)),
    unknown: undetermined(option(PROCESS, "HealthCheckPath", UNKNOWN)),
    fine: {
      "several statuses of success": option(PROCESS, "MatcherHTTPCode", "200,204"),
      "AWS's matcher": option(PROCESS, "MatcherHTTPCode", undefined),
      "a worker": all(worker, option(PROCESS, "HealthCheckPath", undefined)),
    },
  },
  "eb-health-check-timing": {
    faulty: {
      "as long as the interval": option(PROCESS, "HealthCheckTimeout", "15"),
      "longer than AWS's interval": option(PROCESS, "HealthCheckTimeout", 20),
      ignored: option(COMMAND, "IgnoreHealthCheck", "true"),
    },
    absent: fine(option(PROCESS, "HealthCheckTimeout", undefined)),
    unknown: undetermined(option(PROCESS, "HealthCheckInterval", UNKNOWN)),
  },
  "eb-enhanced-health": {
    faulty: { basic: option(HEALTH, "SystemType", "basic") },
    absent: faulty(option(HEALTH, "SystemType", undefined)),
    unknown: undetermined(option(HEALTH, "SystemType", UNKNOWN)),
  },
  "eb-managed-updates": {
    faulty: {
      off: option(MANAGED, "ManagedActionsEnabled", "false"),
      "no window": option(MANAGED, "PreferredStartTime", "whenever"),
      "no level": option(`${MANAGED}:platformupdate`, "UpdateLevel", undefined),
    },
    absent: faulty(option(MANAGED, "ManagedActionsEnabled", undefined)),
    unknown: undetermined(option(MANAGED, "PreferredStartTime", UNKNOWN)),
    fine: { "a boolean": option(MANAGED, "ManagedActionsEnabled", true) },
  },
  "eb-deployment-policy": {
    faulty: {
      "all at once": option(COMMAND, "DeploymentPolicy", "AllAtOnce"),
      "with less capacity": option(COMMAND, "DeploymentPolicy", "Rolling"),
      "changes replace all at once": option(ROLLING, "RollingUpdateEnabled", "false"),
      "changes by the clock": option(ROLLING, "RollingUpdateType", "Time"),
    },
    absent: faulty(option(COMMAND, "DeploymentPolicy", undefined)),
    unknown: undetermined(option(COMMAND, "DeploymentPolicy", UNKNOWN)),
    fine: { "traffic splitting": option(COMMAND, "DeploymentPolicy", "TrafficSplitting") },
  },
  "eb-cpu-scaling": {
    faulty: {
      "too late": option(TRIGGER, "UpperThreshold", "95"),
      "a number too late": option(TRIGGER, "UpperThreshold", 81),
      "too early": option(TRIGGER, "UpperThreshold", "5"),
      "network in bytes": option(TRIGGER, "MeasureName", "NetworkOut"),
      "AWS's metric": option(TRIGGER, "MeasureName", undefined),
      "80 bytes": option(TRIGGER, "Unit", "Bytes"),
      "the busiest instance": option(TRIGGER, "Statistic", "Maximum"),
      "no number": option(TRIGGER, "UpperThreshold", "high"),
    },
    also: ["eb-cpu-hysteresis"],
    absent: faulty(option(TRIGGER, "UpperThreshold", undefined)),
    unknown: undetermined(option(TRIGGER, "UpperThreshold", UNKNOWN)),
    fine: {
      "a number": option(TRIGGER, "UpperThreshold", 80),
      "AWS's statistic": option(TRIGGER, "Statistic", undefined),
      "lower with room below": option(TRIGGER, "UpperThreshold", "70"),
    },
  },
  "eb-cpu-hysteresis": {
    faulty: {
      "too close": option(TRIGGER, "LowerThreshold", "65"),
      "one instance less is too busy": option(TRIGGER, "LowerThreshold", "58"),
      "the wrong way round": option(TRIGGER, "LowerThreshold", "90"),
    },
    absent: faulty(option(TRIGGER, "LowerThreshold", undefined)),
    unknown: undetermined(option(TRIGGER, "LowerThreshold", UNKNOWN)),
  },
  "eb-breach-equation": {
    faulty: {
      "a sum that does not fit": option(TRIGGER, "BreachDuration", "5"),
      "metrics every five minutes": option(LAUNCH, "MonitoringInterval", "5 minute"),
    },
    absent: faulty(option(TRIGGER, "BreachDuration", undefined)),
    unknown: undetermined(option(TRIGGER, "Period", UNKNOWN)),
    fine: { numbers: option(TRIGGER, "BreachDuration", 3) },
  },
  "eb-scaling-steps": {
    faulty: {
      "it shrinks under load": option(TRIGGER, "UpperBreachScaleIncrement", "-1"),
      "it grows when idle": option(TRIGGER, "LowerBreachScaleIncrement", "1"),
      "nothing happens": option(TRIGGER, "UpperBreachScaleIncrement", 0),
    },
    absent: fine(option(TRIGGER, "UpperBreachScaleIncrement", undefined)),
    unknown: undetermined(option(TRIGGER, "LowerBreachScaleIncrement", UNKNOWN)),
  },
  "eb-capacity": {
    faulty: {
      "one instance": option(GROUP, "MinSize", "1"),
      "no room to grow": option(GROUP, "MaxSize", "2"),
      "one subnet": option("aws:ec2:vpc", "Subnets", "subnet-1"),
      "a single instance": option(ENVIRONMENT, "EnvironmentType", "SingleInstance"),
    },
    also: ["eb-cpu-hysteresis", "lb-https-exists"],
    absent: faulty(option(GROUP, "MinSize", undefined)),
    unknown: undetermined(option(GROUP, "MinSize", UNKNOWN)),
    fine: { numbers: option(GROUP, "MinSize", 3) },
  },
  "eb-load-balancer-type": {
    faulty: { classic: option(ENVIRONMENT, "LoadBalancerType", "classic") },
    also: ["eb-https-listener", "eb-no-plain-http", "eb-health-check-path"],
    absent: faulty(option(ENVIRONMENT, "LoadBalancerType", undefined)),
    unknown: undetermined(option(ENVIRONMENT, "LoadBalancerType", UNKNOWN)),
    fine: {
      network: all(
        option(ENVIRONMENT, "LoadBalancerType", "network"),
        without("environment-firewall", "environment-redirect"),
      ),
    },
  },
  "eb-duplicate-options": {
    faulty: {
      "two values": set("environment", "settings", [
        ...SETTINGS,
        { namespace: GROUP, name: "MinSize", value: "3" },
      ]),
    },
    absent: fine(set("environment", "settings", SETTINGS)),
    unknown: undetermined(
      set("environment", "settings", [...SETTINGS, { namespace: GROUP, name: "MinSize", value: UNKNOWN }]),
    ),
    fine: {
      "the same twice": set("environment", "settings", [
        ...SETTINGS,
        { namespace: GROUP, name: "MinSize", value: 2 },
      ]),
      "two scheduled actions": set("environment", "settings", [
        ...SETTINGS,
        { namespace: "aws:autoscaling:scheduledaction", resource: "Day", name: "MinSize", value: "4" },
        { namespace: "aws:autoscaling:scheduledaction", resource: "Night", name: "MinSize", value: "2" },
      ]),
    },
  },
  "eb-https-listener": {
    faulty: {
      "plain HTTP on 443": option(HTTPS, "Protocol", "HTTP"),
      "no certificate": option(HTTPS, "SSLCertificateArns", undefined),
      "TLS 1.0": option(HTTPS, "SSLPolicy", "ELBSecurityPolicy-2016-08"),
      "switched off": option(HTTPS, "ListenerEnabled", "false"),
      "AWS's policy": option(HTTPS, "SSLPolicy", undefined),
    },
    also: ["lb-https-exists"],
    absent: faulty(option(HTTPS, "Protocol", undefined)),
    unknown: undetermined(option(HTTPS, "SSLPolicy", UNKNOWN)),
    fine: {
      "a certificate that is not known yet": option(HTTPS, "SSLCertificateArns", UNKNOWN),
      "a worker": all(worker, option(HTTPS, "Protocol", undefined)),
      "a shared load balancer": all(
        option(ENVIRONMENT, "LoadBalancerIsShared", "true"),
        without("environment-redirect"),
      ),
    },
  },
  "eb-no-plain-http": {
    faulty: {
      "the default listener is on": option(DEFAULT, "ListenerEnabled", "true"),
      "another listener on HTTP": option("aws:elbv2:listener:8080", "Protocol", "HTTP"),
    },
    absent: faulty(option(DEFAULT, "ListenerEnabled", undefined)),
    unknown: undetermined(option(DEFAULT, "ListenerEnabled", UNKNOWN)),
    fine: {
      "a rule on it redirects": all(
        option(DEFAULT, "ListenerEnabled", "true"),
        add({
          type: "aws:alb/listenerRule:ListenerRule",
          name: "redirect",
          uses: { listenerArn: ["environment"] },
          props: {
            listenerArn: "arn:listener",
            conditions: [{ pathPattern: { values: ["/*"] } }],
            actions: [
              { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } },
            ],
          },
        }),
      ),
      "another listener that is off": option("aws:elbv2:listener:8080", "ListenerEnabled", "false"),
    },
  },
  "eb-imdsv1-disabled": {
    faulty: { "version 1 too": option(LAUNCH, "DisableIMDSv1", "false") },
    absent: faulty(option(LAUNCH, "DisableIMDSv1", undefined)),
    unknown: undetermined(option(LAUNCH, "DisableIMDSv1", UNKNOWN)),
    fine: { "a boolean": option(LAUNCH, "DisableIMDSv1", true) },
  },
  "eb-no-plain-secrets": {
    faulty: {
      "by its name": option(VARIABLES, "DATABASE_PASSWORD", "hunter2"),
      "by its look": option(VARIABLES, "UPSTREAM", "https://user:hunter2@db.example.com"),
      "an access key": option(VARIABLES, "STORE", "AKIAIOSFODNN7EXAMPLE"),
      "a key in a public variable": option(VARIABLES, "NEXT_PUBLIC_STORE", "sk_live_0123456789abcdef"),
    },
    absent: fine(option(VARIABLES, "NODE_ENV", undefined)),
    unknown: undetermined(option(VARIABLES, "SESSION_SECRET", UNKNOWN)),
    fine: {
      "a reference to the secret": option(
        VARIABLES,
        "DATABASE_PASSWORD",
        "arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:db",
      ),
      "where a secret is": option(VARIABLES, "SECRET_NAME", "prod/db"),
      "how long a token lives": option(VARIABLES, "TOKEN_TTL", "3600"),
      "a public key of a framework": option(VARIABLES, "NEXT_PUBLIC_API_KEY", "visible-to-all"),
      "a harmless value that is not known yet": option(VARIABLES, "TOPIC", UNKNOWN),
    },
  },
  "eb-log-streaming": {
    faulty: {
      off: option(LOGS, "StreamLogs", "false"),
      "for a day": option(LOGS, "RetentionInDays", "1"),
    },
    absent: faulty(option(LOGS, "StreamLogs", undefined)),
    unknown: undetermined(option(LOGS, "StreamLogs", UNKNOWN)),
  },
  "eb-no-public-instances": {
    faulty: { public: option("aws:ec2:vpc", "AssociatePublicIpAddress", "true") },
    absent: fine(option("aws:ec2:vpc", "AssociatePublicIpAddress", undefined)),
    unknown: undetermined(option("aws:ec2:vpc", "AssociatePublicIpAddress", UNKNOWN)),
  },
  "eb-no-ssh-key": {
    faulty: { "a key": option(LAUNCH, "EC2KeyName", "team") },
    absent: fine(option(LAUNCH, "EC2KeyName", undefined)),
    unknown: { change: unknown("environment", "settings"), expect: "undetermined" },
  },
};
