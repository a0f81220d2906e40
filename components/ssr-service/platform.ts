import { getSolutionStackOutput } from "@pulumi/aws/elasticbeanstalk";
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

/** The newest platform of a Node major; AWS lists public versions newest first. */
export function newestSolutionStack(major: string, parent: pulumi.Resource): pulumi.Output<string> {
  const nameRegex = solutionStackPattern(major);
  return getSolutionStackOutput({ mostRecent: true, nameRegex }, { parent }).name;
}
