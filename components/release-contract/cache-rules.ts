/**
 * The one table of how long a file of a site may be cached, by whom. The upload of a release sends these headers, the
 * edge function knows by the same patterns which files all releases share, and docs/static-site.md prints it.
 */

import type { ReleaseStrategy } from "./site-options";

/** One class of files. */
export interface CacheRule {
  readonly name: "html" | "hashed" | "fresh" | "other";
  /** What the class holds, for people. */
  readonly files: string;
  /** Any of these matches the file's path inside the build, without a leading slash. */
  readonly patterns: readonly RegExp[];
  /** The Cache-Control header, for each way to release. */
  readonly cacheControl: Readonly<Record<ReleaseStrategy, string>>;
  /** 1 is uploaded first: a page must never be there before the files that it names. */
  readonly uploadOrder: 1 | 2 | 3 | 4;
}

/** The class of one file, with the header to send for it. */
export interface FileRule {
  readonly name: CacheRule["name"];
  readonly cacheControl: string;
  readonly uploadOrder: CacheRule["uploadOrder"];
}

/**
 * Names that carry a hash of their content, as the usual bundlers write them. A file that is hashed but not recognized
 * is only revalidated more often; one that is recognized but not hashed would stay stale for a year, so where a name
 * could be a word (`hero-background.png`, `report-20241122.pdf`) it is not taken for a hash.
 *
 * Only constructs that CloudFront's JavaScript runtime 2.0 knows: the edge function carries these patterns.
 */
const HASHED: readonly RegExp[] = [
  // Folders in which a framework writes nothing but files that never change: Next.js, SvelteKit, Astro, Expo, Nuxt.
  /^(?:_next\/static|_app\/immutable|_astro|_expo\/static)\//,
  /^_nuxt\/(?!builds\/)/,
  // webpack, Parcel, Gatsby, Workbox: main.3f2a1b9c.js, main.3f2a1b9c.chunk.css.map. Eight or more hexadecimal digits
  // with a letter and a number among them, so that neither a date nor a word passes.
  /(?:^|[/._-])(?=[a-f]{0,63}[0-9])(?=[0-9]{0,63}[a-f])[0-9a-f]{8,64}(?:\.[0-9A-Za-z]+){1,3}$/,
  // esbuild (Angular): main-5QPBEAEN.js.
  /[.-][A-Z2-7]{8}\.(?:js|mjs|css|wasm)(?:\.map)?$/,
  // Rollup (Vite), code: assets/index-DiwrgTda.js. A capital or a letter after a number inside a word, so that
  // words and numbers with hyphens between them (00-0-Aa0) do not pass, though a hash may hold hyphens as well.
  /^assets\/(?:.*[/.-])?(?=[\w-]{0,6}(?:[a-z0-9_][A-Z]|[0-9][A-Za-z]|[A-Z][A-Z]))[\w-]{8}\.(?:js|mjs|css|wasm)(?:\.map)?$/,
  // Rollup (Vite), images and fonts: assets/logo-B1sX9kQz.png. Teams put files of their own beside them, so stricter:
  // a capital, a small letter, and a number that is followed by a letter.
  /^assets\/(?:.*[/.-])?(?=[\w-]{0,7}[A-Z])(?=[\w-]{0,7}[a-z])(?=[\w-]{0,6}[0-9][A-Za-z])[\w-]{8}\.[0-9A-Za-z]+$/,
];

/** Files that the browser asks for by a fixed name to learn whether there is something new. */
const FRESH: readonly RegExp[] = [
  /(?:^|\/)(?:sw|service-?worker|ngsw-worker|firebase-messaging-sw|OneSignalSDK(?:Updater)?Worker|registerSW)\.m?js$/i,
  /(?:^|\/)(?:[\w-]+\.webmanifest|(?:asset-)?manifest\.json|ngsw\.json|version\.(?:json|txt))$/i,
  /(?:^|\/)(?:env|env-config|runtime-config|config)\.(?:js|json)$/i,
  /^_nuxt\/builds\/latest\.json$/,
];

const YEAR = 31536000;

/**
 * First match wins; the last one takes the rest. A page is a page whatever its name, since it is what visitors come to; and
 * a name with a hash says more than the word before it.
 */
export const CACHE_RULES: readonly CacheRule[] = [
  {
    name: "html",
    files: "pages",
    patterns: [/\.html?$/i],
    // atomic: the edge may keep a page for good, since the release is part of the key under which it is cached.
    cacheControl: {
      inPlace: "public, max-age=0, must-revalidate",
      atomic: `public, max-age=0, s-maxage=${YEAR}, must-revalidate`,
    },
    uploadOrder: 4,
  },
  {
    name: "hashed",
    files: "files with a hash of their content in their name",
    patterns: HASHED,
    cacheControl: {
      inPlace: `public, max-age=${YEAR}, immutable`,
      atomic: `public, max-age=${YEAR}, immutable`,
    },
    uploadOrder: 1,
  },
  {
    name: "fresh",
    files: "service worker, web app manifest, version and run-time configuration files",
    patterns: FRESH,
    cacheControl: { inPlace: "no-cache", atomic: "no-cache" },
    uploadOrder: 3,
  },
  {
    name: "other",
    files: "all other files: images, fonts, documents under a name of their own",
    patterns: [/^/],
    // inPlace: five minutes is how long an overwritten image may be seen where an invalidation was forgotten.
    cacheControl: {
      inPlace: "public, max-age=0, s-maxage=300, must-revalidate",
      atomic: `public, max-age=0, s-maxage=${YEAR}, must-revalidate`,
    },
    uploadOrder: 2,
  },
];

/**
 * The class of a file and the Cache-Control header that its object gets.
 *
 * @param path the file's path inside the build, with `/` and no leading slash, e.g. `assets/index-DiwrgTda.js`
 */
export function cacheRuleFor(path: string, release: ReleaseStrategy): FileRule {
  const rule = CACHE_RULES.find(({ patterns }) => patterns.some((pattern) => pattern.test(path)));
  if (rule === undefined) {
    throw new Error(`no cache rule matches ${path}`);
  }
  return { name: rule.name, cacheControl: rule.cacheControl[release], uploadOrder: rule.uploadOrder };
}

/** The patterns of one class. */
export function patternsOf(name: CacheRule["name"]): readonly RegExp[] {
  return CACHE_RULES.find((rule) => rule.name === name)?.patterns ?? [];
}

/** The patterns of the classes that are asked before `name`. */
export function patternsBefore(name: CacheRule["name"]): readonly RegExp[] {
  const at = CACHE_RULES.findIndex((rule) => rule.name === name);
  return CACHE_RULES.slice(0, at).flatMap(({ patterns }) => patterns);
}
