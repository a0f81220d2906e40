import { BeanstalkOptions, ENVIRONMENT, HAVE_OPTION_SETTINGS } from "../../aws/beanstalk-options";
import { defineRule } from "../../engine/rule";
import { isParked } from "./parked";
import { BEANSTALK_ENVIRONMENT, SCALING_POLICY } from "../../aws/type-tokens";
import type { Value } from "../../engine/value";

const TRIGGER = "aws:autoscaling:trigger";
const GROUP = "aws:autoscaling:asg";
const TRIGGER_PAGE =
  "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html#command-options-general-autoscalingtrigger";

function scales(options: BeanstalkOptions): boolean {
  return options.get(ENVIRONMENT, "EnvironmentType").isOneOf("LoadBalanced");
}

export const ebCpuScaling = defineRule({
  id: "eb-cpu-scaling",
  pack: "reliability",
  demands: "A Beanstalk environment grows on average CPU in percent, at 80 or below.",
  why: "The trigger's default is NetworkOut in bytes: a threshold of 80 alone then means 80 bytes. Above 80 % CPU, new instances come too late.",
  fix: "Set MeasureName CPUUtilization, Unit Percent, Statistic Average and UpperThreshold 80 or below in aws:autoscaling:trigger.",
  severity: "high",
  controls: [],
  url: TRIGGER_PAGE,
  levels: { dev: "mandatory", prod: "mandatory" },
  options: {
    maximum: { type: "number", default: 80, minimum: 1, about: "The highest UpperThreshold, in percent." },
    minimum: {
      type: "number",
      default: 20,
      minimum: 1,
      about: "The lowest UpperThreshold, in percent: below it, idle noise makes the group grow.",
    },
    measures: {
      type: "strings",
      default: ["CPUUtilization"],
      about: "What MeasureName may be; of another measure, unit and threshold are not judged.",
    },
  },
  resource: {
    ...HAVE_OPTION_SETTINGS,
    judge: (environment, demand, { maximum, minimum, measures }) => {
      const options = new BeanstalkOptions(environment);
      if (!scales(options)) {
        return;
      }
      const measure = options.get(TRIGGER, "MeasureName");
      const other = measures.filter((each) => each !== "CPUUtilization");
      if (!measure.unknown && measure.isOneOf(...other)) {
        return;
      }
      for (const [name, wanted] of [
        ["MeasureName", "CPUUtilization"],
        ["Unit", "Percent"],
        ["Statistic", "Average"],
      ] as const) {
        const value = options.get(TRIGGER, name);
        demand(
          () => value.isOneOf(wanted),
          () => `${TRIGGER}: ${name} is ${value.shown()}; set it to ${wanted}.`,
        );
      }
      const upper = options.get(TRIGGER, "UpperThreshold");
      demand(
        () => {
          const threshold = upper.number();
          return (
            threshold !== undefined && ((threshold <= maximum && threshold >= minimum) || isParked(options))
          );
        },
        () => `${TRIGGER}: UpperThreshold is ${upper.shown()}; set it from ${minimum} to ${maximum}.`,
      );
    },
  },
  stack: {
    types: BEANSTALK_ENVIRONMENT,
    judge: (stack, demand) => {
      for (const environment of stack.of(BEANSTALK_ENVIRONMENT)) {
        const options = new BeanstalkOptions(environment);
        demand(
          environment,
          () =>
            !scales(options) ||
            !isParked(options) ||
            stack.referrers(SCALING_POLICY, "autoscalingGroupName", environment).length > 0,
          `${TRIGGER}: no CPU crosses the thresholds of "${environment.name}", and no aws.autoscaling.Policy is on its group; set UpperThreshold, or add one.`,
        );
      }
    },
  },
});

export const ebCpuHysteresis = defineRule({
  id: "eb-cpu-hysteresis",
  pack: "reliability",
  demands: "A Beanstalk environment shrinks only well below the load at which it grows.",
  why: "With thresholds close to each other, the load that a removed instance leaves behind makes the group grow again, without end.",
  fix: "Set LowerThreshold at least 20 below UpperThreshold, and at most UpperThreshold × MinSize / (MinSize + 1).",
  severity: "medium",
  controls: [],
  url: TRIGGER_PAGE,
  levels: { dev: "mandatory", prod: "mandatory" },
  options: {
    distance: {
      type: "number",
      default: 20,
      minimum: 1,
      about: "How far LowerThreshold must be below UpperThreshold.",
    },
  },
  resource: {
    ...HAVE_OPTION_SETTINGS,
    judge: (environment, demand, { distance }) => {
      const options = new BeanstalkOptions(environment);
      const lower = options.get(TRIGGER, "LowerThreshold");
      const upper = options.get(TRIGGER, "UpperThreshold");
      demand(
        () => !scales(options) || (upper.number() ?? 0) - (lower.number() ?? 0) >= distance,
        () =>
          `${TRIGGER}: LowerThreshold (${lower.shown()}) must be at least ${distance} below UpperThreshold (${upper.shown()}).`,
      );
      demand(
        () => {
          const smallest = options.get(GROUP, "MinSize").number() ?? 1;
          return (
            !scales(options) || (lower.number() ?? 0) <= ((upper.number() ?? 0) * smallest) / (smallest + 1)
          );
        },
        () =>
          `${TRIGGER}: at LowerThreshold ${lower.shown()} the load of one instance less is above UpperThreshold ${upper.shown()}.`,
      );
    },
  },
});

export const ebBreachEquation = defineRule({
  id: "eb-breach-equation",
  pack: "reliability",
  demands:
    "BreachDuration of a Beanstalk trigger is Period times EvaluationPeriods, and CPU is measured as often as it is read.",
  why: "Beanstalk silently changes values that do not fit; five-minute metrics read every minute are missing four times of five.",
  fix: "Set BreachDuration to Period × EvaluationPeriods, and MonitoringInterval to 1 minute where Period is below 5.",
  severity: "medium",
  controls: [],
  url: TRIGGER_PAGE,
  levels: { dev: "advisory", prod: "mandatory" },
  resource: {
    ...HAVE_OPTION_SETTINGS,
    judge: (environment, demand) => {
      const options = new BeanstalkOptions(environment);
      const period = options.get(TRIGGER, "Period");
      const periods = options.get(TRIGGER, "EvaluationPeriods");
      const breach = options.get(TRIGGER, "BreachDuration");
      const interval = options.get("aws:autoscaling:launchconfiguration", "MonitoringInterval");
      demand(
        () => !scales(options) || breach.number() === (period.number() ?? 0) * (periods.number() ?? 0),
        () =>
          `${TRIGGER}: BreachDuration (${breach.shown()}) must be Period (${period.shown()}) × EvaluationPeriods (${periods.shown()}).`,
      );
      demand(
        () => !scales(options) || (period.number() ?? 5) >= 5 || interval.isOneOf("1 minute"),
        () =>
          `aws:autoscaling:launchconfiguration: MonitoringInterval is ${interval.shown()}; set it to 1 minute for a Period of ${period.shown()}.`,
      );
    },
  },
});

export const ebScalingSteps = defineRule({
  id: "eb-scaling-steps",
  pack: "reliability",
  demands:
    "A Beanstalk trigger adds instances above its upper threshold and removes them below its lower one.",
  why: "With the wrong sign a loaded group shrinks; with zero nothing happens at all.",
  fix: "Set UpperBreachScaleIncrement to a positive and LowerBreachScaleIncrement to a negative number.",
  severity: "high",
  controls: [],
  url: TRIGGER_PAGE,
  levels: { dev: "mandatory", prod: "mandatory" },
  resource: {
    ...HAVE_OPTION_SETTINGS,
    judge: (environment, demand) => {
      const options = new BeanstalkOptions(environment);
      const up = options.get(TRIGGER, "UpperBreachScaleIncrement");
      const down = options.get(TRIGGER, "LowerBreachScaleIncrement");
      demand(
        () => !scales(options) || (up.number() ?? 0) > 0,
        () => `${TRIGGER}: UpperBreachScaleIncrement is ${up.shown()}; set it to 1 or more.`,
      );
      demand(
        () => !scales(options) || (down.number() ?? 0) < 0,
        () => `${TRIGGER}: LowerBreachScaleIncrement is ${down.shown()}; set it to -1 or less.`,
      );
    },
  },
});

export const ebCapacity = defineRule({
  id: "eb-capacity",
  pack: "reliability",
  demands:
    "A Beanstalk environment is load balanced, keeps enough instances to lose one, and has room to grow.",
  why: "One instance is an outage at each failure; a group that is as large as it may be cannot answer more visitors.",
  fix: "Set EnvironmentType LoadBalanced, MinSize 2 or more, and MaxSize above MinSize.",
  severity: "high",
  controls: ["FSBP AutoScaling.2"],
  url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html#command-options-general-autoscalingasg",
  levels: { dev: "advisory", prod: "mandatory" },
  options: {
    minimum: { type: "number", default: 2, minimum: 1, about: "How many instances there must be at least." },
  },
  environments: { dev: { minimum: 1 } },
  resource: {
    ...HAVE_OPTION_SETTINGS,
    judge: (environment, demand, { minimum }) => {
      const options = new BeanstalkOptions(environment);
      const min = options.get(GROUP, "MinSize");
      const max = options.get(GROUP, "MaxSize");
      const subnets = options.get("aws:ec2:vpc", "Subnets");
      const type = options.get(ENVIRONMENT, "EnvironmentType");
      demand(
        () => type.isOneOf("LoadBalanced"),
        () => `${ENVIRONMENT}: EnvironmentType is ${type.shown()}; set it to LoadBalanced.`,
      );
      demand(
        () => !scales(options) || (min.number() ?? 0) >= minimum,
        () => `${GROUP}: MinSize is ${min.shown()}; set it to ${minimum} or more.`,
      );
      demand(
        () => !scales(options) || (min.number() ?? 0) < (max.number() ?? 0),
        () => `${GROUP}: MaxSize (${max.shown()}) must be above MinSize (${min.shown()}).`,
      );
      demand(
        () =>
          minimum < 2 || subnets.unknown || subnets.absent || (subnets.text() ?? "").split(",").length >= 2,
        () => `aws:ec2:vpc: Subnets is ${subnets.shown()}; name two or more, each in a zone of its own.`,
      );
    },
  },
});

export const ebLoadBalancerType = defineRule({
  id: "eb-load-balancer-type",
  pack: "reliability",
  demands: "A Beanstalk environment has an application (or network) load balancer.",
  why: "The default, classic, cannot redirect, split traffic or drain by request, and can never be changed later.",
  fix: "Set LoadBalancerType in aws:elasticbeanstalk:environment to application before the environment is made.",
  severity: "medium",
  controls: [],
  url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.managing.elb.html",
  levels: { dev: "mandatory", prod: "mandatory" },
  options: {
    allowed: { type: "strings", default: ["application", "network"], about: "What LoadBalancerType may be." },
  },
  resource: {
    ...HAVE_OPTION_SETTINGS,
    judge: (environment, demand, { allowed }) => {
      const options = new BeanstalkOptions(environment);
      const type = options.get(ENVIRONMENT, "LoadBalancerType");
      demand(
        () => !options.ownsLoadBalancer || type.isOneOf(...allowed),
        () => `${ENVIRONMENT}: LoadBalancerType is ${type.shown()}; set it to ${allowed.join(" or ")}.`,
      );
    },
  },
});

export const ebDuplicateOptions = defineRule({
  id: "eb-duplicate-options",
  pack: "reliability",
  demands: "No option of a Beanstalk environment is set twice with different values.",
  why: "Which of the two wins is not defined, and every preview shows a difference.",
  fix: "Keep one setting for each namespace and name.",
  severity: "medium",
  controls: [],
  url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options.html",
  levels: { dev: "mandatory", prod: "mandatory" },
  resource: {
    ...HAVE_OPTION_SETTINGS,
    judge: (environment, demand) => {
      const seen = new Map<string, Value>();
      for (const { namespace, name, value, resource } of new BeanstalkOptions(environment).settings) {
        demand(
          () => {
            const key = [namespace.text(), name.text(), resource.text() ?? ""].join(" ");
            const first = seen.get(key) ?? value;
            seen.set(key, first);
            return first === value || first.text() === value.text();
          },
          () => `${namespace.shown()} ${name.shown()} is set more than once with different values.`,
        );
      }
    },
  },
});
