import * as z from "zod/mini";
import {
  PAGE_LAYOUTS,
  RELEASE_STRATEGIES,
  SITE_MODES,
  TRAILING_SLASHES,
  type PageLayout,
  type ReleaseStrategy,
  type SiteMode,
  type TrailingSlash,
} from "./site-options";

/**
 * What the release program must know of its site. The pipeline's deploy project holds it as JSON in the variable
 * RELEASE_SETTINGS, so the build machine and people (`--pipeline NAME`) work with the same.
 */
export interface ReleaseSettings {
  /** `inPlace` overwrites and invalidates; `atomic` adds a release and switches to it. */
  readonly release: ReleaseStrategy;
  readonly bucket: string;
  readonly distributionId: string;
  /** Only with `atomic`. */
  readonly keyValueStoreArn?: string;
  /** Where the site is reached, e.g. `https://www.example.com`. */
  readonly url: string;
  /** As in `probe`, for a site that is not probed. */
  readonly mode?: SiteMode;
  /** The file that answers `/`. @default "index.html" */
  readonly indexDocument?: string;
  /** Where manifests and archives lie: `s3://bucket/folder`. */
  readonly state: string;
  /** A release is removed when it is neither one of the newest `releases` nor superseded for less than `days`. */
  readonly retention: { readonly releases: number; readonly days: number };
  /** undefined: nothing is checked over HTTPS. */
  readonly probe?: {
    /** A path that must answer 200 with a page; without it one is taken from the build. */
    readonly deepLink?: string;
    /** `spa`: a path without a file answers with the application. */
    readonly mode?: SiteMode;
    /** With `static`: whether `about/index.html` or `about.html` answers /about. @default "directory" */
    readonly pages?: PageLayout;
    /** With `static`: `always` redirects /about to /about/, `never` the reverse. @default "ignore" */
    readonly trailingSlash?: TrailingSlash;
    readonly timeoutSeconds: number;
  };
  /** Paths that pages may load although the build does not contain them; `/x/*` is everything below. */
  readonly externalPaths: readonly string[];
  /** Prefixes of paths that another origin answers: `/api`. */
  readonly apiRoutes?: readonly string[];
  /** Path prefix → file of the build that is shown for missing pages below it; only with `atomic`. */
  readonly notFoundPages?: Readonly<Record<string, string>>;
  /** Files of the build that are left out: `**\/*.map`; a pattern without a slash holds in every folder. */
  readonly exclude?: readonly string[];
  /** Content types by the end of a file's name (`.usdz`) or by its path (`/feed`). */
  readonly contentTypes?: Readonly<Record<string, string>>;
  /** Host below which previews are shown: `preview.example.com`. */
  readonly previews?: string;
  /** The alarm that is watched after the release, and for how long. */
  readonly bake?: { readonly alarmName: string; readonly region: string; readonly minutes: number };
}

/** The environment variable that holds the settings as JSON. */
export const SETTINGS_VARIABLE = "RELEASE_SETTINGS";

/** The file that answers `/`. */
export function indexOf({ indexDocument = "index.html" }: ReleaseSettings): string {
  return indexDocument;
}

/** The name of the pipeline's project that deploys; its variables hold the settings for people as well. */
export function deployProject(pipeline: string): string {
  return `${pipeline}-deploy`;
}

const NAME = z.string().check(z.minLength(1));
const PATHS = z.array(z.string().check(z.startsWith("/")));
const COUNT = z.number().check(z.int(), z.gte(0));

const SETTINGS = z.object({
  release: z.enum(RELEASE_STRATEGIES),
  bucket: NAME,
  distributionId: NAME,
  keyValueStoreArn: z.optional(z.string().check(z.startsWith("arn:"))),
  url: z
    .string()
    .check(z.regex(/^https?:\/\/[^/]+/, "must be the site's address, e.g. https://www.example.com")),
  mode: z.optional(z.enum(SITE_MODES)),
  indexDocument: z.optional(NAME),
  state: z.string().check(z.regex(/^s3:\/\/[^/]+\/.*[^/]$/, "must be s3://bucket/folder")),
  retention: z.object({ releases: COUNT, days: z.number().check(z.gte(0)) }),
  probe: z.optional(
    z.object({
      deepLink: z.optional(z.string().check(z.startsWith("/"))),
      mode: z.optional(z.enum(SITE_MODES)),
      pages: z.optional(z.enum(PAGE_LAYOUTS)),
      trailingSlash: z.optional(z.enum(TRAILING_SLASHES)),
      timeoutSeconds: z.number().check(z.gt(0)),
    }),
  ),
  externalPaths: PATHS,
  apiRoutes: z.optional(PATHS),
  notFoundPages: z.optional(z.record(z.string().check(z.startsWith("/")), NAME)),
  exclude: z.optional(z.array(NAME)),
  contentTypes: z.optional(z.record(NAME, NAME)),
  previews: z.optional(NAME),
  bake: z.optional(z.object({ alarmName: NAME, region: NAME, minutes: z.number().check(z.gte(0)) })),
});

/**
 * Reads the settings' JSON.
 *
 * @throws {Error} that names every value that is missing or wrong
 */
export function parseSettings(json: string): ReleaseSettings {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new Error("the settings are not JSON");
  }
  const parsed = SETTINGS.safeParse(value, { reportInput: true });
  const faults = (parsed.error?.issues ?? []).map((issue) => {
    const path = issue.path.map(String).join(".") || "all";
    return `the settings' ${path}: ${issue.message}, got ${issue.input === undefined ? "nothing" : JSON.stringify(issue.input)}`;
  });
  const settings = value as ReleaseSettings;
  if (faults.length === 0 && settings.release === "atomic" && settings.keyValueStoreArn === undefined) {
    faults.push(
      "the settings' keyValueStoreArn must be the ARN of the store that names the active release, got nothing",
    );
  }
  if (faults.length > 0) {
    throw new Error(faults.join("\n"));
  }
  return settings;
}
