/** Which file of the build answers which address. */
import { z } from "zod";
import { type Fault, type Rule, rule } from "../fields";
import {
  NOT_FOUND_DOCUMENT,
  PAGE_LAYOUTS,
  type PageLayout,
  RELEASE_STRATEGIES,
  SITE_MODES,
  type SiteMode,
  TRAILING_SLASHES,
  type TrailingSlash,
} from "../release-contract";

export interface RoutingKeys {
  /**
   * `spa`: every path that does not look like a file is answered with the index document; a missing file stays a 404.
   * `static`: one file per page.
   *
   * @default "spa"
   */
  readonly mode?: SiteMode | undefined;
  /**
   * File that answers `/`. With `mode: static`, a file of its name answers each folder; it may lie in a folder itself, as that of a
   * build for a base path does (`docs/index.html`).
   *
   * @default "index.html"
   */
  readonly indexDocument?: string | undefined;
  /**
   * Path prefixes whose paths are pages even where they end like a file, e.g. `/users` for `/users/jane.doe`, or
   * `/blog/node.js` for that one page.
   *
   * @default []
   */
  readonly deepLinks?: readonly string[] | undefined;
  /**
   * Path prefix → file of the build that answers each page below it: several applications on one host
   * (`/en: en/index.html`, `/ko: ko/index.html`), or an application beside pages made beforehand (`/app: 200.html`).
   *
   * @default {}
   */
  readonly fallbackPages?: Readonly<Record<string, string>> | undefined;
  /**
   * Only with `mode: static`: which file answers `/about`: `directory`: `about/index.html`; `file`: `about.html`, while
   * `/about/` is `about/index.html`, unless `trailingSlash` is `always`.
   *
   * @default "directory"
   */
  readonly pages?: PageLayout | undefined;
  /**
   * Only with `mode: static`: `always` redirects `/about` to `/about/`, `never` the reverse, `ignore` answers both.
   *
   * @default "ignore"
   */
  readonly trailingSlash?: TrailingSlash | undefined;
  /**
   * Only with `mode: static`: redirects `/about.html` and `/about/index.html` to the page's address without file name.
   *
   * @default false
   */
  readonly cleanUrls?: boolean | undefined;
  /**
   * Language → path that `/` redirects (302) to, by the visitor's `Accept-Language`, e.g. `ko: /ko/`; the first is for everyone
   * else.
   *
   * @default {}
   */
  readonly languages?: Readonly<Record<string, string>> | undefined;
  /**
   * Path prefix → page of the build that is shown, with status 404, for a missing page below it: one for each language
   * (`/de: de/404.html`) or application of a host; `/` is everywhere else, also with `apiRoutes`. Only with `mode: static` and
   * `release: atomic`. A page above 36 KB, and a missing file that is no page, is answered with `notFoundDocument`.
   *
   * @default {}
   */
  readonly notFoundPages?: Readonly<Record<string, string>> | undefined;
  /**
   * Page of the build that is shown, with status 404, for a missing file. With `release: atomic` it is always `404.html`.
   * Not possible together with `apiRoutes`: CloudFront would show it in place of the API's own 404 answers.
   *
   * @default - the build's `404.html` with `release: atomic` (a plain page of ours until it has one) or `mode: static`; otherwise our page
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/GeneratingCustomErrorResponses.html
   */
  readonly notFoundDocument?: string | undefined;
}

const fileName = z
  .string()
  .regex(
    /^(?!.*(?:^|\/)\.\.?(?:\/|$))[\w.-]+(?:\/[\w.-]+)*$/,
    "must be a file of the build, such as 404.html",
  );

/** `/api`, `/v2/users`: no final slash, no wildcard, nothing that would have to be encoded. */
export const PATH_PREFIX = /^(?:\/[A-Za-z0-9._~-]+)+$/;

const pathPrefix = z
  .string()
  .regex(PATH_PREFIX, "must be a path without wildcard and final slash, such as /users");

const PAGES = "directory";
const TRAILING_SLASH = "ignore";

export const routingShape = {
  mode: z.enum(SITE_MODES).default("spa"),
  indexDocument: fileName.default("index.html"),
  deepLinks: z.array(pathPrefix).readonly().default([]),
  fallbackPages: z.record(pathPrefix, fileName).readonly().default({}),
  pages: z.enum(PAGE_LAYOUTS).default(PAGES),
  trailingSlash: z.enum(TRAILING_SLASHES).default(TRAILING_SLASH),
  cleanUrls: z.boolean().default(false),
  languages: z
    .record(
      z.string().regex(/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/, "must be a language tag such as ko or pt-BR"),
      z
        .string()
        .regex(/^\/[A-Za-z0-9._~/-]*[A-Za-z0-9._~-]\/?$/, "must be a path other than /, such as /ko/"),
    )
    .readonly()
    .default({}),
  notFoundPages: z
    .record(z.union([z.literal("/"), pathPrefix]), fileName)
    .readonly()
    .default({}),
  notFoundDocument: fileName.optional(),
} as const;

export type Routing = z.output<z.ZodObject<typeof routingShape>>;

/** What of a site a rule of routing reads beside its own keys. */
interface Beside {
  readonly release: (typeof RELEASE_STRATEGIES)[number];
  readonly apiRoutes: Readonly<Record<string, string>>;
  readonly redirects: readonly { readonly from: string }[];
}

export const routingRules: readonly Rule<Routing & Beside>[] = [
  ...(["pages", "trailingSlash", "cleanUrls"] as const).map((key) =>
    rule<Routing & Beside>(
      ["mode", key],
      [key],
      "must not be changed with mode: spa, where index.html answers every page",
      (site) =>
        site.mode === "spa" &&
        site[key] !== { pages: PAGES, trailingSlash: TRAILING_SLASH, cleanUrls: false }[key],
    ),
  ),
  { reads: [], entriesOf: ["languages", "redirects"], faults: twoAnswersForRoot },
  { reads: ["mode", "release"], entriesOf: ["notFoundPages", "fallbackPages"], faults: notFoundFaults },
  rule(
    ["apiRoutes", "notFoundDocument"],
    ["notFoundDocument"],
    "must not be given together with apiRoutes: CloudFront would show it in place of the API's own 404 answers",
    ({ apiRoutes, notFoundDocument }) => notFoundDocument !== undefined && Object.keys(apiRoutes).length > 0,
  ),
  rule(
    ["release", "notFoundDocument"],
    ["notFoundDocument"],
    `must be ${NOT_FOUND_DOCUMENT} with release: atomic, the page that a release puts in the place for missing files`,
    ({ release, notFoundDocument = NOT_FOUND_DOCUMENT }) =>
      release === "atomic" && notFoundDocument !== NOT_FOUND_DOCUMENT,
  ),
];

/** Pages that would never be shown. */
function notFoundFaults({
  notFoundPages,
  mode,
  release,
  fallbackPages,
}: Pick<Routing & Beside, "notFoundPages" | "mode" | "release" | "fallbackPages">): Fault[] {
  if (Object.keys(notFoundPages).length === 0) {
    return [];
  }
  const reason =
    mode === "spa"
      ? "must not be given with mode: spa, where index.html answers every page"
      : release === "inPlace"
        ? "must not be given with release: inPlace: it needs the store of release: atomic; use notFoundDocument"
        : undefined;
  return reason !== undefined
    ? [{ path: ["notFoundPages"], message: reason }]
    : Object.keys(notFoundPages)
        .filter((prefix) => Object.keys(fallbackPages).some((each) => `${prefix}/`.startsWith(`${each}/`)))
        .map((prefix) => ({
          path: ["notFoundPages", prefix],
          message: "must not be given where fallbackPages answers every page",
        }));
}

function twoAnswersForRoot({
  languages,
  redirects,
}: Pick<Routing & Beside, "languages" | "redirects">): Fault[] {
  const [other] = redirects.flatMap(({ from }, at) => (from === "/" || from === "/*" ? [at] : []));
  return other === undefined || Object.keys(languages).length === 0
    ? []
    : [{ path: ["languages"], message: `must not be given where redirects[${other}] takes / already` }];
}
