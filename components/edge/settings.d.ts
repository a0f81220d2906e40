/** The constants that the assembled text begins with: what the function must know of its site (function.ts writes them). */

/** A request on its way through the steps. */
interface Visit {
  request: EdgeRequest;
  ip: string;
  /** The live release, or the one of the preview; filled by `findRelease`. */
  release?: string;
}

/** Answers the request, or lets it go on to the next step. */
type Step = (visit: Visit) => EdgeResponse | undefined | Promise<EdgeResponse | undefined>;

declare const STEPS: Step[];

/** Value of Strict-Transport-Security. */
declare const HSTS: string;

declare const DOMAIN: string;
declare const REDIRECT_FROM: string[];
declare const DEFAULT_DOMAIN: "redirect" | "block" | "serve";

/** SHA-256 of each `user:password`. */
declare const HASHES: string[];
/** Whether only the hosts of previews ask for a password. */
declare const PREVIEWS_ONLY: boolean;

/** `.preview.example.com`; empty where the site has no previews. */
declare const PREVIEWS: string;

/** From, to, status. */
declare const RULES: [string, string, number][];
/** Prefix of the store's keys that hold the stack's redirects, and how many keys there are. */
declare const REDIRECTS_KEY: string;
declare const REDIRECTS_BUCKETS: number;

/** Prefix of the store's keys that hold redirects of releases; the table's hash follows. */
declare const RELEASE_REDIRECTS: string;

/** Language, path; the first is for everyone else. */
declare const LANGUAGES: [string, string][];

/** File that answers `/`. */
declare const INDEX: string;
/** Name of the file that answers a folder: that of INDEX. */
declare const FOLDER_INDEX: string;
declare const PAGES: "directory" | "file";
declare const SLASH: "always" | "never" | "ignore";
declare const CLEAN: boolean;
/** Paths, or all below a path (`/users/*`), that are pages even where they end like a file. */
declare const DEEP_LINKS: string[];
/** Prefix, file: the longest prefix first. */
declare const FALLBACKS: [string, string][];

/** Prefix, file that is shown for missing pages below it: the longest prefix first. */
declare const NOT_FOUND_PAGES: [string, string][];
/** Prefix of the store's keys of such pages; the hash follows. */
declare const NOT_FOUND_KEY: string;
/** What a page that the function answers with says to browsers. */
declare const PAGE_HEADERS: { [name: string]: string };

/** Files with a hash in their name, and what is none although it looks like one. */
declare const HASHED: RegExp[];
declare const NOT_HASHED: RegExp[];
declare const ACTIVE_KEY: string;
declare const PREVIEW_KEY: string;
/** Prefix of the keys that say what of a release differs from another one. */
declare const DELTA_KEY: string;
declare const NO_RELEASE: string;
declare const RELEASES: string;
declare const SHARED: string;
