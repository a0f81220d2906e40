import { z } from "zod";
import { type Fault, input, kmsKeyArn, plainTextSecret, type Rule, secretArn, text } from "../fields";
import type { Options } from "./option-settings/option-setting";

/** The keys of a service that say what its processes find in their environment. */
export interface VariablesKeys {
  /**
   * Environment variables in plain text: names of `[A-Z_][A-Z0-9_]*`, 4,096 bytes in all with `NODE_ENV` and `PORT`,
   * which are set to `production` and `8080` unless given here (`PORT` from 1024). Nothing secret: use `secrets`.
   *
   * @default {}
   * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environments-cfg-softwaresettings.html
   */
  readonly environment?: Readonly<Record<string, string>> | undefined;
  /**
   * Environment variables whose values are fetched when an instance starts: name → ARN of a Secrets Manager secret, with
   * the six characters that AWS appends or without (then `:KEY` for one key of a JSON secret), or of a Systems Manager
   * parameter. The instances' role may read exactly these.
   *
   * @default {}
   * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.secrets.env-vars.html
   */
  readonly secrets?: Readonly<Record<string, string>> | undefined;
  /** ARNs of the customer-managed KMS keys that `secrets` are encrypted with. @default [] */
  readonly secretKeyArns?: readonly string[] | undefined;
}

/** Name of an environment variable. */
export const variableName = z
  .string()
  .regex(/^[A-Z_][A-Z0-9_]*$/, "must be a name of capital letters, digits and underscores, e.g. LOG_LEVEL");

export const variablesShape = {
  environment: z.record(variableName, text(z.string().min(1))).default({}),
  secrets: z.record(variableName, secretArn).default({}),
  secretKeyArns: z.array(kmsKeyArn).readonly().default([]),
} as const;

export type Variables = z.output<z.ZodObject<typeof variablesShape>>;

/** Variables that every service gets; nginx forwards to `PORT`. */
export const BASE_ENVIRONMENT = { NODE_ENV: "production", PORT: "8080" } as const;

/** Everything that the variables of a service must satisfy together. */
export const variablesRules: readonly Rule<Variables>[] = [
  { reads: ["environment"], faults: ({ environment }) => sizeFaults(environment) },
  { reads: ["environment"], faults: plainSecrets },
  { reads: ["environment", "secrets"], faults: twice },
  { reads: ["environment"], faults: port },
];

/** Elastic Beanstalk keeps all variables in one text of `name=value` pairs. */
const MAX_ENVIRONMENT_BYTES = 4096;

function sizeFaults(environment: Readonly<Record<string, string>>): Fault[] {
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

function plainSecrets({ environment }: Variables): Fault[] {
  return Object.entries(environment).flatMap(([name, value]) => {
    const why = plainTextSecret(name, value);
    return why === undefined
      ? []
      : [
          {
            path: ["environment", name],
            message: `must not hold a secret in plain text, and ${why}: store it in Secrets Manager and give its ARN under secrets`,
            hidden: true,
          },
        ];
  });
}

/** A variable has one value: that of `environment`, that of `secrets`, or the one that every service gets. */
function twice({ environment, secrets }: Variables): Fault[] {
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

function port({ environment: { PORT } }: Variables): Fault[] {
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

/** Environment variables that other resources supply. */
export const extraEnvironmentSchema = z.record(variableName, input(z.string().min(1)));

/** Variables that other resources supply must not stand in the configuration too, and count for its size. */
export function extraEnvironmentFaults(
  extra: Readonly<Record<string, unknown>>,
  { environment, secrets }: Variables,
): Fault[] {
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
  const alone = sizeFaults(environment).length > 0;
  return alone || Object.keys(known).length === 0
    ? taken
    : [...taken, ...sizeFaults({ ...environment, ...known })];
}

/** The variables, plain ones and those that are fetched. */
export function variablesOptions<V>(
  { environment, secrets }: Variables,
  extra: Readonly<Record<string, V>>,
): Options<V> {
  return {
    "aws:elasticbeanstalk:application:environment": { ...BASE_ENVIRONMENT, ...environment, ...extra },
    "aws:elasticbeanstalk:application:environmentsecrets": secrets,
  };
}
