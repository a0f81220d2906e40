import { BeanstalkOptions, ENVIRONMENT, PROCESS, HAVE_OPTION_SETTINGS } from "../../aws/beanstalk-options";
import { defineRule } from "../../engine/rule";
import { BEANSTALK_ENVIRONMENT, BEANSTALK_TEMPLATE } from "../../aws/type-tokens";
import { healthPathFault, matcherFault } from "../health-paths";

const GENERAL_OPTIONS = "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html";

/** The processes that an environment checks: `default`, and those that it has settings for. */
function processes(options: BeanstalkOptions): string[] {
  return [...new Set([`${PROCESS}default`, ...options.namespaces(PROCESS)])];
}

export const ebTemplateKnown = defineRule({
  id: "eb-template-known",
  pack: "reliability",
  demands:
    "A Beanstalk environment that is made from a saved configuration uses a template of this stack, or one that the configuration names.",
  why: "What a template elsewhere sets cannot be seen here: health checks, HTTPS and scaling would go unchecked.",
  fix: "Make the aws.elasticbeanstalk.ConfigurationTemplate in this program and take templateName from it, or list the name under allowed.",
  severity: "medium",
  controls: [],
  url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environment-configuration-savedconfig.html",
  levels: { dev: "advisory", prod: "mandatory" },
  options: {
    allowed: { type: "strings", default: [], about: "Names of templates outside the stack." },
  },
  stack: {
    types: BEANSTALK_ENVIRONMENT,
    judge: (stack, demand, { allowed }) => {
      for (const environment of stack.of(BEANSTALK_ENVIRONMENT)) {
        const name = environment.props.at("templateName");
        demand(
          environment,
          () =>
            name.absent ||
            (!name.unknown && allowed.includes(name.text() ?? "")) ||
            stack.targets(environment, "templateName", BEANSTALK_TEMPLATE).length > 0,
          () =>
            `"${environment.name}" is made from the template ${name.shown()}, which is not in this stack.`,
        );
      }
    },
  },
});

export const ebHealthCheckPath = defineRule({
  id: "eb-health-check-path",
  pack: "reliability",
  demands:
    "Each process of a Beanstalk environment checks a path of the application made for it, and accepts success only.",
  why: "Left out, Beanstalk asks for /: a page that may be up while the application's parts are down, or down for reasons of its own.",
  fix: "Set HealthCheckPath in aws:elasticbeanstalk:environment:process:default to the application's health endpoint, and MatcherHTTPCode to 200.",
  severity: "critical",
  controls: [],
  url: `${GENERAL_OPTIONS}#command-options-general-environmentprocess`,
  levels: { dev: "mandatory", prod: "mandatory" },
  resource: {
    ...HAVE_OPTION_SETTINGS,
    judge: (environment, demand) => {
      const options = new BeanstalkOptions(environment);
      if (!options.isWeb || options.get(ENVIRONMENT, "EnvironmentType").isOneOf("SingleInstance")) {
        return;
      }
      if (options.loadBalancerType === "classic") {
        const target = options.get("aws:elasticbeanstalk:application", "Application Healthcheck URL");
        demand(
          () => healthPathFault(target.text()?.replace(/^HTTPS?:\d+/i, "")) === undefined,
          () =>
            `aws:elasticbeanstalk:application: Application Healthcheck URL ${healthPathFault(target.text()) ?? ""}`,
        );
        return;
      }
      for (const process of processes(options)) {
        const path = options.get(process, "HealthCheckPath");
        const matcher = options.get(process, "MatcherHTTPCode");
        demand(
          () => !speaksHttp(options, process) || healthPathFault(path.text()) === undefined,
          () => `${process}: HealthCheckPath ${healthPathFault(path.text()) ?? ""}`,
        );
        demand(
          () => !speaksHttp(options, process) || matcherFault(matcher.text() ?? "") === undefined,
          () => `${process}: MatcherHTTPCode ${matcherFault(matcher.text() ?? "") ?? ""}`,
        );
      }
    },
  },
});

function speaksHttp(options: BeanstalkOptions, process: string): boolean {
  return options.get(process, "Protocol").isOneOf("HTTP", "HTTPS");
}

export const ebHealthCheckTiming = defineRule({
  id: "eb-health-check-timing",
  pack: "reliability",
  demands:
    "A health check of a Beanstalk environment is over before the next one begins, and is not ignored.",
  why: "With a timeout as long as the interval, the load balancer refuses the setting; with IgnoreHealthCheck a broken version goes live.",
  fix: "Set HealthCheckTimeout below HealthCheckInterval and leave IgnoreHealthCheck false.",
  severity: "medium",
  controls: [],
  url: `${GENERAL_OPTIONS}#command-options-general-environmentprocess`,
  levels: { dev: "advisory", prod: "mandatory" },
  resource: {
    ...HAVE_OPTION_SETTINGS,
    judge: (environment, demand) => {
      const options = new BeanstalkOptions(environment);
      for (const process of processes(options)) {
        const timeout = options.get(process, "HealthCheckTimeout");
        const interval = options.get(process, "HealthCheckInterval");
        demand(
          () => (timeout.number() ?? 0) < (interval.number() ?? 0),
          () =>
            `${process}: HealthCheckTimeout (${timeout.shown()}) must be below HealthCheckInterval (${interval.shown()}).`,
        );
      }
      const ignore = options.get("aws:elasticbeanstalk:command", "IgnoreHealthCheck");
      demand(
        () => ignore.bool() !== true,
        "aws:elasticbeanstalk:command: IgnoreHealthCheck is true; leave it false.",
      );
    },
  },
});

export const ebEnhancedHealth = defineRule({
  id: "eb-enhanced-health",
  pack: "reliability",
  demands: "A Beanstalk environment reports enhanced health.",
  why: "Basic health knows only that the load balancer gets an answer; deployments and managed updates need to know more.",
  fix: "Set SystemType in aws:elasticbeanstalk:healthreporting:system to enhanced.",
  severity: "medium",
  controls: ["FSBP ElasticBeanstalk.1"],
  url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/health-enhanced.html",
  levels: { dev: "remediate", prod: "mandatory" },
  resource: {
    ...HAVE_OPTION_SETTINGS,
    judge: (environment, demand) => {
      const type = new BeanstalkOptions(environment).get(HEALTH_REPORTING, "SystemType");
      demand(
        () => type.isOneOf("enhanced"),
        () => `${HEALTH_REPORTING}: SystemType is ${type.shown()}; set it to enhanced.`,
      );
    },
    remediate: (environment, changed) => {
      const type = new BeanstalkOptions(environment).get(HEALTH_REPORTING, "SystemType");
      if (environment.props.at("settings").unknown || type.unknown || type.isOneOf("enhanced")) {
        return false;
      }
      const settings = changed["settings"] as Record<string, unknown>[] | undefined;
      const set = settings?.findIndex(
        (_, index) =>
          sameText(environment.props.at("settings", index, "namespace"), HEALTH_REPORTING) &&
          sameText(environment.props.at("settings", index, "name"), "SystemType"),
      );
      const entry = { namespace: HEALTH_REPORTING, name: "SystemType", value: "enhanced" };
      if (settings === undefined) {
        changed["settings"] = [entry];
      } else {
        settings[set === undefined || set < 0 ? settings.length : set] = entry;
      }
      return true;
    },
  },
});

const HEALTH_REPORTING = "aws:elasticbeanstalk:healthreporting:system";

function sameText(value: { unknown: boolean; text(): string | undefined }, text: string): boolean {
  return !value.unknown && value.text() === text;
}

export const ebManagedUpdates = defineRule({
  id: "eb-managed-updates",
  pack: "reliability",
  demands: "A Beanstalk environment takes its platform updates by itself, in a window of yours.",
  why: "Security fixes of the operating system and of Node.js arrive as platform updates and are applied in no other way.",
  fix: "Set ManagedActionsEnabled and PreferredStartTime in aws:elasticbeanstalk:managedactions, and UpdateLevel in …:platformupdate.",
  severity: "medium",
  controls: ["FSBP ElasticBeanstalk.2", "CKV_AWS_340"],
  url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environment-platform-update-managed.html",
  levels: { dev: "advisory", prod: "mandatory" },
  options: {
    levels: { type: "strings", default: ["patch", "minor"], about: "What UpdateLevel may be." },
  },
  resource: {
    ...HAVE_OPTION_SETTINGS,
    judge: (environment, demand, { levels }) => {
      const options = new BeanstalkOptions(environment);
      const managed = "aws:elasticbeanstalk:managedactions";
      const level = options.get(`${managed}:platformupdate`, "UpdateLevel");
      const start = options.get(managed, "PreferredStartTime");
      demand(
        () => options.get(managed, "ManagedActionsEnabled").bool() === true,
        `${managed}: ManagedActionsEnabled is not true.`,
      );
      demand(
        () => /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun):\d{2}:\d{2}$/.test(start.text() ?? ""),
        () => `${managed}: PreferredStartTime is ${start.shown()}; set it, such as Sun:03:00 (UTC).`,
      );
      demand(
        () => level.isOneOf(...levels),
        () => `${managed}:platformupdate: UpdateLevel is ${level.shown()}; set it to ${levels.join(" or ")}.`,
      );
    },
  },
});

export const ebDeploymentPolicy = defineRule({
  id: "eb-deployment-policy",
  pack: "reliability",
  demands: "A Beanstalk environment keeps serving with full capacity while it is deployed to or changed.",
  why: "AllAtOnce, the default, stops every instance at the same time; Rolling serves with fewer.",
  fix: "Set DeploymentPolicy to Immutable or TrafficSplitting, and RollingUpdateEnabled with RollingUpdateType Health or Immutable.",
  severity: "high",
  controls: [],
  url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.rolling-version-deploy.html",
  levels: { dev: "advisory", prod: "mandatory" },
  options: {
    policies: {
      type: "strings",
      default: ["Immutable", "TrafficSplitting"],
      about: "What DeploymentPolicy may be; add RollingWithAdditionalBatch where batches are enough.",
    },
  },
  environments: { dev: { policies: ["Immutable", "TrafficSplitting", "RollingWithAdditionalBatch"] } },
  resource: {
    ...HAVE_OPTION_SETTINGS,
    judge: (environment, demand, { policies }) => {
      const options = new BeanstalkOptions(environment);
      const rolling = "aws:autoscaling:updatepolicy:rollingupdate";
      const policy = options.get("aws:elasticbeanstalk:command", "DeploymentPolicy");
      const type = options.get(rolling, "RollingUpdateType");
      demand(
        () => policy.isOneOf(...policies),
        () =>
          `aws:elasticbeanstalk:command: DeploymentPolicy is ${policy.shown()}; set it to ${policies.join(" or ")}.`,
      );
      demand(
        () =>
          options.get(rolling, "RollingUpdateEnabled").bool() === true && type.isOneOf("Health", "Immutable"),
        () =>
          `${rolling}: RollingUpdateEnabled must be true and RollingUpdateType (${type.shown()}) Health or Immutable.`,
      );
    },
  },
});
