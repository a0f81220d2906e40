import { nearest } from "../../fields";
import type { OptionFault } from "./option-fault";
import type { OptionSetting } from "./option-setting";
import { referenceFaults } from "./references";
import { type Kind, kindOf, OPTIONS, optionsOf } from "./table";

type Plain = Pick<OptionSetting<unknown>, "namespace" | "name" | "value">;

/**
 * Every fault of a list of option settings: values that Elastic Beanstalk would refuse, or would take and then report
 * differently, and options that do not agree with one another. Values not known yet are passed over.
 */
export function optionFaults(settings: readonly Plain[]): OptionFault[] {
  return [
    ...settings.flatMap(faultsOfOne),
    ...duplicates(settings),
    ...disagreements(settings),
    ...referenceFaults(settings),
  ];
}

function faultsOfOne({ namespace, name, value }: Plain): OptionFault[] {
  const fault = (message: string): OptionFault[] => [{ namespace, name, message }];
  if (typeof value !== "string") {
    return [];
  }
  if (value === "") {
    return fault("must not be empty: leave the option out");
  }
  const known = optionsOf(namespace);
  const kind = kindOf(namespace, name);
  if (known !== undefined && kind === undefined) {
    return fault(`is not an option of ${namespace}; there are ${Object.keys(known).join(", ")}`);
  }
  const message = kind === undefined ? formMismatch(namespace, value) : mismatch(kind, value);
  return message === undefined ? [] : fault(message);
}

/** What is wrong with an option that the table does not know, going by its form alone. */
function formMismatch(namespace: string, value: string): string | undefined {
  if (!namespace.startsWith("aws:")) {
    return "must stand under a namespace of Elastic Beanstalk, which begins with aws:";
  }
  // AWS adds namespaces now and then: an unknown one may be new, unless it looks like a slip.
  const meant = nearest(namespace, Object.keys(OPTIONS));
  if (meant !== undefined && meant !== namespace) {
    return `must stand under a namespace of Elastic Beanstalk: ${namespace} is none, and ${meant} is`;
  }
  return FREE_TEXT.test(namespace) || !/,\s/.test(value)
    ? undefined
    : "must have no blank after a comma: Elastic Beanstalk reads the list back without";
}

/** Values in these namespaces are the application's own. */
const FREE_TEXT = /^aws:elasticbeanstalk:application:environment/;

/** What is wrong with a value of this kind; undefined where nothing is. */
function mismatch(kind: Kind, value: string): string | undefined {
  switch (kind.kind) {
    case "boolean":
      return value === "true" || value === "false" ? undefined : "must be true or false";
    case "integer": {
      const unit = kind.unit === undefined ? "" : ` ${kind.unit}`;
      const inRange = /^-?\d+$/.test(value) && Number(value) >= kind.min && Number(value) <= kind.max;
      return inRange ? undefined : `must be a whole number from ${kind.min} to ${kind.max}${unit}`;
    }
    case "oneOf":
      return kind.values.includes(value) ? undefined : `must be one of ${kind.values.join(", ")}`;
    case "text":
      return kind.pattern.test(value) ? undefined : `must be ${kind.of}`;
    case "list":
      return listMismatch(kind, value.split(","));
    case "json":
      return isJson(value) ? undefined : "must be JSON";
  }
}

function listMismatch(kind: Extract<Kind, { kind: "list" }>, items: readonly string[]): string | undefined {
  if (!items.every((item) => kind.item.test(item))) {
    return `must be ${kind.of}, separated by commas without spaces`;
  }
  const most = kind.maxItems ?? Infinity;
  return items.length <= most ? undefined : `must name at most ${most} ${kind.of}`;
}

function isJson(value: string): boolean {
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}

function duplicates(settings: readonly Plain[]): OptionFault[] {
  const seen = new Set<string>();
  return settings.flatMap(({ namespace, name }) => {
    const key = `${namespace}\0${name}`;
    const again = seen.has(key);
    seen.add(key);
    return again ? [{ namespace, name, message: "must not be set twice" }] : [];
  });
}

/** A rule across options: it holds where one of its values is missing or not known yet. */
interface Rule {
  readonly namespace: string;
  /** The option that a fault is reported at, then the others that the rule reads. */
  readonly options: readonly [string, ...string[]];
  readonly holds: (...values: number[]) => boolean;
  readonly message: string;
}

const RULES: readonly Rule[] = [
  {
    namespace: "aws:elasticbeanstalk:environment:process:default",
    options: ["HealthCheckInterval", "HealthCheckTimeout"],
    holds: (interval = 0, timeout = 0) => interval > timeout,
    message: "must be more than HealthCheckTimeout",
  },
  {
    namespace: "aws:autoscaling:trigger",
    options: ["BreachDuration", "Period", "EvaluationPeriods"],
    holds: (breach = 0, period = 0, periods = 0) => breach === period * periods,
    message: "must be Period × EvaluationPeriods",
  },
  {
    namespace: "aws:autoscaling:trigger",
    options: ["LowerThreshold", "UpperThreshold"],
    holds: (lower = 0, upper = 0) => lower < upper,
    message: "must be below UpperThreshold",
  },
  {
    namespace: "aws:autoscaling:asg",
    options: ["MaxSize", "MinSize"],
    holds: (max = 0, min = 0) => max >= min,
    message: "must be at least MinSize",
  },
];

const CROSS_NAMESPACE = [
  {
    at: ["aws:autoscaling:updatepolicy:rollingupdate", "MinInstancesInService"],
    other: ["aws:autoscaling:asg", "MaxSize"],
    holds: (inService: number, max: number) => inService < max,
    message: "must be less than MaxSize",
  },
  {
    at: ["aws:ec2:instances", "SpotFleetOnDemandBase"],
    other: ["aws:autoscaling:asg", "MaxSize"],
    holds: (base: number, max: number) => base <= max,
    message: "must be at most MaxSize",
  },
] as const;

function disagreements(settings: readonly Plain[]): OptionFault[] {
  const number = (namespace: string, name: string): number | undefined => {
    const found = settings.find((each) => each.namespace === namespace && each.name === name)?.value;
    return typeof found === "string" ? Number(found) : undefined;
  };
  const within = RULES.flatMap(({ namespace, options, holds, message }) => {
    const values = options.map((name) => number(namespace, name));
    const known = values.filter((value) => value !== undefined);
    const broken = known.length === values.length && !holds(...known);
    return broken ? [{ namespace, name: options[0], message }] : [];
  });
  const across = CROSS_NAMESPACE.flatMap(({ at, other, holds, message }) => {
    const value = number(at[0], at[1]);
    const limit = number(other[0], other[1]);
    const broken = value !== undefined && limit !== undefined && !holds(value, limit);
    return broken ? [{ namespace: at[0], name: at[1], message }] : [];
  });
  return [...within, ...across];
}
