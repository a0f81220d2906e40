import * as z from "zod/mini";
import { adviceOn } from "../fields/nearest";
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

const STORE = "must be the ARN of the store that names the active release";
const ADDRESS = "must be the site's address, e.g. https://www.example.com";
const FOLDER = "must be s3://bucket/folder";

const text = (must: string) => z.string(must).check(z.minLength(1, must));
const page = z.string("must be a path").check(z.startsWith("/", "must be a path that begins with /"));
const paths = z.array(page, "must be a list of paths");
const atLeast0 = (must: string) => z.number(must).check(z.gte(0, must));
const choice = <Values extends readonly string[]>(values: Values) =>
  z.enum(values, `must be one of ${values.join(", ")}`);
const group = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => `there is no key ${key}; ${adviceOn(key, Object.keys(shape))}`).join("; ")
        : "must be an object",
  });

const SETTINGS = group({
  release: choice(RELEASE_STRATEGIES),
  bucket: text("must be the bucket's name"),
  distributionId: text("must be the id of the distribution, e.g. E2EXAMPLE1ABCD"),
  keyValueStoreArn: z.optional(z.string(STORE).check(z.startsWith("arn:", STORE))),
  url: z.string(ADDRESS).check(z.regex(/^https?:\/\/[^/]+/, ADDRESS)),
  mode: z.optional(choice(SITE_MODES)),
  indexDocument: z.optional(text("must be a file of the build")),
  state: z.string(FOLDER).check(z.regex(/^s3:\/\/[^/]+\/.*[^/]$/, FOLDER)),
  retention: group({
    releases: atLeast0("must be a whole number of releases, 0 or more").check(
      z.int("must be a whole number of releases, 0 or more"),
    ),
    days: atLeast0("must be a number of days, 0 or more"),
  }),
  probe: z.optional(
    group({
      deepLink: z.optional(page),
      mode: z.optional(choice(SITE_MODES)),
      pages: z.optional(choice(PAGE_LAYOUTS)),
      trailingSlash: z.optional(choice(TRAILING_SLASHES)),
      timeoutSeconds: z
        .number("must be a number of seconds, more than 0")
        .check(z.gt(0, "must be a number of seconds, more than 0")),
    }),
  ),
  externalPaths: paths,
  apiRoutes: z.optional(paths),
  notFoundPages: z.optional(
    z.record(page, text("must be a file of the build"), "must be path prefixes with a file each"),
  ),
  exclude: z.optional(z.array(text("must be a pattern"), "must be a list of patterns")),
  contentTypes: z.optional(
    z.record(z.string(), text("must be a content type"), "must be endings or paths with a type each"),
  ),
  previews: z.optional(text("must be a host, e.g. preview.example.com")),
  bake: z.optional(
    group({
      alarmName: text("must be the alarm's name"),
      region: text("must be the alarm's region"),
      minutes: atLeast0("must be a number of minutes, 0 or more"),
    }),
  ),
});

/**
 * Reads the settings' JSON.
 *
 * @throws {Error} that names every value that is missing or wrong, and every key that there is not
 */
export function parseSettings(json: string): ReleaseSettings {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`the settings are not JSON: ${reason}`, { cause: error });
  }
  const parsed = SETTINGS.safeParse(value, { reportInput: true });
  const faults = (parsed.error?.issues ?? []).map(faultOf);
  const settings = value as ReleaseSettings;
  if (faults.length === 0 && settings.release === "atomic" && settings.keyValueStoreArn === undefined) {
    faults.push(`the settings' keyValueStoreArn: ${STORE}, got nothing`);
  }
  if (faults.length > 0) {
    throw new Error(faults.join("\n"));
  }
  return settings;
}

function faultOf(issue: z.core.$ZodIssue): string {
  const at = issue.path.length === 0 ? "" : `' ${issue.path.map(String).join(".")}`;
  if (issue.code === "unrecognized_keys") return `the settings${at}: ${issue.message}`;
  const must = issue.code === "invalid_key" ? (issue.issues[0]?.message ?? issue.message) : issue.message;
  return `the settings${at}: ${must}, got ${issue.input === undefined ? "nothing" : JSON.stringify(issue.input)}`;
}
