/**
 * The CloudFront Function that answers every request of a site first (runtime cloudfront-js-2.0): a pure function from
 * arguments to source text. What an argument does not ask for is not in the text, which must stay below 10 KB.
 */
import {
  ACTIVE_RELEASE_KEY,
  NO_RELEASE,
  patternsBefore,
  patternsOf,
  PREVIEW_KEY_PREFIX,
  RELEASES_PREFIX,
  SHARED_PREFIX,
} from "../release-contract";
import { encodedPath } from "./redirects";
import type { Site } from "./schema";
import { AUTHENTICATION, HELPERS, HOSTS, PREVIEWS, REDIRECTS, RELEASE, ROUTING } from "./edge-function-parts";

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-functions */
export const MAX_FUNCTION_BYTES = 10_240;

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
  const atomic = site.release === "atomic";
  const lines = [
    ...(atomic ? ["import cf from 'cloudfront';"] : []),
    `const HSTS = ${text(strictTransportSecurity(site))};`,
    HELPERS,
    ...(site.domain === undefined ? [] : [hosts(site)]),
    ...(atomic ? [previews(site)] : []),
    ...(site.basicAuth === undefined ? [] : [authentication(site)]),
    ...(site.redirects.length > 0 ? [redirects(site)] : []),
    routing(site),
    ...(atomic ? [release()] : []),
    handler(site),
  ];
  return `${lines.join("\n")}\n`;
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

function handler(site: EdgeFunctionArgs): string {
  const steps = [
    "badPath(request)",
    ...(site.domain === undefined ? [] : ["otherHost(request)"]),
    ...(site.basicAuth === undefined ? [] : ["unauthorized(request)"]),
    ...(site.redirects.length > 0 ? ["redirected(request)"] : []),
    ...(site.mode === "static" ? ["canonical(request)"] : []),
  ];
  return [
    "async function handler(event) {",
    "  const request = event.request;",
    `  const early = ${steps.join("\n    || ")};`,
    "  if (early) return early;",
    // S3 takes a plus sign for a space.
    "  request.uri = route(request.uri).replace(/\\+/g, '%2B');",
    // S3 refuses keys above 1,024 bytes in words of its own.
    `  return tooLong(request) || ${site.release === "atomic" ? "await inRelease(event)" : "request"};`,
    "}",
  ].join("\n");
}

function hosts({ domain = "", redirectFrom, defaultDomain }: EdgeFunctionArgs): string {
  return fill(HOSTS, {
    DOMAIN: text(domain),
    REDIRECT_FROM: JSON.stringify(redirectFrom),
    DEFAULT_DOMAIN: text(defaultDomain),
  });
}

function authentication({ basicAuth = {}, basicAuthOn }: EdgeFunctionArgs): string {
  return fill(AUTHENTICATION, {
    HASHES: JSON.stringify(Object.values(basicAuth)),
    ELSEWHERE: basicAuthOn === "previews" ? "!previewOf(request)" : "false",
  });
}

function previews({ previews: parent }: EdgeFunctionArgs): string {
  return parent === undefined ? PREVIEWS.none : fill(PREVIEWS.some, { PREVIEWS: text(`.${parent}`) });
}

function redirects(site: EdgeFunctionArgs): string {
  return fill(REDIRECTS, {
    RULES: `[\n${site.redirects.map(({ from, to, status }) => `  ${JSON.stringify([encodedPath(from), encodedPath(to), status])}`).join(",\n")}\n]`,
  });
}

function routing(site: EdgeFunctionArgs): string {
  const part = site.mode === "spa" ? ROUTING.spa : ROUTING.static;
  return fill(part, {
    INDEX: text(site.indexDocument),
    DEEP_LINKS: JSON.stringify(site.deepLinks),
    PAGES: text(site.pages),
    SLASH: text(site.trailingSlash),
    CLEAN: String(site.cleanUrls),
  });
}

function release(): string {
  return fill(RELEASE, {
    HASHED: list(patternsOf("hashed")),
    BEFORE: list(patternsBefore("hashed")),
    KEY: text(ACTIVE_RELEASE_KEY),
    PREVIEW: text(PREVIEW_KEY_PREFIX),
    NONE: text(NO_RELEASE),
    RELEASES: text(`/${RELEASES_PREFIX}`),
    SHARED: text(`/${SHARED_PREFIX}`),
  });
}

/** Value of Strict-Transport-Security: the policy on the distribution does not reach answers that the function makes. */
export function strictTransportSecurity({ headers }: Pick<Site, "headers">): string {
  const seconds = headers.hstsDays * 24 * 60 * 60;
  const subdomains = headers.hstsSubdomains ? "; includeSubDomains" : "";
  return `max-age=${seconds}${subdomains}${headers.hstsPreload ? "; preload" : ""}`;
}

const list = (patterns: readonly RegExp[]): string => `[\n${patterns.map(String).join(",\n")}\n]`;

const text = (value: string): string => JSON.stringify(value);

/** Puts values in the place of `$NAME`; a value is never searched for further names. */
function fill(part: string, values: Readonly<Record<string, string>>): string {
  return part.replace(/\$([A-Z_]+)/g, (name, key: string) => values[key] ?? name);
}
