/** Whether redirects lead a visitor round and round. */
import { encodedPath } from "../release-contract";
import type { RedirectConfig, Redirecting } from "./redirects";

const SPLAT = ":splat";

/** A list of redirects, looked up by path. */
export interface RedirectIndex {
  /** Position of the first redirect that takes this path, which may itself be a pattern. */
  readonly firstThatTakes: (path: string) => number;
  /** The first redirect that answers a path as the edge function compares: a final slash makes no difference. */
  readonly answering: (path: string) => number | undefined;
}

export function indexOf(redirects: readonly RedirectConfig[]): RedirectIndex {
  const exact = new Map<string, number>();
  const encoded = new Map<string, number>();
  const patterns: { readonly at: number; readonly from: string; readonly encoded: string }[] = [];
  redirects.forEach(({ from }, at) => {
    if (from.endsWith("/*")) {
      patterns.push({ at, from, encoded: encodedPath(from) });
    }
    if (!exact.has(from)) {
      exact.set(from, at);
    }
    if (!from.endsWith("/*") && !encoded.has(encodedPath(from))) {
      encoded.set(encodedPath(from), at);
    }
  });
  const first = (...found: readonly (number | undefined)[]) =>
    Math.min(...found.map((each) => each ?? Number.POSITIVE_INFINITY));
  return {
    firstThatTakes: (path) =>
      first(
        exact.get(path),
        patterns.find(
          ({ from }) => path === from || path === from.slice(0, -2) || path.startsWith(from.slice(0, -1)),
        )?.at,
      ),
    answering: (path) => {
      const at = first(
        encoded.get(path),
        path === "/" ? undefined : encoded.get(path.replace(/\/$/, "")),
        patterns.find(
          (each) => path === each.encoded.slice(0, -2) || path.startsWith(each.encoded.slice(0, -1)),
        )?.at,
      );
      return Number.isFinite(at) ? at : undefined;
    },
  };
}

/** Why a visitor would be sent round and round; undefined where the redirect ends somewhere. */
export function circleOf(site: Redirecting, index: RedirectIndex, start: number): string | undefined {
  const seen = new Set<number>();
  let at = start;
  let splat = SPLAT;
  for (;;) {
    seen.add(at);
    const path = targetIn(site, site.redirects[at]?.to.replaceAll(SPLAT, splat) ?? "");
    const next = path === undefined ? undefined : nextOf(site, index, path);
    if (next === undefined || (next.at !== start && seen.has(next.at))) {
      return undefined;
    }
    if (next.at === start) {
      return at === start
        ? "must not lead back to from, which would never end"
        : `must not lead back to from by way of redirects[${at}], which would never end`;
    }
    ({ at, splat } = next);
  }
}

/** The path of the site that a redirect leads to; undefined where it leaves the site. */
function targetIn({ domain, aliases, redirectFrom }: Redirecting, to: string) {
  const own = new Set([domain, ...aliases, ...redirectFrom]);
  const [, host, path = "/"] = /^(?:https:\/\/([^/]+))?([^?#]*)/.exec(to) ?? [];
  return host === undefined || own.has(host.replace(/:443$/, "")) ? encodedPath(path) : undefined;
}

/** The redirect that answers `path`, or its clean address, with what `*` matched. */
function nextOf(
  site: Redirecting,
  index: RedirectIndex,
  path: string,
): { readonly at: number; readonly splat: string } | undefined {
  for (const each of new Set([path, cleanPath(site, path)])) {
    const at = index.answering(each);
    if (at !== undefined) {
      const from = encodedPath(site.redirects[at]?.from ?? "");
      return { at, splat: each.slice(from.length - 1) };
    }
  }
  return undefined;
}

/** Where `cleanUrls` sends a path. */
function cleanPath({ mode, cleanUrls, pages, indexDocument }: Redirecting, path: string): string {
  if (mode !== "static" || !cleanUrls) {
    return path;
  }
  const name = indexDocument.replace(/^.*\//, "");
  if (path.endsWith(`/${name}`)) {
    return path.slice(0, -name.length);
  }
  return pages === "directory" ? path : path.replace(/(?<=[^/])\.html$/, "");
}
