import type { z } from "zod";
import type { SsrServiceConfig } from "./args";
import { type ResolvedConfig, resolve } from "./defaults";
import { hostsOf } from "./hosts";
import { architectureOf } from "./instance-types";
import { ANY_WIRING, BASE_ENVIRONMENT, optionSettings } from "./options/build";
import { optionFaults } from "./options/check";
import { REFUSED } from "./options/table";
import { looksSecret } from "./secrets";

interface RuleFault {
  readonly path: (string | number)[];
  readonly message: string;
  /** The value must not be printed. */
  readonly hidden?: boolean;
}

type Rule = (config: ResolvedConfig) => RuleFault[];

/**
 * Everything that arguments must satisfy together. Arguments that have a fault of their own are left out, so that the
 * faults of the others are reported in the same go.
 */
export function checkRules(config: SsrServiceConfig, context: z.RefinementCtx): void {
  const faulty = new Set(context.issues.map((issue) => issue.path?.[0]));
  const sound = Object.fromEntries(Object.entries(config).filter(([key]) => !faulty.has(key)));
  const checked = { domain: "", healthCheckPath: "/", ...sound };
  const resolved = resolve(checked);
  const faults = [...RULES.flatMap((rule) => rule(resolved)), ...extraSettings(checked)];
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
  environmentSize,
  plainSecrets,
  (config) =>
    Object.keys(config.secrets)
      .filter((name) => name in config.environment)
      .flatMap((name) => when(true, `environment.${name}`, "must not stand under secrets as well")),
];

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

/** Elastic Beanstalk keeps all variables in one text of `name=value` pairs. */
const MAX_ENVIRONMENT_BYTES = 4096;

function environmentSize({ environment }: ResolvedConfig): RuleFault[] {
  const pairs = Object.entries({ ...BASE_ENVIRONMENT, ...environment }).map((pair) => pair.join("="));
  const bytes = Buffer.byteLength(pairs.join(","));
  return bytes <= MAX_ENVIRONMENT_BYTES
    ? []
    : [
        {
          path: ["environment"],
          message:
            `must have at most ${MAX_ENVIRONMENT_BYTES} bytes in all, names and NODE_ENV and PORT included, ` +
            `and has ${bytes}: move large values into secrets, or into the bundle`,
          hidden: true,
        },
      ];
}

function plainSecrets({ environment }: ResolvedConfig): RuleFault[] {
  return Object.entries(environment)
    .filter(([name, value]) => looksSecret(name, value))
    .map(([name]) => ({
      path: ["environment", name],
      message:
        "must not hold a secret in plain text: store it in Secrets Manager and name its ARN under secrets",
      hidden: true,
    }));
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
