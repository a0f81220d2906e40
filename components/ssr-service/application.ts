import { Application } from "@pulumi/aws/elasticbeanstalk";
import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import type { Roles } from "./iam-roles";
import type { Options } from "./option-settings/option-setting";

/** The keys of a service that say what of its application is kept and served. */
export interface ApplicationKeys {
  /** Paths that nginx answers from the bundle's own folders: path → folder, e.g. `/_next/static` → `.next/static`. @default {} */
  readonly staticFiles?: Readonly<Record<string, string>> | undefined;
  /**
   * Application versions that are kept to roll back to, 1–1000; of older ones the bundles are deleted as well. CodePipeline
   * can go back further than its artifacts are kept (`pipelines.artifactRetentionDays`), Beanstalk by these.
   *
   * @default 100
   */
  readonly keepVersions?: number | undefined;
}

export const applicationShape = {
  staticFiles: z
    .record(
      z.string().regex(/^\/\S*$/, 'must be a path that begins with a slash, e.g. "/_next/static"'),
      z.string().regex(/^[^/\s]\S*$/, 'must be a folder of the bundle, e.g. ".next/static"'),
    )
    .default({}),
  keepVersions: z.int().min(1).max(1000).default(100),
} as const;

export type ApplicationChoice = z.output<z.ZodObject<typeof applicationShape>>;

/** nginx in front of the application. */
export function proxyOptions({ staticFiles }: ApplicationChoice): Options {
  return {
    "aws:elasticbeanstalk:environment:proxy": { ProxyServer: "nginx" },
    "aws:elasticbeanstalk:environment:proxy:staticfiles": staticFiles,
  };
}

interface ApplicationArgs {
  readonly domain: string;
  readonly keepVersions: number;
  readonly roles: Roles;
  readonly protect: boolean;
  readonly tags?: Readonly<Record<string, pulumi.Input<string>>> | undefined;
}

/** The application with its versions, which all environments of a service share. */
export function createApplication(
  name: string,
  args: ApplicationArgs,
  opts: { readonly parent: pulumi.Resource },
): Application {
  return new Application(
    name,
    {
      description: `Server-rendered application at ${args.domain}`,
      // CodePipeline puts the bundles into Beanstalk's bucket, where nothing else would ever delete them.
      appversionLifecycle: {
        serviceRole: args.roles.service.arn,
        maxCount: args.keepVersions,
        deleteSourceFromS3: true,
      },
      ...(args.tags === undefined ? {} : { tags: args.tags }),
    },
    { ...opts, dependsOn: [...args.roles.permissions], protect: args.protect },
  );
}
