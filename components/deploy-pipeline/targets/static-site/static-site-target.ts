import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { input } from "../../../fields";
import {
  PAGE_LAYOUTS,
  type PageLayout,
  RELEASE_STRATEGIES,
  type ReleaseStrategy,
  SITE_MODES,
  type SiteMode,
  TRAILING_SLASHES,
  type TrailingSlash,
} from "../../../release-contract";

/** What a pipeline must know of a StaticSite to release to it: `site.deployTarget`. */
export interface StaticSiteTarget {
  readonly kind: "static";
  /** `inPlace` overwrites and invalidates; `atomic` adds a release and switches to it. */
  readonly release: ReleaseStrategy;
  /** `spa`: any path without a file answers with the application; `static`: such a path is a 404. */
  readonly mode?: SiteMode | undefined;
  /** File that answers `/`: a build without it is refused, and it is uploaded last. @default "index.html" */
  readonly indexDocument?: string | undefined;
  /** With `static`, which file answers a page's address: `/about/index.html` or `/about.html`. @default "directory" */
  readonly pages?: PageLayout | undefined;
  /** With `static`, which of `/about` and `/about/` redirects to the other. @default "ignore" */
  readonly trailingSlash?: TrailingSlash | undefined;
  /** Whether every page asks for a password (`basicAuth`): then nothing can be probed. @default false */
  readonly guarded?: boolean | undefined;
  /** Prefixes of paths that another origin answers: `/api`. @default - not known */
  readonly apiRoutes?: readonly string[] | undefined;
  /** Path prefix → file of the build that is shown for missing pages below it. @default - none */
  readonly notFoundPages?: Readonly<Record<string, string>> | undefined;
  /** Host below which previews are shown. @default - none */
  readonly previews?: string | undefined;
  readonly bucketName: pulumi.Input<string>;
  readonly bucketArn: pulumi.Input<string>;
  readonly distributionId: pulumi.Input<string>;
  readonly distributionArn: pulumi.Input<string>;
  /** The store whose one key names the active release; only with `atomic`. */
  readonly keyValueStoreArn?: pulumi.Input<string> | undefined;
  /** Where the site is reached, e.g. `https://www.example.com`: probed after a release. */
  readonly url: pulumi.Input<string>;
  /** The CloudWatch alarm (in us-east-1) that is raised when visitors get errors. */
  readonly errorAlarmName?: pulumi.Input<string> | undefined;
}

export const staticSiteTargetSchema = z.strictObject({
  kind: z.literal("static"),
  release: z.enum(RELEASE_STRATEGIES),
  mode: z.enum(SITE_MODES).optional(),
  indexDocument: z.string().optional(),
  pages: z.enum(PAGE_LAYOUTS).optional(),
  trailingSlash: z.enum(TRAILING_SLASHES).optional(),
  guarded: z.boolean().optional(),
  apiRoutes: z.array(z.string()).readonly().optional(),
  notFoundPages: z.record(z.string(), z.string()).readonly().optional(),
  previews: z.string().optional(),
  bucketName: input(z.string()),
  bucketArn: input(z.string()),
  distributionId: input(z.string()),
  distributionArn: input(z.string()),
  keyValueStoreArn: input(z.string()).optional(),
  url: input(z.string()),
  errorAlarmName: input(z.string()).optional(),
});
