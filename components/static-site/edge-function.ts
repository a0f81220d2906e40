import { edgeFunctionSource as sourceOf, MAX_FUNCTION_BYTES, type EdgeSite } from "../edge";
import { encodedPath } from "./redirects";
import type { Site } from "./schema";

export { MAX_FUNCTION_BYTES };

/** What of a site the function must know. */
export type EdgeFunctionArgs = Pick<
  Site,
  | "domain"
  | "redirectFrom"
  | "defaultDomain"
  | "mode"
  | "indexDocument"
  | "deepLinks"
  | "pages"
  | "trailingSlash"
  | "cleanUrls"
  | "redirects"
  | "basicAuth"
  | "basicAuthOn"
  | "previews"
  | "release"
  | "headers"
>;

/** The function's source. */
export function edgeFunctionSource(site: EdgeFunctionArgs): string {
  return sourceOf(edgeSiteOf(site));
}

export function edgeSiteOf(site: EdgeFunctionArgs): EdgeSite {
  return {
    ...site,
    domain: site.domain,
    previews: site.previews,
    strictTransportSecurity: strictTransportSecurity(site),
    fallbackPages: {},
    redirects: site.redirects.map(({ from, to, status }) => ({
      from: encodedPath(from),
      to: encodedPath(to),
      status,
    })),
    storedRedirects: undefined,
    buildRoutes: false,
    languages: {},
    passwordHashes: site.basicAuth === undefined ? undefined : Object.values(site.basicAuth),
    passwordOnPreviewsOnly: site.basicAuthOn === "previews",
    previewsNoIndex: false,
  };
}

/**
 * What is wrong with the function's size; undefined where it fits.
 *
 * @param source what `edgeFunctionSource` gave
 */
export function functionSizeFault(source: string): string | undefined {
  const size = Buffer.byteLength(source);
  return size <= MAX_FUNCTION_BYTES
    ? undefined
    : `must be shorter: the edge function has ${size} bytes, but CloudFront takes at most ${MAX_FUNCTION_BYTES}; ` +
        "join redirects with /*, or make some in the application";
}

/** Value of Strict-Transport-Security: the policy on the distribution does not reach answers that the function makes. */
export function strictTransportSecurity({ headers }: Pick<Site, "headers">): string {
  const seconds = headers.hstsDays * 24 * 60 * 60;
  const subdomains = headers.hstsSubdomains ? "; includeSubDomains" : "";
  return `max-age=${seconds}${subdomains}${headers.hstsPreload ? "; preload" : ""}`;
}
