import {
  RELEASE_STRATEGIES,
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
  /** Paths that index.html may name although the build does not contain them. */
  readonly externalPaths: readonly string[];
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

/**
 * Reads the settings' JSON.
 *
 * @throws {Error} that names the first value that is missing or wrong
 */
export function parseSettings(json: string): ReleaseSettings {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new Error("the settings are not JSON");
  }
  const settings = value as Partial<ReleaseSettings>;
  const need = (key: keyof ReleaseSettings, holds: boolean, what: string) => {
    if (!holds) {
      throw new Error(`the settings' ${key} must be ${what}, got ${JSON.stringify(settings[key])}`);
    }
  };
  need(
    "release",
    RELEASE_STRATEGIES.some((strategy) => strategy === settings.release),
    RELEASE_STRATEGIES.join(" or "),
  );
  for (const key of ["bucket", "distributionId"] as const) {
    need(key, typeof settings[key] === "string" && settings[key] !== "", "a name");
  }
  need(
    "url",
    /^https?:\/\/[^/]+/.test(settings.url ?? ""),
    "the site's address, e.g. https://www.example.com",
  );
  need("state", /^s3:\/\/[^/]+\/.*[^/]$/.test(settings.state ?? ""), "s3://bucket/folder");
  const { releases, days } = settings.retention ?? {};
  need("retention", Number.isInteger(releases) && Number.isInteger(days), '{ "releases": 5, "days": 14 }');
  need("externalPaths", Array.isArray(settings.externalPaths), "a list");
  need(
    "keyValueStoreArn",
    settings.release === "inPlace" || typeof settings.keyValueStoreArn === "string",
    "the ARN of the store that names the active release",
  );
  return settings as ReleaseSettings;
}
