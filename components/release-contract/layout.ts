/**
 * Where the files of a site lie in its bucket, and how the active release is named. Read by the edge function's
 * generator and by whatever uploads, switches, rolls back and prunes; so it is stated here alone.
 *
 * `inPlace`: a file lies under its own path, and a release overwrites it.
 *
 * `atomic`: the pages and all files that keep their names lie under `releases/<id>/`, written once. Files whose name
 * is a hash of their content lie under `shared/`, common to all releases: a tab that was opened before a release, and
 * one that stays open over a rollback, still find their chunks, and the edge need not fetch again what did not change.
 */
import { cacheRuleFor } from "./cache-rules";
import type { ReleaseStrategy } from "./site-options";

/** All releases of an atomic site. */
export const RELEASES_PREFIX = "releases/";

/** What all releases of an atomic site share: files of the class `hashed`. */
export const SHARED_PREFIX = "shared/";

/** Where an atomic site's page for a missing file lies: CloudFront fetches it past the edge function, so by a fixed key. */
export const NOT_FOUND_KEY = "errors/404.html";

/** The build's own page for a missing file, where it has one: it is put under `NOT_FOUND_KEY`. */
export const NOT_FOUND_DOCUMENT = "404.html";

/** It lies under a fixed key: the edge may not keep it for good, as it keeps the pages of a release. */
export const NOT_FOUND_CACHE_CONTROL = "public, max-age=0, s-maxage=60, must-revalidate";

/** The key of the CloudFront KeyValueStore that names the active release. */
export const ACTIVE_RELEASE_KEY = "active";

/** `preview:<label>` names the release that `<label>.<previews>` shows. */
export const PREVIEW_KEY_PREFIX = "preview:";

/** The value of the key `active` until the first release: files lie where an inPlace release puts them. */
export const NO_RELEASE = "none";

/**
 * UTC time, then optionally (the start of) the commit, where its redirects (release-redirects.ts) and its pages for missing files
 * (not-found-pages.ts) are, and `-d` where it consists of differences (delta.ts): `20261122T093005Z-1a2b3c4`.
 */
const RELEASE_ID =
  /^[0-9]{8}T[0-9]{6}Z(?:-[0-9a-z]{1,40})?(?:-R[0-9]{1,2}w?x[0-9a-f]{8})?(?:-N[0-9]{1,2}x[0-9a-f]{8})?(?:-d)?$/;

/** A release that answers some of the visitors, beside the active one. */
export interface Canary {
  readonly id: string;
  /** How many visitors of 100 get it: 1–99. */
  readonly percent: number;
}

/** What the key `active` says. */
export interface ActiveRelease {
  /** undefined: there has been no release yet. */
  readonly id: string | undefined;
  readonly canary?: Canary;
}

export function isReleaseId(text: string): boolean {
  return RELEASE_ID.test(text);
}

/**
 * The id of a release made at `time`.
 *
 * @param commit the commit that was built; its first 12 characters become part of the id
 */
export function releaseId(time: Date, commit?: string): string {
  const stamp = time.toISOString().replace(/[-:]|\.\d+/g, "");
  const suffix = commit
    ?.toLowerCase()
    .replace(/[^0-9a-z]/g, "")
    .slice(0, 12);
  return suffix === undefined || suffix === "" ? stamp : `${stamp}-${suffix}`;
}

/** `releases/<id>/`. */
export function releasePrefix(id: string): string {
  return `${RELEASES_PREFIX}${id}/`;
}

/**
 * The key of a file's object.
 *
 * @param path the file's path inside the build, with `/` and no leading slash
 * @param id the release's id; needed with `atomic`
 */
export function objectKey(path: string, release: ReleaseStrategy, id?: string): string {
  if (release === "inPlace") {
    return path;
  }
  if (cacheRuleFor(path, release).name === "hashed") {
    return SHARED_PREFIX + path;
  }
  if (id === undefined) {
    throw new Error("an atomic release needs its id");
  }
  return releasePrefix(id) + path;
}

/** The value of the key `active`: `<id>`, or `<id> <canary's id> <percent>`. */
export function formatActive({ id, canary }: ActiveRelease): string {
  if (id === undefined) {
    return NO_RELEASE;
  }
  return canary === undefined ? id : `${id} ${canary.id} ${canary.percent}`;
}

/**
 * Reads the value of the key `active`.
 *
 * @throws {Error} when it is none of the forms that `formatActive` writes
 */
export function parseActive(value: string): ActiveRelease {
  if (value === NO_RELEASE) {
    return { id: undefined };
  }
  const [id = "", canary, percent, ...rest] = value.split(" ");
  if (isReleaseId(id) && canary === undefined) {
    return { id };
  }
  const share = Number(percent);
  const whole = Number.isInteger(share) && share >= 1 && share <= 99;
  if (isReleaseId(id) && canary !== undefined && isReleaseId(canary) && whole && rest.length === 0) {
    return { id, canary: { id: canary, percent: share } };
  }
  throw new Error(`the key ${ACTIVE_RELEASE_KEY} must hold a release id, got ${JSON.stringify(value)}`);
}
