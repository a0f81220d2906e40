import { z } from "zod";
import { RELEASE_NAMES } from "../deploy-pipeline/targets/elastic-beanstalk/release-id";
import { type Fault, input, kmsKeyArn, plainTextSecret, type Rule, rule, secretArn, text } from "../fields";
import type { Names } from "./dns";
import type { Instances } from "./instances";
import type { Options } from "./option-settings/option-setting";
import { heapMiB, type Processes, processCount } from "./processes";

/** The keys of a service that say what its processes find in their environment. */
export interface VariablesKeys {
  /**
   * Environment variables in plain text: names of `[A-Z_][A-Z0-9_]*`, 4,096 bytes in all with those that every service
   * has, unless they are given here: `NODE_ENV` (`production`), `PORT` (`8080`; from 1024), `PUBLIC_URL` (the service's own
   * address), `WEB_CONCURRENCY` (`processes`; not to be given here) and `NODE_OPTIONS` (the heap of each process, as the memory
   * of the instance types allows). `RELEASE_ID` and `NEXT_DEPLOYMENT_ID` come with each release of a pipeline. Nothing secret:
   * use `secrets`.
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
const variableName = z
  .string()
  .regex(/^[A-Z_][A-Z0-9_]*$/, "must be a name of capital letters, digits and underscores, e.g. LOG_LEVEL");

export const variablesShape = {
  environment: z.record(variableName, text(z.string().min(1))).default({}),
  secrets: z.record(variableName, secretArn).default({}),
  secretKeyArns: z.array(kmsKeyArn).readonly().default([]),
} as const;

export type Variables = z.output<z.ZodObject<typeof variablesShape>>;

/** All that the variables of a service follow from. */
type Surroundings = Variables & Processes & Instances & Pick<Names, "domain">;

/** Variables that every service gets; nginx forwards to `PORT`. */
function baseEnvironment(service: Omit<Surroundings, keyof Variables>): Readonly<Record<string, string>> {
  const heap = heapMiB(service);
  return {
    NODE_ENV: "production",
    PORT: "8080",
    PUBLIC_URL: `https://${service.domain}`,
    WEB_CONCURRENCY: String(processCount(service)),
    // V8 takes what it gets: without a limit that fits the instance, the kernel ends the process one day.
    ...(heap === undefined ? {} : { NODE_OPTIONS: `--max-old-space-size=${heap}` }),
  };
}

/** Names that no secret can have, since every service has them in plain text. */
const BASE_NAMES = ["NODE_ENV", "PORT", "PUBLIC_URL", "WEB_CONCURRENCY", "NODE_OPTIONS"];

/** Everything that the variables of a service must satisfy together. */
export const variablesRules: readonly Rule<Surroundings>[] = [
  {
    reads: ["environment", "domain", "processes", "instanceTypes"],
    faults: (service) => sizeFaults(service),
  },
  rule<Surroundings>(
    ["environment.WEB_CONCURRENCY"],
    ["environment", "WEB_CONCURRENCY"],
    "must not be set here: set processes, from which growth is reckoned as well",
    ({ environment }) => Object.hasOwn(environment, "WEB_CONCURRENCY"),
  ),
  { reads: [], entriesOf: ["environment", "secrets"], faults: ofReleases },
  { reads: [], entriesOf: ["environment"], faults: plainSecrets },
  { reads: [], entriesOf: ["environment", "secrets"], faults: twice },
  { reads: ["environment.PORT"], entriesOf: ["environment"], faults: port },
];

function ofReleases(service: Variables): Fault[] {
  return (["environment", "secrets"] as const).flatMap((key) =>
    RELEASE_NAMES.filter((name) => Object.hasOwn(service[key], name)).map((name) => ({
      path: [key, name],
      message:
        "must be left out: the instances would have another id than the build, and each release brings its own in the bundle",
    })),
  );
}

/** Elastic Beanstalk keeps all variables in one text of `name=value` pairs. */
const MAX_ENVIRONMENT_BYTES = 4096;

function sizeFaults(service: Surroundings): Fault[] {
  const pairs = Object.entries({ ...baseEnvironment(service), ...service.environment }).map((pair) =>
    pair.join("="),
  );
  const bytes = Buffer.byteLength(pairs.join(","));
  return bytes <= MAX_ENVIRONMENT_BYTES
    ? []
    : [
        {
          path: ["environment"],
          message:
            `must have at most ${MAX_ENVIRONMENT_BYTES} bytes in all, names and the variables of every service included, ` +
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
    return BASE_NAMES.includes(name)
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
  service: Surroundings,
): Fault[] {
  const { environment, secrets } = service;
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
  const alone = sizeFaults(service).length > 0;
  return alone || Object.keys(known).length === 0
    ? taken
    : [...taken, ...sizeFaults({ ...service, environment: { ...environment, ...known } })];
}

/** The variables, plain ones and those that are fetched. */
export function variablesOptions<V>(service: Surroundings, extra: Readonly<Record<string, V>>): Options<V> {
  return {
    "aws:elasticbeanstalk:application:environment": {
      ...baseEnvironment(service),
      ...service.environment,
      ...extra,
    },
    "aws:elasticbeanstalk:application:environmentsecrets": service.secrets,
  };
}
