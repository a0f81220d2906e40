/** The choices of a site that a release must know, each list stated here alone: schemas and types are made of them. */

/** How a new build becomes the live one; see docs/static-site.md. */
export const RELEASE_STRATEGIES = ["inPlace", "atomic"] as const;
export type ReleaseStrategy = (typeof RELEASE_STRATEGIES)[number];

/** `spa`: a path without a file answers with the application; `static`: one file per page. */
export const SITE_MODES = ["spa", "static"] as const;
export type SiteMode = (typeof SITE_MODES)[number];

/** Which file answers `/about` of a static site: `about/index.html` or `about.html`. */
export const PAGE_LAYOUTS = ["directory", "file"] as const;
export type PageLayout = (typeof PAGE_LAYOUTS)[number];

/** `always` redirects `/about` to `/about/`, `never` the reverse, `ignore` answers both. */
export const TRAILING_SLASHES = ["always", "never", "ignore"] as const;
export type TrailingSlash = (typeof TRAILING_SLASHES)[number];
