import { getSolutionStack } from "@pulumi/aws/elasticbeanstalk";
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { choice, type Rule, rule } from "../fields";

/** The keys of a service that say what its environments run on. */
export interface PlatformKeys {
  /**
   * Major of Node.js; the newest Amazon Linux 2023 platform of that major is taken when the environment is created,
   * and managed updates keep it current from then on. Another major is another environment beside the present one.
   *
   * @default "24"
   * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/platforms/platforms-supported.html
   */
  readonly nodeVersion?: "22" | "24" | undefined;
  /**
   * Exact name of the platform to create the environment on, e.g.
   * `64bit Amazon Linux 2023 v6.11.7 running Node.js 24`; its major must be `nodeVersion`'s.
   *
   * @default - the newest of `nodeVersion`
   */
  readonly solutionStackName?: string | undefined;
  /**
   * A second environment of another Node major beside the one that gets the traffic, on the same roles and security
   * groups: deploy to it, try it under its own URL, then swap the two values (docs/ssr-service.md).
   *
   * @default - none
   */
  readonly standbyNodeVersion?: "22" | "24" | undefined;
  /**
   * Label of the application version that a new environment starts with. Later deployments are the pipeline's.
   *
   * @default - Elastic Beanstalk's sample application
   */
  readonly initialVersion?: string | undefined;
}

const nodeVersion = choice(["22", "24"]);

export const platformShape = {
  nodeVersion: nodeVersion.default("24"),
  solutionStackName: z
    .string()
    .regex(
      /^64bit Amazon Linux 2023 v\d+\.\d+\.\d+ running Node\.js \d+$/,
      'must be an Amazon Linux 2023 platform, e.g. "64bit Amazon Linux 2023 v6.11.7 running Node.js 24"',
    )
    .optional(),
  standbyNodeVersion: nodeVersion.optional(),
  initialVersion: z.string().min(1).max(100).optional(),
} as const;

export type Platform = z.output<z.ZodObject<typeof platformShape>>;

export const platformRules: readonly Rule<Platform>[] = [
  {
    reads: ["nodeVersion", "solutionStackName"],
    faults: ({ nodeVersion: major, solutionStackName }) =>
      solutionStackName?.endsWith(` Node.js ${major}`) === false
        ? [
            {
              path: ["solutionStackName"],
              message: `must be a platform of Node.js ${major}: set nodeVersion to the platform's major`,
            },
          ]
        : [],
  },
  rule<Platform>(
    ["nodeVersion", "standbyNodeVersion"],
    ["standbyNodeVersion"],
    "must differ from nodeVersion: it is what distinguishes the two environments",
    (service) => service.standbyNodeVersion === service.nodeVersion,
  ),
];

/**
 * Regular expression of the platforms of one Node major on Amazon Linux 2023. It is anchored and complete, since the
 * look-up takes it as a part: `Node.js 2` would match 20, 22 and 24, and `Amazon Linux 2` also 2023.
 */
export function solutionStackPattern(major: string): string {
  return `^64bit Amazon Linux 2023 v\\d+\\.\\d+\\.\\d+ running Node\\.js ${major}$`;
}

/** When AWS retires the platforms of a Node major; those that have no date yet are left out. */
const RETIREMENT: Readonly<Record<string, string>> = {
  // @see https://docs.aws.amazon.com/elasticbeanstalk/latest/platforms/platforms-retiring.html
  "22": "2027-07-31",
};

const MONTHS_OF_WARNING = 12;

/** What to say of a major that AWS retires within a year; undefined where nothing is to be said. */
export function retirementWarning(major: string, today: Date): string | undefined {
  const date = RETIREMENT[major];
  if (date === undefined) {
    return undefined;
  }
  const from = new Date(date);
  from.setUTCMonth(from.getUTCMonth() - MONTHS_OF_WARNING);
  return today < from
    ? undefined
    : `AWS retires Elastic Beanstalk's platforms of Node.js ${major} on ${date}: move to another nodeVersion before ` +
        "(standbyNodeVersion, docs/ssr-service.md); later, no new environment of it can be made";
}

/**
 * The newest platform of a Node major; AWS lists public versions newest first. Where AWS has none any more, an environment
 * that runs keeps its own (updates ignore the name), so that is a warning; a new one is refused by AWS.
 */
export function newestSolutionStack(major: string, parent: pulumi.Resource): pulumi.Output<string> {
  const warning = retirementWarning(major, new Date());
  if (warning !== undefined) {
    void pulumi.log.warn(warning, parent);
  }
  const nameRegex = solutionStackPattern(major);
  return pulumi.output(
    getSolutionStack({ mostRecent: true, nameRegex }, { parent }).then(
      ({ name }) => name,
      (error: unknown) => {
        void pulumi.log.warn(
          `AWS has no platform of Node.js ${major} (${error instanceof Error ? error.message : String(error)}): ` +
            "environments that run are not touched, a new one cannot be made; set solutionStackName or nodeVersion",
          parent,
        );
        return `64bit Amazon Linux 2023 running Node.js ${major}`;
      },
    ),
  );
}
