import type { z } from "zod";
import type { SsrServiceConfig } from "./args";
import { type ResolvedConfig, resolve } from "./defaults";
import { hostsOf } from "./hosts";
import { architectureOf } from "./instance-types";
import { environmentFaults } from "./environment-rules";
import { ANY_WIRING, optionSettings } from "./options/build";
import { optionFaults } from "./options/check";
import { REFUSED } from "./options/table";

/** One thing wrong with arguments that are sound by themselves. */
export interface RuleFault {
  readonly path: (string | number)[];
  readonly message: string;
  /** The value must not be printed. */
  readonly hidden?: boolean;
}

/** `given` tells what the configuration says from what is a default. */
type Rule = (config: ResolvedConfig, given: SsrServiceConfig) => RuleFault[];

/**
 * Everything that arguments must satisfy together. Arguments that have a fault of their own are left out, so that the
 * faults of the others are reported in the same go.
 */
export function checkRules(config: SsrServiceConfig, context: z.RefinementCtx): void {
  const faulty = new Set(context.issues.map((issue) => issue.path?.[0]));
  const sound = Object.fromEntries(Object.entries(config).filter(([key]) => !faulty.has(key)));
  const checked = { domain: "", healthCheckPath: "/", ...sound };
  const resolved = resolve(checked);
  const faults = [...RULES.flatMap((rule) => rule(resolved, checked)), ...extraSettings(checked)];
  for (const { path, message, hidden } of faults) {
    context.addIssue({ code: "custom", path, message, params: { hidden: hidden ?? false } });
  }
}

/** Rules are asked about whatever is an object, even where parts of it have faults. */
export const OBJECTS = {
  when: ({ value }: { readonly value: unknown }): boolean => typeof value === "object" && value !== null,
};

const when = (broken: boolean, path: string, message: string): RuleFault[] =>
  broken ? [{ path: path.split("."), message }] : [];

const RULES: readonly Rule[] = [
  ({ scaling: { min, max } }) => when(max < min, "scaling.max", `must be at least min (${min})`),
  ({ scaling: { cpuLower, cpuUpper } }) =>
    when(cpuLower >= cpuUpper, "scaling.cpuLower", `must be below cpuUpper (${cpuUpper})`),
  ({ scaling: { min, max, cpuLower, cpuUpper } }) =>
    when(
      min < max && cpuLower < cpuUpper && (cpuLower * (min + 1)) / min > cpuUpper,
      "scaling.cpuLower",
      `must be at most ${Math.floor((cpuUpper * min) / (min + 1))}: with ${min + 1} instances going back to ${min}, ` +
        `the load of each would rise above cpuUpper (${cpuUpper}) and the group would swing`,
    ),
  ({ scaling: { period, evaluationPeriods } }) =>
    when(
      period * evaluationPeriods > 600,
      "scaling.evaluationPeriods",
      `must be at most ${Math.floor(600 / period)}: with period (${period}) it must not exceed 600 minutes`,
    ),
  ({ healthCheck: { interval, timeout } }) =>
    when(interval <= timeout, "healthCheck.interval", `must be more than timeout (${timeout})`),
  ({ spot, scaling: { max } }) =>
    when((spot?.onDemandBase ?? 0) > max, "spot.onDemandBase", `must be at most scaling.max (${max})`),
  oneArchitecture,
  (config) =>
    when(
      config.solutionStackName?.endsWith(` Node.js ${config.nodeVersion}`) === false,
      "solutionStackName",
      `must be a platform of Node.js ${config.nodeVersion}: set nodeVersion to the platform's major`,
    ),
  (config) =>
    when(
      config.standbyNodeVersion === config.nodeVersion,
      "standbyNodeVersion",
      "must differ from nodeVersion: the two environments are told apart by it",
    ),
  (config) =>
    when(
      new Set(hostsOf(config)).size < hostsOf(config).length,
      "aliases",
      "must not repeat a host name, nor domain",
    ),
  (config) =>
    when(
      config.cloudFrontOnly && config.allowedCidrs !== undefined,
      "allowedCidrs",
      "must not stand with cloudFrontOnly: only one of them can say who may connect",
    ),
  (config) =>
    when(
      config.managedRules && config.webAclArn !== undefined,
      "webAclArn",
      "must not stand with managedRules: a load balancer has one web ACL",
    ),
  (config) => repeated("allowedCidrs", config.allowedCidrs),
  (config) => repeated("instanceTypes", config.instanceTypes),
  environmentFaults,
  withoutEffect,
];

/** Entries that stand in a list a second time. */
function repeated(key: string, values: readonly string[] = []): RuleFault[] {
  return values.flatMap((value, index) =>
    values.indexOf(value) < index ? [{ path: [key, index], message: "must not be named twice" }] : [],
  );
}

/** What somebody has set and nothing would heed. */
function withoutEffect(config: ResolvedConfig, given: SsrServiceConfig): RuleFault[] {
  const { policy } = config.deployment;
  const { newVersionPercent, evaluationMinutes, batchPercent } = given.deployment ?? {};
  const splits = policy === "TrafficSplitting";
  const rolls = policy === "Rolling" || policy === "RollingWithAdditionalBatch";
  const only = (value: unknown, heeded: boolean, path: string, why: string) =>
    when(value !== undefined && !heeded, path, `has no effect: ${why}`);
  return [
    ...only(newVersionPercent, splits, "deployment.newVersionPercent", "set policy to TrafficSplitting"),
    ...only(evaluationMinutes, splits, "deployment.evaluationMinutes", "set policy to TrafficSplitting"),
    ...only(batchPercent, rolls, "deployment.batchPercent", `${policy} has no batches`),
    ...only(given.updateWindow, config.managedUpdates !== "off", "updateWindow", "managedUpdates is off"),
    ...only(given.rateLimit, config.managedRules, "rateLimit", "set managedRules to true"),
    ...only(
      given.rateLimit,
      !config.managedRules || !config.cloudFrontOnly,
      "rateLimit",
      "with cloudFrontOnly all requests come from CloudFront's addresses; limit them at the distribution",
    ),
  ];
}

function oneArchitecture({ instanceTypes }: ResolvedConfig): RuleFault[] {
  const first = instanceTypes[0] ?? "";
  const expected = architectureOf(first);
  return instanceTypes.flatMap((type, index) =>
    architectureOf(type) === expected
      ? []
      : [
          {
            path: ["instanceTypes", index],
            message: `must be of one processor architecture with ${first} (${expected}), and is ${architectureOf(type)}`,
          },
        ],
  );
}

/** Settings of the user's own are checked as ours are, in the list that they would be part of. */
function extraSettings(config: SsrServiceConfig): RuleFault[] {
  const own = optionSettings({ ...config, extraSettings: {} }, ANY_WIRING);
  const ownKeys = new Set(own.map(keyOf));
  const given = Object.entries(config.extraSettings ?? {}).flatMap(([namespace, options]) =>
    Object.entries(options).map(([name, value]) => ({ namespace, name, value })),
  );
  const refused = given.flatMap((setting) => {
    const message = refusal(setting, ownKeys);
    return message === undefined ? [] : [{ ...setting, message }];
  });
  const refusedKeys = new Set(refused.map(keyOf));
  const admitted = given.filter((setting) => !refusedKeys.has(keyOf(setting)));
  const admittedKeys = new Set(admitted.map(keyOf));
  const wrong = optionFaults([...own, ...admitted]).filter((fault) => admittedKeys.has(keyOf(fault)));
  return [...refused, ...wrong].map(({ namespace, name, message }) => ({
    path: ["extraSettings", namespace, name],
    message,
  }));
}

interface OptionName {
  readonly namespace: string;
  readonly name: string;
}

const keyOf = ({ namespace, name }: OptionName): string => `${namespace}/${name}`;

function refusal(option: OptionName, own: ReadonlySet<string>): string | undefined {
  if (own.has(keyOf(option))) {
    return "must not be set here: an argument of the service sets it";
  }
  return REFUSED.find(([pattern]) => pattern.test(keyOf(option)))?.[1];
}
