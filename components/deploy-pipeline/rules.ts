/** What no single argument of a pipeline shows: what they may be together, and with their target. */
import { plainTextSecret } from "../fields/plain-text-secrets";

/** What the rules must know of the target; it can be known before the target exists. */
export interface TargetFacts {
  readonly kind: "static" | "beanstalk";
  /** Whether every page of the site asks for a password. */
  readonly guarded?: boolean | undefined;
  /** Whether it has an alarm on errors; undefined: nobody can tell yet. */
  readonly hasErrorAlarm?: boolean | undefined;
}

/** One thing wrong; the message never holds the value, which may be a secret. */
export interface RuleFault {
  readonly path: readonly string[];
  readonly message: string;
}

const STATIC_ONLY = ["retention", "probe", "externalPaths"] as const;
const SERVICE_ONLY = ["bundle", "bundleNodeModules"] as const;
const DECIDED_BY_BUILDSPEC = [
  "installCommands",
  "commands",
  "testReports",
  "bundle",
  "bundleNodeModules",
] as const;

/**
 * The faults of a pipeline's configuration beyond those of each key. It looks at raw values, right or wrong, so that
 * these faults are told together with all others.
 */
export function pipelineFaults(pipeline: unknown, target: TargetFacts): RuleFault[] {
  const config = recordOf(pipeline);
  const build = recordOf(config["build"]);
  return [
    ...targetFaults(config, build, target),
    ...alarmFaults(config["bakeAlarm"], target),
    ...buildFaults(build),
  ];
}

function targetFaults(config: Values, build: Values, { kind, guarded }: TargetFacts): RuleFault[] {
  if (kind === "beanstalk") {
    return STATIC_ONLY.filter((key) => config[key] !== undefined).map((key) => ({
      path: [key],
      message: "must be left out: it is for static sites",
    }));
  }
  const faults = SERVICE_ONLY.filter((key) => build[key] !== undefined).map((key): RuleFault => ({
    path: ["build", key],
    message: "must be left out: it is for services",
  }));
  const probes = config["probe"] !== undefined && config["probe"] !== false;
  return guarded === true && probes
    ? [
        ...faults,
        { path: ["probe"], message: "must be left out or false: the site asks for a password (basicAuth)" },
      ]
    : faults;
}

function alarmFaults(bakeAlarm: unknown, { hasErrorAlarm }: TargetFacts): RuleFault[] {
  const wanted = bakeAlarm !== undefined && bakeAlarm !== false;
  const named = recordOf(bakeAlarm)["alarmName"] !== undefined;
  return wanted && !named && hasErrorAlarm === false
    ? [
        {
          path: ["bakeAlarm"],
          message: "needs an alarm: the target has none, so name one under bakeAlarm.alarmName",
        },
      ]
    : [];
}

function buildFaults(build: Values): RuleFault[] {
  const { buildspec } = build;
  const decided = typeof buildspec === "string" ? DECIDED_BY_BUILDSPEC : [];
  const environment = recordOf(build["environment"]);
  const secrets = recordOf(build["secrets"]);
  return [
    ...decided
      .filter((key) => build[key] !== undefined)
      .map((key) => ({
        path: ["build", key],
        message: `must be left out with buildspec (${String(buildspec)} decides it), or leave out buildspec`,
      })),
    ...Object.keys(environment)
      .filter((name) => Object.hasOwn(secrets, name))
      .map((name) => ({
        path: ["build", "environment", name],
        message: "must not be under both environment and secrets",
      })),
    ...Object.entries(environment).flatMap(([name, value]) => {
      const reason = typeof value === "string" ? plainTextSecret(name, value) : undefined;
      return reason === undefined
        ? []
        : [
            {
              path: ["build", "environment", name],
              message: `${reason} and must not be in plain text: store it in Secrets Manager or SSM and put its ARN under build.secrets`,
            },
          ];
    }),
  ];
}

type Values = Readonly<Record<string, unknown>>;

function recordOf(value: unknown): Values {
  return typeof value === "object" && value !== null ? (value as Values) : {};
}
