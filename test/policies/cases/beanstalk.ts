import { add, all, change, option, set, unknown, uses, without, type Change } from "../fixtures/program";
import { SETTINGS } from "../fixtures/service";
import { UNKNOWN } from "../../../policies/testing/messages";
import { faulty, fine, undetermined, unknownIsFine, type Cases } from "../../../policies/testing/case";

const ENVIRONMENT = "aws:elasticbeanstalk:environment";
const PROCESS = "aws:elasticbeanstalk:environment:process:default";
const COMMAND = "aws:elasticbeanstalk:command";
const TRIGGER = "aws:autoscaling:trigger";
const GROUP = "aws:autoscaling:asg";
const LAUNCH = "aws:autoscaling:launchconfiguration";
const ROLLING = "aws:autoscaling:updatepolicy:rollingupdate";
const MANAGED = "aws:elasticbeanstalk:managedactions";
const HEALTH = "aws:elasticbeanstalk:healthreporting:system";

/** A worker environment has no visitors and no load balancer. */
export const worker = all(
  set("environment", "tier", "Worker"),
  without("environment-redirect", "environment-firewall"),
);

/** A saved configuration beside the environment, with one option set or left out. */
export function saved(namespace: string, name: string, value: unknown) {
  const others = SETTINGS.filter((each) => each.namespace !== namespace || each.name !== name);
  return add({
    type: "aws:elasticbeanstalk/configurationTemplate:ConfigurationTemplate",
    name: "saved",
    props: {
      application: "app",
      settings: value === undefined ? others : [...others, { namespace, name, value }],
    },
  });
}

/** A trigger that stands still. */
const parked = set("environment", "settings", [
  ...SETTINGS.filter(({ name }) => name !== "UpperThreshold" && name !== "LowerThreshold"),
  { namespace: TRIGGER, name: "UpperThreshold", value: "100" },
  { namespace: TRIGGER, name: "LowerThreshold", value: "0" },
]);

/** An environment of Node.js on these instance types, with this many processes. */
function onInstances(types: string, processes: string | undefined): Change {
  return all(
    set("environment", "solutionStackName", "64bit Amazon Linux 2023 v6.6.0 running Node.js 22"),
    change("environment", (resource) => ({
      ...resource,
      props: {
        ...resource.props,
        settings: [
          ...SETTINGS,
          { namespace: "aws:ec2:instances", name: "InstanceTypes", value: types },
          ...(processes === undefined
            ? []
            : [
                {
                  namespace: "aws:elasticbeanstalk:application:environment",
                  name: "WEB_CONCURRENCY",
                  value: processes,
                },
              ]),
        ],
      },
    })),
  );
}

export const beanstalkCases: Cases = {
  "eb-template-known": {
    faulty: { "another team's template": set("environment", "templateName", "shared") },
    absent: fine(set("environment", "settings", SETTINGS)),
    unknown: unknownIsFine(
      all(
        saved(GROUP, "MinSize", "2"),
        unknown("environment", "templateName"),
        uses("environment", "templateName", "saved"),
      ),
    ),
    fine: {
      "a template of the stack": all(
        saved(GROUP, "MinSize", "2"),
        unknown("environment", "templateName"),
        uses("environment", "templateName", "saved"),
      ),
    },
  },
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
  "eb-cpu-reachable": {
    faulty: { "one process on four vCPUs": onInstances("c7g.xlarge", "1") },
    absent: faulty(onInstances("m7g.2xlarge", undefined)),
    unknown: undetermined(onInstances(UNKNOWN, "1")),
    fine: {
      "a process for each vCPU": onInstances("c7g.xlarge", "4"),
      "a small instance": onInstances("t4g.medium", "2"),
      "an instance type that no table knows": onInstances("z99.large", "1"),
      "another platform": all(
        onInstances("c7g.xlarge", "1"),
        set("environment", "solutionStackName", "64bit Amazon Linux 2023 v6.6.0 running Corretto 21"),
      ),
    },
  },
  "eb-cpu-scaling": {
    faulty: {
      "too late": option(TRIGGER, "UpperThreshold", "95"),
      "the right name in another case, which AWS does not know": set("environment", "settings", [
        ...SETTINGS.filter(({ name }) => name !== "MeasureName"),
        { namespace: TRIGGER, name: "measureName", value: "CPUUtilization" },
      ]),
      "a number too late": option(TRIGGER, "UpperThreshold", 81),
      "too early": option(TRIGGER, "UpperThreshold", "5"),
      "network in bytes": option(TRIGGER, "MeasureName", "NetworkOut"),
      "AWS's metric": option(TRIGGER, "MeasureName", undefined),
      "80 bytes": option(TRIGGER, "Unit", "Bytes"),
      "the busiest instance": option(TRIGGER, "Statistic", "Maximum"),
      "no number": option(TRIGGER, "UpperThreshold", "high"),
      "thresholds that no CPU crosses, and nothing else that makes it grow": parked,
    },
    also: ["eb-cpu-hysteresis"],
    absent: faulty(option(TRIGGER, "UpperThreshold", undefined)),
    unknown: undetermined(option(TRIGGER, "UpperThreshold", UNKNOWN)),
    fine: {
      "thresholds that no CPU crosses, where target tracking makes it grow": all(
        parked,
        add({
          type: "aws:autoscaling/policy:Policy",
          name: "tracking",
          props: { policyType: "TargetTrackingScaling" },
          uses: { autoscalingGroupName: ["environment"] },
        }),
      ),
      "a number": option(TRIGGER, "UpperThreshold", 80),
      "an environment that leaves it to a saved configuration": all(
        saved(TRIGGER, "UpperThreshold", "80"),
        set("environment", "settings", []),
        unknown("environment", "templateName"),
      ),
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
};
