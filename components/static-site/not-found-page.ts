import { NOT_FOUND_CACHE_CONTROL } from "../release-contract";

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
