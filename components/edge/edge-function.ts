/**
 * The CloudFront Function that answers every request of a site first (runtime cloudfront-js-2.0): a pure function from what it must
 * know of the site to source text. It joins the files of this folder that the site needs; the text must stay below 10 KB.
 */
import {
  ACTIVE_RELEASE_KEY,
  DELTA_KEY_PREFIX,
  NO_RELEASE,
  NOT_FOUND_PAGES_PREFIX,
  type PageLayout,
  patternsBefore,
  patternsOf,
  PREVIEW_KEY_PREFIX,
  RELEASE_REDIRECTS_PREFIX,
  RELEASES_PREFIX,
  type ReleaseStrategy,
  SHARED_PREFIX,
  type SiteMode,
  type TrailingSlash,
} from "../release-contract";
import { EDGE_SOURCE } from "./source";

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-functions */
export const MAX_FUNCTION_BYTES = 10_240;

/** A redirect with its path encoded as browsers send it. */
export interface EdgeRedirect {
  readonly from: string;
  readonly to: string;
  readonly status: number;
}

/** What the function must know of a site. */
export interface EdgeSite {
  readonly release: ReleaseStrategy;
  readonly strictTransportSecurity: string;
  /** undefined: no host of the site's own, so every name is served. */
  readonly domain: string | undefined;
  readonly redirectFrom: readonly string[];
  readonly defaultDomain: "redirect" | "block" | "serve";
  readonly mode: SiteMode;
  readonly indexDocument: string;
  readonly deepLinks: readonly string[];
  /** Path prefix → file that answers the pages below it. */
  readonly fallbackPages: Readonly<Record<string, string>>;
  /** Path prefix → file that is shown for missing pages below it. */
  readonly notFoundPages: Readonly<Record<string, string>>;
  /** Headers of a page that the function answers with: the distribution's policy does not reach it. */
  readonly pageHeaders: Readonly<Record<string, string>>;
  readonly pages: PageLayout;
  readonly trailingSlash: TrailingSlash;
  readonly cleanUrls: boolean;
  readonly redirects: readonly EdgeRedirect[];
  /** Keys of the store that hold further redirects of the stack. */
  readonly storedRedirects: { readonly prefix: string; readonly parts: number } | undefined;
  /** Language → path, the first for everyone else. */
  readonly languages: Readonly<Record<string, string>>;
  /** SHA-256 of each `user:password`; undefined: no password. */
  readonly passwordHashes: readonly string[] | undefined;
  readonly passwordOnPreviewsOnly: boolean;
  /** Host below which previews are served. */
  readonly previews: string | undefined;
  /** Whether responses of previews say noindex. */
  readonly previewsNoIndex: boolean;
}

/** Part of the text: a file with the constants that it reads, and the steps that it adds to a request. */
interface Part {
  readonly file: keyof typeof EDGE_SOURCE;
  readonly constants?: Readonly<Record<string, Constant>>;
  readonly steps?: readonly string[];
}

type Constant =
  | string
  | number
  | boolean
  | readonly (string | readonly (string | number)[])[]
  | Readonly<Record<string, string>>
  | Patterns;
class Patterns {
  constructor(readonly patterns: readonly RegExp[]) {}
}

/** The function's source. */
export function edgeFunctionSource(site: EdgeSite): string {
  const { head, files, tail } = edgeFunctionOutline(site);
  return [...head, ...files.map((file) => EDGE_SOURCE[file]), ...tail, ""].join("\n");
}

/** The function as the files of this folder that it is joined of, and what stands before and after them. */
export function edgeFunctionOutline(site: EdgeSite): {
  readonly head: readonly string[];
  readonly files: readonly (keyof typeof EDGE_SOURCE)[];
  readonly tail: readonly string[];
} {
  const parts = partsOf(site);
  const constants = parts.flatMap((part) => Object.entries(part.constants ?? {}));
  return {
    head: [
      ...(usesStore(site) ? ["import cf from 'cloudfront';"] : []),
      ...constants.map(([name, value]) => `const ${name}=${literal(value)};`),
    ],
    files: parts.map(({ file }) => file),
    tail: [
      `const STEPS=[${parts.flatMap(({ steps = [] }) => steps).join()}];`,
      respondsToResponses(site)
        ? "function handler(event){return event.response?respond(event):handleRequest(event)}"
        : "function handler(event){return handleRequest(event)}",
    ],
  };
}

/** Whether the function must be called for responses, too. */
export function respondsToResponses(site: Pick<EdgeSite, "previews" | "previewsNoIndex">): boolean {
  return site.previews !== undefined && site.previewsNoIndex;
}

function usesStore(site: EdgeSite): boolean {
  return site.release === "atomic" || site.storedRedirects !== undefined;
}

/** In the order in which a request goes through their steps. */
function partsOf(site: EdgeSite): Part[] {
  const atomic = site.release === "atomic";
  return [
    { file: "answers", constants: { HSTS: site.strictTransportSecurity } },
    { file: "paths", steps: ["badPath"] },
    { file: "previews", constants: { PREVIEWS: site.previews === undefined ? "" : `.${site.previews}` } },
    ...(usesStore(site) ? [{ file: "store" } as const] : []),
    ...(site.domain === undefined ? [] : [hosts(site, site.domain)]),
    ...(site.passwordHashes === undefined ? [] : [authentication(site, site.passwordHashes)]),
    ...redirects(site),
    ...(Object.keys(site.languages).length === 0 ? [] : [languages(site)]),
    ...(atomic ? [releases(), releaseRedirects()] : []),
    routing(site),
    ...(site.mode === "spa"
      ? [{ file: "routing-spa", steps: ["spaRoute"] } as const]
      : [{ file: "routing-static", steps: ["canonical", "staticRoute"] } as const]),
    ...(atomic && Object.keys(site.notFoundPages).length > 0 ? [notFoundPages(site)] : []),
    {
      file: "handler",
      steps: ["tooLong", ...(atomic ? ["toRelease"] : [])],
    },
    ...(respondsToResponses(site) ? [{ file: "responses" } as const] : []),
  ];
}

function hosts({ redirectFrom, defaultDomain }: EdgeSite, domain: string): Part {
  return {
    file: "hosts",
    constants: { DOMAIN: domain, REDIRECT_FROM: redirectFrom, DEFAULT_DOMAIN: defaultDomain },
    steps: ["otherHost"],
  };
}

function authentication({ passwordOnPreviewsOnly }: EdgeSite, hashes: readonly string[]): Part {
  return {
    file: "authentication",
    constants: { HASHES: hashes, PREVIEWS_ONLY: passwordOnPreviewsOnly },
    steps: ["unauthorized"],
  };
}

/** Those in the store name one path each, so they come before those with a wildcard. */
function redirects({ redirects: rules, storedRedirects }: EdgeSite): Part[] {
  const inText = rules.map(({ from, to, status }) => [from, to, status] as const);
  return [
    ...(storedRedirects === undefined
      ? []
      : [
          {
            file: "stored-redirects",
            constants: { REDIRECTS_KEY: storedRedirects.prefix, REDIRECTS_BUCKETS: storedRedirects.parts },
            steps: ["storedRedirect"],
          } as const,
        ]),
    ...(rules.length === 0
      ? []
      : [
          {
            file: "redirects",
            constants: { RULES: inText },
            steps: ["redirected"],
          } as const,
        ]),
  ];
}

function languages(site: EdgeSite): Part {
  const LANGUAGES = Object.entries(site.languages).map(([tag, path]) => [tag.toLowerCase(), path]);
  return { file: "languages", constants: { LANGUAGES }, steps: ["byLanguage"] };
}

function releases(): Part {
  return {
    file: "releases",
    constants: {
      HASHED: new Patterns(patternsOf("hashed")),
      NOT_HASHED: new Patterns(patternsBefore("hashed")),
      ACTIVE_KEY: ACTIVE_RELEASE_KEY,
      PREVIEW_KEY: PREVIEW_KEY_PREFIX,
      DELTA_KEY: DELTA_KEY_PREFIX,
      NO_RELEASE,
      RELEASES: `/${RELEASES_PREFIX}`,
      SHARED: `/${SHARED_PREFIX}`,
    },
    steps: ["findRelease"],
  };
}

function releaseRedirects(): Part {
  return {
    file: "release-redirects",
    constants: { RELEASE_REDIRECTS: RELEASE_REDIRECTS_PREFIX },
    steps: ["releaseRedirect"],
  };
}

function notFoundPages(site: EdgeSite): Part {
  return {
    file: "not-found-pages",
    constants: {
      NOT_FOUND_PAGES: longestFirst(site.notFoundPages),
      NOT_FOUND_KEY: NOT_FOUND_PAGES_PREFIX,
      PAGE_HEADERS: { ...site.pageHeaders, "content-type": "text/html; charset=utf-8" },
    },
    steps: ["missingPage"],
  };
}

/** A table by prefixes, of which the longest that matches holds. */
function longestFirst(byPrefix: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(byPrefix).sort(([a], [b]) => b.length - a.length || (a < b ? -1 : 1));
}

function routing(site: EdgeSite): Part {
  return {
    file: "routing",
    constants: {
      INDEX: site.indexDocument,
      DEEP_LINKS: site.deepLinks,
      FALLBACKS: longestFirst(site.fallbackPages),
      ...(site.mode === "static"
        ? {
            FOLDER_INDEX: site.indexDocument.replace(/^.*\//, ""),
            PAGES: site.pages,
            SLASH: site.trailingSlash,
            CLEAN: site.cleanUrls,
          }
        : {}),
    },
  };
}

function literal(value: Constant): string {
  return value instanceof Patterns ? `[${value.patterns.map(String).join()}]` : JSON.stringify(value);
}
