import type { SsrServiceConfig } from "./args";
import type { ResolvedConfig } from "./defaults";
import { BASE_ENVIRONMENT } from "./options/build";
import type { RuleFault } from "./rules";
import { looksSecret } from "./secrets";

type Variables = Pick<ResolvedConfig, "environment" | "secrets">;

/** Everything that the variables of a service must satisfy together. */
export function environmentFaults(variables: Variables): RuleFault[] {
  return [
    ...environmentSize(variables.environment),
    ...plainSecrets(variables),
    ...twice(variables),
    ...port(variables),
  ];
}

/** Elastic Beanstalk keeps all variables in one text of `name=value` pairs. */
const MAX_ENVIRONMENT_BYTES = 4096;

function environmentSize(environment: Readonly<Record<string, string>>): RuleFault[] {
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

function plainSecrets({ environment }: Variables): RuleFault[] {
  return Object.entries(environment)
    .filter(([name, value]) => looksSecret(name, value))
    .map(([name]) => ({
      path: ["environment", name],
      message:
        "must not hold a secret in plain text: store it in Secrets Manager and name its ARN under secrets",
      hidden: true,
    }));
}

/** A variable has one value: that of `environment`, that of `secrets`, or the one that every service gets. */
function twice({ environment, secrets }: Variables): RuleFault[] {
  return Object.keys(secrets).flatMap((name) => {
    if (Object.hasOwn(environment, name)) {
      return [{ path: ["environment", name], message: "must not stand under secrets as well" }];
    }
    return Object.hasOwn(BASE_ENVIRONMENT, name)
      ? [{ path: ["secrets", name], message: "must not be a secret: every service has it in plain text" }]
      : [];
  });
}

/** The application has no right to the ports below, and nginx listens on 80. */
const LOWEST_PORT = 1024;

function port({ environment: { PORT } }: Variables): RuleFault[] {
  const sound =
    PORT === undefined || (/^\d{4,5}$/.test(PORT) && Number(PORT) >= LOWEST_PORT && Number(PORT) <= 65535);
  return sound
    ? []
    : [
        {
          path: ["environment", "PORT"],
          message: `must be a port from ${LOWEST_PORT} to 65535: nginx forwards to it, and the application may open no lower one`,
        },
      ];
}

/** Variables that other resources supply must not stand in the configuration too, and count for its size. */
export function extraEnvironmentFaults(
  extra: Readonly<Record<string, unknown>>,
  { environment = {}, secrets = {} }: Pick<SsrServiceConfig, "environment" | "secrets">,
): RuleFault[] {
  const taken = Object.keys(extra).flatMap((name) =>
    Object.hasOwn(environment, name) || Object.hasOwn(secrets, name)
      ? [
          {
            path: ["extraEnvironment", name],
            message: "must not stand under environment or secrets as well",
            hidden: true,
          },
        ]
      : [],
  );
  const known = Object.fromEntries(
    Object.entries(extra).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
  const alone = environmentSize(environment).length > 0;
  return alone || Object.keys(known).length === 0
    ? taken
    : [...taken, ...environmentSize({ ...environment, ...known })];
}
