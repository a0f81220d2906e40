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
 * Names that carry a hash of their content, as the usual bundlers write them, at any depth, since a site may lie below a base path.
 *
 * No guess does harm. A file that is taken for hashed and is not, is never overwritten with other content (release/publish/plan.ts); one
 * that is hashed and not recognized is revalidated, and kept for open tabs (open-tabs.ts). Still, what is cached for a year cannot be called
 * back, so data and documents are never taken for hashed (ids and commits look just like hashes), nor are dates and words.
 *
 * Only constructs that CloudFront's JavaScript runtime 2.0 knows: the edge function carries these patterns.
 */
const HASHED: readonly RegExp[] = [
  // Folders in which a framework writes nothing but files that never change: Next.js, SvelteKit, Expo, Nuxt, Gatsby's images.
  /(?:^|\/)(?:_next\/static|_app\/immutable|_expo\/static|_nuxt(?!\/builds\/)|static\/[0-9a-f]{32})\//,
  // Astro: _astro/index.DkX3zQpA.css, _astro/photo.B1sX9kQz_Z2aB3c.webp. A site may have a folder of that name as well.
  /(?:^|\/)_astro\/(?:.*\/)?[^/]*\.[\w-]{8}(?:_\w{4,8})?\.[0-9A-Za-z]+$/,
  // Code, styles and fonts, by what comes before the ending:
  // - webpack, Rspack, Parcel, Gatsby, Hugo, Workbox: main.3f2a1b9c.chunk.js. Eight digits may all be decimal, if they are no date; a
  //   UUID is no hash;
  // - esbuild (Angular): main-5QPBEAEN.js;
  // - Rollup (Vite, VitePress): index-DiwrgTda.js, guide.md.BqX9kQz1.lean.js. Chart4js and 00-0-Aa0 are none, nor, outside of assets/,
  //   is myWidget.
  /^(?!.*-[0-9a-f]{4}-[0-9a-f]{4}-).*?(?:(?:^|[/._-])(?!(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d\.)(?:[0-9]{8}|(?=[0-9a-f]*[a-f])[0-9a-f]{8,64})(?:\.[a-z0-9]+)?|[.-][A-Z2-7]{8}|(?:(?:^|\/)assets\/.*[^/][.-]|[^/][.-](?![A-Z]?[a-z]+[A-Z][a-z]+\.))(?![A-Za-z]{1,2}[a-z]{4}[0-9][a-z]{1,2}\.)(?=[\w-]{0,6}(?:[a-z0-9_][A-Z]|[0-9][A-Za-z]|[A-Z][A-Z]))[\w-]{8}(?:\.lean)?)\.(?:m?js|css|wasm|woff2?|ttf|otf|eot)$/,
  // Images, where teams put files of their own beside those of the bundler, so stricter: a name that is nothing but digits may be an
  // id, and Lunch2Go and GuideV2a are words.
  /(?:[^/](?:\.(?!(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d\.)(?:[0-9]{8}|(?=[0-9a-f]*[a-f])[0-9a-f]{8,64})|-(?=[0-9a-f]*[a-f])[0-9a-f]{16,64})|(?:^|\/)media\/.*-(?=[A-Z]*[2-7])[A-Z2-7]{8}|(?:^|\/)assets\/.*[^/]-(?=[\w-]{0,7}[A-Z])(?=[\w-]{0,7}[a-z])(?=[\w-]*[0-9][A-Za-z])(?![A-Z]?[a-z]*[A-Z]?[a-z]*[0-9][A-Z]?[a-z]*[0-9]?\.)[\w-]{8})\.(?:png|jpe?g|gif|svg|webp|avif|ico|mp4|webm)$/,
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

/** The patterns of the classes that come before `name`. */
export function patternsBefore(name: CacheRule["name"]): readonly RegExp[] {
  const at = CACHE_RULES.findIndex((rule) => rule.name === name);
  return CACHE_RULES.slice(0, at).flatMap(({ patterns }) => patterns);
}
