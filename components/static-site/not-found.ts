/** What visitors see in place of a file that does not exist. */
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { NOT_FOUND_CACHE_CONTROL, NOT_FOUND_DOCUMENT, NOT_FOUND_KEY } from "../release-contract";
import type { ApiRoutes } from "./api-routes";
import type { Releases } from "./releases";
import type { Routing } from "./routing";

type NotFound = Pick<Routing, "mode" | "notFoundDocument"> & Pick<Releases, "release"> & ApiRoutes;

/**
 * The object that is shown for a missing file. CloudFront fetches it past the edge function, so of an atomic site it lies
 * outside the releases.
 */
export function notFoundKey({ mode, release, notFoundDocument }: Omit<NotFound, "apiRoutes">): string {
  const document = notFoundDocument ?? (mode === "static" ? NOT_FOUND_DOCUMENT : undefined);
  return release === "inPlace" && document !== undefined ? document : NOT_FOUND_KEY;
}

/** Every status that CloudFront would otherwise keep for ten seconds. */
const CACHED_ERRORS = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];

/**
 * Error pages hold for the whole distribution. So with `apiRoutes` there is none, and no error is kept: the API's own
 * answers go through as they are. No 403 or 404 ever becomes a 200.
 */
export function errorResponses(site: NotFound) {
  if (Object.keys(site.apiRoutes).length > 0) {
    return CACHED_ERRORS.map((errorCode) => ({ errorCode, errorCachingMinTtl: 0 }));
  }
  return [
    {
      errorCode: 404,
      responseCode: 404,
      responsePagePath: `/${notFoundKey(site)}`,
      // A file that a visitor requested a moment too early shows soon after its upload.
      errorCachingMinTtl: 10,
    },
  ];
}

/** A page of ours for missing files: small, in no language's way, and without anything that a CSP could object to. */
export function notFoundPage() {
  return {
    content:
      '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">' +
      "<title>404 Not found</title><h1>Not found</h1><p>There is nothing at this address.</p></html>\n",
    contentType: "text/html; charset=utf-8",
    cacheControl: NOT_FOUND_CACHE_CONTROL,
  } as const;
}

/** The page in the bucket, where the build has none of its own; a release of an atomic site may overwrite it. */
export function createNotFoundPage(
  name: string,
  site: NotFound,
  bucket: s3.Bucket,
  opts: pulumi.CustomResourceOptions,
): void {
  if (notFoundKey(site) !== NOT_FOUND_KEY || Object.keys(site.apiRoutes).length > 0) {
    return;
  }
  new s3.BucketObjectv2(
    `${name}-not-found`,
    { bucket: bucket.id, key: NOT_FOUND_KEY, ...notFoundPage() },
    pulumi.mergeOptions(opts, { ignoreChanges: ["content", "contentType", "cacheControl"] }),
  );
}
