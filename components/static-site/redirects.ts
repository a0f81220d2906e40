/** Redirects as the edge function makes them, and what is wrong with a list of them. */
import type { StaticSiteConfig } from "./args";
import type { RedirectConfig } from "./args-parts";

/** What of a site decides where a redirect leads. */
export type RedirectingSite = Pick<
  StaticSiteConfig,
  "redirects" | "domain" | "aliases" | "redirectFrom" | "mode" | "pages" | "cleanUrls" | "indexDocument"
>;

/** A fault of one redirect: its number, its key, and what is allowed. */
export interface RedirectFault {
  readonly index: number;
  readonly key: "from" | "to";
  readonly message: string;
}

/**
 * A path as browsers send it: `/옛날` is `/%EC%98%9B%EB%82%A0`. What is encoded already stays, in capitals, as the function
 * reads it.
 *
 * @see https://url.spec.whatwg.org/#path-percent-encode-set
 */
export function encodedPath(path: string): string {
  return path
    .replace(/[^!-~]+|["<>`{}]/gu, encodeURIComponent)
    .replace(/%[0-9a-f]{2}/gi, (code) => code.toUpperCase());
}

/** Redirects that are never reached, that never end, or that name what they do not have. */
export function redirectFaults(site: RedirectingSite): RedirectFault[] {
  const { redirects = [] } = site;
  return redirects.flatMap(({ from, to }, index) => {
    const earlier = redirects.findIndex((other) => takes(other, from));
    const circle = circleOf(site, index);
    const faults: (RedirectFault | undefined)[] = [
      earlier < index
        ? { index, key: "from", message: `must not be a path that redirects[${earlier}] takes first` }
        : undefined,
      circle === undefined ? undefined : { index, key: "to", message: circle },
      to.includes(SPLAT) && !from.endsWith("/*")
        ? { index, key: "to", message: "must not hold :splat unless from ends with /*" }
        : undefined,
    ];
    return faults.filter((fault) => fault !== undefined);
  });
}

const SPLAT = ":splat";

/** Whether `redirect` is asked before anything else sees `path`, which may itself be a pattern. */
function takes({ from }: RedirectConfig, path: string): boolean {
  return from.endsWith("/*")
    ? path === from || path === from.slice(0, -2) || path.startsWith(from.slice(0, -1))
    : path === from;
}

/** Why a visitor would be sent round and round; undefined where the redirect ends somewhere. */
function circleOf(site: RedirectingSite, start: number): string | undefined {
  const { redirects = [] } = site;
  const seen = new Set<number>();
  let at = start;
  let splat = SPLAT;
  for (;;) {
    seen.add(at);
    const path = targetIn(site, redirects[at]?.to.replaceAll(SPLAT, splat) ?? "");
    const next = path === undefined ? undefined : nextOf(site, path);
    if (next === undefined || (next.index !== start && seen.has(next.index))) {
      return undefined;
    }
    if (next.index === start) {
      return at === start
        ? "must not lead back to from, which would never end"
        : `must not lead back to from by way of redirects[${at}], which would never end`;
    }
    ({ index: at, splat } = next);
  }
}

/** The path of the site that a redirect leads to; undefined where it leaves the site. */
function targetIn({ domain, aliases = [], redirectFrom = [] }: RedirectingSite, to: string) {
  const own = new Set([domain, ...aliases, ...redirectFrom]);
  const [, host, path = "/"] = /^(?:https:\/\/([^/]+))?([^?#]*)/.exec(to) ?? [];
  return host === undefined || own.has(host) ? encodedPath(path) : undefined;
}

/** The redirect that answers `path`, or its clean address, with what `*` matched. */
function nextOf(site: RedirectingSite, path: string): { index: number; splat: string } | undefined {
  for (const each of new Set([path, cleanPath(site, path)])) {
    const index = (site.redirects ?? []).findIndex(({ from }) => matches(encodedPath(from), each));
    if (index >= 0) {
      const from = encodedPath(site.redirects?.[index]?.from ?? "");
      return { index, splat: each.slice(from.length - 1) };
    }
  }
  return undefined;
}

/** As the edge function compares: a final slash makes no difference. */
function matches(from: string, path: string): boolean {
  return from.endsWith("/*")
    ? path === from.slice(0, -2) || path.startsWith(from.slice(0, -1))
    : path === from || path === `${from}/`;
}

/** Where `cleanUrls` sends a path. */
function cleanPath(
  { mode, cleanUrls, pages, indexDocument = "index.html" }: RedirectingSite,
  path: string,
): string {
  if (mode !== "static" || cleanUrls !== true) {
    return path;
  }
  if (path.endsWith(`/${indexDocument}`)) {
    return path.slice(0, -indexDocument.length);
  }
  return pages === "file" ? path.replace(/(?<=[^/])\.html$/, "") : path;
}
